//! An import on its way (R7): staged, checked row by row, applied as a whole. What is under way goes on after a restart.
use super::{Column, HeaderMap, HeaderProblem, map_headers};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, str::FromStr};

/// Which cell of a row is which column: found by the headers, or chosen by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The first row, as the file has it.
    pub header: Vec<String>,
    /// Counted from 0.
    pub cells: Vec<(Column, usize)>,
    pub by_hand: bool,
}

impl Mapping {
    /// By the headers. What stands there twice or not at all is left for somebody to say.
    pub fn found(header: &[String]) -> (Self, Vec<HeaderProblem>) {
        let mut cells: BTreeMap<Column, usize> = BTreeMap::new();
        for (cell, text) in header.iter().enumerate() {
            if let Some(column) = Column::from_header(text) {
                cells.entry(column).or_insert(cell);
            }
        }
        let problems = map_headers(header).err().unwrap_or_default();
        (Mapping { header: header.to_vec(), cells: cells.into_iter().collect(), by_hand: false }, problems)
    }

    /// Chosen by hand for the same file.
    ///
    /// # Errors
    /// Everything that is wrong with the choice.
    pub fn chosen(&self, cells: &BTreeMap<Column, usize>) -> Result<Self, Vec<HeaderProblem>> {
        HeaderMap::by_hand(&self.header, cells)?;
        Ok(Mapping {
            header: self.header.clone(),
            cells: cells.iter().map(|(column, cell)| (*column, *cell)).collect(),
            by_hand: true,
        })
    }

    pub fn headers(&self) -> Result<HeaderMap, Vec<HeaderProblem>> {
        HeaderMap::by_hand(&self.header, &self.cells.iter().copied().collect())
    }

    /// What keeps it from being used; nothing once it is whole.
    pub fn problems(&self) -> Vec<HeaderProblem> {
        match self.by_hand {
            true => self.headers().err().unwrap_or_default(),
            false => map_headers(&self.header).err().unwrap_or_default(),
        }
    }
}

/// A file with fewer columns than are needed cannot be mapped by anybody.
pub fn can_be_mapped(header: &[String]) -> bool {
    header.len() >= Column::ALL.into_iter().filter(|column| column.is_required()).count()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JobState {
    /// Its headers do not say which column is what: somebody has to.
    Mapping,
    /// Being read and compared.
    Checking,
    Checked,
    Applying,
    Applied,
    Cancelled,
}

impl JobState {
    pub const ALL: [JobState; 6] =
        [JobState::Mapping, JobState::Checking, JobState::Checked, JobState::Applying, JobState::Applied, JobState::Cancelled];

    pub fn code(self) -> &'static str {
        match self {
            JobState::Mapping => "mapping",
            JobState::Checking => "checking",
            JobState::Checked => "checked",
            JobState::Applying => "applying",
            JobState::Applied => "applied",
            JobState::Cancelled => "cancelled",
        }
    }

    /// Some process works on it, or takes it up again.
    pub fn is_under_way(self) -> bool {
        matches!(self, JobState::Checking | JobState::Applying)
    }

    /// Nothing of it was written yet, and somebody may say that nothing shall be. Applying is one step that is done or not.
    pub fn may_be_cancelled(self) -> bool {
        matches!(self, JobState::Mapping | JobState::Checking | JobState::Checked)
    }

    pub fn may_be_mapped(self) -> bool {
        matches!(self, JobState::Mapping | JobState::Checked | JobState::Cancelled)
    }
}

impl FromStr for JobState {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        JobState::ALL.into_iter().find(|state| state.code() == code).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_survives_being_written_down() {
        for state in JobState::ALL {
            assert_eq!(state.code().parse(), Ok(state));
        }
    }

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn headers_are_found_or_chosen() {
        let (found, problems) = Mapping::found(&header("Employee ID,Name,Mail,Dept"));
        assert!(problems.is_empty() && found.problems().is_empty());
        assert_eq!(found.headers().map(|map| map.cell(Column::Department)), Ok(Some(3)));
        let (mapping, problems) = Mapping::found(&header("Nr,Name,Mail,Dept,Mail"));
        assert_eq!(problems.len(), 2, "no employee id, two addresses: {problems:?}");
        assert_eq!(mapping.cells, [(Column::FullName, 1), (Column::Email, 2), (Column::Department, 3)]);
        let mut choice: BTreeMap<Column, usize> = mapping.cells.iter().copied().collect();
        assert!(mapping.chosen(&choice).is_err());
        choice.insert(Column::EmployeeNo, 0);
        let chosen = mapping.chosen(&choice).expect("whole");
        assert!(chosen.by_hand && chosen.problems().is_empty());
        assert!(mapping.chosen(&choice.into_iter().chain([(Column::Manager, 9)]).collect()).is_err());
        assert!(can_be_mapped(&header("a,b,c,d")) && !can_be_mapped(&header("a,b,c")));
    }

    #[test]
    fn what_is_being_applied_is_done_or_not() {
        assert!(JobState::ALL.iter().filter(|state| state.may_be_cancelled()).all(|state| *state != JobState::Applying));
        assert!(!JobState::Applied.may_be_cancelled() && !JobState::Applied.may_be_mapped());
    }
}
