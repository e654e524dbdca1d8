//! A cell of the grid, as the id of its control names it, and where the keyboard goes from there (R48).
use crate::domain::draft::{Field, RowKey};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Task,
    Kpi,
    Weight,
    Difficulty,
    Goal,
}

impl Column {
    pub const ALL: [Column; 5] = [Column::Task, Column::Kpi, Column::Weight, Column::Difficulty, Column::Goal];

    pub fn field(self, row: &RowKey) -> Field {
        let row = row.clone();
        match self {
            Column::Task => Field::Task(row),
            Column::Kpi => Field::Kpi(row),
            Column::Weight => Field::Weight(row),
            Column::Difficulty => Field::Difficulty(row),
            Column::Goal => Field::Goal(row),
        }
    }

    /// Enter and line breaks have no other meaning here.
    pub fn is_one_line(self) -> bool {
        !matches!(self, Column::Task | Column::Kpi)
    }
}

/// The cell whose control has this id.
pub fn cell(id: &str) -> Option<(Column, RowKey)> {
    let (_, key) = id.split_once('-')?;
    let key = RowKey(key.to_owned());
    key.is_well_formed().then_some(())?;
    Column::ALL.into_iter().find(|column| column.field(&key).name() == id).map(|column| (column, key))
}

/// The field whose control has this id, in the grid or above it.
pub fn field(id: &str) -> Option<Field> {
    [Field::CurrentRole, Field::LongTermGoal, Field::Rows, Field::Total]
        .into_iter()
        .find(|field| field.name() == id)
        .or_else(|| cell(id).map(|(column, key)| column.field(&key)))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the same column of this row.
    To(usize),
    /// The key means this, but there is nowhere to go.
    Stay,
}

/// Where a key leads from a cell; `None` leaves the key to the browser. `row` counts from zero.
pub fn step(key: &str, shift: bool, column: Column, row: usize, rows: usize) -> Option<Step> {
    let down = match (key, column) {
        ("Enter", column) if column.is_one_line() => !shift,
        ("ArrowDown", Column::Weight) if !shift => true,
        ("ArrowUp", Column::Weight) if !shift => false,
        _ => return None,
    };
    let to = if down { Some(row + 1).filter(|to| *to < rows) } else { row.checked_sub(1) };
    Some(to.map_or(Step::Stay, Step::To))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_name_cells_and_nothing_else_does() {
        assert_eq!(cell("kpi-r2"), Some((Column::Kpi, RowKey("r2".into()))));
        for other in ["kpi-", "kpi", "kpi-r2-hint", "rows", "current_role", "menu-r2", "-r2", "kpi-r 2"] {
            assert_eq!(cell(other), None, "{other}");
        }
        assert_eq!(field("current_role"), Some(Field::CurrentRole));
        assert_eq!(field("goal-r1"), Some(Field::Goal(RowKey("r1".into()))));
        assert_eq!(field("sidebar"), None);
    }

    #[test]
    fn enter_goes_down_a_column_of_short_fields_and_shift_enter_up() {
        assert_eq!(step("Enter", false, Column::Weight, 0, 3), Some(Step::To(1)));
        assert_eq!(step("Enter", false, Column::Difficulty, 2, 3), Some(Step::Stay));
        assert_eq!(step("Enter", true, Column::Weight, 2, 3), Some(Step::To(1)));
        assert_eq!(step("Enter", true, Column::Weight, 0, 3), Some(Step::Stay));
        assert_eq!(step("Enter", false, Column::Task, 0, 3), None, "a line break in a text");
    }

    #[test]
    fn arrows_move_between_weights_only() {
        assert_eq!(step("ArrowDown", false, Column::Weight, 0, 2), Some(Step::To(1)));
        assert_eq!(step("ArrowUp", false, Column::Weight, 1, 2), Some(Step::To(0)));
        assert_eq!(step("ArrowUp", false, Column::Weight, 0, 2), Some(Step::Stay));
        assert_eq!(step("ArrowDown", false, Column::Difficulty, 0, 2), None, "a select uses them itself");
        assert_eq!(step("ArrowDown", true, Column::Weight, 0, 2), None);
        assert_eq!(step("Tab", false, Column::Weight, 0, 2), None);
    }
}
