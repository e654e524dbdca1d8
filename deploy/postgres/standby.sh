#!/bin/sh
# The standby's entrypoint: copies the primary once, then follows it. Promoted by: pg_ctl promote (docs/operations/disaster.md).
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    export PGPASSWORD
    PGPASSWORD=$(cat /run/secrets/replication-password)
    until pg_basebackup --host="$PRIMARY" --username=replicator --pgdata="$PGDATA" --wal-method=stream --slot=standby \
        --checkpoint=fast --write-recovery-conf; do
        echo "the primary does not answer yet" >&2
        rm -rf "${PGDATA:?}"/*
        sleep 2
    done
    chmod 0700 "$PGDATA"
fi
exec postgres -c hot_standby=on
