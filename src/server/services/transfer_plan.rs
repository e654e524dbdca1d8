//! What a transfer would do, before it does: whom it moves from where to where, what goes along, and what stands in the way (R26).
use super::moves::{self, Move};
use crate::{
    api::{
        transfers::{Along, FromTo, TransferForm, TransferLine, TransferPlan},
        views::{DepartmentRef, PersonRef},
    },
    domain::{
        fiscal_year,
        ids::{DepartmentId, PersonId},
        person::EmploymentStatus,
        policy::{self, CompanyAction},
        time::{Date, long_date},
        transfer::{self, Candidate, Change, Obstacle, PEOPLE_MAX},
        validation::{self, Problem, Violation},
    },
    server::{
        context::Caller,
        error::{Result, ServiceError},
        repo::{
            handovers::{self, Of},
            organisation, people,
            transfers::{self, Standing},
        },
    },
};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};

/// A form as far as it could be read.
pub struct Read {
    pub people: Vec<(Standing, Option<Obstacle>)>,
    pub manager: Change<PersonId>,
    pub department: Change<DepartmentId>,
    pub on: Option<Date>,
    pub reason: String,
    manager_named: Option<PersonRef>,
    departments: Vec<DepartmentRef>,
    chain: Vec<String>,
    pub violations: Vec<Violation>,
}

impl Read {
    /// Everybody who moves; of whom everything is as asked already is left out.
    pub fn moves(&self) -> Vec<Move> {
        self.people
            .iter()
            .filter(|(_, obstacle)| obstacle.is_none())
            .map(|(who, _)| Move {
                person: who.id,
                manager: self.manager.wanted().filter(|wanted| *wanted != who.manager_id),
                department: self.department.wanted().filter(|wanted| *wanted != who.department_id),
            })
            .collect()
    }

    /// The first who cannot be moved, and why.
    pub fn in_the_way(&self) -> Option<Obstacle> {
        self.people.iter().filter_map(|(_, obstacle)| *obstacle).find(|obstacle| *obstacle != Obstacle::NothingChanges)
    }

    /// The new manager's employee id.
    pub fn manager_no(&self) -> Option<String> {
        self.manager_named.as_ref().map(|who| who.employee_no.clone())
    }

    pub fn department_name(&self) -> Option<String> {
        let wanted = self.department.wanted().flatten()?;
        self.departments.iter().find(|known| known.id == wanted).map(|known| known.name.clone())
    }

    pub fn chain(&self) -> &[String] {
        &self.chain
    }
}

/// Employee ids out of whatever stands between them.
fn numbers(who: &str) -> Vec<&str> {
    let outside = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let mut seen = BTreeSet::new();
    who.split(outside).filter(|no| !no.is_empty() && seen.insert(*no)).collect()
}

/// Everybody who is meant: by number, as somebody's report, as a member of a department.
async fn named<C: ConnectionTrait>(conn: &C, form: &TransferForm, violations: &mut Vec<Violation>) -> Result<Vec<PersonId>> {
    let mut found = Vec::new();
    let numbers = numbers(&form.who);
    if numbers.len() > PEOPLE_MAX {
        violations.push(Violation::new("who", Problem::TooMany { max: PEOPLE_MAX, is: numbers.len() }));
        return Ok(found);
    }
    for no in numbers {
        match people::find_by_no(conn, no).await? {
            Some(row) => found.push(row.id),
            None => violations.push(Violation::new("who", Problem::Nobody { named: no.to_owned() })),
        }
    }
    let team = match form.team_of.trim() {
        "" => None,
        typed => match people::find_by_text(conn, typed).await? {
            Some(row) => Some(row.id),
            None => {
                violations.push(Violation::new("team_of", Problem::Unknown));
                None
            }
        },
    };
    let members = match form.members_of.trim() {
        "" => None,
        id => id.parse().ok(),
    };
    if team.is_some() || members.is_some() {
        found.extend(transfers::group(conn, team, members).await?);
    }
    let mut seen = BTreeSet::new();
    found.retain(|person| seen.insert(*person));
    if found.is_empty() && violations.is_empty() {
        let empty = !form.who.trim().is_empty() || team.is_some() || members.is_some();
        violations.push(Violation::new("who", if empty { Problem::EmptyTeam } else { Problem::Missing }));
    } else if found.len() > PEOPLE_MAX {
        violations.push(Violation::new("who", Problem::TooMany { max: PEOPLE_MAX, is: found.len() }));
        found.clear();
    }
    Ok(found)
}

