#!/usr/bin/env bash
# rustfmt and leptosfmt. Without --write only checks.
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
# A tool chain taken from the distribution may come without rustfmt: the default one formats just as well.
fmt() { cargo fmt "$@" 2>/dev/null || env -u RUSTUP_TOOLCHAIN cargo fmt "$@"; }
mapfile -t views < <(git ls-files -co --exclude-standard 'src/ui/*.rs')
if [ "${1:-}" = --write ]; then
  leptosfmt --quiet "${views[@]}"
  fmt --all
else
  fmt --all -- --check
  leptosfmt --quiet --check "${views[@]}"
fi
