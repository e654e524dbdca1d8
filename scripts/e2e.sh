#!/usr/bin/env bash
# Browser tests against the development build. Servers are started by the fixtures on free ports of 127.0.0.1, each on a
# scratch database, and stopped by their process id. Arguments go to Playwright.
source "$(dirname "$0")/lib.sh"
cd "$ROOT/end2end"
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v google-chrome)} || {
  [ -z "${CI:-}" ] || die "Chromium is missing and CI must not skip the browser tests"
  warn "SKIPPED: Chromium is missing"
  exit 0
}
export CHROMIUM PA_BIN=${PA_BIN:-$CARGO_TARGET_DIR/debug/pa-assistant} SITE_ROOT=${SITE_ROOT:-$ROOT/target/site}
exec npx playwright test "$@"
