#!/usr/bin/env bash
# Builds the image, runs it as a cluster would (uid 1001, read-only root, nothing but /data to write to) until its own health
# check passes, and prints what it weighs compressed.
#   image.sh            from the official bases, with docker
#   image.sh local      where no image registry can be reached: on bases made from Debian's packages, with buildah, as root
#   image.sh prebuilt   the same around the executable that is built already (PA_BIN and SITE_ROOT, else the release)
# IMAGE_BUILD_FLAGS goes to the builder as it is.
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
HOW=${1:-official}
IMAGE=${IMAGE:-pa-assistant:local}
WORK=$(mktemp -d)
PID=
leave() {
  [ -z "$PID" ] || { kill "$PID" && wait "$PID"; } 2>/dev/null || true
  umount --recursive "$WORK/root" 2>/dev/null || umount --lazy --recursive "$WORK/root" 2>/dev/null || true
  [ ! -e "$WORK/storage.conf" ] || { buildah umount --all && buildah rm --all; } >/dev/null 2>&1 || true
  umount "$WORK/storage/overlay" 2>/dev/null || true
  rm -rf --one-file-system "$WORK"
}
trap leave EXIT
read -ra FLAGS <<<"${IMAGE_BUILD_FLAGS:-}"
FLAGS+=(--build-arg "REVISION=$(git rev-parse HEAD 2>/dev/null || echo unknown)")

