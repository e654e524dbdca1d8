//! Words of the fiscal years page.
use crate::domain::fiscal_year::Phase;

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
