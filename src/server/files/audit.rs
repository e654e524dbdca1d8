//! The audit log as a file: CSV for spreadsheets, JSON lines for machines. Each line is an entry with its place in the chain, so that
//! what was taken along can be compared with the chain later.
use super::csv_out::Writer;
use crate::server::{
    error::{Result, ServiceError},
    repo::audit_log::Found,
};
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    JsonLines,
}

impl Format {
    pub fn code(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::JsonLines => "jsonl",
        }
    }

    pub fn from_code(code: &str) -> Option<Format> {
        [Format::Csv, Format::JsonLines].into_iter().find(|format| format.code() == code)
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::JsonLines => "application/x-ndjson",
        }
    }

    /// What comes before the first entry.
    pub fn head(self) -> Vec<u8> {
        match self {
            Format::Csv => Writer::with_mark().row(COLUMNS).into_bytes(),
            Format::JsonLines => Vec::new(),
        }
    }

    pub fn lines(self, found: &[Found]) -> Result<Vec<u8>> {
        match self {
            Format::Csv => {
                let rows = found.iter().map(cells).collect::<Result<Vec<_>>>()?;
                Ok(rows.iter().fold(Writer::default(), |writer, row| writer.row(row.iter().map(String::as_str))).into_bytes())
            }
            Format::JsonLines => {
                let mut lines = Vec::new();
                for entry in found {
                    serde_json::to_writer(&mut lines, &line(entry)?).map_err(ServiceError::broken)?;
                    lines.push(b'\n');
                }
                Ok(lines)
            }
        }
    }
}

const COLUMNS: [&str; 17] = [
    "entry",
    "at",
    "employee_id",
    "name",
    "role",
    "on_behalf_of",
    "action",
    "record",
    "record_id",
    "about_employee_id",
    "about_name",
    "title",
    "details",
    "details_removed",
    "details_digest",
    "previous_hash",
    "hash",
];

fn moment(at: i64) -> Result<String> {
    Ok(jiff::Timestamp::from_microsecond(at).map_err(ServiceError::broken)?.to_string())
}

fn cells(found: &Found) -> Result<[String; 17]> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Ok([
        found.seq.to_string(),
        moment(found.at)?,
        text(&found.actor_no),
        text(&found.actor_name),
        text(&found.role),
        text(&found.behalf_name),
        found.action.clone(),
        found.kind.clone(),
        found.subject.to_string(),
        text(&found.subject_no),
        text(&found.subject_name),
        text(&found.subject_title),
        text(&found.details),
        found.details.is_none().to_string(),
        found.details_digest.clone(),
        found.prev_hash.clone(),
        found.hash.clone(),
    ])
}

/// In the order in which it is read.
#[derive(Serialize)]
struct Line<'a> {
    entry: i64,
    at: String,
    employee_id: &'a Option<String>,
    name: &'a Option<String>,
    role: &'a Option<String>,
    on_behalf_of: &'a Option<String>,
    action: &'a str,
    record: &'a str,
    record_id: i64,
    about_employee_id: &'a Option<String>,
    about_name: &'a Option<String>,
    title: &'a Option<String>,
    /// Nothing once they were removed.
    details: Option<serde_json::Value>,
    details_digest: &'a str,
    previous_hash: &'a str,
    hash: &'a str,
}

fn line(found: &Found) -> Result<Line<'_>> {
    Ok(Line {
        entry: found.seq,
        at: moment(found.at)?,
        employee_id: &found.actor_no,
        name: &found.actor_name,
        role: &found.role,
        on_behalf_of: &found.behalf_name,
        action: &found.action,
        record: &found.kind,
        record_id: found.subject,
        about_employee_id: &found.subject_no,
        about_name: &found.subject_name,
        title: &found.subject_title,
        details: found.details.as_deref().map(serde_json::from_str).transpose().map_err(ServiceError::broken)?,
        details_digest: &found.details_digest,
        previous_hash: &found.prev_hash,
        hash: &found.hash,
    })
}
