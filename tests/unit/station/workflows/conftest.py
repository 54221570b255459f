"""A station without Qt: a real journal, central's records in memory, calls back through a queue the test drains."""

import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from queue import Empty, SimpleQueue

import apsw
import msgspec
import pytest

from station.journal.file import JournalFile
from station.ports import Cue, Feedback, JournalUnavailable, Kept, NewEntry, RawScan, SyncStatus
from station.workflows.knowledge import Knowledge
from station.workflows.outside import Outside
from station.workflows.work import Work
from traceability.entries import Whereabouts
from traceability.facts import Birth, Hold, Moment
from traceability.identity import Lot
from traceability.language import Text
from traceability.ledger import ThingState
from traceability.people import Assignment, Person, Role
from traceability.quantity import Quantity
from traceability.records import NumberRange, PackRelease, Plant, Record, Station, WorkOrder

ROOT = Path(__file__).parents[4]
NOW = dt.datetime(2026, 11, 22, 14, 32, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))
BORN = Birth(Moment(1, 0, "w", 1), "e0", "2026-11-01T08:00:00+08:00", Quantity("400", "H87"))
ORDER = WorkOrder(
    id="WO26-1122-07",
    version=3,
    plant="P1",
    material="TC-300",
    bom_version=4,
    quantity=Quantity("400", "H87"),
    due="2026-11-22T20:00:00+08:00",
)
PERSON = Person(
    id="p1",
    name="李敏",
    badge=sha256(b"BADGE-1").hexdigest(),
    assignments=(Assignment(Role.OPERATOR),),
    rights=7,
    pin="verifier",
)
STATION = Station(
    id="S1",
    version=1,
    name=Text("装配 3 号站", "Assembly 3"),
    plant="P1",
    place="line-2",
    pack="electronics",
    steps=("receiving", "assembly", "inspection", "packing", "shipping"),
)
LOTS = {
    "pcb": Lot("HUAXIN", "PCB-300", "PC-01"),
    "relay": Lot("HENGTAI", "RL24-10A", "K1-018"),
    "grease": Lot("BEICHEN", "TG-200", "TG-05"),
    "sink": Lot("LUXIN", "HS-40", "HS-014"),
    "terminal": Lot("P1", "CB-12", "L26-000003"),
}
HELD = Lot("BEICHEN", "TG-200", "TG-09")
UNKNOWN = Lot("LUXIN", "HS-40", "HS-999")


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = NOW
        self._ticks = 0

    def now(self) -> dt.datetime:
        return self.moment

    def monotonic_ns(self) -> int:
        self._ticks += 1_000_000
        return self._ticks

    def boot_id(self) -> str:
        return "ab" * 16

    def let_pass(self, seconds: int) -> None:
        self._ticks += seconds * 10**9


class CountedIds:
    """Ids that can be told apart and foretold."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> str:
        self._last += 1
        return f"{self._last:032x}"


class Said:
    """What central said, in memory."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], bytes] = {}
        self._changes = 0
        self.standing = SyncStatus(cursor="e1:1", snapshot_at=NOW.isoformat(), contact_at=NOW.isoformat())
        self.meanwhile: Callable[[], None] = lambda: None
        """What synchronisation does before the next answer."""

    def say(self, kind: str, key: str, record: Record | Person | ThingState) -> None:
        self.say_bytes(kind, key, msgspec.json.encode(record))

    def say_bytes(self, kind: str, key: str, body: bytes) -> None:
        self._records[kind, key] = body
        self._changes += 1

    @property
    def standing(self) -> SyncStatus:
        """How synchronisation stands."""
        return self._standing

    @standing.setter
    def standing(self, standing: SyncStatus) -> None:
        self._standing = standing
        self._changes += 1

    def record(self, kind: str, key: str) -> bytes | None:
        self.meanwhile()
        return self._records.get((kind, key))

    def records(self, kind: str) -> tuple[bytes, ...]:
        return tuple(body for (each, _), body in sorted(self._records.items()) if each == kind)

    def status(self, writer: str) -> SyncStatus:  # noqa: ARG002 -- the port's signature, one writer here
        return self.standing

    def version(self) -> int:
        return self._changes


class HeardSounds:
    """A loudspeaker that remembers."""

    def __init__(self) -> None:
        self.cues: list[Cue] = []

    def play(self, cue: Cue) -> None:
        self.cues.append(cue)


