//! The database as a set of tables, whatever they mean: for counting, comparing and copying whole databases. Names come from
//! the database's own catalogue, never from outside.
use super::sql;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, QueryResult, Statement, StreamTrait, Value};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    pin::Pin,
};
use tokio_stream::StreamExt;

/// How a column's values travel. The schema uses no others (design rule 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    Text,
    Flag,
    Bytes,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    /// Part of the primary key.
    pub key: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// Columns that point to a row of another table, or of this one.
    pub references: Vec<(String, String)>,
}

/// Rows written by one statement: below both databases' bounds on values.
const BATCH: usize = 200;

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

#[derive(FromQueryResult)]
struct ColumnRow {
    name: String,
    kind: String,
    key: i64,
}

#[derive(FromQueryResult)]
struct Reference {
    name: String,
    target: String,
}

/// The words in which the two catalogues differ.
struct Catalogue {
    tables: &'static str,
    columns: &'static str,
    references: &'static str,
}

const SQLITE: Catalogue = Catalogue {
    tables: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
    columns: "SELECT name, lower(type) AS kind, pk AS key FROM pragma_table_info($1) ORDER BY cid",
    references: "SELECT \"from\" AS name, \"table\" AS target FROM pragma_foreign_key_list($1)",
};

const POSTGRES: Catalogue = Catalogue {
    tables: "SELECT table_name::text AS name FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'",
    columns: "SELECT c.column_name::text AS name, c.data_type::text AS kind,
                     (SELECT COUNT(*) FROM information_schema.table_constraints t
                      JOIN information_schema.key_column_usage k ON k.constraint_name = t.constraint_name
                       AND k.table_schema = t.table_schema AND k.table_name = t.table_name
                      WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_schema = c.table_schema
                        AND t.table_name = c.table_name AND k.column_name = c.column_name) AS key
              FROM information_schema.columns c
              WHERE c.table_schema = current_schema() AND c.table_name = $1 ORDER BY c.ordinal_position",
    references: "SELECT a.attname::text AS name, target.relname::text AS target
                 FROM pg_constraint f JOIN pg_class source ON source.oid = f.conrelid
                 JOIN pg_class target ON target.oid = f.confrelid
                 JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey)
                 WHERE f.contype = 'f' AND source.relname = $1 AND source.relnamespace = current_schema()::regnamespace",
};

/// Tables that belong to the tools, not to the company.
const NOT_DATA: [&str; 3] = ["seaql_migrations", "schema_needs", PROGRESS];
/// Where a copy writes down which tables it has finished.
const PROGRESS: &str = "copy_progress";

fn kind(declared: &str) -> Result<Kind, DbErr> {
    match declared {
        "bigint" | "integer" => Ok(Kind::Number),
        "text" => Ok(Kind::Text),
        "boolean" => Ok(Kind::Flag),
        "blob" | "bytea" => Ok(Kind::Bytes),
        other => Err(DbErr::Custom(format!("a column of type {other} cannot be copied"))),
    }
}

/// Every table that holds data, by name.
pub async fn list<C: ConnectionTrait>(conn: &C) -> Result<Vec<Table>, DbErr> {
    let catalogue = if conn.get_database_backend() == DbBackend::Postgres { POSTGRES } else { SQLITE };
    let mut names: Vec<Name> = sql::all(conn, catalogue.tables, vec![]).await?;
    names.retain(|table| !NOT_DATA.contains(&table.name.as_str()));
    names.sort_by(|a, b| a.name.cmp(&b.name));
    let mut tables = Vec::with_capacity(names.len());
    for Name { name } in names {
        let columns: Vec<ColumnRow> = sql::all(conn, catalogue.columns, vec![name.clone().into()]).await?;
        let columns = columns
            .into_iter()
            .map(|column| Ok(Column { kind: kind(&column.kind)?, name: column.name, key: column.key > 0 }))
            .collect::<Result<Vec<_>, DbErr>>()?;
        let references: Vec<Reference> = sql::all(conn, catalogue.references, vec![name.clone().into()]).await?;
        let references = references.into_iter().map(|reference| (reference.name, reference.target)).collect();
        tables.push(Table { name, columns, references });
    }
    Ok(tables)
}

