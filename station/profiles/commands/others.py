"""Command languages of few commands: fixed scanners of Cognex, Keyence and SICK, and CipherLab's guns."""

from typing import Final

from station.profiles.commands.dialects import Commands


def dmcc(command: str) -> bytes:
    """A DataMan Control Command without checksum and id: `||>`, the command, CR LF (DMCC overview)."""
    return b"||>" + command.encode("ascii") + b"\r\n"


COGNEX: Final = Commands(
    good=dmcc("BEEP 1 2"),
    attention=dmcc("BEEP 2 1"),
    bad=dmcc("BEEP 3 0"),
    trigger=dmcc("TRIGGER ON"),
    stop=dmcc("TRIGGER OFF"),
)

KEYENCE: Final = Commands(trigger=b"LON\r", stop=b"LOFF\r")
"""SR-750 manual, p. 71: closed by CR, the answer is closed the same way."""


def cola(telegram: str) -> bytes:
    """A CoLa-A telegram of SICK: between STX and ETX."""
    return b"\x02" + telegram.encode("ascii") + b"\x03"


SICK: Final = Commands(trigger=cola("sMN mTCgateon"), stop=cola("sMN mTCgateoff"))

CIPHERLAB: Final = Commands(
    good=b"#@////\r", attention=2 * b"#@////\r", bad=3 * b"#@////\r", enable=b"E", disable=b"D"
)
"""1663/1664 manual, appendix II: host serial commands."""
