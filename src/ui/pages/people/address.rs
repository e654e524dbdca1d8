//! The directory's search, filters, order and page as an address, and back, so that a list can be bookmarked and sent.
use crate::{api::people::DirectoryQuery, domain::person::EmploymentStatus};
use std::fmt::Write;

pub const PATH: &str = "/people";

/// What a list can be ordered by; the first is the order without a choice.
pub const ORDERS: [&str; 5] = ["name", "employee_no", "department", "manager", "joined"];

/// Reads the address; whatever it says that we do not know counts as not said.
pub fn query(get: impl Fn(&str) -> Option<String>) -> DirectoryQuery {
    let text = |key: &str| get(key).map(|text| text.trim().to_owned()).unwrap_or_default();
    let (status, sort) = (text("status"), text("sort"));
    DirectoryQuery {
        q: text("q"),
        department: text("department").parse().ok(),
        status: EmploymentStatus::ALL
            .iter()
            .map(|status| status.code())
            .find(|code| *code == status)
            .unwrap_or_default()
            .to_owned(),
        sort: if ORDERS.contains(&sort.trim_start_matches('-')) { sort } else { String::new() },
        page: text("page").parse().unwrap_or(1).max(1),
    }
}

pub fn href(query: &DirectoryQuery) -> String {
    let department = query.department.map(|id| id.to_string()).unwrap_or_default();
    let page = if query.page > 1 { query.page.to_string() } else { String::new() };
    with_query(
        PATH,
        &[("q", &query.q), ("department", &department), ("status", &query.status), ("sort", &query.sort), ("page", &page)],
    )
}

/// Everybody the query finds, as a file.
pub fn export(query: &DirectoryQuery) -> String {
    href(&DirectoryQuery { page: 1, ..query.clone() }).replacen(PATH, "/people/export.csv", 1)
}

pub fn is_filtered(query: &DirectoryQuery) -> bool {
    !query.q.is_empty() || query.department.is_some() || !query.status.is_empty()
}

/// An address with those of the parameters that say something.
pub fn with_query(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let mut mark = '?';
    for (key, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(mark);
        address.push_str(key);
        address.push('=');
        escape_into(&mut address, value);
        mark = '&';
    }
    address
}

fn escape_into(address: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
}

/// How a column's head says that the list is ordered by it.
pub fn aria_sort(query: &DirectoryQuery, order: &str) -> Option<&'static str> {
    let current = if query.sort.is_empty() { ORDERS[0] } else { &query.sort };
    match current.strip_prefix('-') {
        Some(descending) if descending == order => Some("descending"),
        None if current == order => Some("ascending"),
        _ => None,
    }
}

/// Ordered by this column, the other way round if it is already; from the first page.
pub fn sorted_by(query: &DirectoryQuery, order: &str) -> DirectoryQuery {
    let sort = if aria_sort(query, order) == Some("ascending") { format!("-{order}") } else { order.to_owned() };
    DirectoryQuery { sort, page: 1, ..query.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::DepartmentId;

    fn read(pairs: &[(&str, &str)]) -> DirectoryQuery {
        query(|key| pairs.iter().find(|(k, _)| *k == key).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn an_address_says_what_is_not_the_default() {
        assert_eq!(href(&read(&[])), "/people");
        let all = read(&[("q", " a&b=ü% "), ("department", "7"), ("status", "on_leave"), ("sort", "-joined"), ("page", "3")]);
        assert_eq!(all.department, Some(DepartmentId(7)));
        assert_eq!(href(&all), "/people?q=a%26b%3D%C3%BC%25&department=7&status=on_leave&sort=-joined&page=3");
    }

    #[test]
    fn what_is_taken_along_is_what_is_shown() {
        assert_eq!(export(&read(&[("q", "a"), ("sort", "joined"), ("page", "3")])), "/people/export.csv?q=a&sort=joined");
        assert_eq!(export(&read(&[])), "/people/export.csv");
    }

    #[test]
    fn nonsense_counts_as_not_said() {
        let query = read(&[("department", "x"), ("status", "fired"), ("sort", "salary"), ("page", "0")]);
        assert_eq!(query, DirectoryQuery { page: 1, ..DirectoryQuery::default() });
        assert!(!is_filtered(&query));
    }

    #[test]
    fn a_head_orders_and_turns_the_order() {
        let by_default = read(&[("page", "4")]);
        assert_eq!(aria_sort(&by_default, "name"), Some("ascending"));
        let turned = sorted_by(&by_default, "name");
        assert_eq!((turned.sort.as_str(), turned.page), ("-name", 1));
        assert_eq!(aria_sort(&turned, "name"), Some("descending"));
        assert_eq!(sorted_by(&turned, "name").sort, "name");
        assert_eq!(sorted_by(&turned, "joined").sort, "joined");
        assert_eq!(aria_sort(&turned, "joined"), None);
    }
}
