"""What an operator gives a form: scans, typed values, tapped choices, numbers drawn, each with where it came from."""

import datetime as dt
from collections.abc import Callable

import msgspec

from station.ports import RawScan
from traceability.acts import FieldValue
from traceability.codes import ReadingError, Scan, read
from traceability.codes.check_digits import with_check_digit
from traceability.entries import Origin, ValueSource
from traceability.identity import LogisticUnit, Lot, Thing, Unit, thing_of
from traceability.process.binding import Offer, fill, offers
from traceability.process.draft import Draft
from traceability.process.model import Field, FieldType, Pack, Step
from traceability.quantity import Quantity, QuantityError

INCOMPLETE = ReadingError("incomplete", 0)
"""The fault of a scan that did not arrive whole."""


class Input(msgspec.Struct, frozen=True):
    """Values for the open form and their sources; no values: nothing fits, and `offered` says what came."""

    values: tuple[FieldValue, ...]
    sources: tuple[ValueSource, ...]
    offered: tuple[Offer, ...] = ()

    @property
    def item(self) -> str | None:
        """The material named where nothing of it is: a lot of it may be given its number."""
        return next((offer.item[0] for offer in self.offered if offer.item and not offer.thing), None)

    def confirmed(self, is_known: Callable[[str], bool]) -> "Input":
        """With weak readings verified where they name what there is, a material or a thing: misreadings seldom do."""
        if all(source.verified for source in self.sources):
            return self
        named = [value.thing for value in self.values if value.thing]
        if self.item is None and not any(is_known(thing) for thing in named):
            return self
        sources = tuple(msgspec.structs.replace(source, verified=True) for source in self.sources)
        return msgspec.structs.replace(self, sources=sources)

    def joined(self, other: "Input | None") -> "Input":
        """With what another input gives to other fields."""
        if other is None:
            return self
        own = {value.field for value in self.values}
        extra = tuple(value for value in other.values if value.field not in own)
        return Input(self.values + extra, self.sources + other.sources)


def scanned(raw: RawScan, draft: Draft, step: Step, pack: Pack, today: dt.date) -> Input:
    """What a scan gives the open form."""
    scan = read_scan(raw, today, pack)
    offered = meanings(raw, scan, pack)
    values = next((found for offer in offered if (found := fill(offer, draft, step, pack))), ())
    fields = tuple(value.field for value in values) or ("",)
    return Input(values, tuple(_scan_source(field, raw, scan) for field in fields), offered)


def meanings(raw: RawScan, scan: Scan, pack: Pack) -> tuple[Offer, ...]:
    """What a scan can mean in this process; one that did not arrive whole means nothing."""
    return offers(scan, pack) if raw.complete else (Offer(fault=INCOMPLETE),)


def typed(field: Field, text: str, draft: Draft, pack: Pack) -> Input | None:
    """What a typed or tapped value gives a field; None when it is no value of that kind."""
    value = _typed_value(field, text.strip(), draft, pack)
    return Input((value,), (ValueSource(field=field.key, origin=Origin.TYPED),)) if value else None


def drawn(field: Field, number: int, pack: Pack, plant: str, material: str | None) -> Input:
    """A new lot, unit or logistic unit under a number drawn from a series of the station's reserved range."""
    written = pack.series[field.series or ""].form.format(number=number)
    thing: Thing
    match field.type:
        case FieldType.LOGISTIC_UNIT:
            thing = LogisticUnit(with_check_digit(written))
        case FieldType.UNIT:
            thing = Unit(material or "", written)
        case _:
            thing = Lot(plant, material or "", written)
    value = FieldValue(field.key, thing=thing.uri)
    return Input((value,), (ValueSource(field=field.key, origin=Origin.DEFAULT),))


def read_scan(raw: RawScan, today: dt.date, pack: Pack | None = None) -> Scan:
    """What a scan can mean, read as its device sends it; with the own labels of a pack."""
    patterns = pack.own_patterns if pack else ()
    return read(raw.raw, today, code_ids=raw.code_ids, symbology=raw.symbology, patterns=patterns)


def text_of(raw: RawScan, today: dt.date) -> str:
    """The plain text of a scan without its symbology identifier, for badges and order sheets."""
    return read_scan(raw, today).text


def _scan_source(field: str, raw: RawScan, scan: Scan) -> ValueSource:
    """Where a scanned value came from; a camera is what tells the symbology beside the data."""
    return ValueSource(
        field=field,
        origin=Origin.CAMERA if raw.symbology else Origin.SCANNED,
        device=raw.device,
        profile=raw.profile or None,
        raw=raw.raw,
        symbology=scan.symbology.identifier if scan.symbology else None,
        verified=raw.verified,
    )


def _typed_value(field: Field, text: str, draft: Draft, pack: Pack) -> FieldValue | None:
    match field.type:
        case FieldType.QUANTITY:
            return _quantity(field, text, draft, pack)
        case FieldType.DATE:
            date = _date(text)
            return FieldValue(field.key, text=date.isoformat()) if date else None
        case FieldType.CHOICE:
            known = any(choice.value == text for choice in field.choices)
            return FieldValue(field.key, text=text) if known else None
        case FieldType.PARTY:
            return FieldValue(field.key, text=text) if text in pack.partners else None
        case FieldType.DOCUMENT:
            return FieldValue(field.key, text=text) if text else None
        case FieldType.LOGISTIC_UNIT | FieldType.LOT | FieldType.UNIT:
            return None


def _quantity(field: Field, text: str, draft: Draft, pack: Pack) -> FieldValue | None:
    material = next((_lot_material(value) for value in draft.values if value.thing), None)
    unit = pack.materials[material].unit if material in pack.materials else "H87"
    try:
        quantity = Quantity.of(text, unit)
    except QuantityError:
        return None
    return FieldValue(field.key, quantity=quantity) if quantity.amount > 0 else None


def _lot_material(value: FieldValue) -> str | None:
    thing = thing_of(value.thing or "")
    return thing.material if isinstance(thing, Lot) else None


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
