//! A person as the company knows them: the employee id on the badge and whether they work here now (R5).
//! The number a record has in the database is `ids::PersonId`; what somebody may do is `actor` and `policy`.
use super::validation::{self, Problem};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Longest employee id, in characters.
pub const EMPLOYEE_NO: usize = 40;

/// The employee id, which is also the username (R5). Kept and compared exactly as written; whoever lets a new one in
/// calls [`check`](Self::check) and refuses one that differs from another only in case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmployeeNo(pub String);

impl EmployeeNo {
    /// White space counts as a character that may not stand here, also around the id: trimming is the reader's business.
    pub fn check(&self) -> Option<Problem> {
        let problem = validation::check_required(&self.0, EMPLOYEE_NO);
        problem.or_else(|| self.0.contains(char::is_whitespace).then_some(Problem::ControlCharacter))
    }
}

impl fmt::Display for EmployeeNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmploymentStatus {
    Active,
    OnLeave,
    /// Deactivated, with the history kept (R6).
    Left,
}

impl EmploymentStatus {
    pub const ALL: [EmploymentStatus; 3] = [EmploymentStatus::Active, EmploymentStatus::OnLeave, EmploymentStatus::Left];

    /// The name stored in the database, written in import files and sent over the wire.
    pub fn code(self) -> &'static str {
        match self {
            EmploymentStatus::Active => "active",
            EmploymentStatus::OnLeave => "on_leave",
            EmploymentStatus::Left => "left",
        }
    }
}

impl fmt::Display for EmploymentStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown employment status")]
pub struct UnknownStatus;

impl FromStr for EmploymentStatus {
    type Err = UnknownStatus;
    /// As people write it: "On leave", "on-leave", "onLeave".
    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        let wanted = loose(text);
        EmploymentStatus::ALL.into_iter().find(|status| loose(status.code()) == wanted).ok_or(UnknownStatus)
    }
}

/// Letters and digits only, in lower case: what stays the same however a spreadsheet spells a header, a role or a status.
pub fn loose(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Option<Problem> {
        EmployeeNo(text.into()).check()
    }

    #[test]
    fn an_employee_id_is_one_word_of_at_most_forty_characters() {
        assert_eq!(check("EMP0001"), None);
        assert_eq!(check("社員-12/é"), None);
        assert_eq!(check(&"é".repeat(EMPLOYEE_NO)), None);
        assert_eq!(check(&"é".repeat(EMPLOYEE_NO + 1)), Some(Problem::TooLong { max: EMPLOYEE_NO, is: EMPLOYEE_NO + 1 }));
        for blank in ["", " ", "\u{3000}"] {
            assert_eq!(check(blank), Some(Problem::Missing), "{blank:?}");
        }
        for bad in ["EMP 1", " EMP1", "EMP1 ", "EMP\t1", "EMP\n1", "EMP\u{a0}1", "EMP\u{7}1", "EMP\u{3000}1"] {
            assert_eq!(check(bad), Some(Problem::ControlCharacter), "{bad:?}");
        }
    }

    #[test]
    fn employee_ids_differ_by_case_and_print_as_written() {
        assert_ne!(EmployeeNo("emp1".into()), EmployeeNo("EMP1".into()));
        assert_eq!(EmployeeNo("emp1".into()).to_string(), "emp1");
    }

    #[test]
    fn every_status_survives_being_written_down() {
        for status in EmploymentStatus::ALL {
            assert_eq!(status.to_string().parse(), Ok(status));
        }
        assert_eq!(EmploymentStatus::ALL.map(EmploymentStatus::code), ["active", "on_leave", "left"]);
    }

    #[test]
    fn a_status_is_read_however_it_is_spelt() {
        for text in ["on leave", "On-Leave", "onLeave", " ON_LEAVE "] {
            assert_eq!(text.parse(), Ok(EmploymentStatus::OnLeave), "{text}");
        }
        assert_eq!("ACTIVE".parse(), Ok(EmploymentStatus::Active));
        for text in ["", "leave", "retired", "activ"] {
            assert_eq!(text.parse::<EmploymentStatus>(), Err(UnknownStatus), "{text}");
        }
    }
}
