#!/usr/bin/env bash
# Measures a release build and keeps the table in docs/benchmarks.md.
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
"$ROOT/scripts/setup.sh" bench
release_build
timed "bare handler" cargo build --release --no-default-features --features ssr --bin bare
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v google-chrome)}
export CHROMIUM PA_BIN=$CARGO_TARGET_DIR/release/pa-assistant PA_BARE=$CARGO_TARGET_DIR/release/bare SITE_ROOT=$ROOT/target/site
exec node scripts/load/bench.mjs
