//! The audit log as HR reads it (R42).
use super::{
    error::AppError,
    views::{PersonRef, When},
    wire::Exchange,
};
use crate::domain::{actor::Role, audit::Detail};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the log is narrowed to; all of it travels in the address, and the export takes the same words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    /// In what changed.
    pub q: String,
    /// Who did it, or for whom.
    pub who: String,
    /// Whose record, target set or review.
    pub about: String,
    pub action: String,
    /// A kind of record, and the number of one.
    pub kind: String,
    pub id: Option<i64>,
    /// Days, both inclusive; empty for no bound.
    pub from: String,
    pub until: String,
    pub page: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    pub seq: i64,
    pub at: When,
    /// Nobody for what the system or the command line did.
    pub actor: Option<PersonRef>,
    pub role: Option<Role>,
    pub on_behalf_of: Option<String>,
    pub action: String,
    pub kind: String,
    pub subject: i64,
    /// Whom the record is about, with the employee id; a year's or a department's name; a file's.
    pub person: Option<String>,
    pub title: Option<String>,
    /// Nothing once they were removed because somebody was anonymised.
    pub details: Option<Vec<Detail>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    pub rows: Vec<AuditRow>,
    pub total: u64,
    /// There are more than are counted: only the newest can be paged through.
    pub more: bool,
    pub page: u64,
    pub pages: u64,
    /// What there is to choose from.
    pub actions: Vec<String>,
    pub kinds: Vec<String>,
    /// How long the chain is, whatever this is narrowed to.
    pub entries: i64,
}

#[server(prefix = "/api", endpoint = "audit-log", protocol = Exchange)]
pub async fn audit_log(query: AuditQuery) -> Result<AuditPage, AppError> {
    use crate::server::{context, services};
    let cx = context::signed_in().await?;
    context::answer(services::audit_log::page(&cx, query).await)
}
