//! One's own targets, as the page needs them.
use super::{drafts as draft_service, heads};
use crate::{
    api::targets::{MySet, MyTargetsView, UnmergedView},
    domain::{
        ids::FiscalYearId,
        policy::{self, Action, Scope},
        target::SetState,
        time::Timestamp,
    },
    server::{
        context::Caller,
        entropy,
        error::Result,
        repo::{drafts, events, sets, sets::Narrow, years},
    },
};

pub async fn mine(caller: &Caller, year: Option<FiscalYearId>, unmerged: Option<i64>) -> Result<MyTargetsView> {
    let (db, clock, actor) = (caller.state.db.read(), &caller.state.clock, caller.actor);
    let scope = Scope::Only(actor.person);
    let own_years = sets::years(db, scope).await?;
    let years = own_years.iter().map(years::Year::reference).collect();
    let rows = sets::list(db, caller.eyes(), scope, &Narrow::default(), 50, 0).await?;
    let place = year.map_or(Some(0), |year| rows.iter().position(|row| row.fiscal_year_id == year));
    let Some(row) = place.and_then(|place| rows.get(place)) else { return Ok(MyTargetsView { years, set: None }) };

    let draft = drafts::draft(db, row.revision_id).await?;
    let submission = drafts::submission(db, row.revision_id).await?.map(|found| heads::submission(found, clock));
    let original = if row.number > 1 { super::sets::approved_before(db, row.id, clock).await? } else { None };
    // A revision that came to nothing: what was approved before is what there is.
    let (submission, original) = if row.state()? == SetState::NotAdopted { (original, None) } else { (submission, original) };
    let kept = match unmerged {
        Some(version) => drafts::by_version(db, row.revision_id, version, "unmerged").await?,
        None => None,
    };
    let unmerged = kept
        .map(|kept| UnmergedView { version: kept.version, conflicts: draft_service::conflicts(&kept.content, &draft) })
        .filter(|view| !view.conflicts.is_empty());
    let before = rows.iter().skip(place.unwrap_or_default() + 1).find(|row| row.submitted_at.is_some());
    let last_year = match before {
        Some(before) => drafts::submission(db, before.revision_id).await?.map(|found| heads::submission(found, clock)),
        None => None,
    };
    let set = MySet {
        head: heads::head(row, actor, clock)?,
        editable: policy::decide(actor, Action::SaveDraft, &row.facts()?).is_ok(),
        draft,
        version: row.version,
        save_id: entropy::short_id(),
        saved: row.draft_saved_at.map(|at| clock.when(Timestamp(at))),
        submission,
        original,
        unmerged,
        events: heads::events(events::list(db, row.id).await?, true, clock)?,
        goals: years::goals_for(db, row.fiscal_year_id, row.person_id).await?,
        last_year,
    };
    Ok(MyTargetsView { years, set: Some(set) })
}
