//! What a form without scripts sent and had refused: its texts come back with the page they were sent from, so that nobody types
//! them twice (R36, R50). With scripts a refused form never leaves its page.
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A form as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    /// The function it was sent to.
    pub path: String,
    pub fields: Vec<(String, String)>,
}

impl KeptForm {
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// It was sent to this function and, where a page has several forms for it, from the one with this hidden field.
    fn is_of(&self, path: &str, only: Option<&(&'static str, String)>) -> bool {
        self.path == path && only.is_none_or(|(name, value)| self.text(name) == Some(value.as_str()))
    }
}

/// The texts of the form around a field.
#[derive(Clone)]
struct Texts(Option<Arc<KeptForm>>);

/// What came back of one form of this page.
pub fn of_form(path: &str, only: Option<&(&'static str, String)>) -> Option<KeptForm> {
    use_context::<KeptForm>().filter(|kept| kept.is_of(path, only))
}

/// What came back belongs to another form of this page that is sent to the same function.
pub fn is_of_another(path: &str, only: Option<&(&'static str, String)>) -> bool {
    use_context::<KeptForm>().is_some_and(|kept| kept.path == path && !kept.is_of(path, only))
}

/// Hands what came back on to the fields of a form.
pub fn provide(path: &str, only: Option<&(&'static str, String)>) {
    provide_context(Texts(of_form(path, only).map(Arc::new)));
}

/// What was typed into this field of the form this is called in.
pub fn kept(name: &str) -> Option<String> {
    use_context::<Texts>()?.0?.text(name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_back_to_the_form_they_came_from() {
        let fields = [("year", "3"), ("reason", "Over")].map(|(name, text)| (name.to_owned(), text.to_owned()));
        let kept = KeptForm { path: "/api/close-year".into(), fields: fields.into() };
        assert!(kept.is_of("/api/close-year", None));
        assert!(kept.is_of("/api/close-year", Some(&("year", "3".into()))));
        assert!(!kept.is_of("/api/close-year", Some(&("year", "4".into()))));
        assert!(!kept.is_of("/api/open-year", None));
        assert_eq!((kept.text("reason"), kept.text("confirm")), (Some("Over"), None));
    }
}
