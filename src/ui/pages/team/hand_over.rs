//! Handing a whole team to HR: what will happen, or who is missing. It explains itself instead of being greyed out. Targets and
//! evaluations share it.
use crate::ui::{components::Icon, messages::team as words};
use leptos::prelude::*;

/// So many names stand in the menu; the table shows the rest.
const NAMED: usize = 8;

/// What pressing the page's primary button can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    /// Nothing is left to hand over.
    Nothing,
    Submit,
    Explain,
}

fn offer(missing: usize, ready: u64) -> Offer {
    match (missing, ready) {
        (0, 0) => Offer::Nothing,
        (0, _) => Offer::Submit,
        _ => Offer::Explain,
    }
}

#[component]
pub fn HandOver(
    missing: Vec<String>,
    ready: u64,
    /// "Two people are missing; one set waits."
    count: String,
    /// What to do about those who are missing.
    advice: &'static str,
    /// The rows that show them.
    #[prop(into)]
    show_missing: Signal<String>,
    /// Something went wrong with the form inside.
    #[prop(into)]
    failed: Signal<bool>,
    /// The form that sends the team.
    #[prop(into)]
    form: ViewFn,
) -> impl IntoView {
    let inside = match offer(missing.len(), ready) {
        Offer::Nothing => return ().into_any(),
        Offer::Submit => form.run(),
        Offer::Explain => view! { <Missing missing count advice show_missing /> }.into_any(),
    };
    view! {
        <details class="menu" open={move || failed.get()}>
            <summary class="menu__button button button--primary">
                <Icon name="send" />
                {words::SUBMIT}
            </summary>
            <div class="menu__list menu__list--end menu__list--panel">
                <div class="dialog__body">{inside}</div>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Missing(missing: Vec<String>, count: String, advice: &'static str, show_missing: Signal<String>) -> impl IntoView {
    let rest = missing.len().saturating_sub(NAMED);
    view! {
        <div class="stack stack--tight">
            <p>
                <strong>{words::NOT_READY}</strong>
                " "
                {count}
            </p>
            <ul class="checklist" aria-label={words::MISSING}>
                {missing.into_iter().take(NAMED).map(|name| view! { <li>{name}</li> }).collect_view()}
            </ul>
            {(rest > 0).then(|| view! { <p class="muted">{words::more(rest)}</p> })}
            <p>{advice}</p>
            <a class="button button--small" href={move || show_missing.get()}>
                {words::SHOW_MISSING}
            </a>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Offer, offer};

    #[test]
    fn a_team_goes_whole_or_not_at_all() {
        assert_eq!(offer(0, 0), Offer::Nothing);
        assert_eq!(offer(0, 12), Offer::Submit);
        assert_eq!(offer(1, 12), Offer::Explain);
        assert_eq!(offer(3, 0), Offer::Explain);
    }
}
