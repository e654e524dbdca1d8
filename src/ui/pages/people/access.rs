//! Whether a person can sign in, and a new one-time link for them. The link is shown this once and kept nowhere.
use super::{badges::AccessBadge, banner::Banner, clipboard, record::Fact};
use crate::{
    api::{
        error::AppError,
        people::{AccessState, InvitationRow, Invite, PersonRow},
    },
    domain::{actor::Role, person::EmploymentStatus},
    ui::{
        components::{FormError, Icon},
        contexts::session::use_session,
        messages::people,
        platform,
    },
};
use leptos::prelude::*;

#[component]
pub fn Access(
    row: PersonRow,
    #[prop(optional_no_strip)] last_sign_in: Option<String>,
    invite: ServerAction<Invite>,
) -> impl IntoView {
    let (access, status) = (row.access, row.status);
    let own = use_session().get().map(|session| session.person_id);
    view! {
        <section class="card stack">
            <h2 class="card__title">{people::SIGN_IN_ACCESS}</h2>
            <dl class="dl">
                <Fact term={people::ACCESS}>
                    <AccessBadge access status />
                </Fact>
                <Fact term={people::LAST_SIGN_IN}>{last_sign_in.unwrap_or_else(|| people::NEVER.into())}</Fact>
            </dl>
            {if let Some(why) = no_link(&row, own) {
                view! { <p class="muted small">{why}</p> }.into_any()
            } else {
                view! {
                    <p class="muted small">{people::access_explained(access, is_guarded(&row))}</p>
                    <MakeLink row invite />
                }
                    .into_any()
            }}
        </section>
    }
    .into_any()
}

/// A new password here is not for one person alone to give (R1a).
fn is_guarded(row: &PersonRow) -> bool {
    row.access == AccessState::Active
        && row.roles.iter().any(|role| matches!(role, Role::HrAdmin | Role::GeneralDirector | Role::BoardMember))
}

/// Why no link can be made for a person, if none can (R6).
fn no_link(row: &PersonRow, own: Option<i64>) -> Option<&'static str> {
    if row.status == EmploymentStatus::Left {
        Some(people::LEFT_NO_LINK)
    } else if own == Some(row.person.id.0) {
        Some(people::OWN_NO_LINK)
    } else {
        None
    }
}

/// Why no link was made.
pub fn refusal(invite: ServerAction<Invite>) -> Signal<Option<AppError>> {
    let value = invite.value();
    Signal::derive(move || value.with(|value| value.as_ref().and_then(|answer| answer.as_ref().err().cloned())))
}

/// The link for this person, when it is what the last answer holds.
fn link_for(answer: Option<Vec<InvitationRow>>, employee_no: &str) -> Option<InvitationRow> {
    answer?.into_iter().find(|link| link.employee_no == employee_no)
}

#[component]
fn MakeLink(row: PersonRow, invite: ServerAction<Invite>) -> impl IntoView {
    let session = use_session();
    // Without scripts a press would do nothing, so the button waits for them.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let person = row.person.id;
    let make = move |_| {
        invite.dispatch(Invite { person: Some(person), acting_as: untrack(move || session.stamp()) });
    };
    let employee_no = row.person.employee_no;
    let link = move || invite.value().with(|value| link_for(value.clone().and_then(Result::ok), &employee_no));
    view! {
        <noscript inner_html={people::NEEDS_SCRIPT} />
        <FormError error={refusal(invite)} />
        {move || link().map(|link| view! { <OneLink link /> })}
        <div class="button-row">
            <button
                class="button"
                type="button"
                disabled={move || !ready.get() || invite.pending().get()}
                aria-busy={move || invite.pending().get().then_some("true")}
                on:click={make}
            >
                <Icon name="key" />
                {people::make_link(row.access)}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn OneLink(link: InvitationRow) -> impl IntoView {
    const ID: &str = "invitation-link";
    let said = RwSignal::new("");
    let url = link.url.clone();
    let copy = move |_| {
        if clipboard::copy(&url) {
            said.set(people::COPIED);
        } else {
            platform::focus(ID);
            platform::select_text(ID);
            said.set(people::COPY_BY_HAND);
        }
    };
    view! {
        {if link.needs_second {
            view! {
                <Banner tone="warning" title={people::LINK_WAITS} body={people::LINK_WAITS_BODY}>
                    <a class="button button--small" href="/people/resets" rel="external">
                        {people::TO_RESETS}
                    </a>
                </Banner>
            }
                .into_any()
        } else {
            view! { <Banner tone="success" title={people::LINK_READY} body={people::LINK_READY_BODY} /> }.into_any()
        }}
        <div class="field">
            <label class="field__label" for={ID}>
                {people::LINK}
            </label>
            <p class="field__hint" id="invitation-link-hint">
                {people::works_until(&link.expires)}
            </p>
            <input
                class="input"
                id={ID}
                type="text"
                readonly=true
                aria-describedby="invitation-link-hint"
                prop:value={link.url}
                on:focus={|_| platform::select_text(ID)}
            />
            <div class="button-row">
                <button class="button button--small" type="button" on:click={copy}>
                    <Icon name="copy" />
                    {people::COPY}
                </button>
                <span class="small muted" role="status">
                    {move || said.get()}
                </span>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{api::views::PersonRef, domain::ids::PersonId};

    fn somebody(status: EmploymentStatus, roles: Vec<Role>, access: AccessState) -> PersonRow {
        PersonRow {
            person: PersonRef { id: PersonId(7), employee_no: "EMP0042".into(), name: "Akira Sato".into() },
            email: String::new(),
            department: String::new(),
            employee_type: String::new(),
            grade: String::new(),
            job_title: String::new(),
            manager: None,
            status,
            roles,
            joined: None,
            access,
        }
    }

    #[test]
    fn some_people_are_given_no_link() {
        use {AccessState as Access, EmploymentStatus as Status};
        let hr = vec![Role::Employee, Role::HrAdmin];
        assert_eq!(no_link(&somebody(Status::Active, vec![Role::Employee], Access::Active), Some(1)), None);
        assert_eq!(no_link(&somebody(Status::Left, vec![], Access::None), None), Some(people::LEFT_NO_LINK));
        assert_eq!(no_link(&somebody(Status::Active, hr.clone(), Access::Active), Some(7)), Some(people::OWN_NO_LINK));
        assert_eq!(no_link(&somebody(Status::Active, hr.clone(), Access::Active), Some(1)), None);
        assert!(is_guarded(&somebody(Status::Active, hr.clone(), Access::Active)));
        assert!(!is_guarded(&somebody(Status::Active, hr, Access::None)), "nobody is in yet");
        assert!(!is_guarded(&somebody(Status::Active, vec![Role::Employee, Role::Manager], Access::Active)));
    }

    #[test]
    fn another_persons_link_is_not_shown() {
        let row = InvitationRow {
            name: "Akira Sato".into(),
            employee_no: "EMP0042".into(),
            department: "Platform".into(),
            url: "https://pa.example.com/invitation/x".into(),
            expires: "31 May 2026".into(),
            needs_second: false,
        };
        assert_eq!(link_for(Some(vec![row.clone()]), "EMP0042"), Some(row.clone()));
        assert_eq!(link_for(Some(vec![row]), "EMP0043"), None);
        assert_eq!(link_for(None, "EMP0042"), None);
    }
}
