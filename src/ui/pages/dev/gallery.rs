//! Every component and state once, for checking by eye, with axe, in the dark, in print and in forced colours.
use super::{controls::Controls, data::Data, feedback::Feedback, marks::Marks, records::Records};
use crate::ui::areas::Page;
use crate::ui::{components::PageHead, messages::help::gallery as words};
use leptos::prelude::*;

pub struct GalleryPage {}

impl Page for GalleryPage {
    fn data() -> Self {
        GalleryPage {}
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <PageHead title={words::TITLE} />
            <p class="muted">{words::INTRO}</p>
            <Marks />
            <Controls />
            <Feedback />
            <Data />
            <Records />
        }
        .into_any()
    }
}

#[component]
pub fn Specimen(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="specimen">
            <h2 class="specimen__name">{name}</h2>
            <div class="specimen__stage">{children()}</div>
        </section>
    }
    .into_any()
}
