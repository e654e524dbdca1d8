#!/usr/bin/env bash
# Makes what is missing of the secrets that compose.prod.yaml mounts: secrets.sh [FOLDER]
# Never replaces one: a new AUDIT_KEY would break the audit chain's seal, a new password the database's door.
set -euo pipefail
FOLDER=${1:-secrets}
umask 027
mkdir -p "$FOLDER"
random() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
for name in session-secret audit-key postgres-password app-password replication-password redis-password; do
  [ -s "$FOLDER/$name" ] || random >"$FOLDER/$name"
done
# The application's address, and the one of the tables' owner, which only migrations get.
address() { [ -s "$FOLDER/$1" ] || printf 'postgresql://%s:%s@postgres:5432/pa_assistant' "$2" "$(cat "$FOLDER/$3")" >"$FOLDER/$1"; }
address database-url pa_app app-password
address database-owner-url pa_assistant postgres-password
# Containers read them under ids of their own; nobody else gets past the folder.
chmod 0644 "$FOLDER"/*
chmod 0700 "$FOLDER"
ls -l "$FOLDER"
