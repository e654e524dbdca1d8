//! Mode, model and limits in one form.
use crate::{
    api::assist::AssistancePage,
    domain::assist::{Mode, settings::Limits},
    ui::{
        components::{Choices, PostForm, Posting, SelectField, TextField},
        messages::assist as words,
        pages::configuration::parts::Submit,
    },
};
use leptos::prelude::*;

#[component]
pub fn Settings(answer: AssistancePage, action: Posting) -> impl IntoView {
    let modes = answer.possible.iter().map(|mode| (mode.code().to_owned(), words::mode(*mode).to_owned())).collect();
    let Limits { first_token, total, per_person, at_once, waiting, words: most } = answer.limits;
    let numbers = [
        ("first_token", first_token),
        ("total", total),
        ("per_person", per_person),
        ("at_once", at_once),
        ("waiting", waiting),
        ("words", most),
    ];
    let limits = numbers.map(|(name, value)| {
        let (label, hint) = words::limit(name);
        view! {
            <TextField
                name={format!("form[{name}]")}
                id={name}
                label
                hint
                value={value.to_string()}
                max=6
                short=true
                required=true
            />
        }
    });
    view! {
        <section class="card stack" aria-labelledby="how">
            <h2 class="card__title" id="how">
                {words::HOW_TITLE}
            </h2>
            <PostForm action class="form stack">
                <input type="hidden" name="seen" value={answer.version.to_string()} />
                <SelectField
                    name="form[mode]"
                    id="mode"
                    label={words::MODE}
                    choices={Choices::plain(modes)}
                    chosen={answer.mode.code().to_owned()}
                />
                <Model answer={answer.clone()} />
                <fieldset class="choice assist-limits">
                    <legend>{words::LIMITS}</legend>
                    <div class="form-grid">{limits.collect_view()}</div>
                </fieldset>
                <Submit name="reason" id="reason" button={words::SAVE} />
            </PostForm>
        </section>
    }
    .into_any()
}

/// A list where the server says what it has, a line of text where it does not.
#[component]
fn Model(answer: AssistancePage) -> impl IntoView {
    let AssistancePage { model, models, mode, .. } = answer;
    match models {
        Some(Ok(known)) if !known.is_empty() => {
            let mut options = vec![(String::new(), words::NO_MODEL.to_owned())];
            if !model.is_empty() && !known.contains(&model) {
                options.push((model.clone(), format!("{model} ({})", words::MODEL_GONE)));
            }
            options.extend(known.into_iter().map(|name| (name.clone(), name)));
            view! { <SelectField name="form[model]" id="model" label={words::MODEL} choices={Choices::plain(options)} chosen={model} /> }
                .into_any()
        }
        other => {
            let hint = match other {
                Some(Err(failure)) => words::failure(failure),
                _ if mode == Mode::Off || mode == Mode::Web => words::MODEL_HINT_NONE,
                _ => words::MODEL_HINT,
            };
            view! { <TextField name="form[model]" id="model" label={words::MODEL} hint value={model} /> }.into_any()
        }
    }
}
