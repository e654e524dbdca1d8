//! The audit chain in the database: appending under a lock, reading it back to verify.
use super::{Db, UnitOfWork, sql, unit_of_work::Entry};
use crate::{
    domain::{
        actor::Role,
        audit::{Broken, ChainEntry, Detail, GENESIS, Hash, REMOVE_DETAILS, StoredEntry, Verifier, details_digest, read_removed},
        ids::PersonId,
        policy::Authorized,
        time::Timestamp,
    },
    server::{
        entropy,
        error::{Result, ServiceError},
        seals,
    },
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, FromQueryResult};
use std::collections::{BTreeMap, BTreeSet};

/// Advisory lock of PostgreSQL under which entries are appended; SQLite has its one writer.
const LOCK: i64 = 0x7061_6175_6469_7431;
/// Entries appended with one statement: databases bound the values of one.
const BATCH: usize = 500;
/// Entries read at once when verifying.
const PAGE: i64 = 5_000;

fn hash(text: &str) -> Result<Hash> {
    let bytes = hex::decode(text).map_err(ServiceError::broken)?;
    bytes.try_into().map_err(|_| ServiceError::broken("a hash of the wrong length"))
}

/// The head's seal: nobody without the key can make the chain end elsewhere.
fn seal(key: &[u8], seq: i64, hash: &Hash) -> Result<String> {
    seals::seal(key, &[b"pa-assistant audit head 1", &seq.to_be_bytes(), hash])
}

/// How far the chain is; nothing while it is empty.
pub async fn head(db: &Db) -> Result<Option<(i64, Hash)>> {
    read_head(db.read()).await?.map(|head| Ok((head.seq, hash(&head.hash)?))).transpose()
}

#[derive(FromQueryResult)]
struct Head {
    seq: i64,
    hash: String,
    seal: String,
}

impl Head {
    fn is_sealed(&self, key: &[u8]) -> Result<bool> {
        match hash(&self.hash) {
            Ok(bytes) => Ok(seal(key, self.seq, &bytes)? == self.seal),
            // Nothing that was ever sealed.
            Err(_) => Ok(false),
        }
    }
}

async fn read_head<C: ConnectionTrait>(conn: &C) -> Result<Option<Head>> {
    Ok(sql::one(conn, "SELECT seq, hash, seal FROM audit_head WHERE id = 1", vec![]).await?)
}

const UNSEALED: &str = "the end of the audit chain does not bear the seal of this AUDIT_KEY: the key is another one, or somebody changed \
                        the chain. `pa-assistant audit verify` tells; nothing is written until then";

/// Whether the chain's end bears the seal of this key; an empty chain does.
///
/// # Errors
/// It does not, in words for whoever runs the server.
pub async fn check_seal(db: &Db) -> Result<()> {
    match read_head(db.read()).await? {
        Some(head) if !head.is_sealed(db.audit_key())? => Err(ServiceError::broken(UNSEALED)),
        _ => Ok(()),
    }
}

pub(super) async fn append(tx: &DatabaseTransaction, at: Timestamp, key: &[u8], entries: &[Entry]) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        sql::run(tx, "SELECT pg_advisory_xact_lock($1)", vec![LOCK.into()]).await?;
    }
    let head = read_head(tx).await?;
    let (mut seq, mut prev) = match &head {
        // Sealing on what somebody cut off would hide it for ever.
        Some(head) if !head.is_sealed(key)? => return Err(ServiceError::broken(UNSEALED)),
        Some(head) => (head.seq, hash(&head.hash)?),
        None => (0, GENESIS),
    };
    // A batch at a time: an import appends twenty thousand.
    for batch in entries.chunks(BATCH) {
        let mut chain = Vec::with_capacity(batch.len());
        let mut beside = Vec::with_capacity(batch.len());
        for entry in batch {
            seq += 1;
            let salt = entropy::bytes::<16>();
            let details = serde_json::to_string(&entry.details).map_err(ServiceError::broken)?;
            let link = ChainEntry {
                seq,
                prev_hash: prev,
                at,
                actor: entry.actor,
                role: entry.role,
                on_behalf_of: entry.on_behalf_of,
                action: entry.action.clone(),
                subject_kind: entry.subject.kind.into(),
                subject_id: entry.subject.id,
                details_digest: details_digest(&salt, &details),
            };
            prev = link.hash();
            chain.push(vec![
                seq.into(),
                hex::encode(link.prev_hash).into(),
                hex::encode(prev).into(),
                at.0.into(),
                link.actor.into(),
                link.role.map(|role| role.code().to_owned()).into(),
                link.on_behalf_of.into(),
                link.action.into(),
                link.subject_kind.into(),
                link.subject_id.into(),
                hex::encode(link.details_digest).into(),
            ]);
            beside.push(vec![seq.into(), hex::encode(salt).into(), details.into()]);
        }
        insert_rows(
            tx,
            "audit_entries (seq, prev_hash, hash, at, actor_id, role, on_behalf_of, action, subject_kind, subject_id, details_digest)",
            chain,
        )
        .await?;
        insert_rows(tx, "audit_details (seq, salt, details)", beside).await?;
    }
    let (hash, seal) = (hex::encode(prev), seal(key, seq, &prev)?);
    let statement = match head {
        Some(_) => "UPDATE audit_head SET seq = $1, hash = $2, seal = $3 WHERE id = 1",
        None => "INSERT INTO audit_head (id, seq, hash, seal) VALUES (1, $1, $2, $3)",
    };
    sql::run(tx, statement, vec![seq.into(), hash.into(), seal.into()]).await?;
    Ok(())
}

