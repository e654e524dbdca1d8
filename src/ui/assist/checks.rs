//! Beneath a suggestion: what of it stands in none of the facts (R38), each in a few words of its surroundings.
use crate::{
    domain::assist::invented::{Kind, Mark, marks},
    ui::{components::Icon, messages::assist as words},
};
use leptos::prelude::*;

/// Characters shown before and after a mark.
const AROUND: usize = 24;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    kind: Kind,
    before: String,
    marked: String,
    after: String,
}

fn shown(text: &str, mark: &Mark) -> Shown {
    let before: Vec<char> = text[..mark.start].chars().rev().take(AROUND).collect();
    let one_line = |text: String| text.replace('\n', " ");
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let (rest, start) = (&text[mark.end..], text[..mark.start].chars().nth(AROUND).is_some());
    Shown {
        kind: mark.kind,
        before: format!("{}{}", cut(start), one_line(before.into_iter().rev().collect())),
        marked: text[mark.start..mark.end].to_owned(),
        after: format!("{}{}", one_line(rest.chars().take(AROUND).collect()), cut(rest.chars().nth(AROUND).is_some())),
    }
}

/// Follows the text while it is edited. Without inputs nothing can be said.
#[component]
pub fn Checks(text: RwSignal<String>, inputs: RwSignal<Vec<String>>) -> impl IntoView {
    let found = Memo::new(move |_| {
        text.with(|text| inputs.with(|inputs| marks(text, inputs).iter().map(|mark| shown(text, mark)).collect::<Vec<_>>()))
    });
    move || {
        let found = found.get();
        if inputs.with(Vec::is_empty) || text.with(|text| text.trim().is_empty()) {
            return ().into_any();
        }
        if found.is_empty() {
            return view! {
                <p class="assist__fine small">
                    <Icon name="check" />
                    {words::NO_MARKS}
                </p>
            }
            .into_any();
        }
        view! {
            <div class="assist__marks">
                <p>
                    <Icon name="warning" />
                    {words::marks(found.len())}
                </p>
                <ul>
                    {found
                        .into_iter()
                        .map(|one| {
                            view! {
                                <li>
                                    <span class="badge" data-tone="warning">
                                        {words::kind(one.kind)}
                                    </span>
                                    " "
                                    {one.before}
                                    <mark>{one.marked}</mark>
                                    {one.after}
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </div>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_shown_with_a_few_words_around_it() {
        let text = "Failed payments fell by 47 % in one year, which nobody had thought possible.";
        let all = marks(text, &["Failed payments fell".to_owned()]);
        let one = shown(text, &all[0]);
        assert_eq!((one.marked.as_str(), one.before.as_str()), ("47", "Failed payments fell by "));
        assert!(one.after.ends_with('…') && one.kind == Kind::Number);
    }
}
