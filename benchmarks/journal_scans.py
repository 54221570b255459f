"""What the journal's benchmarks share: a journal on the disk the repository is on, and scans as a line makes them."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.scratch import scratch
from station.journal.file import JournalFile
from station.ports import NewEntry
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


def seconds_until_durable(journal: JournalFile, entries: list[NewEntry]) -> float:
    """From handing entries in together until the last one is answered, as a screen hears it."""
    answered = threading.Event()
    moments: list[float] = []

    def note(_: object) -> None:
        moments.append(time.perf_counter())
        answered.set()

    begin = time.perf_counter()
    futures = [journal.append(entry) for entry in entries]
    futures[-1].add_done_callback(note)
    answered.wait(DEADLINE_S)
    futures[-1].result()
    return moments[0] - begin
