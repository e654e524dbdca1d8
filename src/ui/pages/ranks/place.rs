//! Which table is edited, and what the editor starts from, as it stands in the address: so that it works without scripts.
use crate::{
    api::results::{GradeTables, RankTablesView, TypeTables},
    domain::{
        ids::{EmployeeTypeId, FiscalYearId, GradeId},
        rank::{BandInput, MAX_BANDS},
    },
};
use leptos_router::params::ParamsMap;

pub const PATH: &str = "/ranks";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub year: Option<FiscalYearId>,
    /// The type; with a grade, that grade's own table.
    pub edit: Option<(EmployeeTypeId, Option<GradeId>)>,
    /// Start from the shipped table instead of what is valid.
    pub shipped: bool,
    /// So many rows; without scripts a link adds one.
    pub rows: Option<usize>,
}

fn read_edit(text: &str) -> Option<(EmployeeTypeId, Option<GradeId>)> {
    match text.split_once('-') {
        Some((of, grade)) => Some((of.parse().ok()?, Some(grade.parse().ok()?))),
        None => Some((text.parse().ok()?, None)),
    }
}

impl Place {
    pub fn read(query: &ParamsMap) -> Place {
        Place {
            year: query.get_str("year").and_then(|year| year.parse().ok()),
            edit: query.get_str("edit").and_then(read_edit),
            shipped: query.get_str("from") == Some("shipped"),
            rows: query.get_str("rows").and_then(|rows| rows.parse().ok()).filter(|rows| (1..=MAX_BANDS).contains(rows)),
        }
    }

    pub fn address(self) -> String {
        let edit = self.edit.map(|(of, grade)| grade.map_or_else(|| of.to_string(), |grade| format!("{of}-{grade}")));
        let all = [
            ("year", self.year.map(|year| year.to_string())),
            ("edit", edit),
            ("from", self.shipped.then(|| "shipped".to_owned())),
            ("rows", self.rows.map(|rows| rows.to_string())),
        ];
        let pairs: Vec<String> = all.into_iter().filter_map(|(key, value)| value.map(|value| format!("{key}={value}"))).collect();
        if pairs.is_empty() { PATH.into() } else { format!("{PATH}?{}", pairs.join("&")) }
    }

    /// The list of a year.
    pub fn list(self) -> Place {
        Place { year: self.year, ..Place::default() }
    }

    pub fn editing(self, of: EmployeeTypeId, grade: Option<GradeId>) -> Place {
        Place { edit: Some((of, grade)), ..self.list() }
    }

    /// The type and the line of it that is edited, when there is such.
    pub fn find(self, view: &RankTablesView) -> Option<(TypeTables, GradeTables)> {
        let (of, grade) = self.edit?;
        let found = view.types.iter().find(|known| known.id == of)?;
        let line = found.grades.iter().find(|line| line.grade.as_ref().map(|(id, _)| *id) == grade)?;
        Some((found.clone(), line.clone()))
    }

    /// What the editor starts from: the shipped table when asked for; else the table of its own, else the one that ranks it now.
    pub fn start(self, of: &TypeTables, line: &GradeTables, shipped: &[BandInput]) -> Vec<BandInput> {
        let whole = of.grades.iter().find(|line| line.grade.is_none()).and_then(|line| line.table.as_ref());
        let valid = line.table.as_ref().or(whole).filter(|_| !self.shipped);
        let mut bands = valid.map_or_else(|| shipped.to_vec(), |table| table.bands.clone());
        if let Some(rows) = self.rows {
            bands.resize(rows, BandInput::default());
        }
        bands
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api::{results::TableView, views::When},
        domain::rank::RankTable,
    };

    #[test]
    fn an_address_survives_being_read() {
        for address in ["/ranks", "/ranks?year=2&edit=3-7&from=shipped&rows=6", "/ranks?edit=3"] {
            let query: ParamsMap = address
                .split_once('?')
                .map_or("", |(_, query)| query)
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect();
            assert_eq!(Place::read(&query).address(), address);
        }
        assert_eq!(read_edit("3-"), None);
        assert_eq!(read_edit("x"), None);
    }

    #[test]
    fn a_grade_starts_from_what_ranks_it_now() {
        let when = When { iso: String::new(), day: String::new(), time: String::new(), full: String::new() };
        let band = |label: &str| BandInput { label: label.into(), min: "0.75".into(), max: "6.25".into() };
        let table = TableView { version: 1, bands: vec![band("X")], reason: String::new(), at: when, by: None };
        let whole = GradeTables { grade: None, people: 2, table: Some(table) };
        let grade = GradeTables { grade: Some((GradeId(7), "G7".into())), people: 1, table: None };
        let of = TypeTables { id: EmployeeTypeId(3), name: "Engineer".into(), grades: vec![whole, grade.clone()] };
        let shipped = RankTable::default().to_input();
        let place = Place::default().editing(of.id, Some(GradeId(7)));
        assert_eq!(place.start(&of, &grade, &shipped), [band("X")]);
        assert_eq!(Place { shipped: true, ..place }.start(&of, &grade, &shipped), shipped);
        let padded = Place { rows: Some(2), ..place }.start(&of, &grade, &shipped);
        assert_eq!(padded, [band("X"), BandInput::default()]);
    }
}
