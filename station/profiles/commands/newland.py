"""Newland's commands: `~`, SOH, four zeros, where to keep it, the command, `;`, ETX (HR52 manual, p. 35)."""

from typing import Final

from station.profiles.commands.dialects import Commands


def command(text: str, *, kept: bool) -> bytes:
    """One command such as `SCNTRG1`, in capitals only; without `kept` it lasts until the power goes."""
    return b"~\x010000" + (b"@" if kept else b"#") + text.encode("ascii") + b";\x03"


COMMANDS: Final = Commands(trigger=command("SCNTRG1", kept=False), stop=command("SCNTRG0", kept=False))