/// Reads a form, and finds out what is in its way as things stand.
pub async fn read<C: ConnectionTrait>(caller: &Caller, conn: &C, form: &TransferForm, today: Date) -> Result<Read> {
    policy::decide_company(caller.actor, CompanyAction::ManagePeople)?;
    let departments = organisation::departments(conn).await?;
    let mut violations = Vec::new();
    let ids = named(conn, form, &mut violations).await?;
    let mut manager_named = None;
    let manager = match form.manager.as_str() {
        "to" => match form.manager_no.trim() {
            "" => {
                violations.push(Violation::new("manager_no", Problem::Missing));
                Change::Stays
            }
            typed => match people::find_by_text(conn, typed).await? {
                Some(row) if row.status == EmploymentStatus::Left.code() => {
                    violations.push(Violation::new("manager_no", Problem::HasLeft));
                    Change::Stays
                }
                Some(row) => {
                    manager_named = Some(PersonRef { id: row.id, employee_no: row.employee_no, name: row.full_name });
                    Change::To(row.id)
                }
                None => {
                    violations.push(Violation::new("manager_no", Problem::Unknown));
                    Change::Stays
                }
            },
        },
        "none" => Change::None,
        _ => Change::Stays,
    };
    let department = match form.department.as_str() {
        "" | "keep" => Change::Stays,
        "none" => Change::None,
        id => match id.parse().ok().and_then(|id: DepartmentId| departments.iter().find(|known| known.id == id)) {
            Some(known) => Change::To(known.id),
            None => {
                violations.push(Violation::new("department", Problem::Unknown));
                Change::Stays
            }
        },
    };
    if manager == Change::Stays && department == Change::Stays && violations.is_empty() {
        violations.push(Violation::new("manager_no", Problem::Missing));
    }
    let reason = validation::normalise_newlines(&form.reason).trim().to_owned();
    let on = match fiscal_year::parse_day(&form.on) {
        Ok(on) => {
            violations.extend(transfer::check(on, today, &reason));
            Some(on)
        }
        Err(problem) => {
            violations.push(Violation::new("on", problem));
            None
        }
    };
    let planned = transfers::planned_days(conn, &ids).await?;
    let mut people = Vec::new();
    for who in transfers::standing(conn, &ids).await? {
        let candidate = Candidate {
            person: who.id,
            manager: who.manager_id,
            department: who.department_id,
            has_left: who.status == EmploymentStatus::Left.code(),
            last_on: who.last_on.as_deref().map(str::parse).transpose().map_err(ServiceError::broken)?,
            planned_on: planned.get(&who.id).cloned().unwrap_or_default(),
        };
        let obstacle = on.and_then(|on| transfer::obstacle(caller.actor.person, &candidate, manager, department, on));
        people.push((who, obstacle));
    }
    let mut read = Read { people, manager, department, on, reason, manager_named, departments, chain: Vec::new(), violations };
    read.chain = moves::find_loop(conn, &read.moves()).await?.unwrap_or_default();
    Ok(read)
}

/// What a transfer that is being put together would do. An empty form asks for nothing yet.
pub async fn plan(caller: &Caller, form: TransferForm) -> Result<TransferPlan> {
    policy::decide_company(caller.actor, CompanyAction::ManagePeople)?;
    let (db, today) = (caller.state.db.read(), caller.state.clock.today());
    let read = read(caller, db, &form, today).await?;
    let ids: Vec<_> = read.people.iter().map(|(who, _)| who.id).collect();
    let mut going: BTreeMap<PersonId, Vec<Along>> = BTreeMap::new();
    for held in handovers::held(db, Of::People(&ids)).await? {
        if held.is_open()? {
            let set = held.set_state.parse().map_err(ServiceError::broken)?;
            let review = held.review_state.as_deref().map(str::parse).transpose().map_err(ServiceError::broken)?;
            going.entry(held.person_id).or_default().push(Along { year: held.year_name, set, review });
        }
    }
    let to_manager = read.manager.wanted().map(|_| read.manager_named.as_ref().map(|who| who.name.clone()));
    let to_department = read.department.wanted().map(|_| read.department_name());
    let line = |(who, obstacle): &(Standing, Option<Obstacle>)| {
        let manager: Option<FromTo> = to_manager.clone().map(|to| (who.manager.clone(), to));
        let department: Option<FromTo> = to_department.clone().map(|to| (who.department.clone(), to));
        TransferLine {
            person: PersonRef { id: who.id, employee_no: who.employee_no.clone(), name: who.full_name.clone() },
            manager,
            department,
            along: going.get(&who.id).cloned().unwrap_or_default(),
            obstacle: *obstacle,
        }
    };
    Ok(TransferPlan {
        lines: read.people.iter().map(line).collect(),
        today: today.to_string(),
        on: read.on.map(long_date),
        later: read.on.is_some_and(|on| on > today),
        manager: read.manager_named.clone(),
        departments: read.departments.clone(),
        chain: read.chain.clone(),
        violations: read.violations.clone(),
        form,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn employee_ids_are_found_in_whatever_was_pasted() {
        assert_eq!(numbers("EMP0001, EMP0002\nEMP0003;\tEMP0001  x-1_2.3"), ["EMP0001", "EMP0002", "EMP0003", "x-1_2.3"]);
        assert_eq!(numbers(" ,; \n"), Vec::<&str>::new());
    }
}
