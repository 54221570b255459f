"""The form being filled in: what to do now, the answers to choose from, one cell for each field."""

from station.ui.translations import Wording
from station.ui.viewmodels.work.values import field_of, is_code, value_text
from station.ui.views.frame import Action
from station.ui.views.text import short_code
from station.ui.views.work import Prompt, StepCell, StepState
from station.workflows.work_state import Phase, WorkState
from traceability.acts import Outcome
from traceability.process.binding import expected_material
from traceability.process.model import Field, FieldType

_TYPED = {FieldType.QUANTITY, FieldType.DATE}
_PICKED = {FieldType.CHOICE, FieldType.PARTY}
_ICONS = {FieldType.QUANTITY: "keypad", FieldType.DATE: "calendar", FieldType.CHOICE: "check"}


def prompt_of(state: WorkState, words: Wording) -> Prompt:
    """What to do now."""
    wanted = state.wanted
    if wanted is None:  # between the last reading and the event
        return Prompt(over=words.of(state.step.name), what=words.say("work.waiting"))
    place, count = state.step.fields.index(wanted) + 1, len(state.step.fields)
    if wanted.type in _TYPED:
        over = words.say("work.type-now", place=str(place), count=str(count))
    elif wanted.type is FieldType.CHOICE:
        over = words.say("work.choose-now", place=str(place), count=str(count))
    else:
        over = words.say("work.scan-now", place=str(place), count=str(count))
    return Prompt(
        over=over,
        what=words.of(wanted.title),
        where=words.of(wanted.where) if wanted.where else "",
        extra=_extra(wanted, state, words),
        picture=wanted.picture or "",
        icon=_ICONS.get(wanted.type, "scan"),
    )


def choices_of(state: WorkState, words: Wording) -> tuple[Action, ...]:
    """The answers of the field wanted now, where it has a few."""
    wanted = state.wanted
    if wanted is None or wanted.type not in _PICKED:
        return ()
    if wanted.type is FieldType.PARTY:
        return tuple(Action(id=code, word=words.of(name)) for code, name in state.pack.partners.items())
    icons = {Outcome.GOOD: "check", Outcome.REWORK: "rework", Outcome.SCRAP: "scrap"}
    return tuple(
        Action(id=choice.value, word=words.of(choice.name), icon=icons[choice.outcome])
        for choice in wanted.choices
    )


def cells_of(state: WorkState, words: Wording) -> tuple[StepCell, ...]:
    """One cell for each field; right after a piece was saved, that piece's."""
    refused = _refused_field(state)
    return tuple(_cell(field, state, refused, words) for field in state.step.fields)


def _refused_field(state: WorkState) -> str | None:
    if state.phase is not Phase.REFUSED:
        return None
    named = next((outcome.field for outcome in state.verdict.rules if outcome.field), None)
    wanted = state.wanted
    return named or (wanted.key if wanted else None)


def _cell(field: Field, state: WorkState, refused: str | None, words: Wording) -> StepCell:
    label = words.of(field.title)
    if field.key == refused:
        return StepCell(label=label, detail=words.say("work.not-taken"), state=StepState.REFUSED)
    values = state.piece.draft.of(field)
    if len(values) >= field.count:
        value = values[-1]
        text = value_text(value, state.step, state.pack, words)
        code = is_code(value)
        done = StepState.PROVISIONAL if field.key in state.provisional else StepState.DONE
        return StepCell(label=label, detail=short_code(text) if code else text, state=done, code=code)
    if field == state.wanted:
        detail = f"{len(values)} / {field.count}" if field.count > 1 else _waiting(field, words)
        return StepCell(label=label, detail=detail, state=StepState.CURRENT)
    detail = words.say("work.empty") if field.required else words.say("work.optional")
    return StepCell(label=label, detail=detail, state=StepState.TODO)


def _waiting(field: Field, words: Wording) -> str:
    return words.say("work.waiting-input") if field.type in _TYPED | _PICKED else words.say("work.waiting")


def _extra(wanted: Field, state: WorkState, words: Wording) -> str:
    if wanted.count > 1:
        done = len(state.piece.draft.of(wanted))
        return words.say("work.so-many", done=str(done), count=str(wanted.count))
    if state.drawable is not None:
        return words.say("work.or-new-number")
    if wanted.series is not None:
        return words.say("work.or-item-code")
    material = expected_material(wanted, state.piece.draft, state.pack)
    if material is None:
        return ""
    if wanted.position is None:
        return material
    return words.say("work.position", material=material, position=wanted.position)


def typable_fields(state: WorkState) -> tuple[Field, ...]:
    """Open fields whose value can be typed, the wanted one first, then the optional ones before it is too late."""
    kinds = {FieldType.QUANTITY, FieldType.DATE, FieldType.DOCUMENT}
    wanted = state.wanted
    found = [field for field in state.piece.draft.open_fields(state.step) if field.type in kinds]
    return tuple(
        sorted(
            (field for field in found if field == wanted or not field.required),
            key=lambda field: field != wanted,
        )
    )


def named_field(state: WorkState, key: str | None) -> Field | None:
    """The open field of this key, if it is still open."""
    field = field_of(state.step, key) if key else None
    return field if field in state.piece.draft.open_fields(state.step) else None