/// The tables in an order in which what is pointed to comes first, each with the columns that nevertheless point to something
/// that is not there yet: those are written empty and filled in afterwards.
pub fn in_order(mut left: Vec<Table>) -> Vec<(Table, Vec<String>)> {
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waiting =
            |table: &Table| table.references.iter().filter(|(_, target)| *target != table.name && !done.contains(target)).count();
        // The one that waits for least: none, but where tables point at each other.
        let next = left.iter().enumerate().min_by_key(|(_, table)| waiting(table)).map_or(0, |(place, _)| place);
        let table = left.remove(next);
        let late =
            table.references.iter().filter(|(_, target)| !done.contains(target)).map(|(column, _)| column.clone()).collect();
        done.insert(table.name.clone());
        ordered.push((table, late));
    }
    ordered
}

impl Table {
    fn columns(&self) -> String {
        self.columns.iter().map(|column| format!("\"{}\"", column.name)).collect::<Vec<_>>().join(", ")
    }

    fn keys(&self) -> Vec<usize> {
        let keys: Vec<usize> = (0..self.columns.len()).filter(|place| self.columns[*place].key).collect();
        if keys.is_empty() { (0..self.columns.len()).collect() } else { keys }
    }

    /// Every row, in the order of the primary key. Text is ordered by its bytes in both databases.
    fn select(&self, backend: DbBackend) -> String {
        let bytewise = |column: &Column| match (column.kind, backend) {
            (Kind::Text, DbBackend::Postgres) => format!("\"{}\" COLLATE \"C\"", column.name),
            _ => format!("\"{}\"", column.name),
        };
        let order: Vec<String> = self.keys().into_iter().map(|place| bytewise(&self.columns[place])).collect();
        format!("SELECT {} FROM \"{}\" ORDER BY {}", self.columns(), self.name, order.join(", "))
    }

    fn values(&self, row: &QueryResult) -> Result<Vec<Value>, DbErr> {
        let value = |(place, column): (usize, &Column)| -> Result<Value, DbErr> {
            Ok(match column.kind {
                Kind::Number => row.try_get_by_index::<Option<i64>>(place)?.into(),
                Kind::Text => row.try_get_by_index::<Option<String>>(place)?.into(),
                Kind::Flag => row.try_get_by_index::<Option<bool>>(place)?.into(),
                Kind::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(place)?.into(),
            })
        };
        self.columns.iter().enumerate().map(value).collect()
    }

    pub async fn count<C: ConnectionTrait>(&self, conn: &C) -> Result<i64, DbErr> {
        sql::number(conn, &format!("SELECT COUNT(*) FROM \"{}\"", self.name), vec![]).await
    }

    /// Rows and SHA-256 over every value of every row, in the order of the primary key: the same for the same content in
    /// either database.
    pub async fn digest<C: ConnectionTrait + StreamTrait>(&self, conn: &C) -> Result<(i64, String), DbErr> {
        let mut rows = stream(conn, self.select(ConnectionTrait::get_database_backend(conn))).await?;
        let (mut count, mut sum) = (0, Sha256::new());
        while let Some(row) = rows.next().await {
            for value in self.values(&row?)? {
                let text = canonical(&value);
                sum.update((text.len() as u64).to_be_bytes());
                sum.update(text);
            }
            count += 1;
        }
        Ok((count, hex::encode(sum.finalize())))
    }

    /// Copies every row; `late` columns stay empty. Answers how many.
    pub async fn copy<S: ConnectionTrait + StreamTrait, T: ConnectionTrait>(
        &self,
        from: &S,
        to: &T,
        late: &[String],
        mut progress: impl FnMut(usize),
    ) -> Result<i64, DbErr> {
        let empty: Vec<usize> = (0..self.columns.len()).filter(|place| late.contains(&self.columns[*place].name)).collect();
        let mut rows = stream(from, self.select(ConnectionTrait::get_database_backend(from))).await?;
        let (mut batch, mut count) = (Vec::new(), 0);
        loop {
            let row = rows.next().await.transpose()?;
            let at_end = row.is_none();
            if let Some(row) = row {
                let mut values = self.values(&row)?;
                for place in &empty {
                    values[*place] = Value::BigInt(None);
                }
                batch.push(values);
            }
            if batch.len() == BATCH || (at_end && !batch.is_empty()) {
                count += self.insert(to, std::mem::take(&mut batch), &mut progress).await?;
            }
            if at_end {
                return Ok(count);
            }
        }
    }

