//! Help: the process with who does what, the terms, examples, keys, and whom to ask (R32). Each part has an anchor, so that
//! a field can lead to what explains it.
use super::{
    definitions::{Difficulty, Kpi, Reading, States, Weights},
    examples::Examples,
    keyboard::{Contact, Keyboard},
    process::Process,
};
use crate::ui::areas::Page;
use crate::ui::{
    components::PageHead,
    messages::{common, help},
};
use leptos::prelude::*;

/// Anchor and name of each part, in order.
const PARTS: [(&str, &str); 9] = [
    ("process", help::PROCESS),
    ("weights", help::WEIGHTS),
    ("difficulty", help::DIFFICULTY),
    ("kpi", help::KPI),
    ("examples", help::EXAMPLES),
    ("states", help::STATES),
    ("reading", help::READING),
    ("keyboard", help::KEYBOARD),
    ("contact", help::CONTACT),
];

pub struct HelpPage {}

impl Page for HelpPage {
    fn data() -> Self {
        HelpPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <PageHead title={common::HELP} />
            <nav class="filters" aria-label={help::CONTENTS}>
                {PARTS
                    .into_iter()
                    .map(|(anchor, name)| {
                        view! {
                            <a class="chip" href={format!("#{anchor}")}>
                                {name}
                            </a>
                        }
                    })
                    .collect_view()}
            </nav>
            <Process />
            <Weights />
            <Difficulty />
            <Kpi />
            <Examples />
            <States />
            <Reading />
            <Keyboard />
            <Contact />
        }
        .into_any()
    }
}

/// A part of the page under its anchor.
#[component]
pub fn Part(anchor: &'static str, title: &'static str, children: Children) -> impl IntoView {
    let heading = format!("{anchor}-title");
    let labelled_by = heading.clone();
    view! {
        <section class="section" id={anchor} aria-labelledby={labelled_by}>
            <div class="section__head">
                <h2 id={heading}>{title}</h2>
            </div>
            {children()}
        </section>
    }
    .into_any()
}
