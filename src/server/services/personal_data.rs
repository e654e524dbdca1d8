//! Everything about one person (R43): what they themself may read, and, when HR takes it for them, only what HR may read as well
//! (R1b, R3, R18). Policy is asked for each part, first as the person, then as the reader.
use super::{
    audit_log, own_sessions,
    personal_nodes::{moment, record, review, set},
    reviews, sets,
};
use crate::{
    api::{error::AppError, sets::SetView, views::When},
    domain::{
        actor::{Actor, Role},
        ids::PersonId,
        policy::{
            Scope,
            people::{self as person_policy, Action},
        },
        time::Timestamp,
    },
    server::{
        context::Caller,
        error::Result,
        files::personal::Node,
        repo::{
            access,
            audit_log::Narrow,
            drafts, notices, records,
            reviews::{self as review_rows, Narrow as ReviewNarrow},
            roles,
            sets::{self as set_rows, Narrow as SetNarrow},
            transfers as transfer_rows,
            unit_of_work::Entry,
        },
    },
    ui::messages::account,
};

/// Years, requests, notices: more than anybody has.
const ALL: u64 = 1_000;

pub struct PersonalData {
    pub employee_no: String,
    pub name: String,
    pub made: When,
    /// Taken by the person themself.
    pub own: bool,
    pub sections: Vec<(&'static str, Node)>,
}

/// One's own.
pub async fn own(caller: &Caller) -> Result<PersonalData> {
    collect(caller, caller.actor.person).await
}

/// For HR, on the person's request.
pub async fn of_person(caller: &Caller, person: PersonId) -> Result<PersonalData> {
    let stored = records::find(caller.state.db.read(), person).await?.ok_or(AppError::NotFound)?;
    person_policy::decide(caller.actor, Action::Export, &stored.facts()?)?;
    collect(caller, person).await
}

async fn collect(caller: &Caller, person: PersonId) -> Result<PersonalData> {
    let (state, own) = (&caller.state, caller.actor.person == person);
    let stored = records::find(state.db.read(), person).await?.ok_or(AppError::NotFound)?;
    // Whatever role its owner acts in, this is what an employee gets (R1b).
    let mut subject = caller.clone();
    subject.actor = Actor { person, role: Role::Employee };
    let reader = (!own).then_some(caller);
    let mut uow = state.db.begin(&state.clock).await?;
    uow.audit(Entry::by(caller.actor, if own { "export_own" } else { "export_person" }, "person", person.0));
    uow.commit().await?;
    let mut sections = vec![("person", record(&stored)), ("account", account(&subject, own).await?)];
    sections.push(("sets", all_sets(&subject, reader).await?));
    sections.push(("reviews", all_reviews(&subject, reader).await?));
    sections.push(("transfers", transfers(&subject).await?));
    sections.push(("role_requests", requests(&subject).await?));
    if own {
        sections.push(("notices", all_notices(&subject).await?));
    }
    let about = Narrow { kind: "person".into(), id: Some(person.0), ..Narrow::default() };
    sections.push(("record_changes", entries(caller, about, false).await?));
    sections.push(("actions", entries(caller, Narrow { actor: Some(person), ..Narrow::default() }, true).await?));
    Ok(PersonalData {
        employee_no: stored.employee_no,
        name: stored.full_name,
        made: state.clock.when(state.clock.now()),
        own,
        sections,
    })
}

async fn account(subject: &Caller, own: bool) -> Result<Node> {
    let (db, clock, person) = (subject.state.db.read(), &subject.state.clock, subject.actor.person);
    let mut roles = Vec::new();
    for role in Role::ALL {
        if role == Role::Employee || access::holds(db, person, role).await? {
            roles.push(Node::from(role.code()));
        }
    }
    let mut fields = vec![
        ("roles", Node::List(roles)),
        ("last_sign_in", access::last_sign_in(db, person).await?.map(|at| clock.when(at).iso).into()),
    ];
    if own {
        let sessions = own_sessions::list(subject).await?.into_iter().map(|session| {
            Node::Fields(vec![
                ("since", moment(&session.since)),
                ("last_seen", moment(&session.last_seen)),
                ("device", account::device(session.browser, session.system).into()),
                ("address", session.address.into()),
            ])
        });
        fields.push(("sessions", Node::list(sessions)));
    }
    Ok(Node::Fields(fields))
}

/// Where they came from and when (R26), and what is planned.
async fn transfers(subject: &Caller) -> Result<Node> {
    let name = |name: Option<String>| Node::from(name.unwrap_or_default());
    let rows = transfer_rows::of_person(subject.state.db.read(), subject.actor.person, i64::MAX).await?;
    Ok(Node::list(rows.into_iter().map(|row| {
        let mut fields = vec![("from_day", row.effective_on.into()), ("state", row.state.into()), ("reason", row.reason.into())];
        if row.moves_manager {
            fields.extend([("manager_before", name(row.from_manager)), ("manager_after", name(row.to_manager))]);
        }
        if row.moves_department {
            fields.extend([("department_before", name(row.from_department)), ("department_after", name(row.to_department))]);
        }
        Node::Fields(fields)
    })))
}

async fn all_sets(subject: &Caller, reader: Option<&Caller>) -> Result<Node> {
    let db = subject.state.db.read();
    let rows = set_rows::list(db, subject.eyes(), Scope::Only(subject.actor.person), &SetNarrow::default(), ALL, 0).await?;
    let mut sets = Vec::with_capacity(rows.len());
    for row in rows {
        let view = sets::content(subject, &row).await?;
        // For HR what HR may read of it.
        let shown = match reader {
            Some(reader) => {
                let theirs = sets::content(reader, &row).await?;
                SetView { submission: theirs.submission, previous: theirs.previous, original: theirs.original, ..view }
            }
            None => view,
        };
        let draft = match reader {
            None if row.state()?.is_editable() => Some(drafts::draft(db, row.revision_id).await?),
            _ => None,
        };
        sets.push(set(&shown, draft.as_ref()));
    }
    Ok(Node::List(sets))
}

async fn all_reviews(subject: &Caller, reader: Option<&Caller>) -> Result<Node> {
    let db = subject.state.db.read();
    let rows = review_rows::list(db, subject.eyes(), Scope::Only(subject.actor.person), &ReviewNarrow::default(), ALL, 0).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let mut view = reviews::content(subject, row.clone()).await?;
        if let Some(reader) = reader {
            reviews::note_reading(reader, &row).await?;
            let theirs = reviews::content(reader, row).await?;
            view.self_desk = None;
            view.self_part = view.self_part.filter(|_| theirs.self_part.is_some());
            view.manager_part = view.manager_part.filter(|_| theirs.manager_part.is_some());
            view.aftermath = view.aftermath.filter(|_| theirs.aftermath.is_some());
        }
        all.push(review(&view));
    }
    Ok(Node::List(all))
}

