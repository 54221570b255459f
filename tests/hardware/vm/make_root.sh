#!/bin/sh
# Makes the guest's disk, kernel and initrd in .cache/hardware: the host's own Debian release, so that the guest's
# Python is the one .venv was made with. Installs nothing on the host and needs no rights where user namespaces work.
set -eu
cd -- "$(dirname -- "$0")/../../.."
. /etc/os-release
place=.cache/hardware
rm -rf "$place"
mkdir -p "$place"
# What a bench without screen, network and sound never looks at stays away.
mmdebstrap --variant=minbase \
    --include=kmod,libzbar0,linux-image-amd64,python3,systemd,udev,zstd \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/lib/modules/*/kernel/drivers/gpu/*' \
    --dpkgopt='path-exclude=/lib/modules/*/kernel/drivers/net/*' \
    --dpkgopt='path-exclude=/lib/modules/*/kernel/sound/*' \
    --essential-hook='sync-in tests/hardware/vm/root /' \
    --customize-hook="copy-out /boot $place" \
    "$VERSION_CODENAME" "$place/root.ext2"
mv "$place"/boot/vmlinuz-* "$place/kernel"
mv "$place"/boot/initrd.img-* "$place/initrd"
rm -r "$place/boot"
