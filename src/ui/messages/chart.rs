//! Words of the organisation chart.

pub const TITLE: &str = "Organisation chart";
pub const SEARCH: &str = "Name, employee id, email or job title";
pub const TOP: &str = "The whole company";
pub const ABOVE: &str = "From the top down";
pub const TREE: &str = "Who reports to whom";
pub const FOUND: &str = "Found";
pub const OPEN: &str = "Show in the chart";
pub const RECORD: &str = "Record";
pub const RECORD_OF: &str = " of ";
pub const ON_LEAVE: &str = "On leave";
pub const MORE: &str = "Not everybody is shown: search, or open somebody further down.";
pub const NOBODY: &str = "Nobody matches";
pub const NOBODY_BODY: &str = "Try fewer letters. Whoever left is not in the chart.";
pub const EMPTY: &str = "Nobody reports to anybody yet";
pub const EMPTY_BODY: &str = "Managers come with the employee file, or are named on a person's record.";

pub fn people(count: u64) -> String {
    if count == 1 { "1 person".into() } else { format!("{count} people") }
}

pub fn found(count: usize) -> String {
    if count == 1 { "1 person found".into() } else { format!("{count} people found") }
}

/// Beside somebody with reports: the direct ones, and everybody below when that is more.
pub fn reports(direct: u64, below: u64) -> String {
    let reports = if direct == 1 { "1 report".into() } else { format!("{direct} reports") };
    if below > direct { format!("{reports}, {below} in all") } else { reports }
}

pub fn alone(count: u64) -> String {
    let who = if count == 1 { "1 person has".into() } else { format!("{count} people have") };
    format!("{who} neither a manager nor reports.")
}
