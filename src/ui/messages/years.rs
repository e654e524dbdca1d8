//! Words of the fiscal years page.
use crate::{api::years::Lack, domain::fiscal_year::Phase};

pub const CREATED_FIRST: &str = "Create the first fiscal year";
pub const CREATE: &str = "Create a fiscal year";
pub const CREATE_EXPLAINED: &str =
    "Creating a year changes nothing for anybody yet. You open its target setting when you are ready.";
pub const CREATE_DO: &str = "Create the year";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "Short, for example FY 2026. It stands on every page and record of that year.";
pub const STARTS: &str = "First day";
pub const ENDS: &str = "Last day";

pub const NO_YEAR: &str = "No fiscal year yet";
pub const NO_YEAR_BODY: &str = "Everything here belongs to a fiscal year: create one, then open its target setting.";
pub const NO_YEAR_READER: &str = "HR creates the first fiscal year. You will be told when target setting opens.";

pub const PHASE: &str = "Phase";
pub const OPENED: &str = "Opened";
pub const DUE: &str = "Due";
pub const CLOSED: &str = "Closed";
pub const OVERDUE: &str = "Overdue";
pub const RUNNING: &str = "Running";
pub const NO_WINDOW: &str = "Nothing of this year has been opened yet.";
pub const NOBODY: &str = "Nobody has a target set in this year.";
pub const SEE_SETS: &str = "See the departments";

pub const OPEN: &str = "Open target setting";
pub const OPEN_DUE: &str = "Due day";
pub const OPEN_DUE_HINT: &str =
    "The day by which everybody should be done. Later work is accepted and marked late, until you close the phase.";
pub const OPEN_ALSO: &str =
    "They see it on their home page at once. A phase opens once a year; joiners get their draft when they join.";
pub const OPEN_DO: &str = "Open target setting";
pub const OPENED_TITLE: &str = "Target setting is open";
pub const OPENED_BODY: &str = "Everybody employed has a draft now, and a notice on their home page.";

pub const CLOSE: &str = "Close target setting";
pub const CLOSE_FINAL: &str = "This cannot be undone for the whole company. You can open a window for one person later.";
pub const UNFINISHED: &str = "Unfinished sets";
pub const UNFINISHED_CAPTION: &str = "Sets that closing would leave not assessed";
pub const PERSON: &str = "Person";
pub const STATE: &str = "State now";
pub const ALL_FINISHED: &str = "Every set is approved by HR or exempt.";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str =
    "Why this is closed although not everybody is done. It is kept with each of these sets and in the audit log.";
pub const REASON_OPTIONAL_HINT: &str = "Optional. It is kept in the audit log.";
pub const CONFIRM_HINT: &str = "Exactly as shown, so that no year is closed by a slip.";
pub const CLOSE_DO: &str = "Close target setting for good";
pub const CLOSED_TITLE: &str = "Target setting is closed";
pub const CLOSED_BODY: &str = "Approved targets stay readable all year. Everybody concerned was told.";

pub const CLOSE_MID_YEAR: &str = "Close mid-year";
pub const CLOSE_MID_YEAR_WHAT: &str =
    "Changes that HR approved are adopted. Unfinished ones are kept as not adopted; what was approved before counts.";
pub const CLOSE_MID_YEAR_DO: &str = "Close mid-year for good";
pub const READINESS: &str = "To see to before the next phase opens";
pub const READY: &str = "Everything is ready for the next phase.";

pub const CLOSE_YEAR: &str = "Close the fiscal year";
pub const CLOSE_YEAR_FINAL: &str = "Archived years are read-only. This cannot be undone.";
pub const CLOSE_YEAR_REASON: &str =
    "Kept with the year, and with every unfinished review that has no reason of its own, and in the audit log.";
pub const CLOSE_YEAR_DO: &str = "Close the fiscal year for good";
pub const ALL_DELIVERED: &str = "Every review is finished: feedback was given to everybody.";
pub const LEFTOVERS: &str = "Unfinished reviews";
pub const ANYWAY: &str = "Close the year although these are not finished";
pub const ARCHIVING: &str = "Reviews archived";
pub const CLOSING_TITLE: &str = "The year is being closed";
pub const CLOSING_BODY: &str = "The reviews are being archived. You can leave this page; it goes on.";

/// Heading, what opening does to whom, and the button.
pub fn opening(phase: Phase) -> (&'static str, &'static str, &'static str) {
    match phase {
        Phase::TargetSetting => (OPEN, "Everybody employed gets an empty draft and is asked to fill it in.", OPEN_DO),
        Phase::MidYear => (
            "Open mid-year",
            "Everybody with approved targets can change them until the due day, or say that nothing has changed. What was approved stays readable.",
            "Open mid-year",
        ),
        Phase::Evaluation => (
            "Open the evaluation",
            "Everybody with approved targets gets a review and is asked to assess themselves.",
            "Open the evaluation",
        ),
    }
}

/// What was just opened, as the address says it.
pub fn opened(phase: &str) -> (&'static str, &'static str) {
    match phase {
        "mid_year" => ("Mid-year is open", "Everybody with approved targets can change them now."),
        "evaluation" => ("The evaluation is open", "Everybody with approved targets has a review now."),
        _ => (OPENED_TITLE, OPENED_BODY),
    }
}

