"""One open piece: the draft and the readings it is made of, as the journal has them."""

import msgspec

from station.ports import Journal, Kept
from traceability import subjects
from traceability.acts import EventRecorded, Reading, Withdrawal
from traceability.entries import RuleOutcome
from traceability.process.draft import Draft
from traceability.process.making import event_of
from traceability.process.model import Pack, Step
from traceability.records import WorkOrder


class Piece(msgspec.Struct, frozen=True):
    """A draft and the readings behind its values, in order."""

    draft: Draft
    readings: tuple[Kept, ...] = ()

    @property
    def rules(self) -> tuple[RuleOutcome, ...]:
        """What was said of the readings."""
        verdicts = (kept.entry.verdict for kept in self.readings)
        return tuple(outcome for verdict in verdicts if verdict for outcome in verdict.rules)

    def event(self, step: Step, pack: Pack) -> EventRecorded:
        """The event the piece means once its form is complete."""
        return EventRecorded(
            piece=self.draft.piece,
            form=self.draft.form,
            event=event_of(self.draft, step, pack),
            readings=tuple(kept.id for kept in self.readings),
            values=self.draft.values,
            outcome=self.draft.outcome(step),
        )

    def with_reading(self, kept: Kept) -> "Piece":
        """The piece after one more durable reading."""
        body = kept.entry.body
        values = body.values if isinstance(body, Reading) else ()
        return Piece(self.draft.with_values(values), (*self.readings, kept))

    def without_last(self) -> "Piece":
        """The piece after its last reading was withdrawn."""
        kept = self.readings[:-1]
        values = tuple(
            value for each in kept if isinstance(each.entry.body, Reading) for value in each.entry.body.values
        )
        return Piece(msgspec.structs.replace(self.draft, values=values), kept)


def restored(journal: Journal, form: str, order: WorkOrder | None) -> Piece | None:
    """The piece of `form`, for `order` where there is one, that was left open, as it stood; None when none was."""
    identifier = journal.open_piece(form, order.id if order else "")
    if identifier is None:
        return None
    entries = journal.about(subjects.piece(identifier))
    withdrawn = {
        reading
        for kept in entries
        if isinstance(kept.entry.body, Withdrawal)
        for reading in kept.entry.body.readings
    }
    readings = [kept for kept in entries if isinstance(kept.entry.body, Reading) and kept.id not in withdrawn]
    piece = Piece(Draft(piece=identifier, form=form, order=order))
    for kept in readings:
        piece = piece.with_reading(kept)
    return piece
