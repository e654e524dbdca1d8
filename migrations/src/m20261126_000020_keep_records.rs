//! Looking through the audit log by person, action and day; imports as jobs with their rows; and, on PostgreSQL, the one way in which
//! a role without DELETE takes details away (R7, R42).
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &str = "
CREATE INDEX audit_entries_by_actor ON audit_entries (actor_id, seq);
CREATE INDEX audit_entries_by_action ON audit_entries (action, seq);
CREATE INDEX audit_entries_by_kind ON audit_entries (subject_kind, seq);
ALTER TABLE imports ADD COLUMN format TEXT NOT NULL DEFAULT 'csv';
ALTER TABLE imports ADD COLUMN mapping TEXT;
ALTER TABLE imports ADD COLUMN state TEXT NOT NULL DEFAULT 'checking';
ALTER TABLE imports ADD COLUMN done BIGINT NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN total BIGINT NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN applied_by BIGINT;
ALTER TABLE imports ADD COLUMN outcome TEXT;
ALTER TABLE imports ADD COLUMN problem TEXT;
UPDATE imports SET state = 'applied' WHERE applied_at IS NOT NULL;
CREATE INDEX imports_by_state ON imports (state);
CREATE TABLE import_rows (
    import_id BIGINT NOT NULL REFERENCES imports (id),
    place BIGINT NOT NULL,
    fate TEXT NOT NULL,
    planned TEXT NOT NULL,
    PRIMARY KEY (import_id, place)
);
CREATE INDEX import_rows_by_fate ON import_rows (import_id, fate, place);
";

const DOWN: &str = "
DROP TABLE import_rows;
DROP INDEX imports_by_state;
ALTER TABLE imports DROP COLUMN problem;
ALTER TABLE imports DROP COLUMN outcome;
ALTER TABLE imports DROP COLUMN applied_by;
ALTER TABLE imports DROP COLUMN total;
ALTER TABLE imports DROP COLUMN done;
ALTER TABLE imports DROP COLUMN state;
ALTER TABLE imports DROP COLUMN mapping;
ALTER TABLE imports DROP COLUMN format;
DROP INDEX audit_entries_by_kind;
DROP INDEX audit_entries_by_action;
DROP INDEX audit_entries_by_actor;
";

/// Runs as whoever owns the tables. What says that details were removed keeps its own, whoever asks.
const FUNCTION: &str = "CREATE FUNCTION audit_remove_details(entries TEXT) RETURNS BIGINT
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    WITH gone AS (
        DELETE FROM audit_details WHERE seq = ANY (string_to_array(entries, ',')::BIGINT[])
            AND seq IN (SELECT seq FROM audit_entries
                         WHERE action <> 'remove_details' AND subject_kind IN ('person', 'target_set', 'review', 'delegation'))
        RETURNING 1
    ) SELECT COUNT(*) FROM gone
$$";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::dialect::run(manager, UP).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let conn = manager.get_connection();
            conn.execute_unprepared(FUNCTION).await?;
            conn.execute_unprepared("REVOKE ALL ON FUNCTION audit_remove_details(TEXT) FROM PUBLIC").await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION audit_remove_details(TEXT)").await?;
        }
        crate::dialect::run(manager, DOWN).await
    }

    /// Both databases change their schema inside a transaction: a failed migration leaves nothing behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
