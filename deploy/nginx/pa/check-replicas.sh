#!/bin/sh
# Active health checks for nginx: asks every replica whether it is ready and, when an answer or an address changed, writes
# pa/replicas.conf anew and reloads. A leaving replica answers 503 while its port is still open, so that it is out of the list
# before the port closes. Needs only what nginx's own images have.
#   REPLICAS="app1:3000 app2:3000 app3:3000" check-replicas.sh
set -u
REPLICAS=${REPLICAS:?the replicas, as host:port separated by spaces}
LIST=${LIST:-/etc/nginx/pa/replicas.conf}
EVERY=${EVERY:-1}
RELOAD=${RELOAD:-nginx -s reload}

is_ready() {
    if command -v curl >/dev/null 2>&1; then
        curl -fsS -m 2 -o /dev/null "http://$1/api/health/ready" 2>/dev/null
    else
        wget -q -T 2 -O /dev/null "http://$1/api/health/ready" 2>/dev/null
    fi
}
# Names are resolved here, each time: a replica that was made anew has another address.
address() {
    found=$(getent hosts "${1%:*}" 2>/dev/null | awk 'NR == 1 { print $1 }')
    case $found in
        *:*) echo "[$found]:${1##*:}" ;;
        '') echo "$1" ;;
        *) echo "$found:${1##*:}" ;;
    esac
}
list() {
    ready=0
    for replica in $REPLICAS; do
        if is_ready "$replica"; then
            echo "server $(address "$replica") max_fails=2 fail_timeout=5s;"
            ready=1
        fi
    done
    # With none ready people get the page that says so, from whoever still answers.
    [ "$ready" = 1 ] || for replica in $REPLICAS; do echo "server $(address "$replica") max_fails=2 fail_timeout=5s;"; done
}

while :; do
    list >"$LIST.next"
    if cmp -s "$LIST.next" "$LIST"; then
        rm -f "$LIST.next"
    else
        mv "$LIST.next" "$LIST"
        $RELOAD || echo "check-replicas: the reload failed" >&2
    fi
    [ "${ONCE:-}" != 1 ] || exit 0
    sleep "$EVERY"
done
