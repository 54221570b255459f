"""A code nobody can read: what the text printed under it names, typed by a person.

The text is read like a scan's. Where it is no label but a number alone, it names a thing of the material the field
must hold, never of another.
"""

import datetime as dt

from msgspec.structs import replace

from traceability.acts import FieldValue
from traceability.codes import CodeIds, Interpretation, Kind, Scan, read
from traceability.entries import RuleOutcome
from traceability.identity import Lot, Thing, Unit
from traceability.judge import REFUSE, Knowledge, judge_unwanted
from traceability.process.binding import LONGEST_PART, expected_material, fill, offers
from traceability.process.draft import Draft
from traceability.process.model import Field, FieldType, Pack, Step

_BRACKET = "("
"""GS1 element strings are printed with their Application Identifiers in brackets (General Specifications, 4.14)."""


def values_typed(
    text: str, field: Field, draft: Draft, step: Step, pack: Pack, knowledge: Knowledge, plant: str
) -> tuple[FieldValue, ...] | RuleOutcome:
    """The values a text typed for a field gives the open form, that field's among them; or the rule that refuses it.

    `plant` issues the plant's own lot numbers.
    """
    offered = offers(_labels(text, field, pack, knowledge.today()), pack)
    for offer in offered:
        values = fill(offer, draft, step, pack)
        if any(value.field == field.key for value in values):
            return values
    bracketed = text.startswith(_BRACKET)
    if bracketed and offered[0].fault:
        return _refused("typed.unlike", field, text)
    told = tuple(
        offer
        for offer in offered
        if offer.thing or offer.document or offer.party or offer.item or (bracketed and offer.unknown_item)
    )
    if told:
        return judge_unwanted(told, draft, step).rules[0]
    named = _number(text, field, expected_material(field, draft, pack), pack, knowledge, plant)
    return named if isinstance(named, RuleOutcome) else (FieldValue(field.key, thing=named.uri),)


def _labels(text: str, field: Field, pack: Pack, today: dt.date) -> Scan:
    """The text as labels; digits that merely could be element strings or, for a lot or unit, an SSCC are a number."""

    def is_label(interpretation: Interpretation) -> bool:
        match interpretation.kind:
            case Kind.TEXT:
                return False
            case Kind.GS1:
                return text.startswith(_BRACKET)
            case Kind.SSCC:
                return field.type is FieldType.LOGISTIC_UNIT
            case _:
                return True

    scan = read(text.encode(), today, code_ids=CodeIds.NONE, patterns=pack.own_patterns)
    return replace(scan, interpretations=tuple(filter(is_label, scan.interpretations)))


def _number(
    text: str, field: Field, expected: str | None, pack: Pack, knowledge: Knowledge, plant: str
) -> Thing | RuleOutcome:
    """What a number alone names."""
    if field.type is FieldType.LOGISTIC_UNIT:
        return _refused("typed.no-box", field, text)
    if expected is None or text.startswith(_BRACKET):
        return _refused("typed.no-material", field, text)
    if not _could_be_printed(text) or (field.type is FieldType.UNIT and _has_own_labels(expected, pack)):
        return _refused("typed.unlike", field, text)
    if field.type is FieldType.UNIT:
        return Unit(expected, text)
    return _lot(text, expected, pack, knowledge, plant) or _refused("typed.issuer-unclear", field, text)


def _lot(number: str, code: str, pack: Pack, knowledge: Knowledge, plant: str) -> Lot | None:
    """The only lot known under the number, be it the plant's own; else that of the only issuer on labels."""
    material = pack.materials[code]
    issuers = {item.issuer for item in material.trade_items} | {name.issuer for name in material.label_codes}
    issuers.discard("")
    known = [each for each in {plant, *issuers} if knowledge.thing(Lot(each, code, number).uri) is not None]
    found = known or list(issuers)
    return Lot(found[0], code, number) if len(found) == 1 else None


def _has_own_labels(code: str, pack: Pack) -> bool:
    """Whether all labels of a material are the pack's own, whose patterns say how its serials are written."""
    material = pack.materials[code]
    own = any(each.material == code for each in pack.patterns.values())
    return own and not (material.trade_items or material.label_codes)


def _could_be_printed(text: str) -> bool:
    return 0 < len(text) <= LONGEST_PART and text.isprintable() and " " not in text


def _refused(rule: str, field: Field, value: str) -> RuleOutcome:
    return RuleOutcome(rule=rule, severity=REFUSE, field=field.key, value=value)
