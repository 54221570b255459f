"""The codes of known content that the doctor and the learn wizard ask a technician to scan.

The first two are linear: laser guns read nothing else. Between them they hold what faults damage: FNC1, both cases,
letters that lie elsewhere on other keyboards, digits, special characters; the third adds RS and EOT.
"""

from typing import ClassVar, Final

import msgspec


class TestCode(msgspec.Struct, frozen=True, kw_only=True):
    """A code whose content is known.

    Attributes:
        id: stable name, also on the printed sheet.
        symbology: the AIM symbology identifier a reader gives it (ISO/IEC 15424), with its modifier.
        content: what a reader sends for it, FNC1 in its separating place as GS.
        elements: of a GS1 symbol, its element string with bracketed identifiers, as makers of symbols take it.
        linear: whether a laser gun reads it.
    """

    __test__: ClassVar = False  # the field's term; pytest would take it for a test

    id: str
    symbology: str
    content: bytes
    elements: str = ""
    linear: bool


ELEMENTS_CODE: Final = TestCode(
    id="elements",
    symbology="]C1",
    content=b"010690123456789210Lz26-qTG_05\x1d21Yw048",
    elements="[01]06901234567892[10]Lz26-qTG_05[21]Yw048",
    linear=True,
)
"""GS1-128."""

CHARACTERS_CODE: Final = TestCode(
    id="characters",
    symbology="]C0",
    content=rb"""AqZwYm07"#$&'()*+/:;=?@[\]^{|}~8""",
    linear=True,
)
"""Code 128."""

ENVELOPE_CODE: Final = TestCode(
    id="envelope",
    symbology="]d1",
    content=b"[)>\x1e06\x1d1PQz-7.aB!\x1dQ125\x1d1TyW,9%m\x1e\x04",
    linear=False,
)
"""Data Matrix with an ISO/IEC 15434 envelope of format 06."""

TEST_CODES: Final = (ELEMENTS_CODE, CHARACTERS_CODE, ENVELOPE_CODE)
