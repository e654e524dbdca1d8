//! The organisation as it stands (R4): a part of the forest of managers at a time, since nobody reads 20,000 boxes.
use crate::{
    api::{
        error::AppError,
        people::{Chart, ChartNode, ChartQuery},
        views::PersonRef,
    },
    domain::{
        ids::PersonId,
        policy::{self, CompanyAction},
        validation::LINE,
    },
    server::{context::Caller, error::Result, repo::chart::Seat, services::kept::Organisation},
};

/// Whom a search shows, and how many of a long list of reports are drawn.
const FOUND: usize = 50;
const DRAWN: usize = 200;

struct Drawing<'a> {
    organisation: &'a Organisation,
    more: bool,
}

impl Drawing<'_> {
    /// With so many levels below.
    fn node(&mut self, person: PersonId, levels: usize) -> Option<ChartNode> {
        let found = self.organisation.seats.get(&person)?;
        let reports = self.organisation.forest.children(&person);
        let drawn: Vec<PersonId> = if levels > 0 { reports.iter().copied().take(DRAWN).collect() } else { Vec::new() };
        self.more |= levels > 0 && reports.len() > drawn.len();
        Some(ChartNode {
            person: reference(person, found),
            job_title: found.job_title.clone(),
            department: found.department.clone().unwrap_or_default(),
            on_leave: found.on_leave,
            reports: reports.len() as u64,
            below: self.organisation.below(person),
            children: drawn.into_iter().filter_map(|child| self.node(child, levels - 1)).collect(),
        })
    }
}

fn reference(id: PersonId, found: &Seat) -> PersonRef {
    PersonRef { id, employee_no: found.employee_no.clone(), name: found.full_name.clone() }
}

pub async fn chart(caller: &Caller, query: ChartQuery) -> Result<Chart> {
    policy::decide_company(caller.actor, CompanyAction::ReadDirectory)?;
    let organisation = caller.state.kept.organisation(&caller.state).await?;
    let Organisation { forest, seats, order, .. } = &*organisation;
    let people = order.len() as u64;
    let search = query.q.trim().to_lowercase().chars().take(LINE).collect::<String>();
    let matches = |id: &&PersonId| seats.get(id).is_some_and(|seat| seat.search.contains(&search));
    let matching: Vec<PersonId> =
        if search.is_empty() { Vec::new() } else { order.iter().filter(matches).take(FOUND + 1).copied().collect() };
    let above = match query.at {
        Some(at) if !seats.contains_key(&at) => return Err(AppError::NotFound.into()),
        Some(at) => forest.above(&at),
        None => Vec::new(),
    };
    let mut drawing = Drawing { organisation: &organisation, more: false };
    let (with_reports, alone): (Vec<PersonId>, Vec<PersonId>) =
        forest.roots().iter().copied().partition(|root| !forest.children(root).is_empty());
    let trees = match query.at {
        Some(at) => drawing.node(at, 2).into_iter().collect(),
        None => {
            // One head shows its divisions and their teams, many show themselves and theirs.
            let levels = if with_reports.len() > 3 { 1 } else { 2 };
            drawing.more |= with_reports.len() > DRAWN;
            with_reports.into_iter().take(DRAWN).filter_map(|root| drawing.node(root, levels)).collect()
        }
    };
    let found = (!search.is_empty()).then(|| {
        drawing.more |= matching.len() > FOUND;
        matching.into_iter().take(FOUND).filter_map(|person| drawing.node(person, 0)).collect()
    });
    Ok(Chart {
        above: above.into_iter().filter_map(|id| seats.get(&id).map(|found| reference(id, found))).collect(),
        trees,
        alone: alone.len() as u64,
        people,
        found,
        more: drawing.more,
    })
}
