#!/bin/sh
# base.sh FOLDER: lays out the smallest Linux that a Java runtime needs, from Debian's packages of the release that this machine
# runs: a C and a C++ library, one locale, the names of users. No shell, no package manager. It is what images are made on where
# no registry is reached; a release names a base of a registry with its digest.
set -eu

packages="base-files netbase libc6 libgcc-s1 libstdc++6"
case $1 in /*) folder=$1 ;; *) folder=$PWD/$1 ;; esac
work=$folder.new

command -v dpkg-deb >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || {
    echo "A local base is made of Debian's packages, on Debian alone: name one with --base REFERENCE@sha256:…" >&2
    exit 1
}
rm -rf "$work"
mkdir -p "$work/packages" "$work/root/etc" "$work/root/var/lib/dpkg/status.d" "$work/locale"
cd "$work/packages"
# shellcheck disable=SC2086
apt-get download $packages libc-bin || { apt-get update && apt-get download $packages libc-bin; }
for name in $packages; do
    dpkg-deb -x "$name"_*.deb "$work/root"
    # Where scanners look for what an image without a package manager holds.
    dpkg-deb -f "$name"_*.deb >"$work/root/var/lib/dpkg/status.d/$name"
done
dpkg-deb -x libc-bin_*.deb "$work/locale"
mkdir -p "$work/root/usr/lib/locale"
cp -R "$work/locale/usr/lib/locale/C.utf8" "$work/root/usr/lib/locale/"
cd "$work/root"
# What Java does not read: conversions of characters, which it has itself, and what is for people who log in.
rm -rf usr/lib/*/gconv usr/lib/*/audit usr/share/gdb usr/share/gcc usr/share/base-files usr/share/lintian usr/share/bug \
    etc/update-motd.d etc/profile.d etc/skel root home boot media mnt opt srv var/backups var/lib/misc var/local var/lock var/log \
    var/mail var/opt var/run var/spool usr/games usr/include usr/local usr/src bin sbin usr/bin usr/sbin proc sys dev run tmp
find usr/share/doc -type f ! -name copyright -delete
# An absolute link would lead to this machine's own.
rm lib64/ld-linux-x86-64.so.2
cp lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 lib64/
find . -xtype l -delete
printf 'root:x:0:0:root:/root:/sbin/nologin\nreuse:x:10001:10001::/app:/sbin/nologin\n' >etc/passwd
printf 'root:x:0:\nreuse:x:10001:\n' >etc/group
printf 'hosts: files dns\n' >etc/nsswitch.conf
rm -rf "$folder"
mv "$work/root" "$folder"
rm -rf "$work"
