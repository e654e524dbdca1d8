//! Target setting as HR sees it: departments and teams by state, counted from everybody's line.
use crate::{
    api::{
        departments::{DepartmentRow, TeamRow},
        views::{DepartmentRef, StateCounts},
    },
    domain::{
        ids::{DepartmentId, PersonId},
        target::SetState,
    },
    server::repo::company::Line,
};
use std::{collections::BTreeMap, sync::Arc};

/// Adds sets up by state, exempt ones apart.
#[derive(Default)]
pub struct Counter {
    by_state: BTreeMap<SetState, u64>,
    exempt: u64,
    total: u64,
}

impl Counter {
    pub fn add(&mut self, line: &Line) {
        self.total += 1;
        if line.exempt {
            self.exempt += 1;
        } else {
            *self.by_state.entry(line.set_state).or_default() += 1;
        }
    }

    pub fn counts(self) -> StateCounts {
        StateCounts { by_state: self.by_state.into_iter().collect(), exempt: self.exempt, total: self.total }
    }
}

pub struct Targets {
    pub counts: StateCounts,
    pub departments: Vec<DepartmentRow>,
    /// Sets of people at work that wait for a decision nobody can take.
    pub without_reviewer: u64,
}

type Reviewer<'a> = Option<(&'a str, PersonId)>;
type Teams<'a> = BTreeMap<Reviewer<'a>, Counter>;

impl Targets {
    pub fn of(lines: &[Arc<Line>]) -> Self {
        let mut whole = Counter::default();
        let mut without_reviewer = 0;
        let mut departments: BTreeMap<Option<(&str, DepartmentId)>, (Counter, Teams<'_>)> = BTreeMap::new();
        for line in lines {
            whole.add(line);
            let waits = matches!(line.set_state, SetState::Draft | SetState::SubmittedToManager | SetState::RevisionRequested);
            without_reviewer += u64::from(waits && line.reviewer.is_none() && line.employed && !line.exempt);
            let department = line.department.as_ref().map(|(name, id)| (name.as_str(), *id));
            let (counts, teams) = departments.entry(department).or_default();
            counts.add(line);
            let reviewer = line.reviewer.as_ref().map(|(name, id)| (name.as_str(), *id));
            teams.entry(reviewer).or_default().add(line);
        }
        let team = |(reviewer, counter): (Reviewer<'_>, Counter)| TeamRow {
            reviewer: reviewer.map(|(name, id)| (id, name.to_owned())),
            counts: counter.counts(),
        };
        Targets {
            counts: whole.counts(),
            departments: departments
                .into_iter()
                .map(|(department, (counter, teams))| DepartmentRow {
                    department: department.map(|(name, id)| DepartmentRef { id, name: name.to_owned() }),
                    counts: counter.counts(),
                    team_count: teams.len() as u64,
                    teams: teams.into_iter().map(team).collect(),
                })
                .collect(),
            without_reviewer,
        }
    }
}
