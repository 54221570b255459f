"""Typing a value where there is nothing to scan."""

import msgspec

from station.ui.translations import Wording
from station.ui.viewmodels.work.form import named_field
from station.ui.views.entry import KeypadContent, KeypadKind
from station.workflows.work_state import Phase, WorkState
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


class Keys:
    """The keypad beside the form: asked for, or there by itself where the wanted field is a quantity.

    Attributes:
        asked: the key of the field it was asked for; None: for none.
        trouble: what was entered last is no value of the field's kind.
        typed: what stands on it.
    """

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._closed = False
        self.asked: str | None = None
        self.trouble = False
        self.typed = ""

    def ask(self, field: str) -> None:
        """Show it for a field."""
        self.asked, self._closed = field, False

    def close(self) -> None:
        """Show it no more for what is wanted now."""
        self.asked, self.trouble, self._closed = None, False, True

    def rest(self) -> None:
        """Something was entered: show it only where it is there by itself."""
        self.asked, self.trouble, self._closed = None, False, False

    def now(self, state: WorkState) -> Typing | None:
        """What it shows; None where it is not shown."""
        field, wanted = named_field(state, self.asked), state.wanted
        if field is None and wanted is not None and wanted.type is FieldType.QUANTITY:
            field = None if self._closed else wanted
        if field is None or state.phase in {Phase.REFUSED, Phase.UNWRITABLE}:
            return None
        return typing_of(field, state, self._words, trouble=self.trouble)


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
