-- The role the application runs as on PostgreSQL: it reads and writes, and can neither change nor delete what was written into the
-- audit log (R42). `migrate up`, `copy-database`, backups and restores run as the owner of the tables, not as this role.
-- Run as the owner, connected to the application's database, after `pa-assistant migrate up`, and once more after an upgrade that says so:
--   psql "$OWNER_URL" -v ON_ERROR_STOP=1 -v app=pa_app -f app-role.sql
GRANT USAGE ON SCHEMA public TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :app;
-- Entries and their details are only ever added. The head moves on, and is sealed with AUDIT_KEY.
REVOKE UPDATE, DELETE ON audit_entries, audit_details FROM :app;
REVOKE DELETE ON audit_head FROM :app;
-- Which migrations there are is the owner's business.
REVOKE INSERT, UPDATE, DELETE ON seaql_migrations FROM :app;
-- Anonymising takes details away through this function alone; the chain says which, and `audit verify` finds any other.
GRANT EXECUTE ON FUNCTION audit_remove_details(TEXT) TO :app;
-- Tables of later releases. Last: where the schema is not there yet the script has ended before, and no table of the log is made with these.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO :app;