    async fn insert<T: ConnectionTrait>(
        &self,
        to: &T,
        rows: Vec<Vec<Value>>,
        progress: &mut impl FnMut(usize),
    ) -> Result<i64, DbErr> {
        let count = rows.len();
        let rows_of_values = sql::value_rows(count, self.columns.len());
        let statement = format!("INSERT INTO \"{}\" ({}) VALUES {rows_of_values}", self.name, self.columns());
        sql::run(to, &statement, rows.into_iter().flatten().collect()).await?;
        progress(count);
        i64::try_from(count).map_err(|error| DbErr::Custom(error.to_string()))
    }

    /// Fills in one column that was left empty. Only tables with a single numeric key have such columns.
    pub async fn fill<S: ConnectionTrait + StreamTrait, T: ConnectionTrait>(
        &self,
        from: &S,
        to: &T,
        column: &str,
    ) -> Result<(), DbErr> {
        let &[key] = self.keys().as_slice() else {
            return Err(DbErr::Custom(format!("{}.{column} cannot be filled in without a single key", self.name)));
        };
        let key = &self.columns[key].name;
        let (table, statement) = (&self.name, format!("UPDATE \"{}\" SET \"{column}\" = $1 WHERE \"{key}\" = $2", self.name));
        let wanted = format!("SELECT \"{column}\", \"{key}\" FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
        let mut rows = stream(from, wanted).await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            let (value, key): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            sql::run(to, &statement, vec![value.into(), key.into()]).await?;
        }
        Ok(())
    }

    /// Ids made from now on come after those that were copied. SQLite sees to that by itself.
    pub async fn continue_ids<T: ConnectionTrait>(&self, to: &T) -> Result<(), DbErr> {
        let has_id = self.columns.iter().any(|column| column.name == "id" && column.key && column.kind == Kind::Number);
        if to.get_database_backend() != DbBackend::Postgres || !has_id {
            return Ok(());
        }
        let statement = format!(
            "SELECT setval(pg_get_serial_sequence('\"{0}\"', 'id'), GREATEST((SELECT MAX(id) FROM \"{0}\"), 1),
                           EXISTS (SELECT 1 FROM \"{0}\"))
             WHERE pg_get_serial_sequence('\"{0}\"', 'id') IS NOT NULL",
            self.name
        );
        to.query_all_raw(Statement::from_string(DbBackend::Postgres, statement)).await?;
        Ok(())
    }
}

/// Rows as they come, never all of them at once.
async fn stream<'a, S: ConnectionTrait + StreamTrait>(from: &'a S, select: String) -> Result<Pin<Box<S::Stream<'a>>>, DbErr> {
    let statement = Statement::from_string(ConnectionTrait::get_database_backend(from), select);
    Ok(Box::pin(from.stream_raw(statement).await?))
}

/// A value as bytes that are the same in both databases; what is absent differs from what is empty.
fn canonical(value: &Value) -> Vec<u8> {
    match value {
        Value::BigInt(Some(number)) => format!("n{number}").into_bytes(),
        Value::String(Some(text)) => [b"t", text.as_bytes()].concat(),
        Value::Bool(Some(flag)) => format!("f{flag}").into_bytes(),
        Value::Bytes(Some(bytes)) => [b"b", bytes.as_slice()].concat(),
        _ => b"-".to_vec(),
    }
}

/// How many rows each table has.
pub async fn counts<C: ConnectionTrait>(conn: &C) -> Result<BTreeMap<String, i64>, DbErr> {
    let mut counts = BTreeMap::new();
    for table in list(conn).await? {
        let count = table.count(conn).await?;
        counts.insert(table.name, count);
    }
    Ok(counts)
}

/// Place and hash of the audit chain's last entry; zero and nothing in an empty one.
pub async fn audit_head<C: ConnectionTrait>(conn: &C) -> Result<(i64, String), DbErr> {
    #[derive(FromQueryResult)]
    struct Head {
        seq: i64,
        hash: String,
    }
    let head: Option<Head> = sql::one(conn, "SELECT seq, hash FROM audit_head WHERE id = 1", vec![]).await?;
    Ok(head.map_or_else(Default::default, |head| (head.seq, head.hash)))
}

