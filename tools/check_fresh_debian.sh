#!/bin/bash
# Proves the set-up on a Debian that has only Python 3 and apt:
#     sudo tools/check_fresh_debian.sh 12|13 [COMMAND...]
# makes a minimal Debian in a folder of its own, copies this repository into it, and runs COMMAND there
# (default: .ci/run). TRACEPOST_CHROOTS (default /var/tmp) is where the folders are; delete them to begin anew.
set -euo pipefail

release=${1:?which Debian: 12 or 13}
shift
case $release in
12) suite=bookworm ;;
13) suite=trixie ;;
*) echo "Debian $release is not checked; use 12 or 13." >&2; exit 2 ;;
esac
repository=$(cd -- "$(dirname -- "$0")/.." && pwd)
chroot=${TRACEPOST_CHROOTS:-/var/tmp}/tracepost-debian-$release
[ $# -gt 0 ] || set -- .ci/run

if [ ! -e "$chroot/etc/debian_version" ]; then
    debootstrap --variant=minbase --include=python3,ca-certificates "$suite" "$chroot"
fi
# The network as this machine sees it: names, certificates, and a package mirror where one is configured.
cp --dereference /etc/resolv.conf "$chroot/etc/resolv.conf"
cp --dereference /etc/ssl/certs/ca-certificates.crt "$chroot/etc/ssl/certs/ca-certificates.crt"
[ ! -e /etc/pip.conf ] || cp /etc/pip.conf "$chroot/etc/pip.conf"

# A fresh clone: exactly the files that are, or would be, committed.
rm -rf "$chroot/root/tracepost"
mkdir -p "$chroot/root/tracepost"
git -C "$repository" ls-files --cached --others --exclude-standard -z |
    tar -C "$repository" --null --files-from=- --create | tar -C "$chroot/root/tracepost" --extract

mounted=()
finish() { for place in "${mounted[@]}"; do umount "$place"; done; }
trap finish EXIT
for place in proc sys dev dev/pts dev/shm; do
    mount --bind "/$place" "$chroot/$place"
    mounted=("$chroot/$place" "${mounted[@]}")
done
environment=(HOME=/root "PATH=$PATH" LANG="${LANG:-C.UTF-8}")
for name in http_proxy https_proxy no_proxy SSL_CERT_FILE PIP_CERT; do
    [ -z "${!name:-}" ] || environment+=("$name=${!name}")
done
chroot "$chroot" /usr/bin/env -i "${environment[@]}" /bin/sh -c 'cd /root/tracepost && exec "$@"' sh "$@"
