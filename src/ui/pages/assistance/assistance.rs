//! What HR sets up of the writing assistance (R35).
use super::{limits::Settings, templates::TemplateForms, usage::Usage};
use crate::{
    api::{
        assist::{AssistancePage as Answer, SaveAssistance, SaveTemplates, Tested, assistance},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Icon, Loaded, PageHead, Posting},
        messages::assist as words,
        pages::configuration::parts::{Done, above},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub const PATH: &str = "/assistance";

pub struct AssistancePage {
    data: Asked<Answer>,
    save: Posting,
    templates: Posting,
}

impl Page for AssistancePage {
    fn data() -> Self {
        let query = use_query_map();
        let data = ask(move || query.with(|query| query.get_str("test").is_some()), assistance);
        AssistancePage { data, save: Posting::to::<SaveAssistance>(), templates: Posting::to::<SaveTemplates>() }
    }

    fn view(this: Self) -> AnyView {
        let AssistancePage { data, save, templates } = this;
        view! { <Loaded data view={move |answer| view! { <Body answer save templates /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: Answer, save: Posting, templates: Posting) -> impl IntoView {
    let asks = answer.mode.has_server();
    let (tested, model) = (answer.tested.clone(), answer.model.clone());
    view! {
        <PageHead title={words::TITLE} trail={vec![above()]} />
        <Done />
        <p class="muted">{words::PAGE_INTRO} " " {words::ADDRESSES}</p>
        <Settings answer={answer.clone()} action={save} />
        <section class="card stack" id="connection" aria-labelledby="connection-head">
            <h2 class="card__title" id="connection-head">
                {words::TEST_TITLE}
            </h2>
            {tested.map(|tested| view! { <Found tested model={model.clone()} /> })}
            {match asks {
                true => {
                    view! {
                        <p class="muted small">{words::TEST_HINT}</p>
                        <form class="button-row" method="get" action={format!("{PATH}#connection")}>
                            <input type="hidden" name="test" value="1" />
                            <button class="button" type="submit">
                                {words::TEST}
                            </button>
                        </form>
                    }
                        .into_any()
                }
                false => view! { <p class="muted">{words::NO_SERVER}</p> }.into_any(),
            }}
        </section>
        <TemplateForms version={answer.version} templates={answer.templates} previews={answer.previews} action={templates} />
        <Usage usage={answer.usage} />
    }
    .into_any()
}

/// What the test found, in words.
#[component]
fn Found(tested: Tested, model: String) -> impl IntoView {
    let line = |fine: bool, text: String| {
        let (tone, icon) = if fine { ("success", "check") } else { ("danger", "warning") };
        view! {
            <div class="banner" data-tone={tone} role="status">
                <Icon name={icon} />
                <div class="banner__body">
                    <p>{text}</p>
                </div>
            </div>
        }
    };
    let version = match tested.version {
        Ok(version) => line(true, words::version_is(&version)),
        Err(failure) => line(false, words::failure(failure).to_owned()),
    };
    let model = tested.model.map(|found| match found {
        Ok((_, about)) => line(true, words::model_is(&model, &about)),
        Err(failure) => line(false, words::failure(failure).to_owned()),
    });
    view! { <div class="stack stack--tight">{version} {model}</div> }.into_any()
}