/// The newest migration that was applied.
pub async fn schema<C: ConnectionTrait>(conn: &C) -> Result<String, DbErr> {
    let newest: Option<Name> = sql::one(conn, "SELECT MAX(version) AS name FROM seaql_migrations", vec![]).await?;
    Ok(newest.map(|newest| newest.name).unwrap_or_default())
}

/// What SQLite itself says of the file: `ok`, or the first thing that is wrong.
pub async fn integrity<C: ConnectionTrait>(conn: &C) -> Result<String, DbErr> {
    let found: Option<Name> =
        sql::one(conn, "SELECT integrity_check AS name FROM pragma_integrity_check LIMIT 1", vec![]).await?;
    Ok(found.map(|found| found.name).unwrap_or_default())
}

/// Takes what waits in SQLite's write-ahead log into the file and leaves that mode. Refused while another process has the
/// database open.
pub async fn leave_wal<C: ConnectionTrait>(conn: &C) -> Result<(), DbErr> {
    let mode: Option<Mode> = sql::one(conn, "PRAGMA journal_mode = DELETE", vec![]).await?;
    match mode {
        Some(Mode { journal_mode }) if journal_mode == "delete" => Ok(()),
        _ => Err(DbErr::Custom("the database is open elsewhere".into())),
    }
}

#[derive(FromQueryResult)]
struct Mode {
    journal_mode: String,
}

/// Which source a copy into this database was begun from; nothing when none was.
pub async fn begun_from<C: ConnectionTrait>(to: &C) -> Result<Option<String>, DbErr> {
    let catalogue = if to.get_database_backend() == DbBackend::Postgres { POSTGRES } else { SQLITE };
    let names: Vec<Name> = sql::all(to, catalogue.tables, vec![]).await?;
    if names.iter().all(|table| table.name != PROGRESS) {
        return Ok(None);
    }
    sql::one(to, "SELECT source AS name FROM copy_progress WHERE step = ''", vec![])
        .await
        .map(|row: Option<Name>| row.map(|row| row.name))
}

/// Writes down that a copy begins. Whoever serves from this database meanwhile is not ready.
pub async fn begin_copy<C: ConnectionTrait>(to: &C, source: &str) -> Result<(), DbErr> {
    to.execute_unprepared("CREATE TABLE IF NOT EXISTS copy_progress (step TEXT NOT NULL PRIMARY KEY, source TEXT NOT NULL)")
        .await?;
    finish_step(to, "", source).await
}

pub async fn finish_step<C: ConnectionTrait>(to: &C, step: &str, source: &str) -> Result<(), DbErr> {
    sql::run(to, "INSERT INTO copy_progress (step, source) VALUES ($1, $2)", vec![step.into(), source.into()]).await?;
    Ok(())
}

/// Whether an earlier try has finished this step.
pub async fn is_finished<C: ConnectionTrait>(to: &C, step: &str) -> Result<bool, DbErr> {
    Ok(sql::number(to, "SELECT COUNT(*) FROM copy_progress WHERE step = $1", vec![step.into()]).await? > 0)
}

pub async fn end_copy<C: ConnectionTrait>(to: &C) -> Result<(), DbErr> {
    to.execute_unprepared("DROP TABLE copy_progress").await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, references: &[(&str, &str)]) -> Table {
        let references = references.iter().map(|(column, to)| ((*column).to_owned(), (*to).to_owned())).collect();
        Table { name: name.into(), columns: Vec::new(), references }
    }

    #[test]
    fn what_is_pointed_to_comes_first_and_circles_are_closed_afterwards() {
        let ordered = in_order(vec![
            table("departments", &[("head_id", "people")]),
            table("people", &[("department_id", "departments"), ("manager_id", "people")]),
            table("sets", &[("person_id", "people")]),
        ]);
        let names: Vec<&str> = ordered.iter().map(|(table, _)| table.name.as_str()).collect();
        assert_eq!(names, ["departments", "people", "sets"]);
        let late: Vec<&[String]> = ordered.iter().map(|(_, late)| late.as_slice()).collect();
        assert_eq!(late, [&["head_id".to_owned()][..], &["manager_id".to_owned()], &[]]);
    }

    #[test]
    fn absent_differs_from_empty() {
        assert_ne!(canonical(&Value::String(None)), canonical(&"".to_owned().into()));
        assert_ne!(canonical(&1_i64.into()), canonical(&true.into()));
    }
}
