#!/usr/bin/env bash
# Watches the sources, rebuilds and reloads; SQLite in a scratch folder, demo data, no TLS, a model server that only plays one.
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
"$ROOT/scripts/setup.sh" build
DATA=${PA_DATA:-$CACHE/dev}
mkdir -p "$DATA"
export DATABASE_URL=${DATABASE_URL:-file:$DATA/pa-assistant.db} DEMO_MODE=true SIGN_IN_NETWORKS=127.0.0.0/8=600 DRAIN_MS=0
[ -f "$DATA/seeded" ] || { timed "demo data" cargo run --quiet --features ssr -- seed-demo && touch "$DATA/seeded"; }
# A real one is used when its address is given.
if [ -z "${OLLAMA_BASE_URL:-}" ]; then
  node "$ROOT/scripts/ai/stub.mjs" 11435 &
  STUB=$!
  trap 'kill "$STUB"' EXIT
  export OLLAMA_BASE_URL=http://127.0.0.1:11435 AI_MODE=${AI_MODE:-local} OLLAMA_MODEL=${OLLAMA_MODEL:-normal}
fi
cargo leptos watch --split --bin-args serve
