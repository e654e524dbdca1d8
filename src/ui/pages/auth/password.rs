//! Changing one's own password; the first stop of whoever was given one by somebody else (R44).
use super::field::{AuthField, NewPassword};
use crate::{
    api::auth::ChangePassword,
    ui::{
        areas::Page,
        components::{PageHead, PostForm, Posting, form::last_error, use_form_violations},
        contexts::session::use_session,
        messages::auth,
        pages::people::{banner::Banner, focus::focus_first},
    },
};
use leptos::prelude::*;

pub struct PasswordPage {}

impl Page for PasswordPage {
    fn data() -> Self {
        PasswordPage {}
    }

    fn view(_this: Self) -> AnyView {
        let session = use_session();
        let change = Posting::to::<ChangePassword>();
        focus_first(last_error(change), str::to_owned);
        let must = move || session.get().is_some_and(|session| session.must_change_password);
        let login = untrack(move || session.get().map(|session| session.employee_no));
        view! {
            <PageHead title={auth::CHANGE} />
            {move || must().then(|| view! { <Banner tone="warning" title={auth::MUST_CHANGE} body={auth::MUST_CHANGE_BODY} /> })}
            <section class="card">
                <PostForm action={change} class="form stack">
                    <p class="muted">{auth::CHANGE_EXPLAINED}</p>
                    // For password managers: which account this password is for.
                    <input type="hidden" autocomplete="username" value={login} />
                    <AuthField name="current" label={auth::CURRENT_PASSWORD} kind="password" autocomplete="current-password" />
                    <NewPassword new="new" again="again" violations={use_form_violations()} />
                    <div class="button-row">
                        <button
                            class="button button--primary"
                            type="submit"
                            aria-busy={move || change.pending().get().then_some("true")}
                        >
                            {auth::CHANGE_DO}
                        </button>
                    </div>
                </PostForm>
            </section>
        }
        .into_any()
    }
}
