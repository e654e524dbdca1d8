//! The three templates, with the places each may name and what becomes of it.
use crate::{
    domain::assist::{
        Purpose,
        template::{LONGEST, Placeholder, Templates},
    },
    ui::{
        components::{PostForm, Posting, TextArea},
        messages::assist as words,
        pages::configuration::parts::Submit,
    },
};
use leptos::prelude::*;

#[component]
pub fn TemplateForms(version: i64, templates: Templates, previews: Vec<(String, String)>, action: Posting) -> impl IntoView {
    // Drawn inside the form, whose violations they show.
    let area = move |purpose: Purpose| {
        let code = purpose.code();
        let text = RwSignal::new(templates.of(purpose).to_owned());
        let preview = previews.iter().find(|(of, _)| of == code).map(|(_, text)| text.clone());
        view! {
            <div class="stack stack--tight">
                <TextArea
                    name={format!("form[{code}]")}
                    id={code}
                    label={words::purpose(code)}
                    hint={places(purpose)}
                    value={text}
                    max={LONGEST}
                    rows=12
                    required=true
                />
                {preview
                    .map(|preview| {
                        view! {
                            <details class="fold">
                                <summary>
                                    {words::PREVIEW} <span class="visually-hidden">": " {words::purpose(code)}</span>
                                </summary>
                                <div class="fold__body">
                                    <pre class="code assist-preview" tabindex="0" aria-label={words::purpose(code)} role="region">
                                        {preview}
                                    </pre>
                                </div>
                            </details>
                        }
                    })}
            </div>
        }
    };
    view! {
        <section class="card stack" aria-labelledby="templates">
            <h2 class="card__title" id="templates">
                {words::TEMPLATES}
            </h2>
            <p class="muted small">{words::TEMPLATES_INTRO}</p>
            <PostForm action class="form stack">
                <input type="hidden" name="seen" value={version.to_string()} />
                {Purpose::ALL.map(area).collect_view()}
                <Submit name="reason" id="templates-reason" button={words::SAVE_TEMPLATES} />
            </PostForm>
        </section>
    }
    .into_any()
}

/// "Places: {facts} (needed), {task}".
fn places(purpose: Purpose) -> String {
    let needed = Placeholder::needed(purpose);
    let place = |place: &Placeholder| match needed.contains(place) {
        true => format!("{{{}}} ({})", place.name(), words::NEEDED),
        false => format!("{{{}}}", place.name()),
    };
    format!("{}: {}", words::PLACES, Placeholder::of(purpose).iter().map(place).collect::<Vec<_>>().join(", "))
}
