#!/usr/bin/env bash
# The shipped pgBackRest configuration on a real PostgreSQL: archive, back up, write on, destroy, restore, compare; then the daily
# dump of the cluster, restored into an empty database. Prints what was lost and how long it took.
source "$(dirname "$0")/../lib.sh"
cd "$ROOT"
command -v pgbackrest >/dev/null || {
  [ -z "${CI:-}" ] || die "pgbackrest is missing"
  warn "SKIPPED: pgbackrest is missing"
  exit 0
}
source scripts/deploy/own-postgres.sh
trap 'leave_postgres "$WORK/log/postgresql.log"' EXIT

# Only folders, the port and the second repository differ from what is shipped.
as mkdir -p "$WORK"/{repo1,repo2,spool,log,lock,dumps,secrets,tools}
sed -e "s#/var/lib/pgbackrest#$WORK/repo1#; s#/var/spool/pgbackrest#$WORK/spool#; s#/var/log/pgbackrest#$WORK/log#" \
  -e "s#/var/lib/postgresql/16/main#$WORK/data#; s#^pg1-port=.*#pg1-port=$PORT#; s#/var/run/postgresql#$WORK#" \
  -e "s#^repo2-type=s3#repo2-type=posix#; /^repo2-s3/d; s#^repo2-path=.*#repo2-path=$WORK/repo2#" \
  -e "s#^\[global\]#&\nlock-path=$WORK/lock\nrepo1-cipher-pass=drill-only-1\nrepo2-cipher-pass=drill-only-2#" deploy/backup/pgbackrest.conf >"$WORK/pgbackrest.conf"
sed "s#pgbackrest --stanza#pgbackrest --config=$WORK/pgbackrest.conf --stanza#" deploy/backup/postgresql.conf >"$WORK/pa.conf"
rest() { as pgbackrest --config="$WORK/pgbackrest.conf" --stanza=pa-assistant --log-level-console=warn "$@"; }
sql() { as psql -h "$WORK" -p "$PORT" -U pa -d pa -qAt -v ON_ERROR_STOP=1 -c "$1"; }
start() { as "$BIN/pg_ctl" -D "$WORK/data" -w -s -l "$WORK/log/postgresql.log" start; }

as "$BIN/initdb" -D "$WORK/data" -U pa --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
printf "port = %s\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '%s'\n" "$PORT" "$WORK" >>"$WORK/pa.conf"
as sh -c "cat '$WORK/pa.conf' >>'$WORK/data/postgresql.conf'"
start
as psql -h "$WORK" -p "$PORT" -U pa -d postgres -qc 'CREATE DATABASE pa'
sql 'CREATE TABLE work (id BIGINT PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()); INSERT INTO work SELECT generate_series(1, 100000)'

rest --pg1-user=pa stanza-create
rest --pg1-user=pa check
rest --pg1-user=pa --repo=1 --type=full backup
rest --pg1-user=pa --repo=2 --type=full backup
sql 'INSERT INTO work SELECT generate_series(100001, 150000)'
sql 'SELECT pg_switch_wal()' >/dev/null
rest --pg1-user=pa check
sql 'INSERT INTO work VALUES (150001)'
LAST=$(sql 'SELECT extract(epoch FROM max(at)) FROM work WHERE id <= 150000')
LOST_AT=$(sql 'SELECT extract(epoch FROM clock_timestamp())')

