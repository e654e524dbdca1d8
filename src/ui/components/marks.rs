//! What makes a result worth a second look, each as words (R27).
use crate::{
    api::results::ResultRow,
    ui::messages::{results as words, transfers},
};
use leptos::prelude::*;

/// Tone and words of every mark, in the order of their weight.
fn marks(row: &ResultRow) -> Vec<(&'static str, String)> {
    let head = &row.head;
    let own = [
        (head.overdue && !head.exempt, "danger", words::OVERDUE),
        (head.late, "warning", words::LATE),
        (head.evaluated_late, "warning", words::EVALUATED_LATE),
        (head.without_self, "neutral", words::WITHOUT_SELF),
    ];
    let own = own.into_iter().filter(|(is, _, _)| *is).map(|(_, tone, name)| (tone, name.to_owned()));
    let transferred = head.transferred.as_deref().map(|on| ("info", transfers::mark(on)));
    row.marks.iter().map(|reason| (words::reason_tone(reason), words::reason(reason))).chain(own).chain(transferred).collect()
}

#[component]
pub fn Marks(row: ResultRow) -> impl IntoView {
    let marks = marks(&row);
    if marks.is_empty() {
        return view! { <span class="muted">{words::NONE}</span> }.into_any();
    }
    view! {
        <ul class="marks">
            {marks
                .into_iter()
                .map(|(tone, words)| {
                    view! {
                        <li class="badge" data-tone={tone}>
                            {words}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}
