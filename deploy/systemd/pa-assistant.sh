#!/bin/sh
# To /usr/local/sbin/pa-assistant: runs a tool on the database of this host, as the service's user and with its environment.
#   pa-assistant backup
set -eu
export DATABASE_URL=file:/var/lib/pa-assistant/pa-assistant.db BACKUP_DIR=/var/backups/pa-assistant
# The same file the service reads; values with spaces are quoted in it.
set -a
# shellcheck source=/dev/null
. /etc/pa-assistant/env
set +a
umask 077
cd /var/lib/pa-assistant
exec runuser --user pa-assistant -- /opt/pa-assistant/pa-assistant "$@"
