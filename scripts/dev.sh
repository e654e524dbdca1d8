#!/usr/bin/env bash
# Watches the sources, rebuilds and reloads; SQLite in a scratch folder, demo data, no TLS.
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
"$ROOT/scripts/setup.sh" build
DATA=${PA_DATA:-$CACHE/dev}
mkdir -p "$DATA"
export DATABASE_URL=${DATABASE_URL:-file:$DATA/pa-assistant.db} DEMO_MODE=true SIGN_IN_NETWORKS=127.0.0.0/8=600 DRAIN_MS=0
[ -f "$DATA/seeded" ] || { timed "demo data" cargo run --quiet --features ssr -- seed-demo && touch "$DATA/seeded"; }
exec cargo leptos watch --split --bin-args serve
