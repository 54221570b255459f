"""Opticon's commands: ESC, the command, CR (NLV-4001 manual). The device needs a delay between characters."""

from typing import Final

from station.profiles.commands.dialects import Commands

_LEAD: Final = {1: "", 2: "", 3: "[", 4: "]"}


def command(text: str) -> bytes:
    """One command; those of three letters are led by `[`, those of four by `]`. Raises ValueError for longer ones."""
    if len(text) not in _LEAD:
        raise ValueError(f"an Opticon command has one to four characters, not {text!r}")
    return b"\x1b" + (_LEAD[len(text)] + text).encode("ascii") + b"\r"


COMMANDS: Final = Commands(
    good=command("B"),
    attention=command("B") + command("B"),
    bad=command("E"),
    light_on=command("L"),
    trigger=command("Z"),
    stop=command("Y"),
)
