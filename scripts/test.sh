#!/usr/bin/env bash
# Everything CI runs, cheapest first. Says what takes the time.
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
export TIMINGS=$CACHE/timings
: >"$TIMINGS"
"$ROOT/scripts/setup.sh" test
source "$ROOT/scripts/postgres.sh"
source "$ROOT/scripts/ldap.sh"
source "$ROOT/scripts/redis.sh"

lint_cfg_budget() {
  ! grep -rnE 'feature *= *"' src --include='*.rs' | grep -vE '^src/(lib|main)\.rs:|^src/ui/platform\.rs:' ||
    die "cfg(feature) belongs into lib.rs, main.rs and ui/platform.rs only"
}
lint_textarea() {
  ! grep -rnE '<textarea' src --include='*.rs' | grep -v '^src/ui/components/text_area.rs:' ||
    die "a raw <textarea>: use components::TextArea, which escapes"
}
deny() {
  cargo deny --all-features check bans licenses sources
  # The advisory database lives elsewhere and may be out of reach.
  cargo deny --all-features check advisories || {
    if cargo deny fetch >/dev/null 2>&1; then return 1; fi
    warn "SKIPPED: advisories, their database cannot be reached from here"
  }
}
domain_tests() { cargo test --quiet --lib --test permissions --no-default-features; }
server_tests() { start_postgres && start_ldap && find_redis && cargo test --quiet --features ssr; }
browser_tests() { "$ROOT/scripts/e2e.sh"; }
load() { PA_BIN=$CARGO_TARGET_DIR/debug/pa-assistant SITE_ROOT=$ROOT/target/site node "$@"; }

timed "cfg budget" lint_cfg_budget
timed "one TextArea" lint_textarea
timed "format" "$ROOT/scripts/format.sh"
timed "cargo deny" deny
timed "domain tests" domain_tests
timed "clippy, server side" cargo clippy --quiet --features ssr --all-targets -- -D warnings
timed "clippy, browser side" cargo clippy --quiet --lib --features hydrate --target $WASM -- -D warnings
timed "server tests" server_tests
timed "browser build" cargo leptos build --split
timed "deployment" "$ROOT/scripts/deploy-checks.sh"
timed "Playwright lint" npm --prefix end2end run --silent lint
timed "siege: 200 people, 20 seconds" load scripts/load/siege.mjs --people 200 --seconds 20
timed "20 kills" load scripts/load/kills.mjs --kills 20
timed "closing a year, killed 3 times" load scripts/load/closing.mjs --people 2000 --kills 3
timed "three replicas behind both proxies" load scripts/load/fleet.mjs --proxy both --people 20 --seconds 8 --every 3 --sessions 10 --rate 20 --drain 2500
timed "PostgreSQL and Redis go away" load scripts/load/outages.mjs --people 6 --away 2 --only stopped,gone,replica,redis --times 1
timed "SQLite destroyed and restored" load scripts/deploy/drill/sqlite.mjs --people 8
timed "PostgreSQL destroyed, its site lost" load scripts/deploy/drill/postgres.mjs --people 8 --wait 3
timed "browser tests" browser_tests
say "What took the time"
sort -rn "$TIMINGS" | head -12
say "All of it passed"
