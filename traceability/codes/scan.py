"""The one shape of what a scan can mean: every plausible interpretation with its values and its errors."""

import datetime as dt
from enum import StrEnum

import msgspec

from traceability.codes.aim import Symbology
from traceability.codes.dates import resolved_date
from traceability.codes.sentences import SENTENCES, sentence_key


class Kind(StrEnum):
    """What an interpretation takes the data for."""

    GS1 = "gs1"
    """GS1 element strings: the identifiers of elements are Application Identifiers."""
    DIGITAL_LINK = "digital-link"
    """A GS1 Digital Link URI: the identifiers of elements are Application Identifiers."""
    GTIN = "gtin"
    """A bare EAN-8, UPC-A, EAN-13 or GTIN-14; its one element is AI (01), filled to 14 digits."""
    SSCC = "sscc"
    """A bare Serial Shipping Container Code; its one element is AI (00)."""
    TEXT = "text"
    """Text without structure; its one element has no identifier."""


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
    def sentence_key(self) -> str:
        """The key of the sentence, for translations; the fields of this value are its placeholders."""
        return sentence_key(self.code)

    @property
    def sentence(self) -> str:
        """The reason in English."""
        return SENTENCES[self.sentence_key].format(
            identifier=self.identifier, value=self.value, other=self.other
        )


class Interpretation(msgspec.Struct, frozen=True):
    """One way to read the data: what it says, and what is wrong with reading it so."""

    kind: Kind
    elements: tuple[Element, ...]
    errors: tuple[ReadingError, ...] = ()
    """Empty when the data is right in this interpretation."""
    warnings: tuple[ReadingError, ...] = ()
    """What must stand beside it on the same item, where another symbol may carry it."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with this interpretation."""
        return not self.errors

    def value(self, *identifiers: str) -> str | None:
        """The value of these identifiers where the interpretation is right and holds exactly one, else None."""
        if self.errors:
            return None
        found = {element.value for element in self.elements if element.identifier in identifiers}
        return found.pop() if len(found) == 1 else None


class Scan(msgspec.Struct, frozen=True):
    """What a reader sent and what it can mean."""

    raw: bytes
    """Every byte as received, symbology identifier included."""
    symbology: Symbology | None
    """What the reader said of the symbol; None: nothing."""
    interpretations: tuple[Interpretation, ...]
    """At least one, best first."""
    read_on: dt.date
    """The day two-digit years are seen from."""

    @property
    def best(self) -> Interpretation:
        """The likeliest interpretation."""
        return self.interpretations[0]

    @property
    def gtin(self) -> str | None:
        """The trade item, 14 digits: AI (01) or (02)."""
        return self.best.value("01", "02")

    @property
    def lot(self) -> str | None:
        """Batch or lot: AI (10)."""
        return self.best.value("10")

    @property
    def serial(self) -> str | None:
        """Serial number: AI (21)."""
        return self.best.value("21")

    @property
    def sscc(self) -> str | None:
        """Serial Shipping Container Code, 18 digits: AI (00)."""
        return self.best.value("00")

    @property
    def count(self) -> int | None:
        """Count of items: AI (30) or (37)."""
        value = self.best.value("30", "37")
        return None if value is None else int(value)

    @property
    def expiry(self) -> dt.date | None:
        """Last day of use: AI (17)."""
        value = self.best.value("17")
        return None if value is None else resolved_date(value, self.read_on)
