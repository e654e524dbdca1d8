//! One person's words on a target: whose they are by colour, icon and heading.
use crate::{
    domain::score::Rating,
    ui::{
        components::Icon,
        messages::{evaluation, reviews},
    },
};
use leptos::prelude::*;

/// Whose words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Employee,
    Manager,
}

impl Side {
    fn class(self) -> &'static str {
        match self {
            Side::Employee => "side side--employee",
            Side::Manager => "side side--manager",
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Side::Employee => "user",
            Side::Manager => "manager",
        }
    }
}

/// `about` tells headings of the same words apart, out of sight. What cannot be written here is grey and says so.
#[component]
pub fn Words(
    side: Side,
    title: String,
    #[prop(into)] about: String,
    #[prop(optional)] writable: bool,
    /// Across both columns.
    #[prop(optional)]
    whole: bool,
    children: Children,
) -> impl IntoView {
    let class =
        format!("{}{}{}", side.class(), if writable { "" } else { " side--read" }, if whole { " side--whole" } else { "" });
    view! {
        <section class={class}>
            <h3 class="side__head">
                <Icon name={side.icon()} />
                {title}
                <span class="visually-hidden">{about}</span>
                {(!writable)
                    .then(|| {
                        view! {
                            <span class="side__mode">
                                <Icon name="lock" />
                                {evaluation::READ_ONLY}
                            </span>
                        }
                    })}
            </h3>
            {children()}
        </section>
    }
    .into_any()
}

/// A rating that stands.
#[component]
pub fn RatingShown(#[prop(optional_no_strip)] rating: Option<Rating>) -> impl IntoView {
    match rating {
        Some(rating) => view! {
            <p class="rating-shown">
                <span class="visually-hidden">{evaluation::RATING} " "</span>
                <b class="num">{rating.code()}</b>
                " "
                {reviews::rating(rating)}
            </p>
        }
        .into_any(),
        None => view! { <p class="muted">{evaluation::NO_RATING}</p> }.into_any(),
    }
}
