"""Reading devices as the station sees them: their states, each change journaled."""

from collections.abc import Callable, Mapping

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
