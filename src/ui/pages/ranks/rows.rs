//! The rows of the editor as they are typed, and what is wrong with which cell of them.
use crate::{
    domain::rank::{BandInput, End, MAX_BANDS, TableProblem},
    ui::platform,
};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    Label,
    Min,
    Max,
}

impl Cell {
    pub const ALL: [Cell; 3] = [Cell::Label, Cell::Min, Cell::Max];

    /// What the form calls it.
    pub fn name(self) -> &'static str {
        match self {
            Cell::Label => "label",
            Cell::Min => "min",
            Cell::Max => "max",
        }
    }

    pub fn of(self, band: &BandInput) -> &String {
        match self {
            Cell::Label => &band.label,
            Cell::Min => &band.min,
            Cell::Max => &band.max,
        }
    }

    fn of_mut(self, band: &mut BandInput) -> &mut String {
        match self {
            Cell::Label => &mut band.label,
            Cell::Min => &mut band.min,
            Cell::Max => &mut band.max,
        }
    }
}

/// The id of a cell's control. A row keeps its key wherever it is moved.
pub fn id(key: u32, cell: Cell) -> String {
    format!("band-{key}-{}", cell.name())
}

/// Rows with their keys.
pub type Keyed = Vec<(u32, BandInput)>;

#[derive(Clone, Copy)]
pub struct Rows {
    rows: RwSignal<Keyed>,
    next: StoredValue<u32>,
}

impl Rows {
    /// What was typed before this code arrived stays.
    pub fn new(start: Vec<BandInput>) -> Rows {
        let next = start.len() as u32;
        let mut rows: Keyed = (0..).zip(start).collect();
        for (key, band) in &mut rows {
            for cell in Cell::ALL {
                if let Some(typed) = platform::typed_before(&id(*key, cell)) {
                    *cell.of_mut(band) = typed;
                }
            }
        }
        Rows { rows: RwSignal::new(rows), next: StoredValue::new(next) }
    }

    pub fn bands(self) -> Vec<BandInput> {
        self.rows.with(|rows| rows.iter().map(|(_, band)| band.clone()).collect())
    }

    pub fn keys(self) -> Vec<u32> {
        self.rows.with(|rows| rows.iter().map(|(key, _)| *key).collect())
    }

    pub fn len(self) -> usize {
        self.rows.with(Vec::len)
    }

    /// Where the row stands, from 0.
    pub fn place(self, key: u32) -> usize {
        self.rows.with(|rows| rows.iter().position(|(known, _)| *known == key).unwrap_or_default())
    }

    pub fn text(self, key: u32, cell: Cell) -> String {
        self.rows
            .with(|rows| rows.iter().find(|(known, _)| *known == key).map(|(_, band)| cell.of(band).clone()).unwrap_or_default())
    }

    pub fn type_in(self, key: u32, cell: Cell, text: String) {
        self.rows.update(|rows| {
            if let Some((_, band)) = rows.iter_mut().find(|(known, _)| *known == key) {
                *cell.of_mut(band) = text;
            }
        });
    }

    fn fresh(self) -> u32 {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        key
    }

    /// The new row's key; nothing when there are as many as a table may have.
    pub fn add(self) -> Option<u32> {
        let full = self.rows.with_untracked(|rows| rows.len() >= MAX_BANDS);
        (!full).then(|| {
            let key = self.fresh();
            self.rows.update(|rows| rows.push((key, BandInput::default())));
            key
        })
    }

    /// Answers the key of the row that stands where it stood.
    pub fn remove(self, key: u32) -> Option<u32> {
        let place = untrack(|| self.place(key));
        self.rows.update(|rows| rows.retain(|(known, _)| *known != key));
        self.rows.with_untracked(|rows| rows.get(place).or(rows.last()).map(|(key, _)| *key))
    }

    pub fn shift(self, key: u32, by: isize) {
        self.rows.update(|rows| shift(rows, key, by));
    }

    pub fn replace(self, bands: &[BandInput]) {
        let rows = bands.iter().map(|band| (self.fresh(), band.clone())).collect();
        self.rows.set(rows);
    }
}

fn shift(rows: &mut Keyed, key: u32, by: isize) {
    let from = rows.iter().position(|(known, _)| *known == key);
    if let Some((from, to)) = from.and_then(|from| Some((from, from.checked_add_signed(by)?)))
        && to < rows.len()
    {
        rows.swap(from, to);
    }
}

/// The cells a problem is about; none for the table as a whole. Its words stand beside the row of the last one.
pub fn cells(problem: &TableProblem) -> Vec<(usize, Cell)> {
    use TableProblem as P;
    match problem {
        P::NoBands | P::TooMany { .. } => Vec::new(),
        P::LabelMissing { row } | P::LabelTooLong { row, .. } | P::LabelUnprintable { row } | P::DuplicateLabel { row, .. } => {
            vec![(*row, Cell::Label)]
        }
        P::NotANumber { row, end: End::Min, .. } => vec![(*row, Cell::Min)],
        P::NotANumber { row, end: End::Max, .. } => vec![(*row, Cell::Max)],
        P::EmptyBand { at } => vec![(at.row, Cell::Min), (at.row, Cell::Max)],
        P::StartsTooHigh { at, .. } | P::StartsTooLow { at, .. } => vec![(at.row, Cell::Min)],
        P::EndsTooLow { at, .. } | P::EndsTooHigh { at, .. } => vec![(at.row, Cell::Max)],
        P::Gap { after, before, .. } => vec![(after.row, Cell::Max), (before.row, Cell::Min)],
        P::Overlap { first, second, .. } => vec![(first.row, Cell::Max), (second.row, Cell::Min)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rank;

    fn band(label: &str, min: &str, max: &str) -> BandInput {
        BandInput { label: label.into(), min: min.into(), max: max.into() }
    }

    #[test]
    fn a_gap_marks_both_ends_and_speaks_beside_the_upper_band() {
        let problems = rank::check(&[band("C", "0.75", "2"), band("A", "2.5", "6.25")]).expect_err("a gap");
        assert_eq!(cells(&problems[0]), [(0, Cell::Max), (1, Cell::Min)]);
    }

    #[test]
    fn every_problem_of_a_row_is_found_in_it() {
        let problems = rank::check(&[band("", "x", "2"), band("A", "3", "2")]).expect_err("wrong");
        let found: Vec<_> = problems.iter().flat_map(cells).collect();
        assert_eq!(found, [(0, Cell::Label), (0, Cell::Min), (1, Cell::Min), (1, Cell::Max)]);
        assert!(cells(&TableProblem::NoBands).is_empty());
    }

    #[test]
    fn a_row_moves_no_further_than_the_ends() {
        let mut rows: Keyed = vec![(0, band("C", "", "")), (5, band("B", "", ""))];
        shift(&mut rows, 5, -1);
        assert_eq!(rows.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [5, 0]);
        shift(&mut rows, 5, -1);
        shift(&mut rows, 0, 1);
        shift(&mut rows, 9, 1);
        assert_eq!(rows[0].0, 5);
    }
}
