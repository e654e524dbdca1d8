#!/usr/bin/env bash
# compose.prod.yaml's PostgreSQL without its containers: the shipped secrets and first script, passwords asked for; the owner migrates and
# lets the application in, which works, dumps with the cluster's script, and cannot do more; the dump is restored and let in again.
#   PA_BIN=… scripts/deploy/app-role-drill.sh
source "$(dirname "$0")/../lib.sh"
cd "$ROOT"
source scripts/deploy/own-postgres.sh
PA=${PA_BIN:-$CARGO_TARGET_DIR/debug/pa-assistant}
trap 'leave_postgres "$WORK/log" "$WORK/said"' EXIT

scripts/deploy/secrets.sh "$WORK/secrets" >/dev/null
SECRETS=$WORK/secrets
as tee "$WORK/password" <"$SECRETS/postgres-password" >/dev/null
as "$BIN/initdb" -D "$WORK/data" -U pa_assistant --pwfile="$WORK/password" --auth=scram-sha-256 -E UTF8 --locale=C.UTF-8 >/dev/null
as "$BIN/pg_ctl" -D "$WORK/data" -w -s -l "$WORK/log" -o "-p $PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$WORK" start
export PGHOST=127.0.0.1 PGPORT=$PORT SESSION_SECRET_FILE=$SECRETS/session-secret AUDIT_KEY_FILE=$SECRETS/audit-key
owner_sql() { PGPASSWORD=$(cat "$SECRETS/postgres-password") psql -qAt -U pa_assistant -d postgres -v ON_ERROR_STOP=1 -c "$1"; }
owner_sql 'CREATE DATABASE pa_assistant'
mkdir "$WORK/first"
sed "s#/run/secrets#$SECRETS#g" deploy/postgres/primary.sh >"$WORK/primary.sh"
PGPASSWORD=$(cat "$SECRETS/postgres-password") POSTGRES_USER=pa_assistant PGDATA=$WORK/first sh "$WORK/primary.sh" >/dev/null

# address FILE DATABASE — a secret's address, at the port of this server.
address() { sed "s#@postgres:5432/pa_assistant#@127.0.0.1:$PORT/$2#" "$SECRETS/$1"; }
owner() { DATABASE_URL=$(address database-owner-url "$DATABASE") "$PA" "$@"; }
app() { DATABASE_URL=$(address database-url "$DATABASE") "$PA" "$@"; }
# refused WORDS COMMAND… — fails, and says so in these words.
refused() {
  local words=$1
  shift
  if "$@" >"$WORK/said" 2>&1; then die "not refused: $*"; fi
  grep -q "$words" "$WORK/said" || die "refused in other words: $*"
}

DATABASE=pa_assistant
refused 'as the owner of the tables first' app migrate up
refused 'there is no role nobody' owner migrate up --app-role nobody
refused 'could change the audit log' owner migrate up --app-role pa_assistant
owner migrate up --app-role pa_app >/dev/null
owner migrate up --app-role pa_app >/dev/null
app create-admin --employee-id EMP0001 --name "Yuki Pham" --email yuki@example.com >/dev/null
app import employees src/server/demo/employees-200.csv >/dev/null
app audit verify >/dev/null

python3 - "$WORK/dump.sh" <<'PY'
import re, sys, textwrap
text = open("k8s/base/postgres/backup.yaml").read()
script = re.search(r"  dump\.sh: \|\n((?:    .*\n|\n)+)", text)[1]
open(sys.argv[1], "w").write(textwrap.dedent(script))
PY
mkdir "$WORK/dumps"
address database-url pa_assistant >"$WORK/url"
PATH=$BIN:$PATH BACKUP_DIR=$WORK/dumps DATABASE_URL_FILE=$WORK/url sh "$WORK/dump.sh" >/dev/null
owner_sql 'CREATE DATABASE again'
PGPASSWORD=$(cat "$SECRETS/postgres-password") "$BIN/pg_restore" -U pa_assistant --dbname=again --no-owner --exit-on-error "$WORK"/dumps/*.dump
DATABASE=again
refused 'permission denied' app audit verify
owner migrate up --app-role pa_app >/dev/null
app audit verify | sed 's/^/migrated and let in by the owner, filled, dumped by the application, restored, let in again. /'
