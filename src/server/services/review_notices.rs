//! Notices about reviews: whom a hand-over is told to (R34).
use crate::{
    domain::{
        actor::{Actor, Role},
        review::{ReviewAction, ReviewParty},
    },
    server::{
        error::Result,
        repo::{
            UnitOfWork, access,
            notices::{self, NewNotice},
            reviews::ReviewRow,
        },
    },
};

/// Who is told when a review is moved on; the service leaves out whoever moved it.
fn told(action: ReviewAction) -> &'static [ReviewParty] {
    use ReviewParty::{Board, Hr, Owner, Reviewer};
    match action {
        ReviewAction::Submit | ReviewAction::HrHandBack => &[Reviewer],
        ReviewAction::MoveOnWithoutSelfEvaluation => &[Owner, Reviewer],
        ReviewAction::HandBack | ReviewAction::DeliverFeedback | ReviewAction::CloseUnfinished => &[Owner],
        ReviewAction::SubmitTeam | ReviewAction::BoardHandBack => &[Hr],
        ReviewAction::HrConfirm => &[Board],
        // Told to the reviewer, who hands the result back; the employee learns it from them (R18).
        ReviewAction::BoardApprove => &[Reviewer],
        ReviewAction::Start | ReviewAction::Complete | ReviewAction::ReopenEvaluation | ReviewAction::Archive => &[],
    }
}

/// Writes the notices of one step, in its transaction. What reaches HR or the board for many at once is told once for all.
pub async fn tell(uow: &UnitOfWork, actor: Actor, action: ReviewAction, rows: &[&ReviewRow]) -> Result<()> {
    let mut written = Vec::new();
    for party in told(action) {
        match party {
            ReviewParty::Owner => written.extend(rows.iter().map(|row| (row.person_id, Role::Employee, row.id))),
            ReviewParty::Reviewer => {
                written.extend(rows.iter().filter_map(|row| Some((row.reviewer_id?, Role::Manager, row.id))));
            }
            ReviewParty::Hr => {
                let hr = access::hr_admins(uow.conn()).await?;
                written.extend(rows.first().into_iter().flat_map(|row| hr.iter().map(|person| (*person, Role::HrAdmin, row.id))));
            }
            ReviewParty::Board => {
                for role in [Role::GeneralDirector, Role::BoardMember] {
                    let holders = access::holders_of(uow.conn(), role).await?;
                    written.extend(
                        rows.first().into_iter().flat_map(|row| holders.iter().map(move |person| (*person, role, row.id))),
                    );
                }
            }
        }
    }
    let notices: Vec<_> = written
        .into_iter()
        .filter(|(person, _, _)| *person != actor.person)
        .map(|(person, role, review)| NewNotice {
            person,
            role,
            kind: notice_kind(action),
            set: None,
            review: Some(review),
            about: None,
            actor: Some(actor.person),
        })
        .collect();
    notices::insert_many(uow, &notices).await
}

/// Names of their own: some steps of a review are called as those of a target set are.
pub fn notice_kind(action: ReviewAction) -> &'static str {
    match action {
        ReviewAction::Submit => "review_submit",
        ReviewAction::SubmitTeam => "review_submit_team",
        other => other.code(),
    }
}
