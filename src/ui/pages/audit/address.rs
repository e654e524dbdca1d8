//! What the log is narrowed to as an address, and back, so that a view of it can be sent to somebody else.
use crate::{api::audit::AuditQuery, domain::fiscal_year, ui::pages::people::address::with_query};

pub const PATH: &str = "/audit";

/// Reads the address; whatever it says that we do not know counts as not said.
pub fn query(get: impl Fn(&str) -> Option<String>) -> AuditQuery {
    let text = |key: &str| get(key).map(|text| text.trim().to_owned()).unwrap_or_default();
    let day = |key: &str| Some(text(key)).filter(|day| fiscal_year::parse_day(day).is_ok()).unwrap_or_default();
    AuditQuery {
        q: text("q"),
        who: text("who"),
        about: text("about"),
        action: text("action"),
        kind: text("kind"),
        id: text("id").parse().ok(),
        from: day("from"),
        until: day("until"),
        page: text("page").parse().unwrap_or(1).max(1),
    }
}

fn to(path: &str, query: &AuditQuery) -> String {
    let id = query.id.map(|id| id.to_string()).unwrap_or_default();
    let page = if query.page > 1 { query.page.to_string() } else { String::new() };
    with_query(
        path,
        &[
            ("q", &query.q),
            ("who", &query.who),
            ("about", &query.about),
            ("action", &query.action),
            ("kind", &query.kind),
            ("id", &id),
            ("from", &query.from),
            ("until", &query.until),
            ("page", &page),
        ],
    )
}

pub fn href(query: &AuditQuery) -> String {
    to(PATH, query)
}

/// Everything the query finds, as a file.
pub fn export(query: &AuditQuery, format: &str) -> String {
    to(&format!("{PATH}/export/{format}"), &AuditQuery { page: 1, ..query.clone() })
}

/// One record's whole history.
pub fn history(kind: &str, id: i64) -> String {
    href(&AuditQuery { kind: kind.to_owned(), id: Some(id), ..AuditQuery::default() })
}

pub fn is_narrowed(query: &AuditQuery) -> bool {
    AuditQuery { page: 0, ..query.clone() } != AuditQuery::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> AuditQuery {
        query(|key| pairs.iter().find(|(k, _)| *k == key).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn an_address_says_what_narrows() {
        assert_eq!(href(&read(&[])), "/audit");
        let narrowed =
            read(&[("q", "a&b"), ("kind", "person"), ("id", "7"), ("from", "2026-04-01"), ("until", "soon"), ("page", "3")]);
        assert_eq!(href(&narrowed), "/audit?q=a%26b&kind=person&id=7&from=2026-04-01&page=3");
        assert_eq!(export(&narrowed, "csv"), "/audit/export/csv?q=a%26b&kind=person&id=7&from=2026-04-01");
        assert_eq!(history("review", 4), "/audit?kind=review&id=4");
    }

    #[test]
    fn a_page_narrows_nothing() {
        assert!(!is_narrowed(&read(&[("page", "4"), ("id", "x")])));
        assert!(is_narrowed(&read(&[("id", "4")])));
    }
}
