"""Reading devices as the station sees them: their states, each change journaled."""

from collections.abc import Callable, Collection, Mapping

from station.ports import DeviceReport, DeviceState, Journal, NewEntry
from traceability.acts import DeviceChanged
from traceability.people import SYSTEM

_JOURNALED = {DeviceState.READY, DeviceState.ABSENT, DeviceState.FAULTY}
"""Connecting and stopping are the program's own doing and say nothing of the device."""


class Devices:
    """The last report of every device; `changed` is called after each."""

    def __init__(self, journal: Journal, changed: Callable[[], None]) -> None:
        self._journal = journal
        self._changed = changed
        self._reports: dict[str, DeviceReport] = {}

    @property
    def reports(self) -> Mapping[str, DeviceReport]:
        """Device name to its last report."""
        return self._reports

    def keep_only(self, names: Collection[str]) -> None:
        """Forget the devices the station no longer has."""
        self._reports = {name: report for name, report in self._reports.items() if name in names}
        self._changed()

    def scanned(self, device: str) -> None:
        """A device sent a scan: what it reported of an earlier one that was lost is over."""
        report = self._reports.get(device)
        if report is not None and report.state is DeviceState.READY and report.cause is not None:
            self._reports[device] = DeviceReport(device=device, state=DeviceState.READY)
            self._changed()

    def report(self, report: DeviceReport) -> None:
        """Take a device's report. A change the disk does not take is still shown; the next one is tried again."""
        before = self._reports.get(report.device)
        self._reports[report.device] = report
        if report.state in _JOURNALED and report != before:
            words = ": ".join(
                word for word in (report.cause.value if report.cause else "", report.detail) if word
            )
            body = DeviceChanged(device=report.device, state=report.state.value, detail=words)
            self._journal.append(NewEntry(actor=SYSTEM, body=body))
        self._changed()
