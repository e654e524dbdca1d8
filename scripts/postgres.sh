# Sourced: starts a PostgreSQL of its own in a scratch folder on a free port, and stops it when the script ends.
AT_EXIT=
# at_exit COMMANDS — also runs these when the script ends; servers stop in the reverse order of their start.
at_exit() {
  AT_EXIT="$1; $AT_EXIT"
  # shellcheck disable=SC2064
  trap "$AT_EXIT" EXIT
}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

start_postgres() {
  [ -z "${PA_TEST_POSTGRES:-}" ] || return 0
  local bin folder port run=()
  bin=$(dirname "$(readlink -f "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")") || {
    [ -z "${CI:-}" ] || die "PostgreSQL is missing and CI must not skip it"
    warn "SKIPPED: PostgreSQL is missing"
    return 0
  }
  folder=$(mktemp -d)
  port=$(free_port)
  # It refuses to run as root.
  if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 || useradd --system --no-create-home postgres
    chown postgres "$folder"
    run=(runuser -u postgres --)
  fi
  (
    cd "$folder"
    "${run[@]}" "$bin/initdb" -D "$folder/data" -U pa --auth=trust -E UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log"; exit 1; }
    "${run[@]}" "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/log" \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$folder' -c fsync=${PA_PG_FSYNC:-off} -c max_connections=400" start
  )
  PA_TEST_POSTGRES=postgresql://pa@127.0.0.1:$port
  export PA_TEST_POSTGRES
  at_exit "${run[*]} $bin/pg_ctl -D $folder/data -m immediate -s stop || true; rm -rf $folder"
}
