//! The accounts one can try in demo mode. Each is a form of its own, so that one press signs in, scripts or not.
use crate::{
    api::{
        auth::{DemoAccount, SignIn},
        wire::Asked,
    },
    ui::{layouts::rolebar::initials, messages::auth},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Nothing outside of demo mode, and nothing when the list cannot be had: signing in must not wait for it.
#[component]
pub fn DemoAccounts(accounts: Asked<Vec<DemoAccount>>, #[prop(optional_no_strip)] next: Option<String>) -> impl IntoView {
    view! {
        <Transition>
            {move || {
                let next = next.clone();
                Suspend::new(async move {
                    accounts.await.ok().filter(|accounts| !accounts.is_empty()).map(|accounts| view! { <List accounts next /> })
                })
            }}
        </Transition>
    }
    .into_any()
}

#[component]
fn List(accounts: Vec<DemoAccount>, #[prop(optional_no_strip)] next: Option<String>) -> impl IntoView {
    view! {
        <section class="demo-accounts" aria-labelledby="demo-accounts">
            <h2 id="demo-accounts">{auth::DEMO_ACCOUNTS}</h2>
            <p>{auth::DEMO_EXPLAINED}</p>
            <ul>
                {accounts
                    .into_iter()
                    .map(|account| {
                        view! {
                            <li>
                                <form method="post" action={SignIn::url()}>
                                    <input type="hidden" name="login" value={account.login} />
                                    <input type="hidden" name="password" value={account.password} />
                                    {next.clone().map(|next| view! { <input type="hidden" name="next" value={next} /> })}
                                    <button class="demo-account" type="submit">
                                        <span class="avatar" aria-hidden="true">
                                            {initials(&account.name)}
                                        </span>
                                        <span>
                                            <b>{account.name.clone()}</b>
                                            <span>{account.roles}</span>
                                        </span>
                                    </button>
                                </form>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
    .into_any()
}
