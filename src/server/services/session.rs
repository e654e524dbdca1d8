//! What the frame of every page shows.
use super::home;
use crate::{
    api::session::{PhaseView, SessionView},
    domain::time::long_date,
    server::{
        context::Visitor,
        error::Result,
        repo::{notices, years},
    },
};

pub async fn view(visitor: &Visitor) -> Result<Option<SessionView>> {
    let Some(caller) = visitor.caller() else { return Ok(None) };
    let (db, clock) = (visitor.state.db.read(), &visitor.state.clock);
    let names = years::list(db).await?;
    let today = clock.today();
    let phases = years::windows(db)
        .await?
        .into_iter()
        .filter(|(_, window)| window.is_open())
        .filter_map(|(year, window)| {
            Some(PhaseView {
                year: names.iter().find(|known| known.id == year)?.name.clone(),
                phase: window.phase,
                due: long_date(window.due_on),
                overdue: window.is_late(today),
            })
        })
        .collect();
    Ok(Some(SessionView {
        person_id: caller.actor.person.0,
        name: caller.holder.full_name.clone(),
        employee_no: caller.holder.employee_no.clone(),
        role: caller.actor.role,
        roles: caller.holder.roles(),
        phases,
        waiting: home::waiting(&caller).await?,
        unread_notices: u64::try_from(notices::unread(db, caller.actor.person, caller.actor.role).await?).unwrap_or_default(),
        must_change_password: caller.holder.must_change,
        demo: visitor.state.config.company.demo,
    }))
}
