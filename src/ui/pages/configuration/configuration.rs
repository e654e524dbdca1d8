//! Where HR's configuration begins: what there is of everything, and the way to change it.
use super::parts::PATH;
use crate::{
    api::{
        configuration::{ConfigurationView, configuration},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Icon, Loaded, PageHead},
        messages::{assist, configuration as words},
    },
};
use leptos::prelude::*;

pub struct ConfigurationPage {
    data: Asked<ConfigurationView>,
}

impl Page for ConfigurationPage {
    fn data() -> Self {
        ConfigurationPage { data: ask(|| (), |()| configuration()) }
    }

    fn view(this: Self) -> AnyView {
        view! { <Loaded data={this.data} view={|answer| view! { <Overview answer /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Overview(answer: ConfigurationView) -> impl IntoView {
    let unspecified = (answer.unspecified > 0).then(|| words::unspecified(answer.unspecified));
    view! {
        <PageHead title={words::TITLE} />
        <p class="muted">{words::INTRO}</p>
        <div class="columns-2">
            <Place
                icon="building"
                title={words::DEPARTMENTS}
                body={words::DEPARTMENTS_BODY}
                now={words::departments(answer.departments, answer.without_head)}
                href={format!("{PATH}/departments")}
                link={words::DEPARTMENTS_OPEN}
            />
            <Place
                icon="people"
                title={words::TYPES}
                body={words::TYPES_BODY}
                now={words::types(answer.types, answer.grades)}
                warning={unspecified}
                href={format!("{PATH}/types")}
                link={words::TYPES_OPEN}
            />
            <Place
                icon="calendar"
                title={words::YEARS}
                body={words::YEARS_BODY}
                now={words::years(answer.years)}
                href="/years"
                link={words::YEARS_OPEN}
            />
            <Place icon="grid" title={words::RANKS} body={words::RANKS_BODY} href="/ranks" link={words::RANKS_OPEN} />
            {answer
                .assistance
                .map(|mode| {
                    view! {
                        <Place
                            icon="sparkles"
                            title={assist::TITLE}
                            body={assist::CONFIGURATION_BODY}
                            now={assist::mode(mode).to_owned()}
                            href={crate::ui::pages::assistance::assistance::PATH}
                            link={assist::OPEN}
                        />
                    }
                })}
        </div>
    }
    .into_any()
}

#[component]
fn Place(
    icon: &'static str,
    title: &'static str,
    body: &'static str,
    #[prop(optional)] now: String,
    #[prop(optional_no_strip)] warning: Option<String>,
    #[prop(into)] href: String,
    link: &'static str,
) -> impl IntoView {
    view! {
        <section class="card stack stack--tight" aria-label={title}>
            <h2 class="card__title cluster">
                <Icon name={icon} />
                {title}
            </h2>
            <p>{body}</p>
            <p class="cluster">
                <strong>{now}</strong>
                {warning
                    .map(|words| {
                        view! {
                            <span class="badge" data-tone="warning">
                                {words}
                            </span>
                        }
                    })}
            </p>
            <div class="button-row">
                <a class="button" href={href} rel="external">
                    {link}
                </a>
            </div>
        </section>
    }
    .into_any()
}
