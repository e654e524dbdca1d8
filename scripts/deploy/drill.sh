#!/usr/bin/env bash
# The disaster drill (O14): real databases with people at work are destroyed and restored, times measured against the objectives.
#   drill.sh sqlite | postgres [--wait SECONDS] | dump | all
source "$(dirname "$0")/../lib.sh"
cd "$ROOT"
WHAT=${1:-all}
[ $# = 0 ] || shift
export PA_BIN=${PA_BIN:-$CARGO_TARGET_DIR/debug/pa-assistant} SITE_ROOT=${SITE_ROOT:-$ROOT/target/site}
[ -x "$PA_BIN" ] || die "there is no executable at $PA_BIN"
case $WHAT in
sqlite) node scripts/deploy/drill/sqlite.mjs ;;
postgres) node scripts/deploy/drill/postgres.mjs "$@" ;;
dump) scripts/deploy/pgbackrest-drill.sh ;;
all)
  node scripts/deploy/drill/sqlite.mjs
  node scripts/deploy/drill/postgres.mjs "$@"
  scripts/deploy/pgbackrest-drill.sh
  ;;
*) die "drill.sh sqlite | postgres [--wait SECONDS] | dump | all" ;;
esac
