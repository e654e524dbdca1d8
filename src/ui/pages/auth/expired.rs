//! What a one-time link shows when it opens nothing: why, and what to do instead. The same whether it was used, has expired
//! or never existed.
use super::frame::AuthFrame;
use crate::ui::{messages::auth, platform};
use leptos::prelude::*;

#[component]
pub fn Expired(title: &'static str, why: &'static str, advice: Vec<&'static str>) -> impl IntoView {
    platform::set_status(404);
    view! {
        <AuthFrame title>
            <p>{why}</p>
            <h2>{auth::EXPIRED_WHAT}</h2>
            <ul class="stack stack--tight">{advice.into_iter().map(|advice| view! { <li>{advice}</li> }).collect_view()}</ul>
            <a class="button button--primary" href="/sign-in" rel="external">
                {auth::TO_SIGN_IN}
            </a>
        </AuthFrame>
    }
    .into_any()
}
