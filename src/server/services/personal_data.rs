//! Everything about one person (R43): what they themself may read, and, when HR takes it for them, only what HR may read as well
//! (R1b, R3, R18). Policy is asked for each part, first as the person, then as the reader.
use super::{audit_log, own_sessions, reviews, sets};
use crate::{
    api::{
        error::AppError,
        reviews::ReviewView,
        sets::SetView,
        views::{SubmissionView, When},
    },
    domain::{
        actor::{Actor, Role},
        draft::DraftContent,
        evaluation::{ManagerEvaluation, SelfDraft, SelfEvaluation},
        ids::PersonId,
        policy::{
            Scope,
            people::{self as person_policy, Action},
        },
        target::Target,
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
            unit_of_work::Entry,
        },
    },
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

fn record(stored: &records::Stored) -> Node {
    Node::Fields(vec![
        ("employee_id", stored.employee_no.as_str().into()),
        ("full_name", stored.full_name.as_str().into()),
        ("email", stored.email.as_str().into()),
        ("department", stored.department.clone().into()),
        ("employee_type", stored.employee_type.clone().into()),
        ("grade", stored.grade.clone().into()),
        ("job_title", stored.job_title.as_str().into()),
        ("manager_no", stored.manager_no.clone().into()),
        ("employment_status", stored.status.as_str().into()),
        ("joined_on", stored.joined_on.clone().into()),
    ])
}

fn moment(when: &When) -> Node {
    when.iso.as_str().into()
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
                ("device", crate::ui::messages::account::device(session.browser, session.system).into()),
                ("address", session.address.into()),
            ])
        });
        fields.push(("sessions", Node::list(sessions)));
    }
    Ok(Node::Fields(fields))
}

