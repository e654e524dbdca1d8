#!/bin/sh
# Run once by the PostgreSQL image when its data folder is empty: roles for the application and for the standby, and
# who may connect. `migrate up --app-role pa_app` gives the first one what it needs.
set -eu
psql --username="$POSTGRES_USER" --dbname=postgres --set=ON_ERROR_STOP=1 --set=app="$(cat /run/secrets/app-password)" \
    --set=replication="$(cat /run/secrets/replication-password)" <<'SQL'
CREATE ROLE pa_app LOGIN PASSWORD :'app';
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'replication';
SELECT pg_create_physical_replication_slot('standby');
SQL
cat >"$PGDATA/pg_hba.conf" <<'HBA'
local all all peer
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
host all all samenet scram-sha-256
host replication replicator samenet scram-sha-256
HBA
