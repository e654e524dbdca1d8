#!/usr/bin/env bash
# Brings a release into a cluster: migrate, roll out, watch, and take it back by itself when it is not healthy.
#   rollout.sh OVERLAY IMAGE          rollout.sh production registry.example.com/pa-assistant@sha256:…
#   rollout.sh OVERLAY --undo         back to what ran before, with its configuration (its limits: docs/operations/rollback.md)
# Needs kubectl, and nothing else; KUBECONFIG says which cluster. SITE, when given, is asked for /health as people reach it.
set -euo pipefail
cd "$(dirname "$0")/../.."
OVERLAY=${1:?the overlay: dev, pilot, staging or production}
IMAGE=${2:?the image with its digest or tag, or --undo}
MIGRATE_WITHIN=${MIGRATE_WITHIN:-1800} ROLL_OUT_WITHIN=${ROLL_OUT_WITHIN:-300} GATE_SECONDS=${GATE_SECONDS:-60}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
say() { printf '==> %s\n' "$*"; }
[ -d "k8s/overlays/$OVERLAY" ] || { echo "no such overlay: $OVERLAY" >&2; exit 2; }

kubectl kustomize "k8s/overlays/$OVERLAY" >"$WORK/rendered.yaml" 2>"$WORK/said" || { cat "$WORK/said" >&2; exit 1; }
NAMESPACE=$(awk '/^kind: Namespace$/ {found = 1} found && /^  name:/ {print $2; exit}' "$WORK/rendered.yaml")
in_space() { kubectl --namespace "$NAMESPACE" "$@"; }

undo() {
  say "back to the release before"
  in_space rollout undo deployment/pa-assistant
  in_space rollout status deployment/pa-assistant --timeout="${ROLL_OUT_WITHIN}s"
}
fail() {
  echo "xx  $*" >&2
  in_space get pods -l app.kubernetes.io/component=app -o wide || true
  in_space logs -l app.kubernetes.io/component=app --tail=50 --prefix || true
  if [ -n "$BEFORE" ]; then undo; else echo "there is no release before this one" >&2; fi
  exit 1
}
if [ "$IMAGE" = --undo ]; then
  undo
  exit 0
fi

sed -E "s#^( *(- )?image: )(.*/)?pa-assistant[:@].*#\1$IMAGE#" "$WORK/rendered.yaml" >"$WORK/release.yaml"
grep -q "image: $IMAGE" "$WORK/release.yaml" || { echo "the overlay has no image to replace" >&2; exit 1; }
BEFORE=$(in_space get deployment pa-assistant --ignore-not-found -o 'jsonpath={.spec.template.spec.containers[0].image}')
say "$OVERLAY: ${BEFORE:-nothing} → $IMAGE"

if grep -q '^kind: Job$' "$WORK/release.yaml"; then
  say "migrations, while the release before goes on serving"
  in_space delete job pa-assistant-migrate --ignore-not-found
  kubectl apply -f "$WORK/release.yaml" -l pa-assistant/stage=before
  if ! in_space wait --for=condition=complete job/pa-assistant-migrate --timeout="${MIGRATE_WITHIN}s"; then
    in_space logs job/pa-assistant-migrate --tail=100 || true
    echo "xx  the migration did not finish; nothing was rolled out" >&2
    exit 1
  fi
fi

say "roll out"
kubectl apply -f "$WORK/release.yaml"
in_space rollout status deployment/pa-assistant --timeout="${ROLL_OUT_WITHIN}s" || fail "the rollout did not finish"

say "health, for $GATE_SECONDS seconds"
until [ "$SECONDS" -ge "${UNTIL:=$((SECONDS + GATE_SECONDS))}" ]; do
  for pod in $(in_space get pods -l app.kubernetes.io/component=app --field-selector=status.phase=Running -o name); do
    in_space exec "$pod" -- /app/pa-assistant healthcheck >/dev/null || fail "$pod is not healthy"
  done
  [ -z "${SITE:-}" ] || curl --fail --silent --show-error --max-time 5 --output /dev/null "$SITE/health" || fail "$SITE/health does not answer"
  sleep 5
done
say "done: $OVERLAY runs $IMAGE"