async fn all_sets(subject: &Caller, reader: Option<&Caller>) -> Result<Node> {
    let db = subject.state.db.read();
    let rows = set_rows::list(db, Scope::Only(subject.actor.person), &SetNarrow::default(), ALL, 0).await?;
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

fn set(view: &SetView, draft: Option<&DraftContent>) -> Node {
    let head = &view.head;
    Node::Fields(vec![
        ("year", head.year.name.as_str().into()),
        ("state", head.state.code().into()),
        ("since", moment(&head.since)),
        ("reviewer", head.reviewer.as_ref().map(|who| who.name.clone()).into()),
        ("exempt", head.exempt.clone().into()),
        ("submitted_late", head.late.into()),
        ("draft", draft.map(draft_node).into()),
        ("submitted", view.submission.as_ref().map(submission).into()),
        ("submitted_before", view.previous.as_ref().map(submission).into()),
        ("approved_before", view.original.as_ref().map(submission).into()),
        (
            "history",
            Node::list(view.events.iter().map(|event| {
                event_node(&event.at, event.actor.as_deref(), event.on_behalf_of.as_deref(), &event.action, &event.comment)
            })),
        ),
    ])
}

fn event_node(at: &When, actor: Option<&str>, on_behalf_of: Option<&str>, action: &str, comment: &str) -> Node {
    Node::Fields(vec![
        ("at", moment(at)),
        ("by", actor.into()),
        ("for", on_behalf_of.into()),
        ("action", action.into()),
        ("comment", comment.into()),
    ])
}

fn submission(view: &SubmissionView) -> Node {
    let target = |target: &crate::api::views::TargetView| {
        Node::Fields(vec![
            ("task", target.task.as_str().into()),
            ("kpi", target.kpi.as_str().into()),
            ("weight", target.weight.into()),
            ("difficulty", target.difficulty.as_str().into()),
            ("goal", target.goal.clone().into()),
        ])
    };
    Node::Fields(vec![
        ("at", moment(&view.at)),
        ("current_role", view.current_role.as_str().into()),
        ("long_term_goal", view.long_term_goal.as_str().into()),
        ("targets", Node::list(view.targets.iter().map(target))),
    ])
}

fn draft_node(draft: &DraftContent) -> Node {
    let row = |row: &crate::domain::draft::DraftRow| {
        Node::Fields(vec![
            ("task", row.task.as_str().into()),
            ("kpi", row.kpi.as_str().into()),
            ("weight", row.weight.as_str().into()),
            ("difficulty", row.difficulty.as_str().into()),
        ])
    };
    Node::Fields(vec![
        ("current_role", draft.current_role.as_str().into()),
        ("long_term_goal", draft.long_term_goal.as_str().into()),
        ("targets", Node::list(draft.rows.iter().map(row))),
    ])
}

async fn all_reviews(subject: &Caller, reader: Option<&Caller>) -> Result<Node> {
    let db = subject.state.db.read();
    let rows = review_rows::list(db, Scope::Only(subject.actor.person), &ReviewNarrow::default(), ALL, 0).await?;
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

fn target(target: &Target) -> Node {
    Node::Fields(vec![
        ("task", target.task.as_str().into()),
        ("kpi", target.kpi.as_str().into()),
        ("weight", target.weight.into()),
        ("difficulty", target.difficulty.code().into()),
    ])
}

fn self_node(at: Option<&When>, part: &SelfEvaluation) -> Node {
    let item = |item: &crate::domain::evaluation::SelfRating| {
        Node::Fields(vec![("rating", item.rating.value().into()), ("result", item.result.as_str().into())])
    };
    Node::Fields(vec![
        ("at", at.map(|at| at.iso.clone()).into()),
        ("job_description", part.job_description.as_str().into()),
        ("career_path", part.career_path.as_str().into()),
        ("by_target", Node::list(part.items.iter().map(item))),
        ("changed_targets", part.changed.as_ref().map(|targets| Node::list(targets.iter().map(target))).into()),
    ])
}

fn self_draft(draft: &SelfDraft) -> Node {
    let item = |item: &crate::domain::evaluation::SelfItem| {
        Node::Fields(vec![("rating", item.rating.as_str().into()), ("result", item.result.as_str().into())])
    };
    Node::Fields(vec![
        ("job_description", draft.job_description.as_str().into()),
        ("career_path", draft.career_path.as_str().into()),
        ("by_target", Node::list(draft.items.iter().map(item))),
    ])
}

fn manager_node(part: &ManagerEvaluation) -> Node {
    let item = |item: &crate::domain::evaluation::ManagerRating| {
        Node::Fields(vec![("rating", item.rating.value().into()), ("comment", item.comment.as_str().into())])
    };
    Node::Fields(vec![
        ("summary", part.summary.as_str().into()),
        ("by_target", Node::list(part.items.iter().map(item))),
        ("changes_accepted", part.accepted.into()),
    ])
}

fn review(view: &ReviewView) -> Node {
    let head = &view.head;
    let manager = view.manager_part.as_ref();
    let after = view.aftermath.as_ref();
    let result = manager.map(|part| {
        Node::Fields(vec![
            ("score", part.receipt.as_ref().map(|receipt| receipt.total.to_string()).into()),
            ("rank", part.rank.clone().into()),
            ("adjusted_rank", part.adjusted.as_ref().map(|(rank, _)| rank.clone()).into()),
            ("adjusted_because", part.adjusted.as_ref().map(|(_, reason)| reason.clone()).into()),
            ("evaluated_by", part.by.clone().into()),
            ("evaluated_at", part.at.as_ref().map(|at| at.iso.clone()).into()),
        ])
    });
    let answered = |after: &crate::api::reviews::AftermathView| {
        Node::Fields(vec![
            ("talked_on", after.feedback_on.clone().into()),
            ("by", after.feedback_by.clone().into()),
            ("note", after.note.clone().into()),
            ("read", after.read.as_ref().map(|at| at.iso.clone()).into()),
            ("remark", after.remark.clone().into()),
            ("objection", after.objection.as_ref().map(|(_, text)| text.clone()).into()),
            ("answer", after.answer.as_ref().map(|(_, text, _)| text.clone()).into()),
            ("answered_by", after.answer.as_ref().map(|(_, _, by)| by.clone()).into()),
        ])
    };
    let correction = |correction: &crate::api::corrections::CorrectionView| {
        Node::Fields(vec![
            ("at", moment(&correction.at)),
            ("by", correction.by.as_str().into()),
            ("field", correction.field.as_str().into()),
            ("before", correction.old.as_str().into()),
            ("after", correction.new.as_str().into()),
            ("reason", correction.reason.as_str().into()),
        ])
    };
    let read = |reader: &crate::api::reviews::ReaderView| {
        Node::Fields(vec![("by", reader.name.as_str().into()), ("as", reader.role.code().into()), ("at", moment(&reader.at))])
    };
    Node::Fields(vec![
        ("year", head.year.name.as_str().into()),
        ("state", head.state.code().into()),
        ("since", moment(&head.since)),
        ("reviewer", head.reviewer.as_ref().map(|who| who.name.clone()).into()),
        ("submitted_late", head.late.into()),
        ("targets", Node::list(view.targets.iter().map(target))),
        ("draft", view.self_desk.as_ref().map(|desk| self_draft(&desk.draft)).into()),
        ("self_evaluation", view.self_part.as_ref().map(|part| self_node(part.at.as_ref(), &part.content)).into()),
        ("evaluation", manager.map(|part| manager_node(&part.content)).into()),
        ("result", result.into()),
        ("feedback", after.map(answered).into()),
        ("corrections", Node::list(view.corrections.iter().map(correction))),
        (
            "history",
            Node::list(view.events.iter().map(|event| {
                event_node(&event.at, event.actor.as_deref(), event.on_behalf_of.as_deref(), &event.action, &event.comment)
            })),
        ),
        ("readers", Node::list(view.readers.iter().map(read))),
    ])
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
