"""How synchronisation and scanners stand: asked four times a second, worded for the strip."""

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from station.ports import DeviceReport, DeviceState, JournalUnavailable, RawScan, Replica, SyncStatus, Trouble
from station.profiles.device_cause import DeviceCause
from station.profiles.faults import Fault
from station.ui.translations import Wording
from station.ui.views.frame import Bar, Segment, SegmentLook
from station.workflows.devices.devices import Devices
from station.workflows.outside import Outside
from traceability.entries import decode_head

if TYPE_CHECKING:
    from station.workflows.devices.suspicion import Suspicion, Suspicions

POLL_MS = 250
_OFFLINE_AFTER_S = 90
"""Central answers a waiting request within 45 s; twice that without a word is a cut line."""
_UPLOADING_AFTER_S = 2
"""What is younger is on its way: a strip that changed with every scan would only distract."""
_CUT_OFF = frozenset({Trouble.NO_NETWORK, Trouble.TIMEOUT, Trouble.SERVER})
_NO_CUT = frozenset({None, Trouble.NOT_UNDERSTOOD})
"""Of these the line tells nothing by itself."""
_WHILE_READY = {
    DeviceCause.NO_READ: "scanner.no-read",
    DeviceCause.INPUT_LOST: "scanner.input-lost",
    DeviceCause.SILENT: "scanner.silent",
    DeviceCause.FRAMING_ERRORS: "scanner.framing-errors",
    DeviceCause.READ_RATE_LOW: "scanner.read-rate-low",
}
_GRAVEST = (DeviceState.FAULTY, DeviceState.ABSENT, DeviceState.CONNECTING, DeviceState.STOPPED)


