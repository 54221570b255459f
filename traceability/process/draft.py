"""The form an operator is filling in: which values are there, which is wanted now."""

from collections.abc import Iterable

import msgspec

from traceability.acts import FieldValue, Outcome
from traceability.process.model import Field, FieldType, Step
from traceability.records import WorkOrder


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An open form: `piece` is its random id, `values` what was accepted so far, in order of acceptance."""

    piece: str
    form: str
    order: WorkOrder | None = None
    values: tuple[FieldValue, ...] = ()

    def of(self, field: str) -> tuple[FieldValue, ...]:
        """The values a field has."""
        return tuple(value for value in self.values if value.field == field)

    def with_values(self, values: Iterable[FieldValue]) -> "Draft":
        """The draft with more values."""
        return msgspec.structs.replace(self, values=(*self.values, *values))

    def open_fields(self, step: Step) -> tuple[Field, ...]:
        """Fields that still take a value, in the order of the form."""
        return tuple(field for field in step.fields if len(self.of(field.key)) < field.count)

    def wanted(self, step: Step) -> Field | None:
        """The field to fill now: the first required one that is open, else None."""
        return next((field for field in self.open_fields(step) if field.required), None)

    def outcome(self, step: Step) -> Outcome:
        """How the piece ends: what the choices made mean, the worst of them if there are several."""
        meant = {
            choice.outcome
            for field in step.fields
            if field.type is FieldType.CHOICE
            for value in self.of(field.key)
            for choice in field.choices
            if choice.value == value.text
        }
        return next((each for each in (Outcome.SCRAP, Outcome.REWORK) if each.value in meant), Outcome.GOOD)
