//! Leavers in a file (R1a, R6): nobody leaves reports, sets or a role behind without what their page would ask for, and nobody is given
//! a manager who is gone.
use super::{CHAIN_SHOWN, Column, Known, KnownPerson, RowProblemKind, plan::Reading};
use crate::domain::{
    actor::Role,
    person::{EmployeeNo, EmploymentStatus},
};
use std::collections::BTreeMap;

fn left(person: &KnownPerson) -> bool {
    person.status == EmploymentStatus::Left
}

fn holds_role(person: &KnownPerson) -> bool {
    person.roles.iter().any(|role| !matches!(role, Role::Employee | Role::Manager))
}

/// Everybody as they would be afterwards, beside who they are now.
pub(super) fn refuse(readings: &mut [Reading], known: &Known) {
    let before: BTreeMap<&EmployeeNo, &KnownPerson> = known.people.iter().map(|person| (&person.employee_no, person)).collect();
    let mut after: BTreeMap<EmployeeNo, (bool, Option<EmployeeNo>)> =
        known.people.iter().map(|person| (person.employee_no.clone(), (left(person), person.manager.clone()))).collect();
    for reading in readings.iter().filter(|reading| reading.speaks) {
        let wanted = &reading.wanted;
        after.insert(wanted.employee_no.clone(), (left(wanted), wanted.manager.clone()));
    }
    let mut reports: BTreeMap<&EmployeeNo, Vec<&EmployeeNo>> = BTreeMap::new();
    for (no, (gone, manager)) in &after {
        if let Some(manager) = manager.as_ref().filter(|_| !gone) {
            reports.entry(manager).or_default().push(no);
        }
    }
    for reading in readings.iter_mut().filter(|reading| reading.speaks) {
        let wanted = reading.wanted.clone();
        let no = &wanted.employee_no;
        let was = before.get(no).copied();
        if known.anonymised.contains(no) {
            reading.refuse(Column::EmployeeNo, RowProblemKind::Anonymised);
            continue;
        }
        if left(&wanted) && was.is_none_or(|was| !left(was)) {
            if holds_role(&wanted) || was.is_some_and(holds_role) {
                reading.refuse(Column::Status, RowProblemKind::HoldsRole);
            }
            if let Some(left_behind) = reports.get(no).filter(|_| was.is_some()) {
                let first = left_behind.iter().take(CHAIN_SHOWN).map(|no| (*no).clone()).collect();
                reading.refuse(Column::Status, RowProblemKind::LeavesReports { people: left_behind.len(), first });
            }
            if known.named_reviewers.contains(no) {
                reading.refuse(Column::Status, RowProblemKind::LeavesSets);
            }
        }
        let Some(manager) = wanted.manager.as_ref().filter(|_| !left(&wanted)) else { continue };
        // Whoever leaves in this very file is told on their own row what they would leave behind.
        let is_gone = match before.get(manager) {
            Some(before) => left(before) && after.get(manager).is_some_and(|(gone, _)| *gone),
            None => after.get(manager).is_some_and(|(gone, _)| *gone),
        };
        let stays = was.is_some_and(|was| !left(was) && was.manager.as_ref() == Some(manager));
        if is_gone && !stays {
            reading.refuse(Column::Manager, RowProblemKind::ManagerLeft { no: manager.clone() });
        }
    }
}
