"""Entries and clocks the journal's tests are made of."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from station.journal.file import JournalFile
from station.ports import NewEntry
from station.system import SystemIds
from traceability.acts import Act, EventRecorded, FieldValue, Reading, Refusal, SignedIn, Withdrawal
from traceability.entries import Basis, Document, Origin, ValueSource, Verdict, Whereabouts
from traceability.events import Action, AssociationEvent

DEADLINE_S = 30.0
SHANGHAI = timezone(timedelta(hours=8))
NINE = datetime(2026, 11, 23, 9, 0, 0, 123_456, SHANGHAI)
BOARD = "urn:epc:id:sgtin:6901234.012345.B0001"
LOT = "urn:epc:class:lgtin:6901234.054321.L261012"
PLACE = Whereabouts("SZ1", "SZ1-line-2")


class SetClock:
    """A clock that stands where it was put."""

    def __init__(self, now: datetime = NINE) -> None:
        self.time = now
        self.nanoseconds = 5_000_000_999

    def now(self) -> datetime:
        return self.time

    def monotonic_ns(self) -> int:
        return self.nanoseconds

    def boot_id(self) -> str:
        return "b" * 32


def open_journal(path: Path, clock: SetClock | None = None) -> JournalFile:
    return JournalFile(path, clock or SetClock(), SystemIds(), lambda: PLACE)


def new(body: Act, **more: object) -> NewEntry:
    return NewEntry(actor="p-17", body=body, step="assemble", **more)  # type: ignore[arg-type]  # any field of NewEntry


def reading(piece: str = "piece-1", form: str = "board") -> NewEntry:
    return new(
        Reading(piece=piece, form=form, values=(FieldValue("board", thing=BOARD),)),
        sources=(ValueSource(field="board", origin=Origin.SCANNED, device="gun-1", raw=b"]d2\x1d\xff"),),
        documents=(Document("work-order", "WO-1"),),
        basis=Basis(cursor="e1:17", pack="electronics@4"),
        verdict=Verdict("accept"),
    )


def withdrawal(*readings: str, piece: str = "piece-1") -> NewEntry:
    return new(Withdrawal(piece=piece, readings=readings))


def refusal(piece: str = "piece-1", form: str = "board") -> NewEntry:
    return new(Refusal(piece=piece, form=form), verdict=Verdict("refuse"))


def event(*readings: str, piece: str = "piece-1", form: str = "board", order: str = "WO-1") -> NewEntry:
    association = AssociationEvent(action=Action.ADD, parent_id=BOARD, child_epcs=(LOT, LOT))
    body = EventRecorded(piece=piece, form=form, event=association, readings=readings, values=())
    return new(body, documents=(Document("work-order", order), Document("delivery-note", "D-7")))


def signed_in() -> NewEntry:
    return new(SignedIn())
