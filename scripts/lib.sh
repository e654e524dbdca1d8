# Shared by every script here: where build output and tools live, and how progress is told.
# Sourced, never run. Everything lands outside the clone so that a second clone is warm.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${PA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pa-assistant}
TOOLS=$CACHE/tools
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
export PATH=$TOOLS/bin:$TOOLS/node/node_modules/.bin:$HOME/.cargo/bin:$PATH
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
mkdir -p "$TOOLS/bin" "$CARGO_TARGET_DIR"

# Views without their nested types: less code in the browser. Set here for
# every build, so that what is tested is what is released and one set of build output serves all.
export RUSTFLAGS="--cfg erase_components"
# cargo-leptos sets this for what it builds, and the framework is compiled anew whenever it changes: here it never does.
export LEPTOS_OUTPUT_NAME=pa_assistant

WASM=wasm32-unknown-unknown

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
warn() { printf '\033[33m!!  %s\033[0m\n' "$*" >&2; }
die() { printf '\033[31mxx  %s\033[0m\n' "$*" >&2; exit 1; }

# timed LABEL COMMAND… — runs the command, says how long it took, keeps its exit code.
timed() {
  local label=$1 start=$SECONDS rc=0
  shift
  say "$label"
  "$@" || rc=$?
  local took=$((SECONDS - start))
  printf '%5ss  %s\n' "$took" "$label" >>"${TIMINGS:-/dev/null}"
  if [ "$rc" = 0 ]; then printf '    done in %ss\n' "$took"; else printf '    FAILED after %ss: %s\n' "$took" "$label" >&2; fi
  return "$rc"
}

has_wasm_std() {
  local dir
  dir=$(rustc --print target-libdir --target $WASM 2>/dev/null) || return 1
  compgen -G "$dir/libcore-*.rlib" >/dev/null
}

# A tool chain prepared by setup.sh on a machine whose rustup cannot download.
if [ -z "${RUSTUP_TOOLCHAIN:-}" ] && [ -f "$TOOLS/toolchain" ]; then
  RUSTUP_TOOLCHAIN=$(cat "$TOOLS/toolchain")
  export RUSTUP_TOOLCHAIN
fi

# What a release is made of, and what was made of it. What is not there yet counts as nothing.
release_fingerprint() {
  {
    { find "$ROOT"/{src,style,public,migrations,build.rs,Cargo.toml,Cargo.lock,.cargo,scripts/lib.sh} -type f -print0 2>/dev/null || true; } | sort -z | xargs -0 sha256sum
    { find "$ROOT/target/site" -type f -printf '%p %s\n' 2>/dev/null || true; } | sort
    sha256sum "$CARGO_TARGET_DIR"/release/{pa-assistant,hash.txt} 2>/dev/null || true
    rustc --version
  } | sha256sum
}

# A release build, unless exactly that stands there: the tool that makes it optimises the browser's code anew each time.
release_build() {
  local stamp=$ROOT/target/release-built
  if [ "$(cat "$stamp" 2>/dev/null)" = "$(release_fingerprint)" ]; then
    say "release build: nothing has changed"
    return 0
  fi
  timed "release build" cargo leptos build --release --split --precompress
  release_fingerprint >"$stamp"
}
