"""The emulated machine: QEMU without hardware virtualisation, so that it runs the same everywhere."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Self

from tests.hardware.vm.devices import CONTROLLER, KEYBOARDS, LINES
from tests.hardware.vm.messages import PORT

_BOOT = (
    "console=ttyS0 loglevel=3 panic=-1 mitigations=off modprobe.blacklist=bochs"
    " root=/dev/vda rw init=/usr/sbin/tracepost-init"
)


def arguments(repository: Path, root: Path, sockets: Path) -> list[str]:
    """QEMU's command line. `root` holds kernel, initrd and disk; the disk and `repository` stay as they are.

    QEMU connects to the sockets `monitor`, `bench` and those named like the serial lines in the folder `sockets`.
    """
    words = [
        *("qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"),
        *("-machine", "pc", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "1024"),
        *("-kernel", f"{root}/kernel", "-initrd", f"{root}/initrd", "-append", _BOOT),
        *("-drive", f"file={root}/root.ext2,format=raw,if=virtio,snapshot=on"),
        *("-fsdev", f"local,id=tracepost,path={repository},security_model=none,readonly=on,multidevs=remap"),
        *("-device", "virtio-9p-pci,fsdev=tracepost,mount_tag=tracepost"),
        *("-serial", "stdio"),
        *("-qmp", f"unix:{sockets}/monitor"),
        *("-chardev", f"socket,id=bench,path={sockets}/bench"),
        *("-device", "virtio-serial-pci", "-device", f"virtserialport,chardev=bench,name={PORT}"),
        *("-device", f"qemu-xhci,id=usb,addr={CONTROLLER.split(':')[2]}"),
    ]
    for keyboard in KEYBOARDS:
        words += ["-device", f"bochs-display,id=screen-{keyboard}"]
    for line in LINES:
        words += ["-chardev", f"socket,id={line},path={sockets}/{line}"]
    return words


class Machine:
    """A running machine; leaving it switches it off."""

    def __init__(self, command: Sequence[str], console: BinaryIO) -> None:
        """Start it; `console` gets what the guest writes to its serial console."""
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    @property
    def running(self) -> bool:
        """Whether the machine has not ended."""
        return self._process.poll() is None

    def wait(self, seconds: float) -> bool:
        """Wait for the guest to switch itself off: whether it did in time."""
        try:
            return self._process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            return False
