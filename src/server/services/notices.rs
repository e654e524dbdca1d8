//! Notices: whom a hand-over is told to, and reading them (R34).
use super::{moves, transfers};
use crate::{
    api::home::NoticeView,
    domain::{
        actor::{Actor, Role},
        ids::PersonId,
        notice,
        target::{Party, SetAction, SetState},
        time::Timestamp,
    },
    server::{
        clock::Clock,
        context::Caller,
        error::Result,
        repo::{
            UnitOfWork, access,
            notices::{self, NewNotice},
            reviewing,
            sets::SetRow,
        },
    },
    ui::messages::people,
};
use sea_orm::ConnectionTrait;

/// Writes the notices of one step, in its transaction. Whoever did it is not told.
pub async fn tell(
    uow: &UnitOfWork,
    actor: Actor,
    acting_for: Option<PersonId>,
    action: SetAction,
    rows: &[&SetRow],
) -> Result<()> {
    let parties = notice::told(action);
    let hr = if parties.contains(&Party::Hr) { access::hr_admins(uow.conn()).await? } else { Vec::new() };
    let reviewers = match parties.contains(&Party::Reviewer) {
        true => reviewing::reviewers_of(uow.conn(), &rows.iter().map(|row| row.id).collect::<Vec<_>>(), uow.day()).await?,
        false => Vec::new(),
    };
    let mut written = Vec::new();
    for row in rows {
        for party in parties {
            let people = match party {
                Party::Owner => vec![(row.person_id, Role::Employee)],
                Party::Reviewer => {
                    let of = reviewers.iter().filter(|(set, person)| *set == row.id && *person != row.person_id);
                    of.map(|(_, person)| (*person, Role::Manager)).collect()
                }
                Party::Hr => hr.iter().map(|person| (*person, Role::HrAdmin)).collect(),
            };
            written.extend(people.into_iter().filter(|(person, _)| *person != actor.person).map(|(person, role)| NewNotice {
                person,
                role,
                kind: action.code(),
                set: Some(row.id),
                review: None,
                about: None,
                actor: Some(actor.person),
                acting_for,
                delegation: None,
            }));
        }
    }
    notices::insert_many(uow, &written).await
}

/// Tells somebody that they could be the second person for a new way in (R1a).
const RESET_SIGN_OFF: &str = "reset_sign_off";

/// Told once for a whole team.
const TEAMS: [&str; 2] = ["submit_team", "review_submit_team"];

/// Where a notice leads: to the thing it is about, as its reader sees it.
fn href(row: &notices::NoticeRow, actor: Actor) -> String {
    let own = row.owner_id == Some(actor.person);
    match (row.review_id, row.set_id) {
        _ if row.kind == moves::TOLD_FORMER => "/handed-over".into(),
        (None, None) if row.kind == moves::TOLD_NEXT => "/team".into(),
        (None, None) if row.kind == moves::TOLD_OWNER => "/targets".into(),
        (None, None) if row.kind == transfers::STUCK => "/people/transfers".into(),
        (Some(_), _) if matches!(row.kind.as_str(), "review_submit_team" | "hr_confirm") => "/results".into(),
        (Some(_), _) if own => "/review".into(),
        (Some(review), _) if row.kind.ends_with("_correction") => format!("/reviews/{review}/corrections"),
        (Some(review), _) => format!("/reviews/{review}"),
        (None, Some(_)) if row.kind == SetAction::SubmitTeam.code() => match row.for_id.or(row.actor_id) {
            Some(reviewer) => format!("/departments/sets?reviewer={reviewer}&state={}", SetState::SubmittedToHr),
            None => "/departments".into(),
        },
        (None, Some(_)) if own => "/targets".into(),
        (None, Some(set)) => format!("/sets/{set}"),
        (None, None) if row.delegation_id.is_some() => {
            row.delegation_id.map_or_else(String::new, |id| format!("/delegation/{id}"))
        }
        (None, None) if row.kind == "ask_for_role" => "/roles".into(),
        (None, None) if row.kind == RESET_SIGN_OFF => "/people/resets".into(),
        (None, None) => "/".into(),
    }
}

pub async fn list<C: ConnectionTrait>(conn: &C, actor: Actor, clock: &Clock) -> Result<Vec<NoticeView>> {
    let rows = notices::list(conn, actor.person, actor.role, 30).await?;
    Ok(rows
        .into_iter()
        .map(|row| NoticeView {
            id: row.id,
            person: match row.kind.as_str() {
                // A team is named after who leads it.
                kind if TEAMS.contains(&kind) => row.acting_for.clone().or(row.actor.clone()).unwrap_or_default(),
                RESET_SIGN_OFF => people::RESETS.into(),
                _ => row.owner.clone().unwrap_or_default(),
            },
            actor: row.actor.clone(),
            acting_for: row.acting_for.clone(),
            href: href(&row, actor),
            at: clock.when(Timestamp(row.at)),
            unread: row.read_at.is_none(),
            kind: row.kind,
        })
        .collect())
}

pub async fn mark_read(caller: &Caller) -> Result<()> {
    let uow = caller.state.db.begin(&caller.state.clock).await?;
    notices::mark_read(&uow, caller.actor.person, caller.actor.role).await?;
    uow.commit().await
}
