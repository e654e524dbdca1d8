//! The role the application runs as on PostgreSQL (R42): it reads and writes, and can neither change nor delete what was written into
//! the audit log. The owner of the tables migrates, and grants it that after each migration.
use super::sql;
use crate::server::error::{Result, ServiceError};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use std::{fmt, str::FromStr};

/// The name of a role, as PostgreSQL has it in `pg_roles`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppRole(String);

impl FromStr for AppRole {
    type Err = String;

    fn from_str(name: &str) -> std::result::Result<Self, String> {
        match name.len() {
            1..=63 if !name.contains('\0') => Ok(Self(name.to_owned())),
            _ => Err("a role's name has 1 to 63 bytes".to_owned()),
        }
    }
}

impl fmt::Display for AppRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AppRole {
    /// As an identifier in a statement.
    fn quoted(&self) -> String {
        format!("\"{}\"", self.0.replace('"', "\"\""))
    }
}

#[derive(sea_orm::FromQueryResult)]
struct Told {
    yes: bool,
}

async fn ask<C: ConnectionTrait>(db: &C, question: &str, values: Vec<sea_orm::Value>) -> std::result::Result<bool, DbErr> {
    Ok(sql::one::<Told, _>(db, question, values).await?.is_some_and(|told| told.yes))
}

/// Before anything is migrated for it: the role is there, and is not one that may do everything anyway.
///
/// # Errors
/// In words for whoever runs `migrate up`.
pub async fn check(db: &DatabaseConnection, role: &AppRole) -> Result<()> {
    let there = "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS yes";
    if !ask(db, there, vec![role.0.clone().into()]).await? {
        return Err(ServiceError::broken(format!(
            "there is no role {role}: CREATE ROLE {} LOGIN PASSWORD '…' first. Nothing was changed",
            role.quoted()
        )));
    }
    // True for the owner itself, for its members and for superusers.
    if ask(db, "SELECT pg_has_role($1, CURRENT_USER, 'MEMBER') AS yes", vec![role.0.clone().into()]).await? {
        return Err(ServiceError::broken(format!(
            "{role} may do what the owner of the tables may, so it could change the audit log: name another role. Nothing was changed"
        )));
    }
    Ok(())
}

/// Gives the role what the application needs and takes back what it must not have, all or nothing; the same every time.
///
/// # Errors
/// The connection's role may not grant, or the role has more from elsewhere.
pub async fn grant(db: &DatabaseConnection, role: &AppRole) -> Result<()> {
    let app = role.quoted();
    // Several statements sent as one are one transaction.
    db.execute_unprepared(&format!(
        "GRANT USAGE ON SCHEMA public TO {app};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app};
        -- Entries and their details are only ever added. The head moves on, and is sealed with AUDIT_KEY.
        REVOKE UPDATE, DELETE, TRUNCATE ON audit_entries, audit_details FROM {app};
        REVOKE DELETE, TRUNCATE ON audit_head FROM {app};
        -- Which migrations there are is the owner's business.
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON seaql_migrations FROM {app};
        -- Anonymising takes details away through this function alone; the chain says which, and `audit verify` finds any other.
        GRANT EXECUTE ON FUNCTION audit_remove_details(TEXT) TO {app};
        -- Tables of later releases, where somebody migrates without naming the role.
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app};"
    ))
    .await?;
    // Where the connection may not grant, PostgreSQL warns and goes on.
    let served = "SELECT NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' \
                  AND NOT has_table_privilege($1, format('%I.%I', schemaname, tablename), 'SELECT')) AS yes";
    if !ask(db, served, vec![role.0.clone().into()]).await? {
        return Err(ServiceError::broken(format!(
            "DATABASE_URL's role may not grant {role} what the application needs: run `migrate up` as the owner of the tables"
        )));
    }
    if ask(db, MAY_CHANGE, vec![role.0.clone().into()]).await? {
        return Err(ServiceError::broken(format!("{role} may change the audit log by a grant from elsewhere: revoke it")));
    }
    Ok(())
}

const MAY_CHANGE: &str = "SELECT has_table_privilege($1, 'audit_entries', 'UPDATE, DELETE, TRUNCATE') \
                          OR has_table_privilege($1, 'audit_details', 'UPDATE, DELETE, TRUNCATE') AS yes";

/// Whether the role of this connection could change what was written into the audit log.
pub async fn may_change_the_log<C: ConnectionTrait>(db: &C) -> std::result::Result<bool, DbErr> {
    ask(db, &MAY_CHANGE.replace("$1", "CURRENT_USER"), vec![]).await
}
