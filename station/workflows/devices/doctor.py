"""Examining a device: test codes are asked for one by one, each read is judged, a repair is proved by further reads.

Which of the test codes was scanned is seen from what came, so they may be scanned in any order. A device is healthy
after `PROOF` reads in a row that are right, every code it can read among them.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Final

import msgspec

from station.ports import Chunk, Journal, Kept, NewEntry
from station.profiles.device import DeviceConfig
from station.profiles.doctor.diagnosis import diagnose
from station.profiles.doctor.findings import Finding
from station.profiles.doctor.reads import Arrival, Received
from station.profiles.doctor.test_codes import TEST_CODES, TestCode
from station.profiles.faults import Fault
from traceability.acts import DeviceExamined

PROOF: Final = 3
"""Reads in a row that must be right: two may be luck where a device fails now and then."""
QUIET_NS: Final = 700_000_000
"""Silence after which a read is over: longer than any delay between keys a gun can be set to, doubled output included."""


class TestRead(msgspec.Struct, frozen=True):
    """One read of a test code; no findings: it was right."""

    __test__ = False  # the field's term; pytest would take it for a test

    code: TestCode
    received: Received
    findings: tuple[Finding, ...]


class Examination:
    """The examination of one device, from its bytes; `changed` is called after each read. One thread."""

    def __init__(
        self, configuration: DeviceConfig, changed: Callable[[], None], codes: Sequence[TestCode] = TEST_CODES
    ) -> None:
        self.configuration = configuration
        self._changed = changed
        self._codes = list(codes)
        self._arrivals: list[Arrival] = []
        self.reads: list[TestRead] = []

    @property
    def wanted(self) -> TestCode:
        """The code to scan next: one not read yet, else one that came wrong, else the one whose read is oldest."""
        latest = self._latest()
        unread = [code for code in self._codes if code.id not in latest]
        wrong = [code for code in self._codes if code.id in latest and latest[code.id].findings]
        oldest = [read.code for read in latest.values()]
        return (unread or wrong or oldest)[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong now: of the last read of each code, one finding for each fault and the way it shows."""
        found: dict[tuple[Fault, str], Finding] = {}
        for read in self._latest().values():
            for finding in read.findings:
                kind = finding.fault, finding.variant
                if kind not in found or _is_clearer(finding, found[kind]):
                    found[kind] = finding
        return tuple(found.values())

    @property
    def right(self) -> int:
        """How many reads in a row were right, up to now."""
        backwards = enumerate(reversed(self.reads))
        return next((place for place, read in backwards if read.findings), len(self.reads))

    @property
    def healthy(self) -> bool:
        """Whether the device is proved to be right."""
        row = self.reads[len(self.reads) - self.right :]
        return len(row) >= PROOF and {read.code.id for read in row} >= {code.id for code in self._codes}

    @property
    def complete(self) -> bool:
        """Whether every code was read at least once."""
        return {read.code.id for read in self.reads} >= {code.id for code in self._codes}

    @property
    def due_ns(self) -> int | None:
        """When the read under way is over unless more comes, in monotonic nanoseconds; None while nothing came."""
        return self._arrivals[-1].at_ns + QUIET_NS if self._arrivals else None

    def shown(self, finding: Finding) -> tuple[int, int]:
        """In how many of all reads of the codes that show it this fault was seen, and how many reads those are."""
        codes = {read.code.id for read in self.reads if _has(read, finding)}
        reads = [read for read in self.reads if read.code.id in codes]
        return sum(1 for read in reads if _has(read, finding)), len(reads)

    def hear(self, chunk: Chunk) -> None:
        """Take bytes of the device."""
        due = self.due_ns
        if due is not None and chunk.received_ns >= due:
            self._judge()
        self._arrivals.append(Arrival(chunk.data, chunk.received_ns))

    def look(self, now_ns: int) -> None:
        """End the read under way when its time is over."""
        due = self.due_ns
        if due is not None and now_ns >= due:
            self._judge()

    def skip(self) -> None:
        """Do without the code that is wanted: a laser gun does not read all. One is always left."""
        if len(self._codes) > 1:
            self._codes.remove(self.wanted)
            self._changed()

    def journal(self, journal: Journal, person: str) -> Future[Kept]:
        """Keep what was found; the answer is the journal's."""
        faults = tuple(sorted({finding.fault.value for finding in self.findings}))
        body = DeviceExamined(
            device=self.configuration.name, faults=faults, profile=self.configuration.profile
        )
        return journal.append(NewEntry(actor=person, body=body))

    def _judge(self) -> None:
        received = Received(tuple(self._arrivals))
        self._arrivals.clear()
        wanted = self.wanted
        others = [code for code in TEST_CODES if code != wanted]
        judged = [
            TestRead(code, received, diagnose(code, received, self.configuration))
            for code in (wanted, *others)
        ]
        read = next((each for each in judged if not _is_unexplained(each)), judged[0])
        if read.code not in self._codes:  # it reads what it was thought not to
            self._codes.append(read.code)
        self.reads.append(read)
        self._changed()

    def _latest(self) -> dict[str, TestRead]:
        """The last read of each code still asked for, the oldest first."""
        latest: dict[str, TestRead] = {}
        for read in self.reads:
            latest.pop(read.code.id, None)
            latest[read.code.id] = read
        return latest


def _is_unexplained(read: TestRead) -> bool:
    return any(finding.fault is Fault.UNEXPLAINED for finding in read.findings)


def _is_clearer(finding: Finding, other: Finding) -> bool:
    """Fewer layouts to choose from, or more characters seen to be touched."""
    return _choices(finding) < _choices(other) or (
        _choices(finding) == _choices(other)
        and sum(map(len, finding.facts.values())) > sum(map(len, other.facts.values()))
    )


def _choices(finding: Finding) -> int:
    return finding.facts.get("typed", "").count(",")


def _has(read: TestRead, finding: Finding) -> bool:
    return any(each.fault is finding.fault and each.variant == finding.variant for each in read.findings)
