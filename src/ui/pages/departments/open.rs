//! Which departments are unfolded, as the address says it.
use super::departments::PATH;
use crate::domain::ids::{DepartmentId, FiscalYearId};

/// Which departments show their teams.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Open {
    All,
    #[default]
    None,
    Some(Vec<DepartmentId>),
}

impl Open {
    pub fn read(text: &str) -> Open {
        if text == "all" {
            return Open::All;
        }
        let ids: Vec<DepartmentId> = text.split('.').filter_map(|id| id.parse().ok()).collect();
        if ids.is_empty() { Open::None } else { Open::Some(ids) }
    }

    pub fn holds(&self, id: DepartmentId) -> bool {
        match self {
            Open::All => true,
            Open::None => false,
            Open::Some(ids) => ids.contains(&id),
        }
    }

    /// What the address says after `id` was folded or unfolded; `all` are the departments there are.
    pub fn toggled(&self, id: DepartmentId, all: &[DepartmentId]) -> Open {
        let open: Vec<DepartmentId> = all.iter().copied().filter(|known| self.holds(*known) != (*known == id)).collect();
        if open.is_empty() { Open::None } else { Open::Some(open) }
    }

    pub fn address(&self, year: FiscalYearId) -> String {
        let open = match self {
            Open::All => "&open=all".to_owned(),
            Open::None => String::new(),
            Open::Some(ids) => format!("&open={}", ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")),
        };
        format!("{PATH}?year={year}{open}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unfolded_stands_in_the_address() {
        let all = [DepartmentId(1), DepartmentId(2), DepartmentId(3)];
        let year = FiscalYearId(9);
        let one = Open::None.toggled(DepartmentId(2), &all);
        assert_eq!(one.address(year), "/departments?year=9&open=2");
        assert_eq!(one.toggled(DepartmentId(3), &all).address(year), "/departments?year=9&open=2.3");
        assert_eq!(one.toggled(DepartmentId(2), &all), Open::None);
        assert_eq!(Open::All.toggled(DepartmentId(1), &all).address(year), "/departments?year=9&open=2.3");
        assert_eq!(Open::read("2.x.3"), Open::Some(vec![DepartmentId(2), DepartmentId(3)]));
        assert_eq!((Open::read("all"), Open::read("")), (Open::All, Open::None));
    }
}
