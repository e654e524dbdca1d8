#!/usr/bin/env bash
# The reliability figures at full size, on a release build. Finished parts are kept in the cache and skipped when started
# again; the record is docs/reliability.md.
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
"$ROOT/scripts/setup.sh" test
release_build
export PA_BIN=$CARGO_TARGET_DIR/release/pa-assistant SITE_ROOT=$ROOT/target/site PA_PG_FSYNC=on
DONE=$CACHE/soak/$(git rev-parse HEAD)
mkdir -p "$DONE"
part() {
  local name=$1
  shift
  [ -s "$DONE/$name" ] || { say "$name"; "$@" | tee "$DONE/$name.part" && mv "$DONE/$name.part" "$DONE/$name"; }
}
part "siege-200-people-120-s" node scripts/load/siege.mjs --people 200 --seconds 120
part "kills-${KILLS:-500}" node scripts/load/kills.mjs --kills "${KILLS:-500}"
part "closing-20000-reviews" node scripts/load/closing.mjs --people 20000 --kills 20
part "fleet-nginx" node scripts/load/fleet.mjs --proxy nginx
part "fleet-haproxy" node scripts/load/fleet.mjs --proxy haproxy
part "rollout" node scripts/load/rollout.mjs
part "outages" node scripts/load/outages.mjs --people 100 --away 15
part "copy-20000-people" node scripts/load/copying.mjs --people 20000 --years 3
part "disaster-sqlite" node scripts/deploy/drill/sqlite.mjs
part "disaster-postgresql" node scripts/deploy/drill/postgres.mjs --wait 75
part "dump-postgresql" scripts/deploy/pgbackrest-drill.sh
part "secrets-in-logs" node scripts/deploy/canary.mjs
part "configurations" node scripts/deploy/configuration.mjs
{
  printf '# Reliability\n\nWritten by `make soak`: release build, full size; on SQLite unless it says otherwise. Smaller sizes of the same run in every `make test`.\n\n| what | result |\n| --- | --- |\n'
  for result in "$DONE"/*; do printf '| %s | %s |\n' "$(basename "$result")" "$(tail -n 1 "$result" | sed 's/\x1b\[[0-9;]*m//g; s/^==> //')"; done
} >docs/reliability.md
cat docs/reliability.md
