//! Notices about reviews: whom a hand-over is told to (R34).
use crate::{
    domain::{
        actor::{Actor, Role},
        ids::{PersonId, ReviewId},
        review::{ReviewAction, ReviewParty},
    },
    server::{
        error::Result,
        repo::{
            UnitOfWork, access,
            notices::{self, NewNotice},
            reviewing,
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
pub async fn tell(
    uow: &UnitOfWork,
    actor: Actor,
    acting_for: Option<PersonId>,
    action: ReviewAction,
    rows: &[&ReviewRow],
) -> Result<()> {
    let mut written = Vec::new();
    for party in told(action) {
        match party {
            ReviewParty::Owner => written.extend(rows.iter().map(|row| (row.person_id, Role::Employee, row.id))),
            ReviewParty::Reviewer => {
                written.extend(reviewers(uow, rows).await?);
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
    send(uow, actor, acting_for, action, written).await
}

/// Whoever reviews these today: their own reviewers, and those who act for them.
pub async fn reviewers(uow: &UnitOfWork, rows: &[&ReviewRow]) -> Result<Vec<(PersonId, Role, ReviewId)>> {
    let sets: Vec<_> = rows.iter().map(|row| row.set_id).collect();
    let found = reviewing::reviewers_of(uow.conn(), &sets, uow.day()).await?;
    let of = |row: &ReviewRow| {
        let (set, owner, review) = (row.set_id, row.person_id, row.id);
        let mine = found.iter().filter(move |(of, person)| *of == set && *person != owner);
        mine.map(|(_, person)| (*person, Role::Manager, review)).collect::<Vec<_>>()
    };
    Ok(rows.iter().flat_map(|row| of(row)).collect())
}

/// Tells the people it is about, where that is all there is to tell.
pub async fn tell_owners(uow: &UnitOfWork, actor: Actor, action: ReviewAction, of: &[(PersonId, ReviewId)]) -> Result<()> {
    send(uow, actor, None, action, of.iter().map(|&(person, review)| (person, Role::Employee, review)).collect()).await
}

async fn send(
    uow: &UnitOfWork,
    actor: Actor,
    acting_for: Option<PersonId>,
    action: ReviewAction,
    to: Vec<(PersonId, Role, ReviewId)>,
) -> Result<()> {
    let notices: Vec<_> = to
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
            acting_for,
            delegation: None,
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