class FullableJournal(JournalFile):
    """The real journal on a disk that can be full, unreadable, or fail after it took an entry."""

    full = False
    full_for = ""
    unreadable = False
    doubtful = False

    def append(self, entry: NewEntry) -> Future[Kept]:
        if self.doubtful:
            super().append(entry).result(5)
        elif not self.full and self.full_for != entry.body.__struct_config__.tag:
            return super().append(entry)
        refused: Future[Kept] = Future()
        refused.set_exception(JournalUnavailable("full"))
        return refused

    def about(self, subject: str, after: int = 0) -> tuple[Kept, ...]:
        if self.unreadable:
            raise JournalUnavailable("input-output")
        return super().about(subject, after)


class Newer(msgspec.Struct, frozen=True, tag="undone", tag_field="kind"):
    """An act this release does not know."""


class Stage:
    """Everything a workflow needs, and the thread it runs on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = HandClock()
        self.said = Said()
        self.sounds = HeardSounds()
        self.told: list[tuple[str, Feedback]] = []
        self.queue: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.changes = 0
        self.journal = FullableJournal(
            folder / "journal.db", self.clock, CountedIds(), lambda: Whereabouts("P1", "line-2")
        )
        self.knowledge = Knowledge(self.journal, self.said, self.clock, lambda: "S1")
        self.outside = Outside(
            journal=self.journal,
            knowledge=self.knowledge,
            clock=self.clock,
            ids=CountedIds(),
            sounds=self.sounds,
            tell=lambda device, feedback: self.told.append((device, feedback)),
            post=self.queue.put,
        )

    def changed(self) -> None:
        self.changes += 1

    def run_until(self, done: Callable[[], bool]) -> None:
        """Run what is posted until something is so; fails after five seconds without it."""
        while not done():
            self.queue.get(timeout=5)()
        try:
            while True:
                self.queue.get_nowait()()
        except Empty:
            pass

    def work(self, step: str = "assembly", order: WorkOrder | None = ORDER) -> Work:
        pack = self.knowledge.pack()
        assert pack is not None
        work = Work(self.outside, PERSON, pack, step, order, self.changed)
        self.run_until(lambda: not work.busy)
        return work

    def scan(self, work: Work, raw: bytes, *, complete: bool = True, device: str = "gun-1") -> None:
        work.scan(RawScan(device=device, raw=raw, received_ns=0, complete=complete))
        self.run_until(lambda: not work.busy)

    def build(self, work: Work, board: str) -> None:
        """Scan a board and everything it takes."""
        self.scan(work, board.encode())
        for lot in LOTS.values():
            self.scan(work, label(lot))

    def kinds(self) -> list[str]:
        return [kept.entry.kind for kept in self.journal.after(0, 1000)]

    def keep_newer(self, subject: str) -> None:
        """Journal an entry about a subject as only a newer release could."""
        self.journal.append(NewEntry(actor="p1", body=Newer())).result(5)  # type: ignore[arg-type]  # no act of ours
        with closing(apsw.Connection(str(self.folder / "journal.db"))) as connection:
            filed = "INSERT INTO subjects SELECT ?, max(position) FROM entries"
            connection.execute(filed, (subject,))

    def newest(self) -> Kept:
        return self.journal.newest(1)[0]


def label(lot: Lot) -> bytes:
    return f"{lot.material}/{lot.issuer}/{lot.number}".encode()


@pytest.fixture
def lots() -> dict[str, bytes]:
    """The labels of the lots there are, also one on hold and one nobody heard of."""
    return {name: label(lot) for name, lot in {**LOTS, "held": HELD, "unknown": UNKNOWN}.items()}


@pytest.fixture
def person() -> Person:
    return PERSON


@pytest.fixture
def order() -> WorkOrder:
    return ORDER


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    said = made.said
    said.say(
        "plant", "P1", Plant(id="P1", version=1, name=Text("一厂", "Plant 1"), time_zone="Asia/Shanghai")
    )
    said.say("station", "S1", STATION)
    content = (ROOT / "process-packs/electronics/pack.toml").read_text(encoding="utf-8")
    said.say("pack", "electronics", PackRelease(id="electronics", version=1, content=content))
    said.say("person", "p1", PERSON)
    said.say("work-order", ORDER.id, ORDER)
    for series in ("lot", "box"):
        record = NumberRange(
            id=series, version=1, writer=made.journal.writer, series=series, first=11, last=12
        )
        said.say("number-range", series, record)
    for lot in LOTS.values():
        said.say("thing", lot.uri, ThingState(lot.uri, births=(BORN,)))
    hold = Hold("e9", "2026-11-20T08:00:00+08:00", "p1", "AOI")
    said.say("thing", HELD.uri, ThingState(HELD.uri, births=(BORN,), holds=(hold,)))
    yield made
    made.journal.close()
