"""From a code to the form: what a scan could mean in this process, and which fields it fills."""

import datetime as dt

import msgspec

from traceability.acts import FieldValue
from traceability.codes import Interpretation, Kind, ReadingError, Scan
from traceability.identity import LogisticUnit, Lot, Thing, Unit
from traceability.process.draft import THING_OF_FIELD, Draft
from traceability.process.labels import Label, label_of
from traceability.process.model import Field, FieldType, Pack, Pattern, Step, Tracking
from traceability.quantity import PIECE, Quantity, QuantityError

_NUMBERS = frozenset((Kind.EAN, Kind.SSCC))
"""Bare numbers: where something else is plausible too, a wrong check digit tells rather that they are none."""

LONGEST_PART = 50
"""Characters a part of a label may have; GS1 gives lots and serials 20 (General Specifications, AI 10 and 21)."""

ODD_LABEL = ReadingError("odd-label", 0)
"""The fault of a label with a part too long for a label or with characters nobody sees."""


class Offer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one reading of a code offers; parts that the code does not carry are None.

    Attributes:
        thing: the lot, unit or logistic unit it names.
        item: the material it names, with or without a lot, and the issuer of that material's lot numbers.
        document: type and number of a business document; party: code of a partner.
        choice: text that may be an answer of a choice.
        expiry: date of expiry, YYYY-MM-DD. quantity: how many, for materials counted in pieces.
        unknown_item: a GTIN or other item code that the pack has no material for.
        fault: why the code can't be read.
    """

    thing: Thing | None = None
    item: tuple[str, str] | None = None
    document: tuple[str, str] | None = None
    party: str | None = None
    choice: str | None = None
    expiry: str | None = None
    quantity: Quantity | None = None
    unknown_item: str | None = None
    fault: ReadingError | None = None


def offers(scan: Scan, pack: Pack) -> tuple[Offer, ...]:
    """Every meaning of a scan in this process, the likeliest first; never empty."""
    found: list[Offer] = []
    for interpretation in scan.interpretations:
        if interpretation.kind is Kind.TEXT:
            found.append(Offer(choice=scan.text))
        elif interpretation.errors:
            if not (interpretation.kind in _NUMBERS and found):
                found.append(Offer(fault=interpretation.errors[0]))
        elif (offer := _offer(interpretation, scan.read_on, pack)) is not None:
            found.append(offer)
    return tuple(found) or (Offer(),)


def _offer(interpretation: Interpretation, today: dt.date, pack: Pack) -> Offer | None:
    label = label_of(interpretation, today)
    if not all(_is_plain(part) for part in (label.name, label.lot, label.serial)):
        return Offer(fault=ODD_LABEL)
    if interpretation.kind is Kind.PATTERN:
        return _own_offer(pack.patterns[interpretation.pattern], interpretation, label, pack)
    return _labelled(label, pack)


def _labelled(label: Label, pack: Pack) -> Offer | None:
    """What a label of a standard kind offers; None: it names nothing."""
    if label.sscc:
        return Offer(thing=LogisticUnit(label.sscc))
    found = _material(label, pack)
    if found is None:
        name = label.gtin or label.name
        return Offer(unknown_item=name) if name else None
    return _of_material(label, *found, pack)


def _own_offer(pattern: Pattern, interpretation: Interpretation, label: Label, pack: Pack) -> Offer:
    """What an own label offers: its groups, and what its group `code` says of a material."""
    groups = {element.identifier: element.value for element in interpretation.elements}
    if not all(_is_plain(part) for part in groups.values()):
        return Offer(fault=ODD_LABEL)
    found = _material(label, pack) if label.name else None
    if found is not None:
        return _of_material(label, *found, pack)
    if label.name:
        return Offer(unknown_item=label.name)
    code = groups.get("material") or pattern.material
    thing: Thing | None = None
    if code and label.lot:
        thing = Lot(groups.get("issuer") or pattern.issuer or "", code, label.lot)
    elif code and label.serial:
        thing = Unit(code, label.serial)
    document = (pattern.document, groups["document"]) if pattern.document and "document" in groups else None
    quantity = _count(label, code, pack) if code else None
    return Offer(thing=thing, document=document, party=groups.get("party"), quantity=quantity)


def _of_material(label: Label, code: str, issuer: str, pack: Pack) -> Offer:
    """What a label offers of a material the pack knows."""
    thing: Thing | None = None
    if label.serial and pack.materials[code].tracking is Tracking.SERIAL:
        thing = Unit(code, label.serial)
    elif label.lot:
        thing = Lot(issuer, code, label.lot)
    return Offer(
        thing=thing,
        item=(code, issuer),
        expiry=label.expiry.isoformat() if label.expiry else None,
        quantity=_count(label, code, pack),
    )


def _material(label: Label, pack: Pack) -> tuple[str, str] | None:
    """The material a label names and the issuer of the lot numbers on it."""
    for code, material in pack.materials.items():
        for item in material.trade_items:
            if item.gtin == label.gtin:
                return code, item.issuer
        for name in material.label_codes:
            if name.code in label.codes:
                return code, name.issuer
    return None


def _count(label: Label, code: str, pack: Pack) -> Quantity | None:
    """How many pieces; fifty syringes of grease are not fifty grams of it: no count tells what is weighed."""
    material = pack.materials.get(code)
    digits = label.count.isascii() and label.count.isdigit()
    if material is None or material.unit != PIECE or not digits or not label.count.strip("0"):
        return None
    try:
        return Quantity.of(label.count, PIECE)
    except QuantityError:
        return None


def _is_plain(part: str) -> bool:
    """Whether people can read the part on a label and it is no longer than one."""
    return len(part) <= LONGEST_PART and part.isprintable()


def expected_material(field: Field, draft: Draft, pack: Pack) -> str | None:
    """The material a field must hold: its own, or what the order's bill of materials has at its position."""
    if field.position is None:
        return field.material or (
            draft.order.material if field.type is FieldType.UNIT and draft.order else None
        )
    if draft.order is None:
        return None
    line = pack.line(draft.order.material, draft.order.bom_version, field.position)
    return line.material if line else None


