"""A station's journal as a shift of the electronics pack leaves it, the same from the same seed.

Scans are bytes as guns send them; values, sources, documents and events are made by the product's own functions, the
chain by the product's own journal. Only clock and ids are played, so that a journal can be made again.
"""

import datetime as dt
import random
import sys
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Final

from demo.guns import Symbology, gs1
from station.journal.file import JournalFile
from station.ports import Kept, NewEntry, RawScan
from station.workflows.inputs import Input, scanned, typed
from traceability.acts import EventRecorded, Reading, Refusal, SignedIn, SignedOut
from traceability.codes.check_digits import with_check_digit
from traceability.entries import Basis, RuleOutcome, Verdict, Version, Whereabouts
from traceability.judge import ACCEPT, REFUSE
from traceability.process.draft import Draft
from traceability.process.making import documents_of, event_of
from traceability.process.model import Pack
from traceability.process.read import read_pack
from traceability.quantity import PIECE, Quantity
from traceability.records import WorkOrder

PACK: Final = Path(__file__).parents[2] / "process-packs/electronics/pack.toml"
PLACE: Final = Whereabouts("QD", "line-1")
_BEGIN: Final = dt.datetime(2026, 11, 9, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_EPOCH: Final = "0d9f6a40b1f34c5c9f3f6f6f3e3b2a10"
_ACTOR: Final = "P-1031"
_REFUSED: Final = 0.02
_FOREIGN: Final = with_check_digit("690123459999").encode()
_LOTS: Final = {
    "pcb": ("06901234500011", "PX2611-"),
    "relay": ("06901234500028", "HT2610-"),
    "grease": ("06901234500035", "L261012-TG-"),
    "sink": ("06901234500042", "LX-"),
}


Acts = Generator[NewEntry, Kept, None]
"""Entries to make; each next one may name what the last became."""


def electronics() -> Pack:
    """The electronics pack."""
    pack = read_pack(PACK.read_text(encoding="utf-8"))
    assert isinstance(pack, Pack), pack
    return pack


class PlayedClock:
    """The `Clock` port: every look at the time is a few seconds after the last, as a person's hands are."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._since_begin = dt.timedelta()

    def now(self) -> dt.datetime:
        """A moment of the shift."""
        self._since_begin += dt.timedelta(milliseconds=self._chance.randrange(700, 4_000))
        return _BEGIN + self._since_begin

    def monotonic_ns(self) -> int:
        """Since the shift began, the machine having been up for an hour."""
        return 3_600_000_000_000 + self._since_begin // dt.timedelta(microseconds=1) * 1_000

    def boot_id(self) -> str:
        """The shift's boot."""
        return "5c0ffee05c0ffee05c0ffee05c0ffee0"


class PlayedIds:
    """The `Ids` port from a seed."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def new(self) -> str:
        """32 hex digits."""
        return f"{self._chance.getrandbits(128):032x}"


class Shift:
    """What a person does at assembly, inspection and packing, as entries of a journal."""

    def __init__(self, journal: JournalFile, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 -- reproducible work, no secret
        self._ids = PlayedIds(self._chance)
        self._journal = journal
        self._pack = electronics()
        self._boards = 0

    def work(self, entries: int) -> None:
        """Append so many entries: boards built, inspected and packed by fours."""
        acts = self._acts()
        new = next(acts)
        for _ in range(entries):
            new = acts.send(self._journal.append(new).result())

    def _acts(self) -> Acts:
        while True:
            order = self._order()
            yield NewEntry(actor=_ACTOR, rights=3, body=SignedIn())
            for _ in range(50):
                boards = [self._board() for _ in range(4)]
                for board in boards:
                    yield from self._piece("assembly", order, (board, *self._components()))
                for board in boards:
                    yield from self._piece("inspection", order, (board,), self._result())
                yield from self._piece("packing", order, (*boards, self._box()))
            yield NewEntry(actor=_ACTOR, rights=3, body=SignedOut())

    def _piece(self, form: str, order: WorkOrder, scans: Iterable[bytes], choice: str | None = None) -> Acts:
        step = self._pack.steps[form]
        draft = Draft(piece=self._ids.new(), form=form, order=order)
        readings = []
        for scan in scans:
            if self._chance.random() < _REFUSED:
                yield self._refusal(draft)
            came = self._scanned(scan, draft)
            kept = yield self._reading(draft, came)
            readings.append(kept.id)
            draft = draft.with_values(came.values)
        if choice is not None:
            chosen = typed(step.field("result"), choice, draft, self._pack)
            assert chosen is not None
            kept = yield self._reading(draft, chosen)
            readings.append(kept.id)
            draft = draft.with_values(chosen.values)
        body = EventRecorded(
            piece=draft.piece,
            form=form,
            event=event_of(draft, step, self._pack),
            readings=tuple(readings),
            values=draft.values,
            outcome=draft.outcome(step),
        )
        yield self._entry(body, draft)

    def _scanned(self, scan: bytes, draft: Draft) -> Input:
        raw = RawScan(device="gun-1", raw=scan, received_ns=0, complete=True)
        return scanned(raw, draft, self._pack.steps[draft.form], self._pack, _BEGIN.date())

    def _reading(self, draft: Draft, came: Input) -> NewEntry:
        assert came.values, came
        return self._entry(Reading(piece=draft.piece, form=draft.form, values=came.values), draft, came)

    def _refusal(self, draft: Draft) -> NewEntry:
        came = self._scanned(_FOREIGN, draft)
        spoke = RuleOutcome(rule="code.unknown-item", severity=REFUSE, value=_FOREIGN.decode())
        body = Refusal(piece=draft.piece, form=draft.form, values=came.values)
        return self._entry(body, draft, came, Verdict(REFUSE, (spoke,)))

    def _entry(
        self,
        body: Reading | Refusal | EventRecorded,
        draft: Draft,
        came: Input | None = None,
        verdict: Verdict | None = None,
    ) -> NewEntry:
        order = draft.order
        assert order is not None
        return NewEntry(
            actor=_ACTOR,
            rights=3,
            step=draft.form,
            body=body,
            sources=came.sources if came else (),
            documents=documents_of(draft, self._pack.steps[draft.form]),
            basis=Basis(
                cursor=f"{_EPOCH}:{4_000 + self._journal.head() // 9}",
                pack=self._pack.identity,
                versions=(
                    Version("work-order", order.id, order.version),
                    Version("bom", order.material, order.bom_version),
                ),
            ),
            verdict=verdict or Verdict(ACCEPT),
        )

    def _order(self) -> WorkOrder:
        number = f"WO26-{self._chance.randrange(1, 1_300):04}-{self._chance.randrange(1, 32):02}"
        return WorkOrder(
            id=number,
            version=2,
            plant=PLACE.plant,
            material="TC-300",
            bom_version=4,
            quantity=Quantity("200", PIECE),
            due="2026-11-09T18:00:00+08:00",
        )

    def _board(self) -> bytes:
        self._boards += 1
        return f"{Symbology.QR_CODE.value.decode()}TC300-26K-{self._boards:06}".encode()

    def _components(self) -> Iterator[bytes]:
        for gtin, lot in _LOTS.values():
            expiry = f"28{self._chance.randrange(1, 13):02}28"
            number = f"{lot}{self._chance.randrange(40):02}"
            label = gs1(("01", gtin), ("10", number), ("17", expiry))
            yield Symbology.GS1_DATA_MATRIX.value + label
        yield f"]C0CB-12/QD/L26-{self._chance.randrange(40):06}".encode()

    def _box(self) -> bytes:
        return Symbology.GS1_128.value + gs1(("00", with_check_digit(f"0690123450{self._boards:07}")))

    def _result(self) -> str:
        return self._chance.choices(("PASS", "REWORK", "SCRAP"), (96, 3, 1))[0]


def make_journal(path: Path, entries: int, seed: int = 1) -> None:
    """Make a journal of so many entries in a new file."""
    chance = random.Random(seed)  # noqa: S311 -- reproducible work, no secret
    journal = JournalFile(path, PlayedClock(chance), PlayedIds(chance), lambda: PLACE)
    try:
        Shift(journal, seed).work(entries)
    finally:
        journal.close()


if __name__ == "__main__":
    make_journal(Path(sys.argv[1]), int(sys.argv[2]))
