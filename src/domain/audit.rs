//! The audit chain (R42): what an entry says, its canonical bytes, and how a broken chain is recognised.
//!
//! The chain itself holds ids and a salted digest of the details; names and texts stand beside it, so that anonymising a
//! person removes details without breaking the chain. The salt keeps a short detail from being guessed from its digest.
use super::{actor::Role, ids::PersonId, time::Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

pub type Hash = [u8; 32];

/// What stands before the first entry.
pub const GENESIS: Hash = [0; 32];

/// The record an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// `target_set`, `person`, `fiscal_year`, …
    pub kind: &'static str,
    pub id: i64,
}

/// One detail of a change. Texts of drafts and reviews are never details; their digest is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl Detail {
    pub fn now(name: &str, after: impl Into<String>) -> Self {
        Detail { name: name.into(), before: None, after: Some(after.into()) }
    }

    pub fn change(name: &str, before: impl Into<String>, after: impl Into<String>) -> Self {
        Detail { name: name.into(), before: Some(before.into()), after: Some(after.into()) }
    }
}

/// An entry as it stands in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainEntry {
    /// 1, 2, 3 … without a gap.
    pub seq: i64,
    pub prev_hash: Hash,
    pub at: Timestamp,
    /// Nobody for what the system itself or the command line did.
    pub actor: Option<PersonId>,
    pub role: Option<Role>,
    pub on_behalf_of: Option<PersonId>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: i64,
    pub details_digest: Hash,
}

impl ChainEntry {
    /// SHA-256 over length-prefixed fields: no two different entries share their bytes.
    pub fn hash(&self) -> Hash {
        let mut bytes = Vec::with_capacity(256);
        let mut put = |field: &[u8]| {
            bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
            bytes.extend_from_slice(field);
        };
        put(b"pa-assistant audit 1");
        put(&self.seq.to_be_bytes());
        put(&self.prev_hash);
        put(&self.at.0.to_be_bytes());
        put(optional_id(self.actor).as_slice());
        put(self.role.map_or("", Role::code).as_bytes());
        put(optional_id(self.on_behalf_of).as_slice());
        put(self.action.as_bytes());
        put(self.subject_kind.as_bytes());
        put(&self.subject_id.to_be_bytes());
        put(&self.details_digest);
        Sha256::digest(&bytes).into()
    }
}

fn optional_id(id: Option<PersonId>) -> Vec<u8> {
    id.map(|id| id.0.to_be_bytes().to_vec()).unwrap_or_default()
}

/// Digest of the details as they are stored, with the salt in front.
pub fn details_digest(salt: &[u8], details: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update((salt.len() as u64).to_be_bytes());
    hasher.update(salt);
    hasher.update(details.as_bytes());
    hasher.finalize().into()
}

/// Why a chain does not verify. Each names the first entry at which it shows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("entry {seq}: missing, the next one found is {found}")]
    Gap { seq: i64, found: i64 },
    #[error("entry {seq}: does not follow the entry before it")]
    Link { seq: i64 },
    #[error("entry {seq}: its content was changed")]
    Content { seq: i64 },
    #[error("entry {seq}: its details were changed or removed")]
    Details { seq: i64 },
    #[error("entry {seq}: its details are there, though a later entry says they were removed")]
    Remains { seq: i64 },
    #[error("entry {seq}: the chain ends before its head, entries were cut off")]
    Tail { seq: i64 },
    #[error("entry {seq}: the head's seal does not fit, it was changed or made with another key")]
    Head { seq: i64 },
    #[error("entry {seq}: missing, though a checkpoint outside names entry {known}: the database was rolled back")]
    RolledBack { seq: i64, known: i64 },
    #[error("entry {seq}: another one than a checkpoint outside names")]
    Checkpoint { seq: i64 },
}

impl Broken {
    /// The first entry at which it shows.
    pub fn seq(&self) -> i64 {
        match self {
            Broken::Gap { seq, .. }
            | Broken::Link { seq }
            | Broken::Content { seq }
            | Broken::Details { seq }
            | Broken::Remains { seq }
            | Broken::Tail { seq }
            | Broken::Head { seq }
            | Broken::RolledBack { seq, .. }
            | Broken::Checkpoint { seq } => *seq,
        }
    }
}

