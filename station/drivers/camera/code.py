"""A code found in a picture, and how far its symbology can be trusted."""

from typing import NamedTuple

import msgspec

_WEAK = frozenset("AEFIX")
"""AIM code characters whose readings need a second opinion: Code 39, ITF and Codabar carry no check character of their
own, EAN/UPC one decimal digit (a wrong reading passes one time in ten), other linear codes a parity bit. Code 128
(modulo 103), Code 93 (two of modulo 47), Telepen (127), DataBar (79, 89, 211) and all with Reed-Solomon words do not."""


class Point(NamedTuple):
    """Pixels to the right and downward from the picture's top left corner."""

    x: int
    y: int


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """One code of one picture.

    Attributes:
        symbology: its printed name, for example `Data Matrix`.
        aim: the AIM symbology identifier, `]d2`; empty where the reader could not tell it.
        raw: the bytes as a scanner would send them without the identifier.
        outline: its four corners, around the code.
        verified: False for a weak symbology or a reader that misreads, as long as nothing else agreed.
    """

    symbology: str
    aim: str
    raw: bytes
    outline: tuple[Point, ...]
    verified: bool

    @property
    def strong(self) -> bool:
        """Whether the symbology proves its readings."""
        return bool(self.aim) and self.aim[1:2] not in _WEAK

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the outline."""
        across, down = [point.x for point in self.outline], [point.y for point in self.outline]
        return min(across), min(down), max(across), max(down)

    def same_place(self, other: "Code") -> bool:
        """Whether the middle of one lies within the other: two readings of one symbol."""
        return _holds_middle(self.bounds, other.bounds) or _holds_middle(other.bounds, self.bounds)

    def agrees(self, other: "Code") -> bool:
        """Whether both say the same; a reader that cannot tell the identifier does not contradict."""
        return self.raw == other.raw and (self.aim == other.aim or not (self.aim and other.aim))


def _holds_middle(outer: tuple[int, int, int, int], inner: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = outer
    slack = (right - left + bottom - top) / 16  # a linear code is found as a line that may be thin
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return left - slack <= x <= right + slack and top - slack <= y <= bottom + slack
