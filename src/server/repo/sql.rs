//! Running statements: text with `$1`, `$2`…, values beside it, rows as structs. Ids travel as their own types.
use crate::domain::ids::{
    CorrectionId, DelegationId, DepartmentId, EmployeeTypeId, FiscalYearId, GoalId, GradeId, HandoverId, ImportId, NoticeId,
    PersonId, RankTableId, ReviewId, RevisionId, SuggestionId, TargetSetId, TransferId,
};
use sea_orm::{
    ConnectionTrait, DbErr, FromQueryResult, Statement, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr},
};

macro_rules! id_columns {
    ($($id:ident),+) => {$(
        impl TryGetable for $id {
            fn try_get_by<I: sea_orm::ColIdx>(row: &sea_orm::QueryResult, index: I) -> Result<Self, TryGetError> {
                i64::try_get_by(row, index).map($id)
            }
        }
        impl From<$id> for Value {
            fn from(id: $id) -> Value {
                id.0.into()
            }
        }
        impl Nullable for $id {
            fn null() -> Value {
                Value::BigInt(None)
            }
        }
        impl ValueType for $id {
            fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
                <i64 as ValueType>::try_from(value).map($id)
            }
            fn type_name() -> String {
                stringify!($id).into()
            }
            fn array_type() -> ArrayType {
                ArrayType::BigInt
            }
            fn column_type() -> ColumnType {
                ColumnType::BigInteger
            }
        }
    )+};
}

id_columns!(
    PersonId,
    DepartmentId,
    EmployeeTypeId,
    GradeId,
    FiscalYearId,
    TargetSetId,
    RevisionId,
    GoalId,
    ImportId,
    NoticeId,
    ReviewId,
    RankTableId,
    CorrectionId,
    DelegationId,
    SuggestionId,
    TransferId,
    HandoverId
);

fn statement<C: ConnectionTrait>(conn: &C, sql: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(conn.get_database_backend(), sql, values)
}

pub async fn all<T: FromQueryResult, C: ConnectionTrait>(conn: &C, sql: &str, values: Vec<Value>) -> Result<Vec<T>, DbErr> {
    let rows = conn.query_all_raw(statement(conn, sql, values)).await?;
    rows.iter().map(|row| T::from_query_result(row, "")).collect()
}

pub async fn one<T: FromQueryResult, C: ConnectionTrait>(conn: &C, sql: &str, values: Vec<Value>) -> Result<Option<T>, DbErr> {
    let row = conn.query_one_raw(statement(conn, sql, values)).await?;
    row.map(|row| T::from_query_result(&row, "")).transpose()
}

/// Runs a statement; answers how many rows it touched.
pub async fn run<C: ConnectionTrait>(conn: &C, sql: &str, values: Vec<Value>) -> Result<u64, DbErr> {
    Ok(conn.execute_raw(statement(conn, sql, values)).await?.rows_affected())
}

/// The first column of the only row, a number: counts, and ids of `INSERT … RETURNING id`.
pub async fn number<C: ConnectionTrait>(conn: &C, sql: &str, values: Vec<Value>) -> Result<i64, DbErr> {
    let row = conn.query_one_raw(statement(conn, sql, values)).await?;
    match row {
        Some(row) => row.try_get_by_index(0),
        None => Err(DbErr::RecordNotFound("a number was expected".into())),
    }
}

/// `$3, $4, $5`: placeholders for `count` values, the first of them number `from`.
pub fn placeholders(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// `VALUES ($1, $2), ($3, $4)` for `rows` rows of `columns` columns.
pub fn value_rows(rows: usize, columns: usize) -> String {
    (0..rows).map(|row| format!("({})", placeholders(row * columns + 1, columns))).collect::<Vec<_>>().join(", ")
}

fn literally(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The same as [`anywhere`] for a text whose case counts.
pub fn anywhere_as_typed(text: &str) -> String {
    format!("%{}%", literally(text.trim()))
}

/// A search text for `LIKE` with `\` as escape: what was typed, anywhere, wildcards taken literally.
pub fn anywhere(typed: &str) -> String {
    format!("%{}%", literally(&typed.trim().to_lowercase()))
}
