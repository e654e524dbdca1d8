#!/usr/bin/env bash
# The reliability figures at full size, on a release build. Finished parts are kept in the cache and skipped when started
# again; the record is docs/reliability.md.
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
"$ROOT/scripts/setup.sh" test
timed "release build" cargo leptos build --release --split --precompress
export PA_BIN=$CARGO_TARGET_DIR/release/pa-assistant SITE_ROOT=$ROOT/target/site
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
{
  printf '# Reliability\n\nWritten by `make soak`: release build on SQLite, full size. Smaller sizes of the same run in every `make test`.\n\n| what | result |\n| --- | --- |\n'
  for result in "$DONE"/*; do printf '| %s | %s |\n' "$(basename "$result")" "$(tail -n 1 "$result")"; done
} >docs/reliability.md
cat docs/reliability.md
