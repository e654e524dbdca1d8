//! A message about the whole page, in a tone that its icon and its words carry as well.
use crate::ui::components::Icon;
use leptos::prelude::*;

fn icon(tone: &str) -> &'static str {
    match tone {
        "success" => "check",
        "warning" => "warning",
        "danger" => "error",
        _ => "info",
    }
}

/// `tone` is one of `info`, `success`, `warning`, `danger`. The children are what can be done about it. Spoken when it appears.
#[component]
pub fn Banner(
    tone: &'static str,
    #[prop(into)] title: String,
    #[prop(optional, into)] body: String,
    /// The page says the same in a live region of its own.
    #[prop(optional)]
    silent: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="banner" data-tone={tone} role={(!silent).then_some("status")}>
            <Icon name={icon(tone)} />
            <div class="banner__body">
                <p class="banner__title">{title}</p>
                {(!body.is_empty()).then(|| view! { <p>{body}</p> })}
            </div>
            {children.map(|children| view! { <div class="banner__actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
