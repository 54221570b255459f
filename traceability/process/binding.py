"""From a code to the form: what a scan could mean in this process, and which fields it fills."""

import datetime as dt

import msgspec

from traceability.acts import FieldValue
from traceability.codes import Interpretation, Kind, Scan
from traceability.codes.dates import resolved_date
from traceability.identity import LogisticUnit, Lot, Thing, Unit
from traceability.process.draft import THING_OF_FIELD, Draft
from traceability.process.model import Field, FieldType, Material, Pack, Pattern, Step, Tracking, TradeItem
from traceability.quantity import PIECE, Quantity

_COUNTS = ("30", "37")
"""GS1 AIs for a count: variable count of items, count of trade items contained."""

LONGEST_PART = 50
"""Characters a part of an own label may have; GS1 gives lots and serials 20 (General Specifications, AI 10 and 21)."""

ODD_LABEL = "odd-label"
"""The fault of an own label with a part too long for a label or with characters nobody sees."""


class Offer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one reading of a code offers; parts that the code does not carry are None.

    Attributes:
        thing: the lot, unit or logistic unit it names.
        item: the material it names, with or without a lot, and the issuer of that material's lot numbers.
        document: type and number of a business document; party: code of a partner.
        choice: text that may be an answer of a choice.
        expiry: date of expiry, YYYY-MM-DD. quantity: how many, for materials counted in pieces.
        unknown_item: a GTIN that the pack has no material for.
        fault: why the code can't be read, a stable word of `codes` or `ODD_LABEL`.
    """

    thing: Thing | None = None
    item: tuple[str, str] | None = None
    document: tuple[str, str] | None = None
    party: str | None = None
    choice: str | None = None
    expiry: str | None = None
    quantity: Quantity | None = None
    unknown_item: str | None = None
    fault: str | None = None


def offers(scan: Scan, pack: Pack) -> tuple[Offer, ...]:
    """Every meaning of a scan in this process, the likeliest first; never empty."""
    found: list[Offer] = []
    for interpretation in scan.interpretations:
        if interpretation.kind is Kind.TEXT:
            found.append(Offer(choice=scan.text))
        elif interpretation.kind is Kind.PATTERN:
            found.append(_own_offer(pack.patterns[interpretation.pattern], interpretation))
        elif (offer := _standard_offer(interpretation, scan.read_on, pack)) is not None:
            found.append(offer)
    return tuple(found) or (Offer(),)


def _own_offer(pattern: Pattern, interpretation: Interpretation) -> Offer:
    groups = {element.identifier: element.value for element in interpretation.elements}
    if not all(len(part) <= LONGEST_PART and part.isprintable() for part in groups.values()):
        return Offer(fault=ODD_LABEL)
    material = groups.get("material") or pattern.material
    thing: Thing | None = None
    if material and "lot" in groups:
        thing = Lot(groups.get("issuer") or pattern.issuer or "", material, groups["lot"])
    elif material and "serial" in groups:
        thing = Unit(material, groups["serial"])
    document = (pattern.document, groups["document"]) if pattern.document and "document" in groups else None
    return Offer(thing=thing, document=document, party=groups.get("party"))


def _standard_offer(interpretation: Interpretation, today: dt.date, pack: Pack) -> Offer | None:
    if not interpretation.ok:
        return Offer(fault=interpretation.errors[0].code)
    elements = {element.identifier: element.value for element in interpretation.elements}
    sscc = elements.get("00") or elements.get("sscc")
    if sscc:
        return Offer(thing=LogisticUnit(sscc))
    gtin = elements.get("01") or elements.get("02") or elements.get("gtin")
    if gtin is None:
        return None
    found = _trade_item(pack, gtin)
    if found is None:
        return Offer(unknown_item=gtin)
    code, material, item = found
    thing: Thing | None = None
    if "21" in elements and material.tracking is Tracking.SERIAL:
        thing = Unit(code, elements["21"])
    elif "10" in elements:
        thing = Lot(item.issuer, code, elements["10"])
    expiry = resolved_date(elements["17"], today) if "17" in elements else None
    return Offer(
        thing=thing,
        item=(code, item.issuer),
        expiry=expiry.isoformat() if expiry else None,
        quantity=_count(elements, material),
    )


def _trade_item(pack: Pack, gtin: str) -> tuple[str, Material, TradeItem] | None:
    for code, material in pack.materials.items():
        for item in material.trade_items:
            if item.gtin == gtin:
                return code, material, item
    return None


def _count(elements: dict[str, str], material: Material) -> Quantity | None:
    # Fifty syringes of grease are not fifty grams of it: a count says nothing of what is weighed.
    count = next((elements[ai] for ai in _COUNTS if ai in elements), None)
    return Quantity.of(count, PIECE) if count and int(count) and material.unit == PIECE else None


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
