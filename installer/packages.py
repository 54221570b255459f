"""Debian packages by purpose. The names hold on Debian 12 and 13 (13 provides renamed ones)."""

from collections.abc import Iterable

from installer.machine import Machine

SETUP = (
    "ca-certificates",
    "python3-venv",  # brings pip, which brings the private uv
    "libudev1",  # pyudev loads it
)
SCREEN = (
    # QtCore, QtGui and QtWidgets of the PySide6 wheels
    "libbrotli1",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libxkbcommon0",
    # a window under X (the wheel's libqxcb.so)
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    # Chinese is invisible without a CJK font; sounds are played by aplay
    "fonts-wqy-microhei",
    "alsa-utils",
    # the second reader of camera pictures
    "libzbar0",
)
KIOSK = ("cage", "xwayland", "libpam-systemd")
BROWSER = (
    "chromium",
    "libatomic1",  # playwright's own node
)
TEST = (
    *BROWSER,
    "imagemagick",  # takes the picture of a real window
    "poppler-utils",  # draws printed sheets, whose codes are read back
    "systemd",  # systemd-analyze checks the units
    "udev",
    "umockdev",
    "xauth",
    "xvfb",
)
NODE = ("nodejs", "npm")
VIRTUAL_MACHINE = (
    "qemu-system-x86",
    # what makes the guest's disk, without rights where user namespaces work
    "genext2fs",
    "mmdebstrap",
    "uidmap",
)

# Where a command may come from another package than Debian's, the command is what counts.
COMMANDS = {"chromium": "chromium", "nodejs": "node", "npm": "npm"}


def missing(wanted: Iterable[str], machine: Machine) -> tuple[str, ...]:
    """Return the packages of `wanted` that are neither installed nor provided, in order."""
    return tuple(
        name
        for name in dict.fromkeys(wanted)
        if name not in machine.packages and COMMANDS.get(name) not in machine.commands
    )
