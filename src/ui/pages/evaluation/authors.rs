//! Fields of the reviewer's half that somebody else wrote than the heading says: a delegate began, the reviewer went on (R22, R24).
use crate::ui::messages::delegation as words;
use leptos::prelude::*;

/// Names of fields, and who wrote them.
#[derive(Clone)]
struct Authors(StoredValue<Vec<(String, String)>>);

pub fn provide(authors: &[(String, String)]) {
    provide_context(Authors(StoredValue::new(authors.to_vec())));
}

/// "Written by Bob Tanaka for Alice Mori", under a field that is not the heading's.
pub fn mark(field: &str) -> AnyView {
    let found = use_context::<Authors>().and_then(|authors| {
        authors.0.with_value(|all| all.iter().find(|(known, _)| known == field).map(|(_, who)| words::written_by(who)))
    });
    found.map(|words| view! { <p class="muted small">{words}</p> }).into_any()
}
