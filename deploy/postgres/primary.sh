#!/bin/sh
# Run once by the PostgreSQL image when its data folder is empty: a role for the standby, and who may connect.
set -eu
psql --username="$POSTGRES_USER" --dbname=postgres --set=ON_ERROR_STOP=1 --set=password="$(cat /run/secrets/replication-password)" <<'SQL'
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'password';
SELECT pg_create_physical_replication_slot('standby');
SQL
cat >"$PGDATA/pg_hba.conf" <<'HBA'
local all all peer
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
host all all samenet scram-sha-256
host replication replicator samenet scram-sha-256
HBA