async fn insert_rows(tx: &DatabaseTransaction, into: &str, rows: Vec<Vec<sea_orm::Value>>) -> Result<()> {
    let columns = rows.first().map_or(0, Vec::len);
    let statement = format!("INSERT INTO {into} VALUES {}", sql::value_rows(rows.len(), columns));
    sql::run(tx, &statement, rows.into_iter().flatten().collect()).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    prev_hash: String,
    hash: String,
    at: i64,
    actor_id: Option<i64>,
    role: Option<String>,
    on_behalf_of: Option<i64>,
    action: String,
    subject_kind: String,
    subject_id: i64,
    details_digest: String,
    salt: Option<String>,
    details: Option<String>,
}

impl Row {
    /// `None` when a stored value is not even of the right shape, which is a changed content.
    fn stored(self) -> Option<StoredEntry> {
        let details = match (self.salt, self.details) {
            (Some(salt), Some(details)) => Some((hex::decode(salt).ok()?, details)),
            _ => None,
        };
        let role = match self.role {
            Some(code) => Some(code.parse::<Role>().ok()?),
            None => None,
        };
        Some(StoredEntry {
            hash: hash(&self.hash).ok()?,
            details,
            entry: ChainEntry {
                seq: self.seq,
                prev_hash: hash(&self.prev_hash).ok()?,
                at: Timestamp(self.at),
                actor: self.actor_id.map(PersonId),
                role,
                on_behalf_of: self.on_behalf_of.map(PersonId),
                action: self.action,
                subject_kind: self.subject_kind,
                subject_id: self.subject_id,
                details_digest: hash(&self.details_digest).ok()?,
            },
        })
    }
}

/// Whose details the chain says were removed.
async fn removals(db: &Db) -> Result<BTreeSet<i64>> {
    #[derive(FromQueryResult)]
    struct Told {
        details: String,
    }
    let told: Vec<Told> = sql::all(
        db.read(),
        "SELECT d.details FROM audit_entries e JOIN audit_details d ON d.seq = e.seq WHERE e.action = $1",
        vec![REMOVE_DETAILS.into()],
    )
    .await?;
    // Details that cannot be read are found changed when their entry's turn comes.
    let read = told.iter().filter_map(|told| serde_json::from_str::<Vec<Detail>>(&told.details).ok());
    Ok(read.flat_map(|details| read_removed(&details)).collect())
}

/// Takes away the details of every entry about these subjects, and answers which entries that were. The chain itself stays, and the
/// caller's own entry has to say what was removed, with [`removed_detail`](crate::domain::audit::removed_detail). What says that
/// details were removed keeps its own.
pub async fn remove_details(uow: &UnitOfWork, _: &Authorized<PersonId>, kind: &str, subjects: &[i64]) -> Result<Vec<i64>> {
    #[derive(FromQueryResult)]
    struct Found {
        seq: i64,
    }
    let mut removed = Vec::new();
    for batch in subjects.chunks(400) {
        let of = sql::placeholders(3, batch.len());
        let mut values = vec![kind.into(), REMOVE_DETAILS.into()];
        values.extend(batch.iter().map(|id| (*id).into()));
        let found: Vec<Found> = sql::all(
            uow.conn(),
            &format!(
                "SELECT e.seq FROM audit_entries e JOIN audit_details d ON d.seq = e.seq
                 WHERE e.subject_kind = $1 AND e.action <> $2 AND e.subject_id IN ({of}) ORDER BY e.seq"
            ),
            values,
        )
        .await?;
        removed.extend(found.into_iter().map(|found| found.seq));
    }
    for batch in removed.chunks(400) {
        if uow.conn().get_database_backend() == DbBackend::Postgres {
            // The role the application runs as may not delete here; this function removes details and nothing else.
            let batch = batch.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
            sql::number(uow.conn(), "SELECT audit_remove_details($1)", vec![batch.into()]).await?;
        } else {
            let statement = format!("DELETE FROM audit_details WHERE seq IN ({})", sql::placeholders(1, batch.len()));
            sql::run(uow.conn(), &statement, batch.iter().map(|seq| (*seq).into()).collect()).await?;
        }
    }
    Ok(removed)
}

/// Walks the whole chain; answers how many entries it holds, or the first broken one.
pub async fn verify(db: &Db) -> Result<std::result::Result<i64, Broken>> {
    verify_against(db, BTreeMap::new()).await
}

/// The same, and that it holds every entry that checkpoints outside of the database name.
pub async fn verify_against(db: &Db, checkpoints: BTreeMap<i64, Hash>) -> Result<std::result::Result<i64, Broken>> {
    let mut verifier = Verifier::with_removals(removals(db).await?).against(checkpoints);
    let mut after = 0;
    loop {
        let rows: Vec<Row> = sql::all(
            db.read(),
            "SELECT e.seq, e.prev_hash, e.hash, e.at, e.actor_id, e.role, e.on_behalf_of, e.action, e.subject_kind,
                    e.subject_id, e.details_digest, d.salt, d.details
             FROM audit_entries e LEFT JOIN audit_details d ON d.seq = e.seq
             WHERE e.seq > $1 ORDER BY e.seq LIMIT $2",
            vec![after.into(), PAGE.into()],
        )
        .await?;
        let Some(last) = rows.last() else { break };
        after = last.seq;
        for row in rows {
            let seq = row.seq;
            let Some(stored) = row.stored() else { return Ok(Err(Broken::Content { seq })) };
            if let Err(broken) = verifier.check(&stored) {
                return Ok(Err(broken));
            }
        }
    }
    let (head, sealed) = match read_head(db.read()).await? {
        None => (None, true),
        Some(head) => {
            let sealed = head.is_sealed(db.audit_key())?;
            (Some((head.seq, hash(&head.hash).unwrap_or(GENESIS))), sealed)
        }
    };
    Ok(verifier.finish(head, sealed))
}
