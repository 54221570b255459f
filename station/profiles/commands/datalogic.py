"""Datalogic's commands: single characters on RS-232 and USB-COM, service mode, messages to cordless guns."""

from typing import Final

from station.profiles.commands.dialects import Commands

COMMANDS: Final = Commands(good=b"B", attention=b"\x01", bad=b"F", enable=b"E", disable=b"D")
"""Magellan 800i/9300i and QuickScan manuals, host commands: `B` good read beep, `F` not on file, 01h beep."""


def configured(*items: str) -> bytes:
    """Configuration items such as `CAIEN01` set in service mode, kept, and the device restarted with them."""
    return ("$S," + "".join(f"{item}," for item in items) + "Ar\r").encode("ascii")


_GREEN_ON, _GREEN_OFF, _GOOD, _BAD, _SHORT_LOW, _WAIT = "6", "7", "3", "4", "1", "5"


def message(*signs: str) -> bytes:
    """A message to a cordless gun's beeper and lamps, ended by CR (QuickScan I QD24xx manual, p. 238)."""
    return b"".join(b"\x1b[" + sign.encode("ascii") + b"q" for sign in signs) + b"\r"


CORDLESS: Final = Commands(
    good=message(_GREEN_ON, _GOOD, _WAIT, _GREEN_OFF),
    attention=message(_SHORT_LOW, _SHORT_LOW),
    bad=message(_BAD, _BAD),
    light_on=message(_GREEN_ON),
    light_off=message(_GREEN_OFF),
)
