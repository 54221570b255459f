#!/bin/sh
# Makes the guest a station's machine (users, groups, our udev rules) and runs the checks as the station's user.
set -u
repository=/tracepost
PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t tmpfs tmpfs /tmp
mkdir -p /dev/pts && mount -t devpts devpts /dev/pts

systemd-sysusers "$repository/installer/systemd/tracepost.sysusers.conf"
# QEMU's keyboard (0627) and its FTDI adapter (0403) are no scanners' makers: the rules are told they are.
sed 's/ATTRS{idVendor}=="0536|/&0627|0403|/' "$repository/installer/udev/91-tracepost-scanners.rules" \
    >/etc/udev/rules.d/91-tracepost-scanners.rules

. "$repository/tests/hardware/vm/guest/gadgets.sh"

/lib/systemd/systemd-udevd --daemon
udevadm trigger --action=add --type=subsystems
udevadm trigger --action=add --type=devices
modprobe -a evdev virtio_console
modprobe vivid n_devs=1 node_types=0x1
udevadm settle
# What a person at the bench has: the channel to it, the console's keyboard, the plug of the camera.
chown tracepost-station /dev/virtio-ports/tracepost.bench /dev/tty1 \
    /sys/bus/platform/drivers/vivid/bind /sys/bus/platform/drivers/vivid/unbind

cd "$repository"
# Its output is the console's: what the checks found goes to the bench by its own channel.
setpriv --reuid tracepost-station --regid tracepost-station --init-groups \
    env HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 \
    .venv/bin/python -m tests.hardware.vm.guest
echo o >/proc/sysrq-trigger
while :; do :; done # the first process must not end before the machine does, and its disk is gone
