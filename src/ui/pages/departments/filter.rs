//! What a list of target sets is narrowed to, as it stands in the address.
use crate::{api::departments::SetFilter, domain::target::SetState};
use leptos_router::params::ParamsMap;

pub const PATH: &str = "/departments/sets";

/// Percent-encodes everything that could mean something in an address. The same on both sides, so that links agree.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn is_known(state: &str) -> bool {
    state == "exempt" || state.parse::<SetState>().is_ok()
}

pub fn read(query: &ParamsMap) -> SetFilter {
    let text = |key: &str| query.get_str(key).map(str::trim).unwrap_or_default().to_owned();
    SetFilter {
        year: text("year").parse().ok(),
        department: text("department").parse().ok(),
        reviewer: text("reviewer").parse().ok(),
        no_reviewer: text("no_reviewer") == "true",
        state: Some(text("state")).filter(|state| is_known(state)).unwrap_or_default(),
        q: text("q"),
        page: text("page").parse().unwrap_or(1).max(1),
    }
}

/// The parameters of a filter, without those that narrow nothing.
pub fn pairs(filter: &SetFilter) -> Vec<(&'static str, String)> {
    let all = [
        ("year", filter.year.map(|id| id.to_string())),
        ("department", filter.department.map(|id| id.to_string())),
        ("reviewer", filter.reviewer.map(|id| id.to_string())),
        ("no_reviewer", filter.no_reviewer.then(|| "true".into())),
        ("state", (!filter.state.is_empty()).then(|| filter.state.clone())),
        ("q", (!filter.q.is_empty()).then(|| filter.q.clone())),
        ("page", (filter.page > 1).then(|| filter.page.to_string())),
    ];
    all.into_iter().filter_map(|(key, value)| value.map(|value| (key, value))).collect()
}

pub fn address(filter: &SetFilter) -> String {
    let query: Vec<String> = pairs(filter).into_iter().map(|(key, value)| format!("{key}={}", encode(&value))).collect();
    if query.is_empty() { PATH.into() } else { format!("{PATH}?{}", query.join("&")) }
}

/// Where approving leads back to: the same filter from its first page, saying that it is done.
pub fn approved(filter: &SetFilter) -> String {
    let back = address(&SetFilter { page: 1, ..filter.clone() });
    let joint = if back.contains('?') { '&' } else { '?' };
    format!("{back}{joint}approved=1")
}

/// The same people in one state; every state for an empty code.
pub fn in_state(filter: &SetFilter, code: &str) -> SetFilter {
    SetFilter { state: code.to_owned(), page: 1, ..filter.clone() }
}

/// Does anything but the year narrow the list?
pub fn is_narrow(filter: &SetFilter) -> bool {
    pairs(&SetFilter { page: 1, year: None, ..filter.clone() }) != Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{DepartmentId, FiscalYearId, PersonId};

    fn query(pairs: &[(&'static str, &str)]) -> ParamsMap {
        pairs.iter().map(|(key, value)| (*key, (*value).to_owned())).collect()
    }

    #[test]
    fn a_filter_survives_its_address() {
        let filter = SetFilter {
            year: Some(FiscalYearId(2)),
            department: Some(DepartmentId(3)),
            reviewer: Some(PersonId(4)),
            no_reviewer: true,
            state: "draft".into(),
            q: "Ní Hoàng".into(),
            page: 2,
        };
        let found: Vec<(&'static str, String)> = pairs(&filter);
        assert_eq!(read(&found.into_iter().collect()), filter);
        assert_eq!(
            address(&filter),
            "/departments/sets?year=2&department=3&reviewer=4&no_reviewer=true&state=draft&q=N%C3%AD%20Ho%C3%A0ng&page=2"
        );
        assert_eq!(address(&SetFilter::default()), PATH);
    }

    #[test]
    fn hostile_text_stays_inside_its_parameter() {
        let filter = SetFilter { q: "a&state=draft#x\"><b>".into(), ..SetFilter::default() };
        assert_eq!(address(&filter), "/departments/sets?q=a%26state%3Ddraft%23x%22%3E%3Cb%3E");
    }

    #[test]
    fn what_cannot_be_read_narrows_nothing() {
        let filter = read(&query(&[
            ("year", "x"),
            ("department", ""),
            ("page", "-3"),
            ("__err", "y"),
            ("no_reviewer", "1"),
            ("state", "<b>"),
        ]));
        assert_eq!(filter, SetFilter { page: 1, ..SetFilter::default() });
        assert!(!is_narrow(&filter));
        assert!(is_narrow(&read(&query(&[("q", "a")]))));
    }

    #[test]
    fn approving_leads_back_to_the_first_page() {
        let filter = SetFilter { state: "submitted_to_hr".into(), page: 4, ..SetFilter::default() };
        assert_eq!(approved(&filter), "/departments/sets?state=submitted_to_hr&approved=1");
        assert_eq!(approved(&SetFilter::default()), "/departments/sets?approved=1");
    }
}
