"""Honeywell's commands: menu commands on serial lines, and the host's answers to a cordless gun's scans."""

from typing import Final

from station.profiles.commands.dialects import Commands

_SYN: Final = b"\x16"
_ESC: Final = b"\x1b"


def menu(*settings: str, kept: bool) -> bytes:
    """A menu command of settings such as `TERMID130`; without `kept` they last until the power goes.

    Xenon 1900/1902 User's Guide, Serial Programming Commands: SYN M CR, commands between semicolons, `.` or `!`.
    """
    return _SYN + b"M\r" + ";".join(settings).encode("ascii") + (b"." if kept else b"!")


_BEEP: Final = _SYN + b"\x07\r"

MENU: Final = Commands(
    good=_BEEP,
    attention=2 * _BEEP,
    bad=3 * _BEEP,
    trigger=_SYN + b"T\r",
    stop=_SYN + b"U\r",
)


def answer(*responses: str) -> bytes:
    """Answers to the scan of application work group 0 (Xenon 1900 User's Guide, Host ACK Responses)."""
    return b"".join(_ESC + response.encode("ascii") + b"," for response in responses)


HOST_ACK: Final = Commands(
    good=answer("7", "1"),
    attention=answer("4", "6"),
    bad=answer("8"),
    light_on=answer("3"),
)
"""With Host ACK on the gun reads nothing more until it is answered, for ten seconds at most."""
