//! Title, what belongs beside it, and the page's actions. Sets the document's title too.
use crate::ui::{messages::common, platform};
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    /// State, whose turn, save state: what stands beside the title.
    #[prop(optional, into)]
    meta: Option<ViewFn>,
    #[prop(optional, into)] actions: Option<ViewFn>,
    /// Pages above this one: address and name.
    #[prop(optional)]
    trail: Vec<(String, String)>,
) -> impl IntoView {
    Effect::new(|_| platform::mark_hydrated());
    let trail = (!trail.is_empty()).then(|| {
        view! {
            <nav class="breadcrumbs" aria-label={common::BREADCRUMBS}>
                {trail.into_iter().map(|(href, name)| view! { <a href={href}>{name}</a> }).collect_view()}
                <span aria-current="page">{title.clone()}</span>
            </nav>
        }
    });
    view! {
        <Title text={platform::title_text(format!("{title} · {}", common::PRODUCT))} />
        <header class="page-head">
            {trail} <div class="page-head__row">
                <h1 class="page-head__title">{title}</h1>
                {meta.map(|meta| view! { <div class="page-head__meta">{meta.run()}</div> })}
                {actions.map(|actions| view! { <div class="page-head__actions">{actions.run()}</div> })}
            </div>
        </header>
    }
    .into_any()
}