def fill(offer: Offer, draft: Draft, step: Step, pack: Pack) -> tuple[FieldValue, ...]:
    """The values an offer gives to the open form, each part of it at most once; empty when no field wants it.

    A thing goes to the first open field whose material it has. One of the wrong material still goes to the field
    wanted now, if the kind fits: the judge then says what is wrong with it.
    """
    open_fields = draft.open_fields(step)
    plain: dict[FieldType, FieldValue] = {}
    for field in open_fields:
        if (value := _plain_value(offer, field, step)) is not None:
            plain.setdefault(field.type, value)
    if offer.thing is None:
        return tuple(plain.values())
    thing_field = _thing_field(offer.thing, open_fields, draft, step, pack)
    if thing_field is None:
        return ()
    return (FieldValue(thing_field.key, thing=offer.thing.uri), *plain.values())


def _thing_field(
    thing: Thing, open_fields: tuple[Field, ...], draft: Draft, step: Step, pack: Pack
) -> Field | None:
    fields = [field for field in open_fields if THING_OF_FIELD.get(field.type) is type(thing)]
    material = None if isinstance(thing, LogisticUnit) else thing.material
    for field in fields:
        if expected_material(field, draft, pack) in {None, material}:
            return field
    wanted = draft.wanted(step)
    return wanted if wanted in fields else None


def _plain_value(offer: Offer, field: Field, step: Step) -> FieldValue | None:
    match field.type:
        case FieldType.DATE if offer.expiry and field.key == step.event.expiry:
            return FieldValue(field.key, text=offer.expiry)
        case FieldType.QUANTITY if offer.quantity:
            return FieldValue(field.key, quantity=offer.quantity)
        case FieldType.DOCUMENT if offer.document and offer.document[0] == field.document:
            return FieldValue(field.key, text=offer.document[1])
        case FieldType.PARTY if offer.party:
            return FieldValue(field.key, text=offer.party)
        case FieldType.CHOICE if any(choice.value == offer.choice for choice in field.choices):
            return FieldValue(field.key, text=offer.choice)
        case _:
            return None
