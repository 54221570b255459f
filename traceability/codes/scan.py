"""The one shape of what a scan can mean: every plausible interpretation with its values and its errors."""

import datetime as dt
from enum import StrEnum

import msgspec

from traceability.codes.aim import Symbology
from traceability.codes.sentences import reason
from traceability.language import Language


class Kind(StrEnum):
    """What an interpretation takes the data for, and what its elements are."""

    GS1 = "gs1"
    """GS1 element strings: Application Identifier (AI) and value."""
    DIGITAL_LINK = "digital-link"
    """A GS1 Digital Link URI: AI and value, of path and query."""
    ISO15434 = "iso15434"
    """An ISO/IEC 15434 message: `format`, then data identifier and value; in format 05 AI and value."""
    HIBC = "hibc"
    """A HIBC supplier label: `lic`, `product`, `unit`, `quantity`, `expiry`, `lot`, `serial`, `check` as present."""
    EAN = "ean"
    """A bare EAN-8, UPC-A, UPC-E, EAN-13 or GTIN-14: `gtin`, filled to 14 digits."""
    SSCC = "sscc"
    """A bare Serial Shipping Container Code: `sscc`, 18 digits."""
    CN_DRUG = "cn-drug"
    """A Chinese drug traceability code: `product`, 7 digits, and `serial`, 13 digits."""
    MA = "ma"
    """A Chinese MA code (IDcode): `registrant`, `product`, then the letters of parts."""
    HANDLE = "handle"
    """A handle of the Chinese prefix 88: `prefix` and `suffix`."""
    PATTERN = "pattern"
    """An own label: the names of the pattern's groups."""
    TEXT = "text"
    """Text without structure; no elements."""


class Element(msgspec.Struct, frozen=True, gc=False):
    """One identified value. An empty identifier: none is known, the value is the data as it stands."""

    identifier: str
    value: str


class ReadingError(msgspec.Struct, frozen=True, gc=False):
    """One reason against an interpretation."""

    code: str
    """For programs: the name of the broken rule."""
    position: int
    """Offset in the scan's raw bytes of the first byte to blame."""
    identifier: str = ""
    """The element's identifier."""
    value: str = ""
    """The characters to blame."""
    other: str = ""
    """The identifiers this one lacks or clashes with."""

    @property
    def facts(self) -> dict[str, str]:
        """What its sentence needs beside the code (see `sentences.reason`)."""
        return {"identifier": self.identifier, "value": self.value, "other": self.other}

    def sentence(self, language: Language) -> str:
        """The reason in a person's language."""
        return reason(self.code, self.facts, language)


class Interpretation(msgspec.Struct, frozen=True):
    """One way to read the data: what it says, and what is wrong with reading it so."""

    kind: Kind
    elements: tuple[Element, ...]
    errors: tuple[ReadingError, ...] = ()
    """Empty when the data is right in this interpretation."""
    warnings: tuple[ReadingError, ...] = ()
    """What must stand beside it on the same item, where another symbol may carry it; what the label does badly."""
    pattern: str = ""
    """The name of the own pattern that reads it so."""
    expiry: dt.date | None = None
    """The last day of use, where only the label as a whole tells the form of its date."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with this interpretation."""
        return not self.errors


class Scan(msgspec.Struct, frozen=True):
    """What a reader sent and what it can mean."""

    raw: bytes
    """Every byte as received, symbology identifier included."""
    symbology: Symbology | None
    """What the reader said of the symbol; None: nothing."""
    data: bytes
    """What the symbol holds: without identifiers, the reader's escapes undone."""
    interpretations: tuple[Interpretation, ...]
    """Best first, text always among them."""
    read_on: dt.date
    """The day two-digit years are seen from."""

    @property
    def best(self) -> Interpretation:
        """The likeliest interpretation."""
        return self.interpretations[0]

    @property
    def text(self) -> str:
        r"""The data as text; bytes that are no UTF-8 stay visible as \xNN."""
        return self.data.decode(errors="backslashreplace")
