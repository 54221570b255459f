"""Bytes of a scan as people read them: control characters by their names."""

from typing import Final

CONTROL_NAMES: Final = (
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI"),
    *(
        "DLE",
        "DC1",
        "DC2",
        "DC3",
        "DC4",
        "NAK",
        "SYN",
        "ETB",
        "CAN",
        "EM",
        "SUB",
        "ESC",
        "FS",
        "GS",
        "RS",
        "US",
    ),
)
"""The names of the characters 0 to 31 (ISO/IEC 646)."""


def character_name(character: str) -> str:
    """`GS` for a control character, `U+F70B` for one nobody can show, else the character itself."""
    number = ord(character)
    if number < len(CONTROL_NAMES):
        return CONTROL_NAMES[number]
    if 0xDC80 <= number <= 0xDCFF:  # a byte that is not UTF-8 (PEP 383)
        return f"0x{number - 0xDC00:02X}"
    return character if character.isprintable() else f"U+{number:04X}"


def visible(data: bytes) -> str:
    """The text with whatever is not printable named in angle brackets, for example `10LOT<GS>21<CR>`."""
    text = data.decode(errors="surrogateescape")
    named = ((character, character_name(character)) for character in text)
    return "".join(name if name == character else f"<{name}>" for character, name in named)
