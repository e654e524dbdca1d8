#!/usr/bin/env bash
# In an image build, before our sources are there: builds what they depend on, for both sides, so that it stays in a layer of its
# own. The flags are those of `cargo leptos build --release --split`; with others everything would be built again.
source "$(dirname "$0")/../lib.sh"
cd "$ROOT"
mkdir -p src/tests examples migrations/src
echo 'fn main() {}' | tee src/main.rs examples/bare.rs src/tests/main.rs src/tests/authz_matrix.rs >/dev/null
: | tee src/lib.rs migrations/src/lib.rs >/dev/null
timed "dependencies of the server" cargo build --release --quiet --package pa-assistant --bin pa-assistant --no-default-features --features ssr
RUSTFLAGS="$RUSTFLAGS -Clink-args=--emit-relocs" timed "dependencies of the browser's code" cargo build --quiet --package pa-assistant --lib \
  --target-dir "$CARGO_TARGET_DIR/front" --target $WASM --no-default-features --features hydrate --profile wasm-release
# Our own crates are forgotten: sources that are copied over these later may be older than what was built just now, and cargo would
# take the empty program for theirs.
find "$CARGO_TARGET_DIR" -path '*/.fingerprint/*' -prune \( -name 'pa-assistant-*' -o -name 'migrations-*' \) -exec rm -r {} +