class Standing(QObject):
    """`news`: central said something; `changed`: what the strip shows may read differently."""

    news = Signal()
    changed = Signal()

    def __init__(
        self, outside: Outside, replica: Replica, words: Wording, layout_of: Callable[[str], str]
    ) -> None:
        """Begin with nothing known; `layout_of` tells the keyboard layout a device is read with, or is empty."""
        super().__init__()
        self._outside = outside
        self._replica = replica
        self._words = words
        self._version: int | None = None
        self.devices = Devices(outside, self.changed.emit)
        self._layout_of = layout_of
        self._suspicions: Suspicions | None = None
        self._found: dict[str, Fault] = {}
        self.status = SyncStatus()
        self.head = 0
        self._oldest: tuple[int, dt.datetime] | None = None
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look."""
        self.look()
        self._poll.start()

    def stop(self) -> None:
        """Look no more."""
        self._poll.stop()

    def look(self) -> None:
        """See whether central said something."""
        version = self._replica.version()
        if version != self._version:
            self._version = version
            self.status = self._outside.knowledge.status()
            self.count()
            self.news.emit()
            if self.status != (told := self._outside.knowledge.status()):
                self.status = told  # reading the news showed that not all of it can be understood
                self.news.emit()
            self.changed.emit()

    def count(self) -> None:
        """See how many own entries there are, after one was made."""
        try:
            head = self._outside.journal.head()
        except JournalUnavailable:
            return  # the screen that could not write says so; the last count stands
        if head != self.head:
            self.head = head
            if self.offline:
                self.changed.emit()

    @property
    def backlog(self) -> int:
        """Own entries central does not have yet."""
        return max(self.head - self.status.known, 0)

    @property
    def offline(self) -> bool:
        """Whether the line to central is cut."""
        if self.status.trouble in _CUT_OFF:
            return True
        return self.status.trouble in _NO_CUT and self.silence() > _OFFLINE_AFTER_S

    def silence(self) -> float:
        """Seconds since central last answered; endless before it ever did."""
        return self._since(self.status.contact_at)

    def oldest(self) -> dt.datetime | None:
        """When the oldest entry central does not have was made."""
        if not self.backlog:
            return None
        if self._oldest is None or self._oldest[0] != self.status.known:
            try:
                first = self._outside.journal.after(self.status.known, 1)[0]
                recorded = decode_head(first.canonical).recorded
            except (JournalUnavailable, IndexError, msgspec.DecodeError):
                return None
            self._oldest = (self.status.known, dt.datetime.fromisoformat(recorded))
        return self._oldest[1]

    def local_time(self, moment: str) -> str:
        """HH:MM here of a moment given in RFC 3339."""
        local = dt.datetime.fromisoformat(moment).astimezone(self._outside.clock.now().tzinfo)
        return f"{local:%H:%M}"

    def age(self, moment: dt.datetime) -> float:
        """Seconds since a moment."""
        return (self._outside.clock.now() - moment).total_seconds()

    def sync_segment(self) -> Segment:
        """The strip's segment of synchronisation."""
        say, trouble = self._words.say, self.status.trouble
        oldest = self.oldest()
        if trouble is not None and not self.offline:
            return _sync(
                "warn", say("sync.trouble"), self._words.member("trouble", trouble), SegmentLook.TROUBLE
            )
        if self.status.contact_at is None:
            return _sync("cloud-off", say("sync.never"), say("sync.never-detail"), SegmentLook.OFFLINE)
        if self.offline and oldest is not None:
            title = say("sync.offline", count=f"{self.backlog:,}")
            detail = say("sync.oldest-ago", age=self._words.age(self.age(oldest)))
            return _sync("cloud-off", title, detail, SegmentLook.OFFLINE)
        if self.offline:
            detail = say("sync.contact-ago", age=self._words.age(self.silence()))
            return _sync("cloud-off", say("sync.offline-none"), detail, SegmentLook.OFFLINE)
        if oldest is not None and self.age(oldest) > _UPLOADING_AFTER_S:
            title = say("sync.uploading", count=f"{self.backlog:,}")
            return _sync("cloud-up", title, say("sync.oldest", age=self._words.age(self.age(oldest))))
        ago = say("sync.ago", age=self._words.age(self._since(self.status.snapshot_at)))
        return _sync("cloud-ok", say("sync.done"), ago)

    def scanned(self, raw: RawScan) -> None:
        """Look whether a scan of ordinary work makes its device suspected."""
        if self._suspicions is None:
            from station.workflows.devices.suspicion import Suspicions  # noqa: PLC0415 -- the start does without

            outside = self._outside
            self._suspicions = Suspicions(
                outside.journal, lambda: outside.clock.now().date(), self._layout_of, self.changed.emit
            )
        self._suspicions.scanned(raw)

    @property
    def suspicions(self) -> "Mapping[str, Suspicion]":
        """Device name to what it is suspected of."""
        return self._suspicions.current if self._suspicions else {}

    def fault(self, device: str) -> Fault | None:
        """What the doctor found in a device, else what ordinary work makes it suspected of."""
        suspicion = self.suspicions.get(device)
        return self._found.get(device) or (suspicion.fault if suspicion else None)

    def examined(self, device: str, fault: Fault | None) -> None:
        """The doctor found this, or nothing: then what the device was suspected of is over as well."""
        if fault is None:
            self._found.pop(device, None)
            if self._suspicions is not None:
                self._suspicions.clear(device)
        else:
            self._found[device] = fault
        self.changed.emit()

    @property
    def gravest(self) -> DeviceReport | None:
        """The device in the worst state: one that reads wrongly, then one that does not read; None where all is well."""
        reports = tuple(self.devices.reports.values())
        faulty = (report for report in reports if self.fault(report.device))
        not_ready = (report for state in _GRAVEST for report in reports if report.state is state)
        told = (report for report in reports if report.cause is not None)
        return next(itertools.chain(faulty, not_ready, told), None)

    def noted(self, bar: Bar) -> Bar:
        """The bar with what to do about a suspected gun, in place of what else would be noted."""
        suspicion = next(iter(self.suspicions.values()), None)
        if suspicion is None:
            return bar
        note = self._words.of(suspicion.sentence)
        return msgspec.structs.replace(bar, note=note, note_icon="warn", note_role="warntext")

    def scanner_segment(self) -> Segment:
        """The strip's segment of the scanners: the gravest state, and of which device where there are several."""
        say, reports, grave = self._words.say, tuple(self.devices.reports.values()), self.gravest
        fault = self.fault(grave.device) if grave else None
        named = grave is not None and (fault is not None or len(reports) > 1)
        title = grave.device if named and grave else say("scanner.title")
        detail = self.device_word(grave or reports[0]) if reports else say("scanner.none")
        trouble = grave is not None and (fault is not None or grave.state is not DeviceState.CONNECTING)
        look = SegmentLook.TROUBLE if trouble else SegmentLook.PLAIN
        return Segment(id="scanner", icon="warn" if trouble else "gun", title=title, detail=detail, look=look)

    def device_word(self, report: DeviceReport) -> str:
        """A device's state in a word or two."""
        if fault := self.fault(report.device):
            return self._words.member("fault", fault.value)
        if report.state is DeviceState.READY and report.cause in _WHILE_READY:
            return self._words.say(_WHILE_READY[report.cause])
        if report.cause is DeviceCause.SETTINGS_REFUSED:
            return self._words.say("scanner.unusable")
        return self._words.member("device", report.state.value)

    def _since(self, moment: str | None) -> float:
        return self.age(dt.datetime.fromisoformat(moment)) if moment else float("inf")


def _sync(icon: str, title: str, detail: str, look: SegmentLook = SegmentLook.PLAIN) -> Segment:
    return Segment(id="sync", icon=icon, title=title, detail=detail, look=look)
