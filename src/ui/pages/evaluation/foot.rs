//! The foot of a review: the reports before and after, and between them what is to be decided. Alt with Page up or Page down
//! goes from report to report: a whole team can be evaluated without a mouse.
use crate::{api::reviews::ReviewNeighbour, ui::messages::evaluation};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;

const PREVIOUS_KEY: &str = "PageUp";
const NEXT_KEY: &str = "PageDown";

/// Where a key leads; nothing for any other key.
fn wanted(key: &str, previous: Option<&ReviewNeighbour>, next: Option<&ReviewNeighbour>) -> Option<String> {
    let to = match key {
        PREVIOUS_KEY => previous?,
        NEXT_KEY => next?,
        _ => return None,
    };
    Some(address(to))
}

fn address(to: &ReviewNeighbour) -> String {
    format!("/reviews/{}", to.review)
}

#[component]
pub fn Foot(
    #[prop(optional_no_strip)] previous: Option<ReviewNeighbour>,
    #[prop(optional_no_strip)] next: Option<ReviewNeighbour>,
    #[prop(optional)] decide: Option<ViewFn>,
) -> impl IntoView {
    if previous.is_none() && next.is_none() && decide.is_none() {
        return ().into_any();
    }
    let ways = StoredValue::new((previous.clone(), next.clone()));
    let navigate = StoredValue::new(use_navigate());
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| {
            if !event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
                return;
            }
            if let Some(to) = ways.with_value(|(previous, next)| wanted(&event.key(), previous.as_ref(), next.as_ref())) {
                event.prevent_default();
                navigate.with_value(|navigate| navigate(&to, Default::default()));
            }
        });
        on_cleanup(move || keys.remove());
    });
    view! {
        <section class="review-foot" aria-label={evaluation::FOOT}>
            <Step to={previous} rel="prev" way={evaluation::PREVIOUS} keys={("Alt+PageUp", evaluation::KEYS_PREVIOUS)} />
            <div class="button-row">{decide.map(|decide| decide.run())}</div>
            <Step to={next} rel="next" way={evaluation::NEXT} keys={("Alt+PageDown", evaluation::KEYS_NEXT)} />
        </section>
    }
    .into_any()
}

#[component]
fn Step(
    #[prop(optional_no_strip)] to: Option<ReviewNeighbour>,
    rel: &'static str,
    way: &'static str,
    /// For machines and in words.
    keys: (&'static str, &'static str),
) -> impl IntoView {
    match to {
        Some(to) => {
            let href = address(&to);
            view! {
                <a class="review-foot__step" href={href} rel={rel} aria-keyshortcuts={keys.0} title={keys.1}>
                    <small>{evaluation::neighbour(way, to.state)}</small>
                    {to.name}
                </a>
            }
            .into_any()
        }
        // Keeps the columns.
        None => view! { <span /> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::ReviewId, review::ReviewState};

    #[test]
    fn keys_lead_to_the_neighbours_and_nowhere_else() {
        let next = ReviewNeighbour { review: ReviewId(4), name: "A".into(), state: ReviewState::SelfEvalSubmitted };
        assert_eq!(wanted("PageDown", None, Some(&next)).as_deref(), Some("/reviews/4"));
        assert_eq!(wanted("PageUp", None, Some(&next)), None);
        assert_eq!(wanted("ArrowRight", Some(&next), Some(&next)), None);
    }
}