/// A stored entry with what stands beside it.
#[derive(Clone, Debug)]
pub struct StoredEntry {
    pub entry: ChainEntry,
    pub hash: Hash,
    /// Salt and details as stored.
    pub details: Option<(Vec<u8>, String)>,
}

/// The action of an entry that says whose details were removed; its detail [`REMOVED`] lists them (R42).
pub const REMOVE_DETAILS: &str = "remove_details";
pub const REMOVED: &str = "entries";

/// The entries whose details were removed, as the removing entry says it: `3,7,12`.
pub fn removed_detail(entries: &[i64]) -> Detail {
    Detail::now(REMOVED, entries.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
}

/// Reads it back. Numbers that are none are overlooked here: changed details are found by their digest.
pub fn read_removed(details: &[Detail]) -> BTreeSet<i64> {
    let lists = details.iter().filter(|detail| detail.name == REMOVED).filter_map(|detail| detail.after.as_deref());
    lists.flat_map(|list| list.split(',')).filter_map(|entry| entry.parse().ok()).collect()
}

/// Walks the chain entry by entry; what it remembers does not grow with the chain.
#[derive(Clone, Debug)]
pub struct Verifier {
    next: i64,
    prev: Hash,
    removed: BTreeSet<i64>,
    /// What is known of the chain from outside the database.
    checkpoints: BTreeMap<i64, Hash>,
}

impl Default for Verifier {
    fn default() -> Self {
        Verifier::with_removals(BTreeSet::new())
    }
}

impl Verifier {
    /// `removed` are the entries that the chain's own entries say have no details any more. Exactly those may lack them. An entry that
    /// says so is checked like any other when its turn comes, and its own details cannot be removed.
    pub fn with_removals(removed: BTreeSet<i64>) -> Self {
        Verifier { next: 1, prev: GENESIS, removed, checkpoints: BTreeMap::new() }
    }

    /// Checks the chain against checkpoints that were kept elsewhere, too: whoever holds the database and its key can put an older
    /// state or a whole new chain in its place, but not take back what was written down outside.
    pub fn against(mut self, checkpoints: BTreeMap<i64, Hash>) -> Self {
        self.checkpoints = checkpoints;
        self
    }

    pub fn check(&mut self, stored: &StoredEntry) -> Result<(), Broken> {
        let seq = self.next;
        if stored.entry.seq != seq {
            return Err(Broken::Gap { seq, found: stored.entry.seq });
        }
        if stored.entry.hash() != stored.hash {
            return Err(Broken::Content { seq });
        }
        if stored.entry.prev_hash != self.prev {
            return Err(Broken::Link { seq });
        }
        if self.checkpoints.get(&seq).is_some_and(|known| *known != stored.hash) {
            return Err(Broken::Checkpoint { seq });
        }
        let may_lack = self.removed.contains(&seq) && stored.entry.action != REMOVE_DETAILS;
        match &stored.details {
            Some((salt, details)) if details_digest(salt, details) != stored.entry.details_digest => {
                return Err(Broken::Details { seq });
            }
            Some(_) if may_lack => return Err(Broken::Remains { seq }),
            None if !may_lack => return Err(Broken::Details { seq }),
            _ => {}
        }
        self.prev = stored.hash;
        self.next += 1;
        Ok(())
    }

    /// After the last entry: the head must name exactly it. `sealed` tells whether the head's seal fits its content.
    pub fn finish(self, head: Option<(i64, Hash)>, sealed: bool) -> Result<i64, Broken> {
        let last = self.next - 1;
        let known = self.checkpoints.last_key_value().map_or(0, |(seq, _)| *seq);
        match head {
            // A head that is whole and ends too early: everything is older than what was seen.
            None if last == 0 && known > 0 => Err(Broken::RolledBack { seq: 1, known }),
            Some((seq, hash)) if sealed && seq == last && hash == self.prev && known > last => {
                Err(Broken::RolledBack { seq: self.next, known })
            }
            None if last == 0 => Ok(0),
            Some(_) if !sealed => Err(Broken::Head { seq: last }),
            Some((seq, _)) if seq > last => Err(Broken::Tail { seq: self.next }),
            Some((seq, hash)) if seq == last && hash == self.prev => Ok(last),
            _ => Err(Broken::Head { seq: last }),
        }
    }
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
