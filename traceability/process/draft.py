"""The form an operator is filling in: which values are there, which is wanted now."""

from collections.abc import Iterable

import msgspec

from traceability.acts import FieldValue, Outcome
from traceability.identity import LogisticUnit, Lot, Unit, thing_of
from traceability.process.model import Field, FieldType, Step
from traceability.quantity import Quantity
from traceability.records import WorkOrder

THING_OF_FIELD = {FieldType.LOT: Lot, FieldType.UNIT: Unit, FieldType.LOGISTIC_UNIT: LogisticUnit}
"""The kind of thing each type of field takes that takes one."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An open form: `piece` is its random id, `values` what was accepted so far, in order of acceptance."""

    piece: str
    form: str
    order: WorkOrder | None = None
    values: tuple[FieldValue, ...] = ()

    def of(self, field: Field) -> tuple[FieldValue, ...]:
        """The values a field has.

        A form left open while its pack changed may hold values that are none of the field's kind any more; they
        do not count, so the field is wanted again.
        """
        return tuple(value for value in self.values if value.field == field.key and _fits(value, field))

    def with_values(self, values: Iterable[FieldValue]) -> "Draft":
        """The draft with more values."""
        return msgspec.structs.replace(self, values=(*self.values, *values))

    def open_fields(self, step: Step) -> tuple[Field, ...]:
        """Fields that still take a value, in the order of the form."""
        return tuple(field for field in step.fields if len(self.of(field)) < field.count)

    def wanted(self, step: Step) -> Field | None:
        """The field to fill now: the first required one that is open, else None."""
        return next((field for field in self.open_fields(step) if field.required), None)

    def symbologies(self, step: Step) -> frozenset[str]:
        """What the codes of the open fields are printed in; empty: any, for there is a field that does not say."""
        printed = [field.symbologies for field in self.open_fields(step)]
        return frozenset(name for names in printed for name in names) if all(printed) else frozenset()

    def measured_lots(self, step: Step) -> tuple[tuple[Lot, Quantity], ...]:
        """The lots handled or made and the amounts given for them, paired in the order both came."""
        plan = step.event
        if plan.quantity is None:
            return ()
        values = (value for key in (*plan.things, *plan.outputs) for value in self.of(step.field(key)))
        lots = (thing for value in values if isinstance(thing := thing_of(value.thing or ""), Lot))
        amounts = (value.quantity for value in self.of(step.field(plan.quantity)) if value.quantity)
        return tuple(zip(lots, amounts, strict=False))

    def outcome(self, step: Step) -> Outcome:
        """How the piece ends: what the choices made mean, the worst of them if there are several."""
        meant = {
            choice.outcome
            for field in step.fields
            if field.type is FieldType.CHOICE
            for value in self.of(field)
            for choice in field.choices
            if choice.value == value.text
        }
        return next((each for each in (Outcome.SCRAP, Outcome.REWORK) if each in meant), Outcome.GOOD)


def _fits(value: FieldValue, field: Field) -> bool:
    if field.type in THING_OF_FIELD:
        return value.thing is not None and isinstance(thing_of(value.thing), THING_OF_FIELD[field.type])
    return (value.quantity if field.type is FieldType.QUANTITY else value.text) is not None