# What distroless/cc holds, from Debian's packages: a C library, certificates, a user's name. No shell.
runtime_base() {
  (cd "$WORK" && apt-get -o APT::Sandbox::User=root download -qq ca-certificates && dpkg -x ca-certificates_*.deb ca)
  mkdir -p "$WORK/more/etc/ssl/certs" "$WORK/more/tmp"
  chmod 1777 "$WORK/more/tmp"
  cat "$WORK"/ca/usr/share/ca-certificates/mozilla/*.crt >"$WORK/more/etc/ssl/certs/ca-certificates.crt"
  printf 'root:x:0:0:root:/:/sbin/nologin\nnonroot:x:1001:1001:nonroot:/data:/sbin/nologin\n' >"$WORK/more/etc/passwd"
  printf 'root:x:0:\nnonroot:x:1001:\n' >"$WORK/more/etc/group"
  mmdebstrap --quiet --variant=extract --include=libc6,libgcc-s1 bookworm "$WORK/runtime.tar" \
    --customize-hook="rm -rf \"\$1\"/var \"\$1\"/usr/share \"\$1\"/etc/apt" --customize-hook="copy-in $WORK/more/etc $WORK/more/tmp /"
  import "$WORK/runtime.tar" localhost/pa-runtime
}
# What the official Rust image holds, from Debian's packages.
build_base() {
  local sources=()
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do [ ! -s "$file" ] || sources+=("$file"); done
  mmdebstrap --quiet --variant=minbase --include=ca-certificates,build-essential,nodejs,npm,rustc-web,cargo-web,rust-web-src,rust-web-clippy \
    bookworm "$WORK/build.tar" "${sources[@]}"
  import "$WORK/build.tar" localhost/pa-build
}
import() {
  local container
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$1" / >/dev/null
  buildah commit --quiet "$container" "$2" >/dev/null
  buildah rm "$container" >/dev/null
}

build_official() {
  docker build --tag "$IMAGE" "${FLAGS[@]}" .
}
build_local() {
  runtime_base
  buildah inspect --type image localhost/pa-build >/dev/null 2>&1 || build_base
  buildah bud --quiet --format docker --layers --build-arg BUILD_IMAGE=localhost/pa-build --build-arg RUNTIME_IMAGE=localhost/pa-runtime \
    "${FLAGS[@]}" --tag "$IMAGE" . >/dev/null
}
build_prebuilt() {
  local bin=${PA_BIN:-$CARGO_TARGET_DIR/release/pa-assistant} out=$WORK/prebuilt/out
  mkdir -p "$out/app" "$out/data"
  cp "$bin" "$out/app/pa-assistant"
  strip "$out/app/pa-assistant"
  [ ! -f "$(dirname "$bin")/hash.txt" ] || cp "$(dirname "$bin")/hash.txt" "$out/app/"
  cp -r "${SITE_ROOT:-target/site}" "$out/app/site"
  runtime_base
  buildah bud --quiet --format docker --build-arg RUNTIME_IMAGE=localhost/pa-runtime --build-context "build=$WORK/prebuilt" \
    "${FLAGS[@]}" --tag "$IMAGE" . >/dev/null
}

settings() { buildah inspect --type image "$IMAGE" | jq .Docker.config; }

# As a cluster runs it, with nothing but a kernel: a read-only root, /data in memory, uid and commands as the image says.
check_local() {
  local container mount port env user entry health
  container=$(buildah from "$IMAGE")
  mount=$(buildah mount "$container")
  settings >"$WORK/settings.json"
  user=$(jq -r .User "$WORK/settings.json")
  [ "$user" = 1001:1001 ] || die "the image runs as '$user', not as 1001:1001"
  mapfile -t env < <(jq -r '.Env[]' "$WORK/settings.json")
  mapfile -t entry < <(jq -r '(.Entrypoint + .Cmd)[]' "$WORK/settings.json")
  mapfile -t health < <(jq -r '.Healthcheck.Test[1:][]' "$WORK/settings.json")
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  # The runtime's part: where the kernel's files go.
  mkdir -p "$WORK/root" "$mount/proc"
  mount --bind "$mount" "$WORK/root"
  mount -o remount,ro,bind "$WORK/root"
  mount -t proc proc "$WORK/root/proc"
  mount -t tmpfs -o uid=1001,gid=1001,mode=0700 tmpfs "$WORK/root/data"
  [ ! -e "$WORK/root/bin/sh" ] || warn "this base has a shell"
  # Always in a subshell, so that the process is the command itself.
  inside() { exec env -i "${env[@]}" HOST=127.0.0.1 PORT="$port" chroot --userspec="$user" --groups= "$WORK/root" "$@"; }
  inside "${entry[@]}" >"$WORK/log" 2>&1 &
  PID=$!
  local tries=0
  until (inside "${health[@]}"); do
    tries=$((tries + 1))
    if [ "$tries" -ge 60 ] || ! kill -0 "$PID" 2>/dev/null; then
      cat "$WORK/log"
      die "the image never became healthy"
    fi
    sleep 0.5
  done
  # A program that ends at once answers every health check.
  kill -0 "$PID" 2>/dev/null || { cat "$WORK/log"; die "the program in the image ended by itself"; }
  [ "$(awk '/^Uid:/ {print $2}' "/proc/$PID/status")" = 1001 ] || die "the process is not uid 1001"
  ! (inside /app/pa-assistant healthcheck --no-such-option) >/dev/null 2>&1 || die "wrong use is accepted"
  local page
  page=$(curl -fsS "http://127.0.0.1:$port/sign-in")
  grep -oE '/pkg/[^"]+\.(css|js|wasm)' <<<"$page" | sort -u >"$WORK/assets"
  [ -s "$WORK/assets" ] || die "the page names no assets"
  while read -r asset; do
    curl -fsS -o /dev/null "http://127.0.0.1:$port$asset" || die "the page names $asset and the image has not got it"
  done <"$WORK/assets"
  kill -TERM "$PID"
  wait "$PID" || die "SIGTERM ended it with code $?"
  PID=
  umount --recursive "$WORK/root"
  buildah umount "$container" >/dev/null
  buildah rm "$container" >/dev/null
  say "uid 1001, read-only root, health check by the executable itself: passed"
  buildah push --quiet "$IMAGE" "oci:$WORK/oci" >/dev/null
  local manifest
  manifest=$(jq -r '.manifests[0].digest' "$WORK/oci/index.json")
  jq -r '[.layers[].size] | "compressed size: \(add / 1048576 * 10 | round / 10) MiB in \(length) layers"' "$WORK/oci/blobs/sha256/${manifest#sha256:}"
}
check_official() {
  local id
  id=$(docker run --detach --read-only --tmpfs /data:uid=1001,gid=1001 --cap-drop ALL --security-opt no-new-privileges "$IMAGE")
  for _ in $(seq 60); do
    [ "$(docker inspect --format '{{.State.Health.Status}}' "$id")" != healthy ] || break
    sleep 1
  done
  local state
  state=$(docker inspect --format '{{.State.Health.Status}}' "$id")
  docker rm --force "$id" >/dev/null
  [ "$state" = healthy ] || die "the image never became healthy"
  say "read-only root, health check by the executable itself: passed"
  printf 'compressed size: about %s MiB\n' "$(($(docker save "$IMAGE" | gzip -c | wc -c) / 1048576))"
}

case "$HOW" in
official)
  timed "image" build_official
  check_official
  ;;
local | prebuilt)
  # Layers that share what they have in common, where the kernel can; a prebuilt image leaves nothing behind.
  export BUILDAH_ISOLATION=${BUILDAH_ISOLATION:-chroot} STORAGE_DRIVER=${STORAGE_DRIVER:-overlay}
  buildah info >/dev/null 2>&1 || export STORAGE_DRIVER=vfs
  if [ "$HOW" = prebuilt ]; then
    printf '[storage]\ndriver = "%s"\ngraphroot = "%s/storage"\nrunroot = "%s/run"\n' "$STORAGE_DRIVER" "$WORK" "$WORK" >"$WORK/storage.conf"
    export CONTAINERS_STORAGE_CONF=$WORK/storage.conf
  fi
  timed "image" "build_$HOW"
  check_local
  ;;
*) die "image.sh [local|prebuilt]" ;;
esac
