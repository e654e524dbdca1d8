//! One request, one transaction: changes and the audit entries that describe them are committed together or not at all.
use super::{audit, reviewing::Eyes};
use crate::{
    domain::{
        actor::{Actor, Role},
        audit::{Detail, Subject},
        ids::PersonId,
        time::{Date, Timestamp},
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};
use std::sync::Arc;

/// What an audit entry will say; its place in the chain is found at commit.
#[derive(Clone, Debug)]
pub struct Entry {
    pub actor: Option<PersonId>,
    pub role: Option<Role>,
    pub on_behalf_of: Option<PersonId>,
    pub action: String,
    pub subject: Subject,
    pub details: Vec<Detail>,
}

impl Entry {
    pub fn by(actor: Actor, action: &str, kind: &'static str, id: i64) -> Self {
        Entry {
            actor: Some(actor.person),
            role: Some(actor.role),
            on_behalf_of: None,
            action: action.into(),
            subject: Subject { kind, id },
            details: Vec::new(),
        }
    }

    /// Done by the system or from the command line.
    pub fn by_system(action: &str, kind: &'static str, id: i64) -> Self {
        Entry {
            actor: None,
            role: None,
            on_behalf_of: None,
            action: action.into(),
            subject: Subject { kind, id },
            details: Vec::new(),
        }
    }

    /// Done for somebody else (R24).
    pub fn acting_for(mut self, original: Option<PersonId>) -> Self {
        self.on_behalf_of = original;
        self
    }

    pub fn with(mut self, detail: Detail) -> Self {
        self.details.push(detail);
        self
    }
}

pub struct UnitOfWork {
    transaction: DatabaseTransaction,
    now: Timestamp,
    day: Date,
    audit_key: Arc<[u8]>,
    entries: Vec<Entry>,
}

impl UnitOfWork {
    pub(super) fn new(transaction: DatabaseTransaction, now: Timestamp, day: Date, audit_key: Arc<[u8]>) -> Self {
        UnitOfWork { transaction, now, day, audit_key, entries: Vec::new() }
    }

    /// For one that computes at length between its statements: a server's connection is taken back after three seconds of silence.
    pub async fn take_time(&self) -> Result<(), DbErr> {
        if self.transaction.get_database_backend() == DbBackend::Postgres {
            self.transaction.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = '60s'").await?;
        }
        Ok(())
    }

    pub fn conn(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// The moment this unit of work began: one time for everything in it.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Rows as this actor sees them on the day of this unit of work.
    pub fn eyes(&self, actor: Actor) -> Eyes {
        Eyes { person: actor.person, day: self.day }
    }

    /// The company's day as far as delegations go: see `Db::day`.
    pub fn day(&self) -> Date {
        self.day
    }

    pub fn audit(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Appends the audit entries last, so that the chain is locked as briefly as possible, then commits.
    pub async fn commit(self) -> Result<()> {
        if !self.entries.is_empty() {
            audit::append(&self.transaction, self.now, &self.audit_key, &self.entries).await?;
        }
        self.transaction.commit().await?;
        Ok(())
    }
}
