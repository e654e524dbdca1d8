#!/bin/sh
# Redis with its password from a file: start.sh server [MASTER] | start.sh sentinel MASTER
set -eu
password=$(cat /run/secrets/redis-password)
case $1 in
server)
    umask 077
    printf 'dir /data\nappendonly yes\nmaxmemory 128mb\nmaxmemory-policy noeviction\nrequirepass %s\nmasterauth %s\n' "$password" "$password" >/tmp/redis.conf
    printf 'replica-announce-ip %s\n' "$(hostname)" >>/tmp/redis.conf
    [ -z "${2:-}" ] || [ "$2" = "$(hostname)" ] || printf 'replicaof %s 6379\n' "$2" >>/tmp/redis.conf
    exec redis-server /tmp/redis.conf
    ;;
sentinel)
    umask 077
    printf 'port 26379\ndir /tmp\nsentinel resolve-hostnames yes\nsentinel announce-hostnames yes\nsentinel announce-ip %s\n' "$(hostname)" >/tmp/sentinel.conf
    printf 'sentinel monitor pa %s 6379 2\nsentinel auth-pass pa %s\n' "$2" "$password" >>/tmp/sentinel.conf
    printf 'sentinel down-after-milliseconds pa 3000\nsentinel failover-timeout pa 15000\nsentinel parallel-syncs pa 1\n' >>/tmp/sentinel.conf
    exec redis-server /tmp/sentinel.conf --sentinel
    ;;
*)
    echo "start.sh server [MASTER] | sentinel MASTER" >&2
    exit 2
    ;;
esac
