//! The card that the pages outside the shell stand in, with the page's only heading.
use crate::ui::messages::common;
use leptos::prelude::*;
use leptos_meta::Title;

/// `aside` stands beside the card.
#[component]
pub fn AuthFrame(title: &'static str, #[prop(optional)] aside: Option<AnyView>, children: Children) -> impl IntoView {
    view! {
        <Title text={format!("{title} · {}", common::PRODUCT)} />
        <main class="auth-page" id="main" tabindex="-1">
            <div class="auth-card">
                <div class="auth-card__brand">
                    <img src="/favicon.svg" alt="" width="36" height="36" />
                    {common::PRODUCT}
                </div>
                <h1>{title}</h1>
                {children()}
            </div>
            {aside}
        </main>
    }
    .into_any()
}
