//! Half of a review as its page holds it: one signal per text, found by the name of its control.
use crate::ui::drafting::{
    desk,
    texts::{FormTexts, Slot},
};
use leptos::prelude::*;

type Cells = Vec<(Slot, RwSignal<String>)>;

#[derive(Clone, Copy)]
pub struct Sheet(StoredValue<Cells>);

impl Sheet {
    /// To be called where the page is made.
    pub fn new(texts: &FormTexts) -> Self {
        Sheet(StoredValue::new(texts.0.iter().map(|(slot, text)| (slot.clone(), RwSignal::new(text.clone()))).collect()))
    }

    /// The text of a control. A name no draft has gets a text of its own that is never saved.
    pub fn text(self, name: &str) -> RwSignal<String> {
        let found = self.0.with_value(|cells| cells.iter().find(|(slot, _)| slot.name == name).map(|(_, text)| *text));
        found.unwrap_or_default()
    }

    pub fn slot(self, name: &str) -> Option<Slot> {
        self.0.with_value(|cells| cells.iter().find(|(slot, _)| slot.name == name).map(|(slot, _)| slot.clone()))
    }

    fn read(self, text: impl Fn(RwSignal<String>) -> Option<String>) -> Option<FormTexts> {
        self.0.try_with_value(|cells| {
            let read = cells.iter().map(|(slot, signal)| Some((slot.clone(), text(*signal)?)));
            read.collect::<Option<_>>().map(FormTexts)
        })?
    }
}

impl desk::Sheet for Sheet {
    type Draft = FormTexts;

    fn content(self) -> FormTexts {
        self.read(|signal| Some(signal.get())).unwrap_or_default()
    }

    fn content_now(self) -> Option<FormTexts> {
        self.read(|signal| signal.try_get_untracked())
    }

    fn show(self, content: &FormTexts) {
        self.0.try_with_value(|cells| {
            for (slot, signal) in cells {
                if let Some(text) = content.text(&slot.name)
                    && signal.try_with_untracked(|held| held != text).unwrap_or_default()
                {
                    signal.set(text.to_owned());
                }
            }
        });
    }
}
