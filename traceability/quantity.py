"""Quantities: an exact decimal with a unit of measure.

Units are UN/ECE Recommendation 20 common codes, as EPCIS 2.0 (section 7.3.3.3, `uom`) asks: `H87` piece, `KGM`
kilogram, `MTR` metre, `LTR` litre. Values are decimal strings in one normal form, so equal quantities have equal
bytes; no float ever enters a journal.
"""

import re
from decimal import Decimal

import msgspec

PIECE = "H87"

# A millionth of a unit is the finest step; with twelve digits before it every amount fits a signed 64-bit count of them.
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
_FINEST = Decimal("0.000001")
_UNIT = re.compile(r"[A-Z0-9]{2,3}")


class QuantityError(ValueError):
    """A text is no quantity; the message says what was expected and what came."""


class Quantity(msgspec.Struct, frozen=True, order=False):
    """An amount in normal form (`374`, `0.5`, `-2`) and its Rec 20 unit code."""

    value: str
    unit: str

    @classmethod
    def of(cls, value: str | int | Decimal, unit: str) -> "Quantity":
        """Normalise `value`; at most 12 integer and 6 decimal digits. Raises QuantityError."""
        text = format(value, "f") if isinstance(value, Decimal) else str(value).strip()
        if not _NUMBER.fullmatch(text):
            raise QuantityError(f"a quantity is a number such as 374 or 0.5, not {text!r}")
        if not _UNIT.fullmatch(unit):
            raise QuantityError(f"a unit is a UN/ECE Rec 20 code such as H87 or KGM, not {unit!r}")
        return cls(_normal(Decimal(text)), unit)

    @property
    def amount(self) -> Decimal:
        """The value as an exact number."""
        return Decimal(self.value)

    def plus(self, other: "Quantity") -> "Quantity":
        """The sum. Raises QuantityError for different units: converting needs the material's own factors."""
        self._same_unit(other)
        return Quantity(_normal(self.amount + other.amount), self.unit)

    def minus(self, other: "Quantity") -> "Quantity":
        """The difference, negative where more was used than came. Raises QuantityError for different units."""
        self._same_unit(other)
        return Quantity(_normal(self.amount - other.amount), self.unit)

    def times(self, factor: int | Decimal) -> "Quantity":
        """The quantity `factor` times, rounded to a millionth. Raises QuantityError beyond 12 integer digits."""
        return Quantity.of((self.amount * factor).quantize(_FINEST), self.unit)

    def _same_unit(self, other: "Quantity") -> None:
        if self.unit != other.unit:
            raise QuantityError(f"{self.unit} and {other.unit} do not add up without a conversion")


def _normal(number: Decimal) -> str:
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
