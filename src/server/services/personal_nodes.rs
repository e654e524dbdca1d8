//! What pages show of a record, a set and a review, as parts of everything about a person (R43).
use crate::{
    api::{
        corrections::CorrectionView,
        reviews::{AftermathView, ReaderView, ReviewView},
        sets::SetView,
        views::{SubmissionView, TargetView, When},
    },
    domain::{
        draft::{DraftContent, DraftRow},
        evaluation::{ManagerEvaluation, ManagerRating, SelfDraft, SelfEvaluation, SelfItem, SelfRating},
        target::Target,
    },
    server::{files::personal::Node, repo::records},
};

pub fn record(stored: &records::Stored) -> Node {
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

pub fn moment(when: &When) -> Node {
    when.iso.as_str().into()
}

pub fn set(view: &SetView, draft: Option<&DraftContent>) -> Node {
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
    let target = |target: &TargetView| {
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
    let row = |row: &DraftRow| {
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

fn target(target: &Target) -> Node {
    Node::Fields(vec![
        ("task", target.task.as_str().into()),
        ("kpi", target.kpi.as_str().into()),
        ("weight", target.weight.into()),
        ("difficulty", target.difficulty.code().into()),
    ])
}

fn self_node(at: Option<&When>, part: &SelfEvaluation) -> Node {
    let item =
        |item: &SelfRating| Node::Fields(vec![("rating", item.rating.value().into()), ("result", item.result.as_str().into())]);
    Node::Fields(vec![
        ("at", at.map(|at| at.iso.clone()).into()),
        ("job_description", part.job_description.as_str().into()),
        ("career_path", part.career_path.as_str().into()),
        ("by_target", Node::list(part.items.iter().map(item))),
        ("changed_targets", part.changed.as_ref().map(|targets| Node::list(targets.iter().map(target))).into()),
    ])
}

fn self_draft(draft: &SelfDraft) -> Node {
    let item =
        |item: &SelfItem| Node::Fields(vec![("rating", item.rating.as_str().into()), ("result", item.result.as_str().into())]);
    Node::Fields(vec![
        ("job_description", draft.job_description.as_str().into()),
        ("career_path", draft.career_path.as_str().into()),
        ("by_target", Node::list(draft.items.iter().map(item))),
    ])
}

fn manager_node(part: &ManagerEvaluation) -> Node {
    let item = |item: &ManagerRating| {
        Node::Fields(vec![("rating", item.rating.value().into()), ("comment", item.comment.as_str().into())])
    };
    Node::Fields(vec![
        ("summary", part.summary.as_str().into()),
        ("by_target", Node::list(part.items.iter().map(item))),
        ("changes_accepted", part.accepted.into()),
    ])
}

pub fn review(view: &ReviewView) -> Node {
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
    let answered = |after: &AftermathView| {
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
    let correction = |correction: &CorrectionView| {
        Node::Fields(vec![
            ("at", moment(&correction.at)),
            ("by", correction.by.as_str().into()),
            ("field", correction.field.as_str().into()),
            ("before", correction.old.as_str().into()),
            ("after", correction.new.as_str().into()),
            ("reason", correction.reason.as_str().into()),
        ])
    };
    let read = |reader: &ReaderView| {
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
