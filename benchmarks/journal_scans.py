"""What the journal's benchmarks share: a journal on the disk the repository is on, and scans as a line makes them."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.scratch import scratch
from station.journal.file import JournalFile
from station.ports import Kept, NewEntry
from station.system import SystemClock, SystemIds
from traceability.acts import FieldValue, Reading
from traceability.entries import Basis, Document, Origin, ValueSource, Verdict, Version, Whereabouts

HERE = Whereabouts("SZ1", "SZ1-line-2")
DEADLINE_S = 30.0


@contextmanager
def journal_on_disk() -> Iterator[JournalFile]:
    """The real journal, warm: its log has begun anew at least once."""
    with scratch() as folder:
        path = Path(folder) / "journal.db"
        with closing(JournalFile(path, SystemClock(), SystemIds(), lambda: HERE)) as journal:
            for number in range(600):
                journal.append(scan(number)).result(DEADLINE_S)
            yield journal


def scan(number: int) -> NewEntry:
    """An accepted reading with all a real one carries, some 850 bytes."""
    thing = f"urn:epc:id:sgtin:6901234.012345.B{number:07}"
    return NewEntry(
        actor="p-17",
        step="assemble",
        body=Reading(piece=f"{number // 5:032x}", form="board", values=(FieldValue("board", thing=thing),)),
        sources=(
            ValueSource(
                field="board",
                origin=Origin.SCANNED,
                device="gun-1",
                profile="zebra-ds2208@3",
                raw=b"]d2010690123401234521B%07d" % number,
                symbology="]d2",
            ),
        ),
        documents=(Document("work-order", "WO-2026-001234"),),
        basis=Basis(cursor="e1:1790", pack="electronics@4", versions=(Version("bom", "TC-300", 4),)),
        verdict=Verdict("accept"),
    )


def seconds_from_hand_in(journal: JournalFile, entry: NewEntry) -> float:
    """From handing one entry in, on any thread, until it is answered on the journal's."""
    answered = threading.Event()
    moments: list[float] = []
    begin = time.perf_counter()
    future = journal.append(entry)
    future.add_done_callback(lambda _: note(moments, answered))
    answered.wait(DEADLINE_S)
    future.result()
    return moments[0] - begin


def seconds_behind_a_transaction(journal: JournalFile, waiting: list[NewEntry]) -> float:
    """From the end of a transaction, behind which entries wait, until all of them are answered."""
    answered = threading.Event()
    moments: list[float] = []
    futures: list[Future[Kept]] = []

    def hand_in(_: object) -> None:
        # On the journal's own thread, which takes up what waits only when this is over.
        futures.extend(journal.append(entry) for entry in waiting)
        futures[-1].add_done_callback(lambda _: note(moments, answered))
        moments.append(time.perf_counter())

    journal.append(waiting[0]).add_done_callback(hand_in)
    answered.wait(DEADLINE_S)
    futures[-1].result()
    return moments[1] - moments[0]


def note(moments: list[float], answered: threading.Event) -> None:
    """Write the moment down, and tell whoever waits."""
    moments.append(time.perf_counter())
    answered.set()
