"""What the screen of a step shows, as one value."""

import datetime as dt
from enum import Enum

import msgspec

from station.ports import Cue, Feedback, Kept
from station.workflows.piece import Piece
from traceability.acts import FieldValue
from traceability.entries import Verdict
from traceability.judge import ACCEPT, PROVISIONAL
from traceability.process.binding import expected_material
from traceability.process.model import Field, FieldType, Pack, Step


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
    def provisional(self) -> frozenset[str]:
        """Fields whose value central has yet to confirm."""
        return frozenset(
            outcome.field
            for kept in self.piece.readings
            if kept.entry.verdict
            for outcome in kept.entry.verdict.rules
            if outcome.severity == PROVISIONAL and outcome.field
        )
