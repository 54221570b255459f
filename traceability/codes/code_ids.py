"""Which identifiers a reader puts before its data to say what symbol it read: AIM's or its vendor's own."""

from collections.abc import Mapping
from enum import Enum

from traceability.codes import aim
from traceability.codes.aim import Symbology


class CodeIds(Enum):
    """A table of code identifiers. Vendors' letters collide, so the scanner's profile says which one; data never does."""

    NONE = "none"
    """The device sends none: nothing is split off, whatever the data begins with."""
    AIM = "aim"
    """AIM symbology identifiers (ISO/IEC 15424) where the data begins with one."""
    ZEBRA_SYMBOL = "zebra-symbol"
    HONEYWELL = "honeywell"
    DATALOGIC_USA = "datalogic-usa"
    DATALOGIC_EU = "datalogic-eu"


def split(raw: bytes, code_ids: CodeIds) -> tuple[Symbology | None, int]:
    """The symbol told at the start of `raw` by this table, None where none is, and where the data starts."""
    if code_ids is CodeIds.AIM:
        return aim.split(raw)
    table = _TABLES.get(code_ids, {})
    for length in (3, 2, 1):
        identifier = table.get(raw[:length])
        if identifier is not None and len(raw) >= length:
            return aim.symbology_of(identifier), length
    if raw[:1].isdigit() and b"" in table:
        return aim.symbology_of(table[b""]), 0
    return None, 0


_ZEBRA_SYMBOL: Mapping[bytes, str] = {
    b"A": "]E0",  # UPC-A, UPC-E, EAN-8, EAN-13
    b"B": "]A0",  # Code 39, Code 32
    b"C": "]F0",
    b"D": "]C0",
    b"E": "]G0",
    b"F": "]I0",
    b"G": "]S0",
    b"H": "]H0",
    b"J": "]M0",
    b"K": "]C1",
    b"L": "]X0",  # Bookland EAN
    b"M": "]X0",  # Trioptic Code 39
    b"N": "]X0",  # coupon
    b"R": "]e0",
    b"S": "]X0",  # Matrix 2 of 5
    b"T": "]e0",  # UCC composite
    b"U": "]X0",  # Chinese 2 of 5
    b"X": "]X0",  # ISSN EAN or PDF417: the letter does not tell which
    b"z": "]z0",
    b"P00": "]d1",
    b"P01": "]Q1",
    b"P02": "]U0",
    b"P0C": "]d1",  # Mailmark
    b"P0D": "]g0",
    b"P0G": "]d2",
    b"P0H": "]h0",
    b"P0Q": "]Q3",
}
"""Symbol (now Zebra) code characters, from the product reference guides of LS2208 to DS9908.

The three-character ones begin with P, as a Code 39 text may: only a profile can say they are switched on.
"""

_HONEYWELL: Mapping[bytes, str] = {
    b"z": "]z0",
    b"a": "]F0",
    b"h": "]H0",
    b"j": "]C0",  # Code 128, ISBT 128
    b"I": "]C1",
    b"b": "]A0",
    b"l": "]T0",
    b"i": "]G0",
    b"y": "]e0",  # GS1 composite, GS1 DataBar
    b"w": "]d1",
    b"D": "]E4",
    b"d": "]E0",
    b"e": "]I0",
    b"x": "]U0",
    b"R": "]L0",  # MicroPDF417
    b"r": "]L0",
    b"s": "]Q1",
    b"c": "]E0",
    b"E": "]E0",
    b"f": "]R0",
    b"g": "]M0",
    b"T": "]L0",  # TLC 39: its linked MicroPDF417 and Code 39
}
"""Honeywell code identifiers, from the 3820 manual."""

_DATALOGIC_USA: Mapping[bytes, str] = {
    b"S": "]F0",  # ABC Codabar
    b"o": "]N0",
    b"Az": "]z0",
    b"$S": "]h0",  # China Sensible (Han Xin); as AIM identifier the same readers send ]X
    b"%": "]F0",
    b"CE": "]H0",
    b"#": "]C0",
    b"A": "]A0",  # Code 32
    b"*": "]A0",
    b"Y": "]A0",  # Code 39 CIP
    b"$Y": "]A0",  # Code 39 Danish PPT
    b"$a": "]A0",  # Code 39 La Poste
    b"$Z": "]A0",  # Code 39 PZN
    b"&": "]G0",
    b"R4": "]e0",
    b"RX": "]e0",
    b"RL": "]e0",
    b"F": "]E0",
    b"FF": "]E4",
    b"i": "]I0",
    b"": "]C1",  # GS1-128 has none; its data begins with a digit, as no identifier does
}
"""Datalogic code identifiers, set for the USA, from the manuals of Gryphon GD4400 and PowerScan PD96."""

_DATALOGIC_EU: Mapping[bytes, str] = {
    b"S": "]F0",  # ABC Codabar
    b"o": "]N0",
    b"!": "]z0",
    b"$S": "]h0",
    b"R": "]F0",
    b"b": "]H0",
    b"T": "]C0",
    b"X": "]A0",  # Code 32
    b"V": "]A0",
    b"U": "]G0",
    b"u": "]e0",
    b"t": "]e0",
    b"v": "]e0",
    b"B": "]E0",
    b"A": "]E4",
    b"N": "]I0",
    b"k": "]C1",
}
"""Datalogic code identifiers, set for the European Union, from the same manuals."""

_TABLES: Mapping[CodeIds, Mapping[bytes, str]] = {
    CodeIds.ZEBRA_SYMBOL: _ZEBRA_SYMBOL,
    CodeIds.HONEYWELL: _HONEYWELL,
    CodeIds.DATALOGIC_USA: _DATALOGIC_USA,
    CodeIds.DATALOGIC_EU: _DATALOGIC_EU,
}


def identifiers_of(symbology: str, code_ids: CodeIds) -> tuple[bytes, ...]:
    """What a device with this table puts before a symbol with this AIM identifier; empty: the table does not tell."""
    if code_ids is CodeIds.NONE:
        return (b"",)
    if code_ids is CodeIds.AIM:
        return (symbology.encode(),)
    return tuple(sent for sent, told in _TABLES[code_ids].items() if told == symbology)
