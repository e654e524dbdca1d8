#!/bin/sh
# nginx in its own image with a read-only root: the list of replicas is rewritten while it runs, so the files are copied to /run.
set -eu
mkdir -p /run/pa
cp -r /etc/pa-nginx/. /run/pa/
sed 's#/etc/nginx/pa/#/run/pa/#' /etc/pa-nginx.conf >/run/nginx.conf
sed -i 's#/etc/nginx/pa/#/run/pa/#' /run/pa/*.conf
export LIST=/run/pa/replicas.conf RELOAD='nginx -c /run/nginx.conf -s reload'
ONCE=1 RELOAD=true sh /run/pa/check-replicas.sh
(
    until [ -s /run/nginx.pid ]; do sleep 1; done
    exec sh /run/pa/check-replicas.sh
) &
exec nginx -c /run/nginx.conf -g 'daemon off;'
