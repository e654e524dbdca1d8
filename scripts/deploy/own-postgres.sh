# Sourced by drills with a PostgreSQL of their own: BIN, its programs; WORK, a scratch folder; PORT, a free one; `as COMMAND…`, in that
# folder as a user it agrees to run as.
BIN=$(dirname "$(readlink -f "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")")
WORK=$(mktemp -d)
PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
RUN=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$WORK"
  RUN=(runuser -u postgres --)
fi
as() { (cd "$WORK" && "${RUN[@]}" "$@"); }
# leave_postgres LOG… — to be trapped on EXIT: shows the end of the logs when the drill failed, stops the server, tidies up.
leave_postgres() {
  local code=$?
  [ "$code" = 0 ] || tail -n 20 "$@"
  as "$BIN/pg_ctl" -D "$WORK/data" -m immediate -s stop 2>/dev/null || true
  # Something of it may still write for a moment.
  rm -rf "$WORK" 2>/dev/null || { sleep 2 && rm -rf "$WORK"; }
  exit "$code"
}
