//! Words of the rank tables.
use crate::domain::rank::BandInput;

pub const TITLE: &str = "Rank tables";
pub const INTRO: &str = "Which score means which rank, by employee type and grade. A grade without a table of its own is ranked by its type's. What the board approved keeps its rank.";
pub const CAPTION: &str = "Employee types and grades with the table that ranks them";
pub const WHO: &str = "Type, grade";
pub const PEOPLE: &str = "People";
pub const RANKED_BY: &str = "Ranked by";
pub const BANDS: &str = "Ranks from";
pub const SINCE: &str = "Since";
pub const ACTION: &str = "Change";
pub const ALL_GRADES: &str = "All grades";
pub const NO_TABLE: &str = "No table";
pub const SHIPPED: &str = "Shipped table";
pub const EDIT: &str = "Edit";
pub const OWN: &str = "Give it its own";
pub const SAVED: &str = "The table is saved";
pub const SAVED_BODY: &str = "Everybody it concerns is ranked by it now. The earlier version is kept.";
pub const EMPTY_YEAR: &str = "There is no fiscal year yet";
pub const EMPTY_YEAR_BODY: &str = "Rank tables belong to a year. Create one first.";
pub const TO_YEARS: &str = "To fiscal years";
pub const EMPTY_TYPES: &str = "There are no employee types yet";
pub const EMPTY_TYPES_BODY: &str = "They come with the people: import them, and their types and grades appear here.";
pub const TO_PEOPLE: &str = "To people";
pub const UNKNOWN: &str = "That type or grade does not exist";
pub const UNKNOWN_BODY: &str = "It may have been removed. Pick one from the list.";
pub const TO_LIST: &str = "To all rank tables";

pub const STRIP: &str = "The ranks to scale";
pub const ROWS: &str = "Bands";
pub const ROWS_HINT: &str = "Each band starts at its lower score and ends just below its upper one; the top band includes its end. Scores reach from 0.75 to 6.25.";
pub const ROWS_CAPTION: &str = "Bands of the table: rank, lowest score, upper end";
pub const RANK: &str = "Rank";
pub const FROM: &str = "From";
pub const TO: &str = "Up to";
pub const CHECK: &str = "Check";
pub const ORDER: &str = "Order";
pub const ADD: &str = "Add a band";
pub const REMOVE_LAST: &str = "Remove the last band";
pub const START_SHIPPED: &str = "Start from the shipped table";
pub const WHOLE: &str = "Every score from 0.75 to 6.25 has exactly one rank.";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str = "Optional. It stands beside this version and in the audit log.";
pub const SAVE: &str = "Save the table";
pub const CANCEL: &str = "Cancel";
pub const CHANGES: &str = "Who would change rank";
pub const CHANGES_CAPTION: &str = "People whose rank this table would change";
pub const PERSON: &str = "Person";
pub const SCORE: &str = "Score";
pub const NOW: &str = "Rank now";
pub const THEN: &str = "Rank then";
pub const NO_RANK: &str = "none";
pub const BY_SCRIPT: &str = "With scripts on, who would change rank stands here before you save.";
pub const CHECKING: &str = "Looking who would change rank…";
pub const FIRST_WHOLE: &str = "As soon as every score has exactly one rank, this shows who would change.";
pub const LOOK_FIRST: &str = "Nothing is saved yet: look at who would change rank, then save.";
pub const FIX_FIRST: &str = "Nothing is saved yet: the table does not rank every score once.";

/// "Own table, version 3".
pub fn own_table(version: i64) -> String {
    format!("Own table, version {version}")
}

pub fn version(version: i64) -> String {
    format!("Version {version}")
}

pub fn table_of(name: &str) -> String {
    format!("The table of {name}")
}

/// "Engineer · G4", or "Engineer" for all its grades.
pub fn title_of(name: &str, grade: Option<&str>) -> String {
    grade.map_or_else(|| name.to_owned(), |grade| format!("{name} · {grade}"))
}

pub fn edit_of(action: &str, name: &str) -> String {
    format!("{action}: {name}")
}

pub fn by(who: &str) -> String {
    format!("by {who}")
}

/// "C 0.75 · B 2.25 · A+ 3.75 to 6.25": every lower bound, and the end of the top one.
pub fn bands(bands: &[BandInput]) -> String {
    let mut parts: Vec<String> = bands.iter().map(|band| format!("{} {}", band.label, band.min)).collect();
    if let (Some(last), Some(top)) = (parts.last_mut(), bands.last()) {
        last.push_str(&format!(" to {}", top.max));
    }
    parts.join(" · ")
}

/// A cell for those who hear it: "Rank of band 2".
pub fn cell(name: &str, row: usize) -> String {
    format!("{name}, band {}", row + 1)
}

pub fn up(row: usize) -> String {
    format!("Move band {} up", row + 1)
}

pub fn down(row: usize) -> String {
    format!("Move band {} down", row + 1)
}

pub fn remove(row: usize) -> String {
    format!("Remove band {}", row + 1)
}

/// "C from 0.75 to 2.25", for the strip.
pub fn piece(label: &str, from: &str, to: &str) -> String {
    format!("{label} from {from} to {to}")
}

/// The first thing wrong, and how many more.
pub fn to_fix(first: &str, more: usize) -> String {
    match more {
        0 => first.to_owned(),
        1 => format!("{first} And one more thing."),
        more => format!("{first} And {more} more things."),
    }
}

/// What saving would do, in one sentence.
pub fn changes(changes: usize, scores: u64) -> String {
    match (changes, scores) {
        (_, 0) => "Nobody has a score yet that this table ranks.".into(),
        (0, 1) => "One score is ranked by this table, and keeps its rank.".into(),
        (0, scores) => format!("{scores} scores are ranked by this table; nobody would change rank."),
        (1, scores) => format!("One person of {scores} would change rank."),
        (changes, scores) => format!("{changes} people of {scores} would change rank."),
    }
}

pub fn more(count: usize) -> String {
    format!("and {count} more")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rank::RankTable;

    #[test]
    fn a_table_in_one_line() {
        let line = bands(&RankTable::default().to_input());
        assert_eq!(line, "C 0.75 · B 2.25 · B+ 2.75 · A 3.25 · A+ 3.75 to 6.25");
        assert_eq!(bands(&[]), "");
    }

    #[test]
    fn a_change_is_counted_in_words() {
        assert_eq!(changes(0, 0), "Nobody has a score yet that this table ranks.");
        assert_eq!(changes(1, 40), "One person of 40 would change rank.");
        assert_eq!(changes(0, 40), "40 scores are ranked by this table; nobody would change rank.");
    }
}
