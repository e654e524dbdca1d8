#!/usr/bin/env bash
# Makes what is missing of the secrets that compose.prod.yaml mounts: secrets.sh [FOLDER]
# Never replaces one: a new AUDIT_KEY would break the audit chain's seal, a new password the database's door.
set -euo pipefail
FOLDER=${1:-secrets}
umask 027
mkdir -p "$FOLDER"
random() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
for name in session-secret audit-key postgres-password replication-password redis-password; do
  [ -s "$FOLDER/$name" ] || random >"$FOLDER/$name"
done
[ -s "$FOLDER/database-url" ] ||
  printf 'postgresql://pa_assistant:%s@postgres:5432/pa_assistant' "$(cat "$FOLDER/postgres-password")" >"$FOLDER/database-url"
# Containers read them under ids of their own; nobody else gets past the folder.
chmod 0644 "$FOLDER"/*
chmod 0700 "$FOLDER"
ls -l "$FOLDER"
