"""What the screen of a step shows, as one value."""

import datetime as dt
from enum import Enum

import msgspec

from station.ports import Cue, Feedback, Kept, NewEntry
from station.workflows.knowledge import Knowledge
from station.workflows.piece import Piece
from traceability.acts import EventRecorded, FieldValue, NumbersDrawn, Reading, Refusal, Withdrawal
from traceability.entries import ValueSource, Verdict
from traceability.judge import ACCEPT, PROVISIONAL
from traceability.people import Person
from traceability.process.binding import expected_material
from traceability.process.making import documents_of
from traceability.process.model import Field, FieldType, Pack, Step

FormAct = Reading | Refusal | Withdrawal | EventRecorded | NumbersDrawn
"""What may come of working a form."""


class Phase(Enum):
    """What the last input led to; the screen shows exactly one."""

    WAITING = "waiting"
    READ = "read"
    PROVISIONAL = "provisional"
    SAVED = "saved"
    REFUSED = "refused"
    UNWRITABLE = "unwritable"


ANSWERS = {
    Phase.READ: (Cue.READ, Feedback.TAKEN),
    Phase.PROVISIONAL: (Cue.PROVISIONAL, Feedback.ATTENTION),
    Phase.SAVED: (Cue.SAVED, Feedback.TAKEN),
    Phase.REFUSED: (Cue.REFUSE, Feedback.REFUSED),
    Phase.UNWRITABLE: (Cue.REFUSE, Feedback.REFUSED),
}
"""What the room hears, and the person at the device that read."""


class WorkState(msgspec.Struct, frozen=True, kw_only=True):
    """All a screen needs to show.

    Attributes:
        piece: the open piece; `wanted`: the field to fill now.
        values: what the last reading put in, or what was refused.
        verdict: of the last reading or refusal. at: when it became durable.
        saved: the event of the piece saved last, in phase SAVED.
        provisional: fields of the open piece taken provisionally.
        read: the reading that was taken last, also once its piece is saved or it was withdrawn.
        beside: codes that were in view with what the last reading put in, and that the form did not want.
        cause: why the journal can't be written, in phase UNWRITABLE.
    """

    pack: Pack
    step_key: str
    piece: Piece
    phase: Phase = Phase.WAITING
    values: tuple[FieldValue, ...] = ()
    verdict: Verdict = Verdict(ACCEPT)
    at: dt.datetime | None = None
    saved: Kept | None = None
    cause: str = ""
    read: Kept | None = None
    beside: tuple[str, ...] = ()

    @property
    def step(self) -> Step:
        """The step being worked."""
        return self.pack.steps[self.step_key]

    @property
    def wanted(self) -> Field | None:
        """The field to fill now."""
        return self.piece.draft.wanted(self.step)

    @property
    def symbologies(self) -> frozenset[str]:
        """What the codes wanted now are printed in; empty: any."""
        return self.piece.draft.symbologies(self.step)

    @property
    def drawable(self) -> Field | None:
        """The field to fill now, where a new number may be given to it: its material must be known for that."""
        wanted = self.wanted
        if wanted is None or wanted.series is None:
            return None
        whole = wanted.type is FieldType.LOGISTIC_UNIT
        return wanted if whole or expected_material(wanted, self.piece.draft, self.pack) else None

    @property
    def lot_to_number(self) -> Field | None:
        """The lot wanted now, where the station may give it its number."""
        wanted = self.wanted
        return wanted if wanted and wanted.type is FieldType.LOT and wanted.series else None

    def renewed(self, knowledge: Knowledge) -> "WorkState":
        """By pack and order as central says them now, if no piece is begun and the step is still in the pack."""
        if self.piece.readings:
            return self
        pack, draft = knowledge.pack(), self.piece.draft
        if pack is None or self.step_key not in pack.steps:
            pack = self.pack
        order = knowledge.order(draft.order.id) if draft.order else None
        draft = msgspec.structs.replace(draft, order=order or draft.order)
        if (pack, draft) == (self.pack, self.piece.draft):
            return self
        return msgspec.structs.replace(self, pack=pack, piece=Piece(draft))

    def entry(
        self,
        body: FormAct,
        verdict: Verdict,
        sources: tuple[ValueSource, ...],
        person: Person,
        knowledge: Knowledge,
    ) -> NewEntry:
        """What goes into the journal of an act in this form."""
        return NewEntry(
            actor=person.id,
            rights=person.rights,
            step=self.step_key,
            body=body,
            sources=sources,
            documents=documents_of(self.piece.draft, self.step),
            basis=knowledge.basis(self.piece.draft, self.pack),
            verdict=verdict,
        )

    @property
    def provisional(self) -> frozenset[str]:
        """Fields whose value central has yet to confirm."""
        return frozenset(
            outcome.field for outcome in self.piece.rules if outcome.severity == PROVISIONAL and outcome.field
        )
