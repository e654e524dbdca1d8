//! Words of the configuration pages.
use crate::{api::error::UsedBy, domain::fiscal_year::Phase};

pub const TITLE: &str = "Configuration";
pub const INTRO: &str = "What the company's year is made of. Every change is kept in the audit log with what was there before.";

pub const DEPARTMENTS: &str = "Departments and heads";
pub const DEPARTMENTS_BODY: &str =
    "Departments group people and teams for reading. A head is named for orientation: reviewing follows managers, not heads.";
pub const DEPARTMENTS_OPEN: &str = "Departments";
pub const TYPES: &str = "Employee types and grades";
pub const TYPES_BODY: &str = "Type and grade decide which rank table ranks whom.";
pub const TYPES_OPEN: &str = "Employee types";
pub const YEARS: &str = "Fiscal years and windows";
pub const YEARS_BODY: &str = "Years with their phases: open them, move their due days, close them.";
pub const YEARS_OPEN: &str = "Fiscal years";
pub const RANKS: &str = "Rank tables";
pub const RANKS_BODY: &str = "Which score gives which rank, per year, type and grade.";
pub const RANKS_OPEN: &str = "Rank tables";

pub const NAME: &str = "Name";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str = "Optional. One line, kept in the audit log.";
pub const SAVE: &str = "Save";
pub const EDIT: &str = "Change";
pub const ACTION: &str = "Action";
pub const PEOPLE: &str = "People at work";
pub const NOBODY: &str = "Nobody";

pub const DEPARTMENT: &str = "Department";
pub const NEW_DEPARTMENT: &str = "Add a department";
pub const NEW_DEPARTMENT_DO: &str = "Add the department";
pub const DEPARTMENT_NAME_HINT: &str = "As it stands in lists and in files that are imported.";
pub const HEAD: &str = "Head";
pub const HEAD_NO: &str = "Head (employee id)";
pub const HEAD_HINT: &str = "Optional; empty for nobody. A head is named in lists and decides nothing.";
pub const HEAD_LEFT: &str = "has left";
pub const NO_DEPARTMENTS: &str = "No department yet";
pub const NO_DEPARTMENTS_BODY: &str = "Add one here, or import people: departments come with them.";
pub const DEPARTMENTS_CAPTION: &str = "Departments with their heads and how many people work in each";
pub const CHANGE_DEPARTMENT: &str = "Name and head";
pub const REMOVE_DEPARTMENT: &str = "Remove this department";
pub const REMOVE_DEPARTMENT_BODY: &str = "Nobody is in it and nothing refers to it.";
pub const REMOVE_DEPARTMENT_DO: &str = "Remove the department";

pub const TYPE: &str = "Employee type";
pub const GRADES: &str = "Grades";
pub const GRADE: &str = "Grade";
pub const NEW_TYPE: &str = "Add an employee type";
pub const NEW_TYPE_DO: &str = "Add the type";
pub const TYPE_NAME_HINT: &str = "For example Engineer. Grades are added on its page.";
pub const NO_TYPES: &str = "No employee type yet";
pub const NO_TYPES_BODY: &str = "Add one here, or import people: types and grades come with them.";
pub const TYPES_CAPTION: &str = "Employee types with their grades and how many people are of each";
pub const PLACEHOLDER: &str = "Placeholder";
pub const PLACEHOLDER_BODY: &str = "“Unspecified” stands for people whose file named no type. It keeps its name, so that readiness can find them: give each a real type before the evaluation opens, by an import with the column “employee type”.";
pub const CHANGE_TYPE: &str = "Name of the type";
pub const REMOVE_TYPE: &str = "Remove this type";
pub const REMOVE_TYPE_BODY: &str = "Nobody is of it and no rank table ranks it. Its grades go with it.";
pub const REMOVE_TYPE_DO: &str = "Remove the type";
pub const NO_GRADES: &str = "This type has no grades. It does not need any: one rank table can stand for the whole type.";
pub const GRADES_CAPTION: &str = "Grades of this type and how many people are of each";
pub const NEW_GRADE: &str = "Add a grade";
pub const NEW_GRADE_DO: &str = "Add the grade";
pub const GRADE_NAME_HINT: &str = "For example E3.";
pub const REMOVE_GRADE_DO: &str = "Remove the grade";
pub const REMOVE_GRADE_BODY: &str = "Nobody is of it and no rank table of its own exists.";

