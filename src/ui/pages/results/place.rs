//! What of the company's results is shown, as it stands in the address: every drill-down works without scripts.
use crate::{
    api::results::{Part, ResultsQuery},
    domain::ids::{DepartmentId, FiscalYearId, PersonId},
};
use leptos_router::params::ParamsMap;

pub const PATH: &str = "/results";
/// Where the people stand on the page.
pub const PEOPLE: &str = "people";

/// The id of a part's row.
pub fn row_id(part: &Part) -> String {
    part.department.as_ref().map_or_else(|| "part-none".to_owned(), |department| format!("part-{}", department.id))
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub query: ResultsQuery,
}

impl Place {
    pub fn read(query: &ParamsMap) -> Place {
        let number = |key: &str| query.get_str(key).and_then(|text| text.parse::<i64>().ok());
        let is_set = |key: &str| query.get_str(key).is_some_and(|text| !text.is_empty());
        Place {
            query: ResultsQuery {
                year: number("year").map(FiscalYearId),
                department: number("department").map(DepartmentId),
                no_department: is_set("no_department"),
                reviewer: number("reviewer").map(PersonId),
                marked: is_set("marked"),
                open: query.get_str("open") == Some("all"),
                page: number("page").and_then(|page| u64::try_from(page).ok()).unwrap_or(1).max(1),
            },
        }
    }

    pub fn of_year(year: FiscalYearId) -> Place {
        Place { query: ResultsQuery { year: Some(year), ..ResultsQuery::default() } }
    }

    pub fn address(&self) -> String {
        let query = &self.query;
        let one = |is: bool| is.then(|| "1".to_owned());
        let all = [
            ("year", query.year.map(|id| id.to_string())),
            ("department", query.department.map(|id| id.to_string())),
            ("no_department", one(query.no_department)),
            ("reviewer", query.reviewer.map(|id| id.to_string())),
            ("marked", one(query.marked)),
            ("page", (query.page > 1).then(|| query.page.to_string())),
            ("open", query.open.then(|| "all".to_owned())),
        ];
        let pairs: Vec<String> = all.into_iter().filter_map(|(key, value)| value.map(|value| format!("{key}={value}"))).collect();
        if pairs.is_empty() { PATH.into() } else { format!("{PATH}?{}", pairs.join("&")) }
    }

    /// The same, scrolled to the people.
    pub fn to_people(&self) -> String {
        format!("{}#{PEOPLE}", self.address())
    }

    /// The same, scrolled to a part's row.
    pub fn to_row(&self, part: &Part) -> String {
        format!("{}#{}", self.address(), row_id(part))
    }

    pub fn is_narrowed(&self) -> bool {
        let query = &self.query;
        query.department.is_some() || query.no_department || query.reviewer.is_some() || query.marked
    }

    /// Whether a part's reviewers show. Of the company's own line nothing unfolds.
    pub fn is_open(&self, part: &Part) -> bool {
        self.query.open || self.is_in(part)
    }

    /// The people shown are this part's.
    pub fn is_in(&self, part: &Part) -> bool {
        match &part.department {
            Some(department) => self.query.department == Some(department.id),
            None => self.query.no_department,
        }
    }

    /// The people of one part, without any other filter.
    pub fn of_part(&self, part: &Part) -> Place {
        let query = ResultsQuery {
            year: self.query.year,
            department: part.department.as_ref().map(|department| department.id),
            no_department: part.department.is_none(),
            open: self.query.open,
            ..ResultsQuery::default()
        };
        Place { query }
    }

    /// Nobody narrowed to.
    pub fn whole(&self) -> Place {
        Place { query: ResultsQuery { year: self.query.year, open: self.query.open, ..ResultsQuery::default() } }
    }

    /// Changed by `change`, from its first page.
    pub fn with(&self, change: impl FnOnce(&mut ResultsQuery)) -> Place {
        let mut place = self.clone();
        place.query.page = 1;
        change(&mut place.query);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Place {
        let query: ParamsMap = address
            .split_once('?')
            .map_or("", |(_, query)| query)
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        Place::read(&query)
    }

    #[test]
    fn an_address_survives_being_read() {
        for address in
            ["/results", "/results?year=2&department=3&reviewer=4&marked=1&page=2", "/results?no_department=1&open=all"]
        {
            assert_eq!(read(address).address(), address);
        }
        assert_eq!(read("/results?department=x&page=-4").address(), "/results");
    }

    #[test]
    fn a_change_begins_at_the_first_page() {
        let place = read("/results?year=2&department=3&page=7&open=all");
        assert_eq!(place.with(|query| query.marked = true).address(), "/results?year=2&department=3&marked=1&open=all");
        assert_eq!(place.whole().address(), "/results?year=2&open=all");
        assert!(place.is_narrowed() && !place.whole().is_narrowed());
    }
}
