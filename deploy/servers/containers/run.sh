#!/bin/sh
# run.sh [--engine-alone] COMMAND...: runs the command where a container engine answers and, unless it is wanted alone, the images
# of PostgreSQL, Kafka and Keycloak are there.
# An engine that answers already is used as it is. On Debian, as root, one is installed and runs as long as the command does.
# An image that cannot be pulled is built here from the programs of the embedded servers; what was taken is printed.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../../.." && pwd -P)
work=${REUSE_FOLDER:-$root/.reuse}/containers
servers=$root/.reuse/servers
log=$work/run.log
engine=

fail() {
    echo "$*" >&2
    exit 1
}

end() {
    if [ -n "$engine" ]; then
        kill -TERM "$engine" 2>/dev/null || true
        wait "$engine" 2>/dev/null || true
        # What the engine has left mounted cannot be deleted.
        awk -v at="$work/" 'index($2, at) == 1 {print $2}' /proc/mounts | sort -r | xargs -r umount || true
        rm -rf "$work/data" "$work/exec" "$work/engine.sock" "$work/engine.pid" ||
            echo "What the engine left in $work could not be deleted; the next run tries again." >&2
    fi
}

quietly() {
    "$@" >>"$log" 2>&1 </dev/null || fail "'$*' failed: read $log."
}

install() {
    command -v "$1" >/dev/null 2>&1 && return 0
    echo "installing $2"
    quietly apt-get update
    quietly env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2"
}

start_engine() {
    docker info >/dev/null 2>&1 && return 0
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1 ||
        fail "No container engine answers, and only root on Debian can be given one: start Docker."
    install dockerd docker.io
    DOCKER_HOST=unix://$work/engine.sock
    export DOCKER_HOST
    dockerd --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/engine.pid" -H "$DOCKER_HOST" \
        >"$work/engine.log" 2>&1 </dev/null &
    engine=$!
    tries=0
    until docker info >/dev/null 2>&1; do
        kill -0 "$engine" 2>/dev/null && [ $tries -lt 60 ] || fail "The engine does not answer: read $work/engine.log."
        tries=$((tries + 1))
        sleep 1
    done
    echo "a container engine was started"
}

version() {
    sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" "$root/pom.xml" | head -n 1
}

# Debian's smallest system, of the release that this machine runs.
base() {
    docker image inspect reuse/base >/dev/null 2>&1 && return 0
    if [ ! -f "$work/base.tar" ]; then
        install debootstrap debootstrap
        echo "building a base image"
        rm -rf "$work/base"
        # shellcheck disable=SC1091
        quietly debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$work/base"
        quietly tar -C "$work/base" -cf "$work/base.tar.new" .
        mv "$work/base.tar.new" "$work/base.tar"
        rm -rf "$work/base"
    fi
    quietly docker import "$work/base.tar" reuse/base
}

# image NAME DOCKERFILE: pulled, or built by a function of the Dockerfile's name that lays out what it copies.
image() {
    if docker image inspect "$1" >/dev/null 2>&1; then
        echo "$1: found here"
    elif docker pull -q "$1" >>"$log" 2>&1 </dev/null; then
        echo "$1: pulled"
    else
        base
        context=$work/context
        rm -rf "$context"
        mkdir -p "$context"
        "$2_context"
        # The programs are unpacked for their owner alone; inside the image, another user runs them.
        chmod -R a+rX "$context"
        quietly env DOCKER_BUILDKIT=0 docker build -t "$1" -f "$here/$2.Dockerfile" "$context"
        rm -rf "$context"
        echo "$1: could not be pulled, built here from the programs of the embedded server"
    fi
}

postgresql_context() {
    programs=$servers/postgresql-$(version postgresql.binaries.version)
    [ -d "$programs" ] || fail "$programs is missing: run ./reuse test deploy/servers once."
    cp -R "$programs" "$context/postgresql"
    cp "$here/postgresql-entrypoint.sh" "$context"
}

# A Java runtime of the JDK that builds, for all images that need one.
runtime() {
    if [ ! -d "$work/runtime" ]; then
        quietly "$JAVA_HOME/bin/jlink" \
            --add-modules java.se,jdk.unsupported,jdk.management,jdk.crypto.cryptoki,jdk.jfr,jdk.naming.dns,jdk.net,jdk.zipfs \
            --strip-debug --no-header-files --no-man-pages --output "$work/runtime"
    fi
    cp -R "$work/runtime" "$context/runtime"
}

kafka_context() {
    jars=$servers/kafka-$(version kafka.broker.version)/libs
    [ -d "$jars" ] || fail "$jars is missing: run ./reuse test deploy/servers once."
    cp -R "$jars" "$context/kafka"
    cp "$here"/kafka-*.sh "$context"
    runtime
}

keycloak_context() {
    archive=$servers/keycloak-quarkus-dist-$(version keycloak.dist.version).tar.gz
    [ -f "$archive" ] || fail "$archive is missing: run ./reuse test deploy/servers once."
    mkdir "$context/keycloak"
    tar -xzf "$archive" -C "$context/keycloak" --strip-components=1
    runtime
}

umask 022
mkdir -p "$work"
rm -rf "$work/runtime"
: >"$log"
trap end EXIT
trap 'exit 143' INT TERM HUP
servers_wanted=yes
[ "$1" != --engine-alone ] || {
    servers_wanted=
    shift
}
start_engine
if [ -n "$servers_wanted" ]; then
    image "postgres:18" postgresql
    image "apache/kafka:$(version kafka.broker.version)" kafka
    image "keycloak/keycloak:$(version keycloak.dist.version)" keycloak
fi
# The published ports are this machine's own; inside a container, Testcontainers would look for a gateway with one more image.
TESTCONTAINERS_HOST_OVERRIDE=localhost
export TESTCONTAINERS_HOST_OVERRIDE
# The image that clears up after a killed JVM cannot always be pulled; an engine of ours takes everything along when it ends.
if [ -n "$engine" ]; then
    TESTCONTAINERS_RYUK_DISABLED=true
    export TESTCONTAINERS_RYUK_DISABLED
fi
"$@"
