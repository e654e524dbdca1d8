//! The error inside. Sources are kept and logged once, where a request ends; what leaves is an [`AppError`].
use crate::{
    api::error::AppError,
    domain::{
        fiscal_year::WindowRefusal,
        policy::Denial,
        target::InvalidTransition,
        validation::{Problem, Violation},
    },
};
use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// An answer meant for the person who asked.
    #[error("{0}")]
    Refused(AppError),
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// Something that cannot happen happened: a stored value that no longer parses, a task that died.
    #[error("{0}")]
    Broken(String),
}

pub type Result<T, E = ServiceError> = std::result::Result<T, E>;

impl ServiceError {
    pub fn broken(what: impl std::fmt::Display) -> Self {
        ServiceError::Broken(what.to_string())
    }

    pub fn invalid(field: &str, problem: Problem) -> Self {
        AppError::Invalid(vec![Violation::new(field, problem)]).into()
    }
}

impl From<AppError> for ServiceError {
    fn from(error: AppError) -> Self {
        ServiceError::Refused(error)
    }
}

impl From<Denial> for ServiceError {
    fn from(denial: Denial) -> Self {
        AppError::Denied(denial).into()
    }
}

impl From<InvalidTransition> for ServiceError {
    fn from(refused: InvalidTransition) -> Self {
        Denial::WrongState(refused).into()
    }
}

impl From<WindowRefusal> for ServiceError {
    fn from(refused: WindowRefusal) -> Self {
        AppError::Calendar(refused).into()
    }
}

/// Which field a violated constraint belongs to: PostgreSQL names the constraint, SQLite the columns.
const CONSTRAINTS: [(&str, &str, &str); 8] = [
    ("people_employee_no_key", "people.employee_no", "employee_no"),
    ("people_email_key", "people.email_folded", "email"),
    ("departments_name_key", "departments.name", "name"),
    ("employee_types_name_key", "employee_types.name", "name"),
    ("grades_name_key", "grades.name", "name"),
    ("fiscal_years_name_key", "fiscal_years.name", "name"),
    ("role_requests_one_open", "role_requests.person_id", "role"),
    ("phase_windows_one_open", "phase_windows.phase", "phase"),
];

/// The field a unique constraint complained about, if it is one a form can show.
fn taken_field(error: &DbErr) -> Option<&'static str> {
    let Some(SqlErr::UniqueConstraintViolation(message)) = error.sql_err() else { return None };
    CONSTRAINTS.iter().find(|(name, column, _)| message.contains(name) || message.contains(column)).map(|(_, _, field)| *field)
}

/// Another record still points to the one that was to be removed.
pub fn is_still_referenced(error: &ServiceError) -> bool {
    matches!(error, ServiceError::Database(error) if matches!(error.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_))))
}

/// A write that lost against another one at the same time and may simply be tried again.
pub fn is_contention(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
        || database_code(error).is_some_and(|code| code == "40001" || code == "40P01")
}

/// SQLite's file is malformed, or none of its files at all.
pub fn is_damaged(error: &ServiceError) -> bool {
    let ServiceError::Database(error) = error else { return false };
    // Its extended codes keep the plain one in their last byte.
    database_code(error).and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| matches!(code & 0xff, 11 | 26))
}

/// PostgreSQL's role may not do that.
pub fn is_forbidden(error: &DbErr) -> bool {
    database_code(error).is_some_and(|code| code == "42501")
}

fn database_code(error: &DbErr) -> Option<String> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(inner))
        | DbErr::Exec(RuntimeErr::SqlxError(inner))
        | DbErr::Query(RuntimeErr::SqlxError(inner)) => match inner.as_ref() {
            sqlx::Error::Database(database) => database.code().map(|code| code.into_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// The database did not answer, as opposed to refusing a statement.
fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => match inner.as_ref() {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Protocol(_) => true,
            // PostgreSQL shutting down or starting up, or only reading while it is being restored or promoted; a lock not given in time, a
            // transaction taken back; SQLite busy or locked.
            sqlx::Error::Database(database) => database
                .code()
                .is_some_and(|code| code.starts_with("57P") || ["25006", "25P03", "55P03", "5", "6"].contains(&&*code)),
            _ => false,
        },
        _ => false,
    }
}

impl From<ServiceError> for AppError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Refused(error) => error,
            ServiceError::Database(error) => {
                if let Some(field) = taken_field(&error) {
                    return match field {
                        "phase" => AppError::Calendar(WindowRefusal::OpenElsewhere),
                        field => AppError::Invalid(vec![Violation::new(field, Problem::Taken)]),
                    };
                }
                if is_unavailable(&error) {
                    tracing::warn!(%error, "the database does not answer");
                    AppError::Unavailable
                } else {
                    tracing::error!(%error, "a statement failed");
                    AppError::Internal
                }
            }
            ServiceError::Broken(what) => {
                tracing::error!(%what, "unexpected");
                AppError::Internal
            }
        }
    }
}
