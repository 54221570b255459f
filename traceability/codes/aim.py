"""AIM symbology identifiers (ISO/IEC 15424): what a reader says of the symbol it read.

`]`, a code character for the symbology and a modifier come before the data.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

_NAMES = {
    "A": "Code 39",
    "B": "Telepen",
    "C": "Code 128",
    "D": "Code One",
    "E": "EAN/UPC",
    "F": "Codabar",
    "G": "Code 93",
    "H": "Code 11",
    "I": "Interleaved 2 of 5",
    "K": "Code 16K",
    "L": "PDF417",
    "M": "MSI",
    "N": "Anker Code",
    "O": "Codablock",
    "P": "Plessey Code",
    "Q": "QR Code",
    "R": "Straight 2 of 5",
    "S": "Straight 2 of 5",
    "T": "Code 49",
    "U": "MaxiCode",
    "X": "other barcode",
    "Z": "no barcode",
    "c": "Channel Code",
    "d": "Data Matrix",
    "e": "GS1 DataBar",
    "g": "Grid Matrix",
    "h": "Han Xin Code",
    "J": "DotCode",
    "o": "OCR",
    "p": "PosiCode",
    "s": "Super Code",
    "u": "Ultracode",
    "z": "Aztec Code",
}
SYMBOLOGIES = (
    "Aztec",
    "Codabar",
    "Code 39",
    "Code 93",
    "Code 128",
    "DataBar",
    "DataBar Expanded",
    "DataBar Limited",
    "Data Matrix",
    "DX Film Edge",
    "EAN/UPC",
    "ITF",
    "MaxiCode",
    "Micro QR Code",
    "MicroPDF417",
    "PDF417",
    "QR Code",
    "rMQR Code",
    "Telepen",
)
"""What a camera can be told to look for, by the names devices' records and process packs use."""

_GS1 = frozenset(("C1", "d2", "Q3", "e0", "J1"))
_GTIN_LENGTHS: Mapping[str, Mapping[int, int]] = {
    "]E0": {13: 13, 12: 12, 8: 8},
    "]E3": {15: 13, 18: 13, 14: 12, 17: 12},
    "]E4": {8: 8},
}
_ESCAPED = frozenset(("L1", "Q2", "Q4", "Q6", "U2", "U3", "d4", "d5", "d6", "z3", "z4", "z5"))
_ESCAPE = re.compile(rb"\\(?:(\\)|[0-9]{6})")
_ZEBRA_COMPOSITE = b"]JC1"
_FLAG = ord("]")


class Symbology(msgspec.Struct, frozen=True):
    """A symbology identifier."""

    code: str
    """The code character."""
    modifier: str

    @property
    def identifier(self) -> str:
        """The three characters as sent."""
        return f"]{self.code}{self.modifier}"

    @property
    def name(self) -> str:
        """The symbology in words."""
        return _NAMES[self.code]

    @property
    def carries_gs1(self) -> bool:
        """Whether the symbol says it holds GS1 element strings (GS1 General Specifications figure 5.1.2-2)."""
        return self.code + self.modifier in _GS1

    def unescaped(self, data: bytes) -> bytes:
        r"""The data of the symbol as encoded.

        Under the protocol for Extended Channel Interpretations (AIM ITS/04-023) a reader doubles backslashes and
        sends `\\` and six digits where the character set changes.
        """
        escaped = self.code + self.modifier in _ESCAPED and b"\\" in data
        return _ESCAPE.sub(lambda found: found[1] or b"", data) if escaped else data

    @property
    def gtin_lengths(self) -> Mapping[int, int]:
        """Digits sent → leading ones that are the GTIN, for a symbol that starts with one; empty for others.

        A UPC-A comes as 13 digits with a leading zero; many readers leave that zero out, and send a UPC-E and even
        an EAN-8 as its eight digits. ]E3 has an add-on of 2 or 5 digits after it; ]E1 and ]E2 are such an add-on
        alone.
        """
        return _GTIN_LENGTHS.get(self.identifier, {})


@lru_cache(maxsize=512)
def _symbology(code: str, modifier: str) -> Symbology | None:
    return Symbology(code, modifier) if code in _NAMES and modifier.isalnum() else None


def symbology_of(identifier: str) -> Symbology | None:
    """The symbology with this identifier, `]` included; None: it is no identifier."""
    three = len(identifier) == 3 and identifier.isascii() and identifier[0] == "]"
    return _symbology(identifier[1], identifier[2]) if three else None


def split(raw: bytes) -> tuple[Symbology | None, int]:
    """The symbology identifier at the start of `raw`, None where there is none, and where the data starts.

    Zebra readers that send a composite as GS1-128 write ]JC1 for ]C1.
    """
    if raw.startswith(_ZEBRA_COMPOSITE):
        return _symbology("C", "1"), len(_ZEBRA_COMPOSITE)
    if len(raw) < 3 or raw[0] != _FLAG or raw[1] > 0x7F or raw[2] > 0x7F:
        return None, 0
    symbology = _symbology(chr(raw[1]), chr(raw[2]))
    return symbology, 0 if symbology is None else 3
