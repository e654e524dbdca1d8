#!/usr/bin/env bash
# A release as an image or a host without containers wants it: build.sh FOLDER
# FOLDER/app holds the executable and its assets, FOLDER/data is the empty folder it will write to.
source "$(dirname "$0")/../lib.sh"
cd "$ROOT"
timed "release build" cargo leptos build --release --split --precompress
rm -rf "${1:?the folder}/app"
mkdir -p "$1/app" "$1/data"
cp "$CARGO_TARGET_DIR/release/pa-assistant" "$CARGO_TARGET_DIR/release/hash.txt" "$1/app/"
cp -r target/site "$1/app/site"
