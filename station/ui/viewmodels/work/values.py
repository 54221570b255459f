"""Values of a form in words."""

from station.ui.translations import Wording
from traceability.acts import EventRecorded, FieldValue
from traceability.entries import Entry
from traceability.identity import label_of, thing_of
from traceability.process.model import Field, Pack, Step


def field_of(step: Step, key: str) -> Field | None:
    """A field of a step, None for one of another version of the form."""
    return next((field for field in step.fields if field.key == key), None)


def value_text(value: FieldValue, step: Step, pack: Pack, words: Wording) -> str:
    """What a person calls the value."""
    if value.thing is not None:
        return label_of(thing_of(value.thing))
    if value.quantity is not None:
        return words.amount(value.quantity)
    text = value.text or ""
    field = field_of(step, value.field)
    choice = next((each for each in field.choices if each.value == text), None) if field else None
    if choice is not None:
        return words.of(choice.name)
    partner = pack.partners.get(text)
    return words.of(partner) if partner is not None else text


def is_code(value: FieldValue) -> bool:
    """Whether the value is set as a code."""
    return value.thing is not None


def main_label(body: EventRecorded, step: Step | None) -> str:
    """What a saved piece is called: what it made or packed, else the first thing in it."""
    plan = step.event if step else None
    leading = (*plan.outputs, *((plan.parent,) if plan.parent else ()), *plan.things) if plan else ()
    things = [value for value in body.values if value.thing]
    best = next((value for key in leading for value in things if value.field == key), None)
    found = best or next(iter(things), None)
    return label_of(thing_of(found.thing or "")) if found else ""


def material_name(value: FieldValue, pack: Pack, words: Wording) -> str:
    """The name of the material of a thing; empty for what has none."""
    thing = thing_of(value.thing) if value.thing else None
    material = pack.materials.get(getattr(thing, "material", ""))
    return words.of(material.name) if material else ""


def clock_of(entry: Entry) -> str:
    """HH:MM of an entry."""
    return entry.recorded[11:16]