say "the server is lost: killed, its folder and the first repository gone"
kill -KILL "$(head -n 1 "$WORK/data/postmaster.pid")"
sleep 1
rm -rf "$WORK/data" "$WORK/repo1"
as mkdir -m 0700 "$WORK/data" "$WORK/repo1"
BEGAN=$(date +%s.%N)
rest --repo=2 restore
start
until [ "$(sql 'SELECT pg_is_in_recovery()')" = f ]; do sleep 0.2; done
ROWS=$(sql 'SELECT count(*) FROM work')
ENDED=$(date +%s.%N)
[ "$ROWS" -ge 150000 ] || die "only $ROWS of 150000 archived rows came back"
sql 'INSERT INTO work VALUES (200000)'
# A key may stand in a file or in the environment, never on a command line.
sed 's#^repo2-cipher-pass=.*#repo2-cipher-pass=another#' "$WORK/pgbackrest.conf" | as tee "$WORK/wrong.conf" >/dev/null
as pgbackrest --config="$WORK/wrong.conf" --stanza=pa-assistant --repo=2 info >"$WORK/wrong" 2>&1 || true
if grep -q 'status: ok' "$WORK/wrong" || ! grep -Eqi 'cipher|decrypt|unable to (load|open)' "$WORK/wrong"; then
  cat "$WORK/wrong"
  die "a wrong key opens the archive"
fi
printf 'restored from the off-site repository: %s rows; RPO %.1f s (WAL that was not archived yet), RTO %.1f s\n' \
  "$ROWS" "$(python3 -c "print($LOST_AT - $LAST)")" "$(python3 -c "print($ENDED - $BEGAN)")"

# The cluster's daily dump, with its own script, and what it deletes: today's, 40 days, a Sunday of 40 days, 100, a January's first Sunday.
python3 - "$WORK/tools/dump.sh" <<'PY'
import re, sys, textwrap
text = open("k8s/base/postgres/backup.yaml").read()
script = re.search(r"  dump\.sh: \|\n((?:    .*\n|\n)+)", text)[1]
open(sys.argv[1], "w").write(textwrap.dedent(script))
PY
printf 'postgresql://pa@127.0.0.1:%s/pa' "$PORT" | as tee "$WORK/secrets/url" >/dev/null
day() { date -u -d "$1" +%Y%m%d; }
sunday() { local d=$1; while [ "$(date -u -d "$d" +%w)" != 0 ]; do d=$(date -u -d "$d + 1 day" +%F); done; date -u -d "$d" +%Y%m%d; }
weekday_40=$(date -u -d '40 days ago' +%F)
[ "$(date -u -d "$weekday_40" +%w)" != 0 ] || weekday_40=$(date -u -d '41 days ago' +%F)
keep=("$(day '20 days ago')" "$(sunday "$(date -u -d '60 days ago' +%F)")" "$(sunday "$(date -u -d 'last year' +%Y)-01-01")")
gone=("$(day "$weekday_40")" "$(sunday "$(date -u -d '110 days ago' +%F)")" "$(sunday "$(($(date -u +%Y) - 9))-01-01")")
for name in "${keep[@]}" "${gone[@]}"; do as touch "$WORK/dumps/pa-assistant-${name}T020000Z.dump"; done
as env PATH="$BIN:$PATH" BACKUP_DIR="$WORK/dumps" DATABASE_URL_FILE="$WORK/secrets/url" sh "$WORK/tools/dump.sh"
for name in "${keep[@]}"; do [ -e "$WORK/dumps/pa-assistant-${name}T020000Z.dump" ] || die "the dump of $name is gone too early"; done
for name in "${gone[@]}"; do [ ! -e "$WORK/dumps/pa-assistant-${name}T020000Z.dump" ] || die "the dump of $name is kept too long"; done
as psql -h "$WORK" -p "$PORT" -U pa -d postgres -qc 'CREATE DATABASE again'
FILE=$(find "$WORK/dumps" -name '*.dump' -size +1k)
(cd "$WORK/dumps" && sha256sum --check --quiet ./*.sha256)
as "$BIN/pg_restore" -h "$WORK" -p "$PORT" -U pa --dbname=again --no-owner "$FILE"
[ "$(as psql -h "$WORK" -p "$PORT" -U pa -d again -qAtc 'SELECT count(*) FROM work')" = "$(sql 'SELECT count(*) FROM work')" ] || die "the dump does not hold everything"
say "the dump restores whole into an empty database, and old ones go when they should"
