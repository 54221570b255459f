"""Typing a value where there is nothing to scan."""

import msgspec

from station.ui.translations import Wording
from station.ui.views.entry import KeypadContent, KeypadKind
from station.workflows.work_state import WorkState
from traceability.identity import Lot, thing_of
from traceability.process.model import Field, FieldType

_LONGEST = {FieldType.QUANTITY: 13, FieldType.DATE: 10, FieldType.DOCUMENT: 32}
_KEYPADS = {
    FieldType.QUANTITY: KeypadKind.QUANTITY,
    FieldType.DATE: KeypadKind.DATE,
    FieldType.DOCUMENT: KeypadKind.CODE,
}


class Typing(msgspec.Struct, frozen=True, kw_only=True):
    """The keypad for a field; the keys begin empty at each `turn`."""

    field: str
    kind: KeypadKind
    turn: int = 0
    content: KeypadContent


def typing_of(field: Field, state: WorkState, words: Wording, *, trouble: bool) -> Typing:
    """The keypad for a field that can be typed."""
    title = words.of(field.title)
    return Typing(
        field=field.key,
        kind=_KEYPADS[field.type],
        content=KeypadContent(
            title=title,
            detail=_limit(field, state, words, trouble=trouble),
            confirm=words.say("action.confirm"),
            cancel=words.say("action.cancel"),
            back=words.say("action.backspace"),
            value=title,
            slots=_LONGEST[field.type],
            trouble=trouble,
        ),
    )


def _limit(field: Field, state: WorkState, words: Wording, *, trouble: bool) -> str:
    match field.type:
        case FieldType.QUANTITY:
            if trouble:
                return words.say("work.not-a-number")
            return words.say("work.number-format", unit=_unit(state, words))
        case FieldType.DATE:
            return words.say("work.not-a-date") if trouble else words.say("work.date-format")
        case _:
            return words.say("work.text-format")


def _unit(state: WorkState, words: Wording) -> str:
    lots = (thing_of(value.thing) for value in state.piece.draft.values if value.thing)
    material = next((state.pack.materials.get(lot.material) for lot in lots if isinstance(lot, Lot)), None)
    return words.unit(material.unit if material else "H87")
