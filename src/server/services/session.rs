//! What the frame of every page shows.
use super::{delegations, heads, home};
use crate::{
    api::session::{PhaseView, SessionView},
    domain::{actor::Role, time::long_date},
    server::{
        context::Visitor,
        error::Result,
        repo::{notices, reviewing, years},
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
    let acts_for = match caller.actor.role {
        Role::Manager => reviewing::acts_for(db, caller.eyes()).await?,
        _ => Vec::new(),
    };
    let acts_for = acts_for.into_iter().map(|row| (row.full_name, row.to_on.as_deref().map(heads::day))).collect();
    Ok(Some(SessionView {
        person_id: caller.actor.person.0,
        name: caller.holder.full_name.clone(),
        employee_no: caller.holder.employee_no.clone(),
        role: caller.actor.role,
        roles: caller.holder.roles(),
        phases,
        waiting: home::waiting(&caller).await?,
        unread_notices: u64::try_from(notices::unread(db, caller.actor.person, caller.actor.role).await?).unwrap_or_default(),
        delegations: delegations::waiting(&caller).await?,
        acts_for,
        must_change_password: caller.holder.must_change,
        demo: visitor.state.config.company.demo,
    }))
}