pub fn closed(phase: &str) -> (&'static str, &'static str) {
    match phase {
        "mid_year" => ("Mid-year is closed", "Approved changes count from now on."),
        _ => (CLOSED_TITLE, CLOSED_BODY),
    }
}

fn people(count: u64) -> String {
    if count == 1 { "1 person".into() } else { format!("{count} people") }
}

pub fn lack(lack: Lack, count: u64) -> String {
    match lack {
        Lack::Reviewer => format!("No reviewer: {}", people(count)),
        Lack::EmployeeType => format!("No employee type: {}", people(count)),
        Lack::RankTable if count == 1 => "No rank table: 1 grade".into(),
        Lack::RankTable => format!("No rank table: {count} grades"),
        Lack::SignIn => format!("No way to sign in: {}", people(count)),
        Lack::EmptyTeam if count == 1 => "Nobody in 1 department".into(),
        Lack::EmptyTeam => format!("Nobody in {count} departments"),
    }
}

/// Where it is put right, and in which words.
pub fn remedy(lack: Lack) -> (&'static str, &'static str) {
    match lack {
        Lack::Reviewer => ("/departments/sets?no_reviewer=true", "Name a reviewer on each of their pages"),
        Lack::EmployeeType => ("/people/import", "Import their type and grade"),
        Lack::RankTable => ("/ranks", "Make a rank table"),
        Lack::SignIn => ("/people/invitations", "Invite them"),
        Lack::EmptyTeam => ("/people", "Look at the directory"),
    }
}

/// What closing the year does, said before it is done.
pub fn will_archive(total: u64, open: usize) -> String {
    let all = if total == 1 { "1 review is archived.".to_owned() } else { format!("{total} reviews are archived.") };
    match open {
        0 => all,
        1 => format!("{all} 1 of them is not finished: it needs a reason, and gets no score unless the board approved one."),
        many => format!(
            "{all} {many} of them are not finished: each needs a reason, and gets no score unless the board approved one."
        ),
    }
}

pub fn archiving(done: u64, total: u64) -> String {
    format!("{done} of {total} reviews archived. You can leave this page; it goes on.")
}

pub fn archived(year: &str) -> String {
    format!("Archived {year}")
}

pub fn closed_on(day: &str, total: u64) -> String {
    format!("Closed {day}, {total} reviews")
}

pub fn reason_for(person: &str) -> String {
    format!("Reason for {person}")
}

pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::TargetSetting => "Target setting",
        Phase::MidYear => "Mid-year",
        Phase::Evaluation => "Evaluation",
    }
}

/// "1 April 2026 to 31 March 2027".
pub fn span(starts: &str, ends: &str) -> String {
    format!("{starts} to {ends}")
}

fn sets(count: u64) -> String {
    if count == 1 { "1 set".into() } else { format!("{count} sets") }
}

/// What opening does to whom, said before it is done.
pub fn will_open(people: Option<u64>) -> String {
    match people {
        Some(0) => "Nobody is employed yet, so nobody would get a draft. Import the employees first.".into(),
        Some(1) => "1 person gets an empty draft and is asked to fill it in.".into(),
        Some(people) => format!("{people} people get an empty draft each and are asked to fill it in."),
        None => "Everybody employed gets an empty draft and is asked to fill it in.".into(),
    }
}

/// What closing does to whom, said before it is done.
pub fn will_close(complete: u64, unfinished: u64) -> String {
    let complete = match complete {
        0 => "No set is approved by HR, so none is completed.".to_owned(),
        1 => "1 set that HR approved is completed and locked.".to_owned(),
        many => format!("{many} sets that HR approved are completed and locked."),
    };
    match unfinished {
        0 => complete,
        1 => format!("{complete} 1 unfinished set becomes “not assessed”: no score, no rank, in no average."),
        many => format!("{complete} {many} unfinished sets become “not assessed”: no score, no rank, in no average."),
    }
}

pub fn and_more(count: u64) -> String {
    format!("and {count} more")
}

pub fn confirm(year: &str) -> String {
    format!("Type {year} to confirm")
}

pub fn counted(total: u64) -> String {
    format!("{} in this year", sets(total))
}

/// Headings repeat for each year, so each says which.
pub fn of_year(what: &str, year: &str) -> String {
    format!("{what}: {year}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_says_who_gets_what() {
        assert_eq!(will_open(Some(1)), "1 person gets an empty draft and is asked to fill it in.");
        assert_eq!(will_open(Some(200)), "200 people get an empty draft each and are asked to fill it in.");
        assert!(will_open(Some(0)).starts_with("Nobody"));
    }

    #[test]
    fn closing_says_what_becomes_of_whom() {
        assert_eq!(
            will_close(12, 1),
            "12 sets that HR approved are completed and locked. 1 unfinished set becomes “not assessed”: no score, no rank, in no average."
        );
        assert_eq!(will_close(1, 0), "1 set that HR approved is completed and locked.");
    }
}
