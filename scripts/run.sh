#!/usr/bin/env bash
# From a clone to a running demo: builds a release, seeds a database of its own once, serves, prints where.
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
"$ROOT/scripts/setup.sh" build
release_build
BIN=$CARGO_TARGET_DIR/release/pa-assistant
DATA=${PA_DATA:-$CACHE/demo}
mkdir -p "$DATA"
export DATABASE_URL=${DATABASE_URL:-file:$DATA/pa-assistant.db} DEMO_MODE=true SITE_ROOT=$ROOT/target/site PORT=${PORT:-3000}
export SIGN_IN_NETWORKS=${SIGN_IN_NETWORKS:-127.0.0.0/8=600}
[ -f "$DATA/seeded" ] || { timed "demo data" "$BIN" seed-demo && touch "$DATA/seeded"; }
cat <<EOM

  pa-assistant is at  http://localhost:$PORT

  Sign in with one of these; the password is  try-the-demo-2026
    EMP0004   HR admin and manager       EMP0046   manager of 35, half way
    EMP0001   general director           EMP0049   employee, drafting
    EMP0002   board member and manager   EMP0060   employee, asked for changes

  Ctrl+C stops it. Data: $DATA
EOM
exec "$BIN" serve
