#!/bin/sh
# Makes the data folder when there is none, and becomes the server.
set -eu
data=/var/lib/postgresql/data
if [ ! -f "$data/PG_VERSION" ]; then
    printf %s "$POSTGRES_PASSWORD" >"$HOME/password"
    # The variable holds several options.
    # shellcheck disable=SC2086
    initdb --pgdata="$data" --username=postgres --pwfile="$HOME/password" --auth=scram-sha-256 --encoding=UTF8 \
        ${POSTGRES_INITDB_ARGS:-}
    rm "$HOME/password"
    echo "host all all all scram-sha-256" >>"$data/pg_hba.conf"
fi
exec "$@" -D "$data" -c listen_addresses='*'