async fn requests(subject: &Caller) -> Result<Node> {
    let clock = &subject.state.clock;
    let found = roles::list(subject.state.db.read(), Some(subject.actor.person), i64::try_from(ALL).unwrap_or(1_000)).await?;
    Ok(Node::list(found.into_iter().map(|row| {
        Node::Fields(vec![
            ("at", clock.when(Timestamp(row.asked_at)).iso.into()),
            ("by", row.asker.into()),
            ("role", row.role.into()),
            ("granted", row.wanted.into()),
            ("reason", row.reason.into()),
            ("outcome", row.outcome.into()),
            ("decided_by", row.decider.into()),
        ])
    })))
}

async fn all_notices(subject: &Caller) -> Result<Node> {
    let clock = &subject.state.clock;
    let mut all = Vec::new();
    for role in Role::ALL {
        let limit = i64::try_from(ALL).unwrap_or(1_000);
        for row in notices::list(subject.state.db.read(), subject.actor.person, role, limit).await? {
            all.push(Node::Fields(vec![
                ("at", clock.when(Timestamp(row.at)).iso.into()),
                ("as", role.code().into()),
                ("kind", row.kind.into()),
                ("by", row.actor.into()),
                ("read", row.read_at.is_some().into()),
            ]));
        }
    }
    Ok(Node::List(all))
}

/// From the audit log. Of what somebody did only that they did it: the details are about whom it concerned.
async fn entries(caller: &Caller, narrow: Narrow, done: bool) -> Result<Node> {
    let clock = &caller.state.clock;
    let mut export = audit_log::Export::begin(&caller.state.db, narrow).await?;
    let mut all = Vec::new();
    loop {
        let found = export.next().await?;
        if found.is_empty() {
            return Ok(Node::List(all));
        }
        for entry in found {
            let at = clock.when(Timestamp(entry.at)).iso;
            let mut fields = vec![("at", at.into()), ("action", entry.action.into())];
            if done {
                fields.extend([
                    ("as", entry.role.into()),
                    ("record", entry.kind.into()),
                    ("record_number", entry.subject.into()),
                ]);
            } else {
                let details = entry.details.as_deref().map(audit_log::details).transpose()?.unwrap_or_default();
                fields.push(("by", entry.actor_name.into()));
                fields.push((
                    "details",
                    Node::list(details.into_iter().map(|detail| {
                        Node::Fields(vec![
                            ("field", detail.name.into()),
                            ("before", detail.before.into()),
                            ("after", detail.after.into()),
                        ])
                    })),
                ));
            }
            all.push(Node::Fields(fields));
        }
    }
}