pub const CHANGE_YEAR: &str = "Name and days";
pub const YEAR_NAME_HINT: &str = "It stands on every page and record of the year, old ones too.";
pub const DUE_DAY: &str = "Due day";
pub const NO_WINDOWS: &str = "No phase of this year is open, so there is no due day to move.";
pub const DUE_HINT: &str =
    "Today or later. What was handed over is marked late or in time by the new day. Who has a window of their own keeps its day.";
pub const DUE_DO: &str = "Move the due day";
pub const ARCHIVED_YEAR: &str = "This year is archived: its name, days and windows stay as they are.";
pub const TO_CHANGE_YEAR: &str = "Change name, days or due day";

/// What was just done, as the address says it.
pub fn done(code: &str) -> Option<&'static str> {
    Some(match code {
        "created" => "Added",
        "changed" => "Saved",
        "removed" => "Removed",
        "grade_created" => "The grade is added",
        "grade_changed" => "The grade is saved",
        "grade_removed" => "The grade is removed",
        "due" => "The due day is moved",
        _ => return None,
    })
}

fn counted(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

pub fn departments(count: u64, without_head: u64) -> String {
    let all = counted(count, "department", "departments");
    if count == 0 || without_head == 0 { all } else { format!("{all}, {without_head} without a head") }
}

pub fn types(types: u64, grades: u64) -> String {
    format!("{}, {}", counted(types, "type", "types"), counted(grades, "grade", "grades"))
}

pub fn years(count: u64) -> String {
    counted(count, "year", "years")
}

pub fn unspecified(people: u64) -> String {
    counted(people, "person is “Unspecified”", "people are “Unspecified”")
}

/// A link that says to which row it belongs.
pub fn change(name: &str) -> String {
    format!("{EDIT} {name}")
}

pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}

pub fn due_day_of(phase: Phase) -> String {
    format!("{DUE_DAY} of {}", super::years::phase(phase).to_lowercase())
}

pub fn due_now(due: &str, late: u64) -> String {
    match late {
        0 => format!("Now {due}. Nothing was handed over late."),
        late => format!("Now {due}. {}.", counted(late, "hand-over is marked late", "hand-overs are marked late")),
    }
}

pub fn quoted(now: &str) -> String {
    if now.is_empty() { "different from what this page showed".into() } else { format!("“{now}”") }
}

fn record(used: &(UsedBy, String)) -> String {
    let (kind, year) = used;
    match kind {
        UsedBy::Goals => format!("goals of {year}"),
        UsedBy::BoardDecisions => format!("decisions of the board in {year}"),
        UsedBy::RankTables => format!("rank tables of {year}"),
    }
}

/// Who and what still uses it: "Ann Employee, Ben Employee and 3 more; rank tables of FY 2026".
pub fn users(people: &[String], count: u64, records: &[(UsedBy, String)]) -> String {
    let mut who = people.join(", ");
    let more = count.saturating_sub(people.len() as u64);
    if more > 0 {
        who = if who.is_empty() { counted(more, "person", "people") } else { format!("{who} and {more} more") };
    }
    let records: Vec<_> = records.iter().map(record).collect();
    [who, records.join(", ")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

pub fn in_use(people: &[String], count: u64, records: &[(UsedBy, String)]) -> String {
    let users = users(people, count, records);
    if users.is_empty() {
        return "Something that belongs to it was added meanwhile. Reload to see what.".into();
    }
    let advice = if count > 0 { " Move these people first." } else { "" };
    format!("Still used by: {users}.{advice}")
}

/// Why there is no button to remove it.
pub fn cannot_remove(people: &[String], count: u64, records: &[(UsedBy, String)]) -> String {
    format!("It can be removed once nothing uses it. {}", in_use(people, count, records))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_who_is_in_it() {
        let people = ["Ann Employee".to_owned(), "Ben Employee".to_owned()];
        assert_eq!(in_use(&people, 2, &[]), "Still used by: Ann Employee, Ben Employee. Move these people first.");
        let tables = [(UsedBy::RankTables, "FY 2026".to_owned())];
        assert_eq!(
            in_use(&people, 12, &tables),
            "Still used by: Ann Employee, Ben Employee and 10 more; rank tables of FY 2026. Move these people first."
        );
        assert_eq!(in_use(&[], 0, &tables), "Still used by: rank tables of FY 2026.");
    }

    #[test]
    fn figures_are_said_in_words() {
        assert_eq!(departments(1, 0), "1 department");
        assert_eq!(departments(5, 2), "5 departments, 2 without a head");
        assert_eq!(types(2, 1), "2 types, 1 grade");
        assert_eq!(due_now("31 May 2026", 1), "Now 31 May 2026. 1 hand-over is marked late.");
    }
}
