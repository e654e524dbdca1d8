//! Moving a company from one database to another (O3): every row, id and audit entry, compared on the other side. The source
//! is only read, in one snapshot. A copy that was cut off goes on where it stopped; a target that holds anything is refused.
use super::progress::Progress;
use crate::server::{
    config::Config,
    error::{Result, ServiceError},
    repo::{
        Db, audit, migrate,
        tables::{self, Table},
    },
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, IsolationLevel, TransactionTrait};

/// What came over.
#[derive(Debug, PartialEq, Eq)]
pub struct Copied {
    /// Name and rows of each table, in the order they were copied.
    pub tables: Vec<(String, i64)>,
    pub audit_entries: i64,
}

/// Copies everything from `from` to `to`, whose schema is brought up to date first.
pub async fn copy_database(from: &Config, to: &Config) -> Result<Copied> {
    if from.database.url == to.database.url {
        return Err(ServiceError::broken("source and target are the same database"));
    }
    migrate::migrate(to, migrate::Step::Up).await?;
    let (source, target) = (Db::connect(from).await?, Db::connect(to).await?);
    let snapshot = source.read().begin_with_config(Some(IsolationLevel::RepeatableRead), None).await;
    let snapshot = match snapshot {
        Ok(snapshot) => snapshot,
        // SQLite knows no levels: every transaction of its is a snapshot.
        Err(_) => source.read().begin().await?,
    };
    let outcome = copy_all(&snapshot, &target).await;
    snapshot.rollback().await?;
    source.close().await;
    target.close().await;
    outcome
}

async fn copy_all(from: &DatabaseTransaction, target: &Db) -> Result<Copied> {
    let to = target.unaudited();
    let (theirs, ours) = (tables::schema(from).await?, tables::schema(to).await?);
    if theirs != ours {
        return Err(ServiceError::broken(format!(
            "the source's schema is {theirs}, this program's {ours}: run `migrate up` on the source first"
        )));
    }
    let (source_tables, target_tables) = (tables::list(from).await?, tables::list(to).await?);
    if !alike(&source_tables, &target_tables) {
        return Err(ServiceError::broken("the two databases do not have the same tables and columns"));
    }
    begin(from, to, &target_tables).await?;

    let ordered = tables::in_order(source_tables);
    let mut progress = Progress::new("Copying", total(from, &ordered).await?);
    for (table, late) in &ordered {
        if tables::is_finished(to, &table.name).await? {
            progress.step(usize::try_from(table.count(from).await?).unwrap_or_default());
            continue;
        }
        // A table is there whole or not at all, whenever the process dies.
        let step = to.begin().await?;
        table.copy(from, &step, late, |rows| progress.step(rows)).await?;
        table.continue_ids(&step).await?;
        tables::finish_step(&step, &table.name, "").await?;
        step.commit().await?;
    }
    for (table, late) in &ordered {
        for column in late {
            let name = format!("{}.{column}", table.name);
            if !tables::is_finished(to, &name).await? {
                let step = to.begin().await?;
                table.fill(from, &step, column).await?;
                tables::finish_step(&step, &name, "").await?;
                step.commit().await?;
            }
        }
    }
    progress.done();
    compare(from, target, &ordered).await
}

/// The same columns with the same kinds of values; their order does not matter.
fn alike(source: &[Table], target: &[Table]) -> bool {
    let shape = |tables: &[Table]| -> Vec<(String, Vec<(String, tables::Kind)>)> {
        tables
            .iter()
            .map(|table| {
                let mut columns: Vec<_> = table.columns.iter().map(|column| (column.name.clone(), column.kind)).collect();
                columns.sort_by(|a, b| a.0.cmp(&b.0));
                (table.name.clone(), columns)
            })
            .collect()
    };
    shape(source) == shape(target)
}

async fn total(from: &DatabaseTransaction, ordered: &[(Table, Vec<String>)]) -> Result<u64> {
    let mut total = 0;
    for (table, _) in ordered {
        total += table.count(from).await?;
    }
    Ok(u64::try_from(total).unwrap_or_default())
}

/// A first start writes down its source; a second one goes on only from the same, unchanged one.
async fn begin<C: ConnectionTrait>(from: &DatabaseTransaction, to: &C, targets: &[Table]) -> Result<()> {
    let (seq, hash) = tables::audit_head(from).await?;
    let source = format!("{seq} {hash}");
    match tables::begun_from(to).await? {
        Some(before) if before == source => Ok(()),
        Some(_) => Err(ServiceError::broken(
            "the target holds a copy that was begun from another source, or the source changed since: empty the target and start again",
        )),
        None => {
            for table in targets {
                let rows = table.count(to).await?;
                if rows > 0 {
                    return Err(ServiceError::broken(format!(
                        "the target is not empty: {} has {rows} rows. Nothing was changed",
                        table.name
                    )));
                }
            }
            Ok(tables::begin_copy(to, &source).await?)
        }
    }
}

/// Looks at every value on the other side, and at the audit chain, before the copy counts as done.
async fn compare(from: &DatabaseTransaction, target: &Db, ordered: &[(Table, Vec<String>)]) -> Result<Copied> {
    let mut copied = Vec::with_capacity(ordered.len());
    for (table, _) in ordered {
        let (theirs, ours) = (table.digest(from).await?, table.digest(target.read()).await?);
        if theirs != ours {
            return Err(ServiceError::broken(format!(
                "{} differs on the other side: empty the target and start again",
                table.name
            )));
        }
        copied.push((table.name.clone(), ours.0));
    }
    match audit::verify(target).await? {
        Ok(audit_entries) => {
            tables::end_copy(target.unaudited()).await?;
            Ok(Copied { tables: copied, audit_entries })
        }
        Err(broken) => Err(ServiceError::broken(format!(
            "the audit chain does not verify on the other side: broken at {broken}. Is AUDIT_KEY the source's?"
        ))),
    }
}
