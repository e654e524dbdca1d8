# Sourced: finds the Redis that tests start for themselves, each on a free port.
find_redis() {
  [ -z "${PA_TEST_REDIS:-}" ] || return 0
  PA_TEST_REDIS=$(command -v redis-server || command -v valkey-server) || {
    unset PA_TEST_REDIS
    [ -z "${CI:-}" ] || die "Redis is missing and CI must not skip it"
    warn "SKIPPED: Redis is missing"
    return 0
  }
  export PA_TEST_REDIS
}
