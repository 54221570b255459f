"""Reading devices as the station sees them: their states and their health, each change journaled."""

from collections.abc import Callable, Collection, Mapping

import msgspec

from station.ports import Cue, DeviceReport, DeviceState, NewEntry, RefusedProfile
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause
from station.workflows.devices.health import Health, Watch
from station.workflows.outside import Outside
from traceability.acts import DeviceChanged, ProfileRefused
from traceability.people import SYSTEM

_JOURNALED = {DeviceState.READY, DeviceState.ABSENT, DeviceState.FAULTY}
"""Connecting and stopping are the program's own doing and say nothing of the device."""
_LONGEST_REASON = 2_000


class Devices:
    """The last report and the health of every device; `changed` is called after each change."""

    def __init__(self, outside: Outside, changed: Callable[[], None]) -> None:
        self._outside = outside
        self._changed = changed
        self._reports: dict[str, DeviceReport] = {}
        self._watches: dict[str, Watch] = {}
        self._profiles: dict[str, str] = {}

    @property
    def reports(self) -> Mapping[str, DeviceReport]:
        """Device name to its last report; of one that is ready with nothing else to tell, what its health alarms."""
        return {name: self._with_alarm(report) for name, report in self._reports.items()}

    def health(self, device: str) -> Health:
        """How a device has been doing since it was set up."""
        watch = self._watches.get(device)
        return watch.health(self._outside.clock.monotonic_ns()) if watch else Health()

    def keep_only(self, names: Collection[str]) -> None:
        """Forget the devices the station no longer has."""
        self._reports = {name: report for name, report in self._reports.items() if name in names}
        self._watches = {name: watch for name, watch in self._watches.items() if name in names}
        self._changed()

    def watch(self, configuration: DeviceConfig) -> None:
        """Watch a device by its limits, from the beginning."""
        self._watches[configuration.name] = Watch(configuration)
        self._profiles[configuration.name] = configuration.profile

    def scanned(self, device: str, *, complete: bool) -> None:
        """A device sent a scan: what it reported of an earlier one that was lost is over."""
        report = self._reports.get(device)
        if report is not None and report.state is DeviceState.READY and report.cause is not None:
            self._reports[device] = DeviceReport(device=device, state=DeviceState.READY)
            self._changed()
        now_ns = self._outside.clock.monotonic_ns()
        self._watch(device, lambda watch: watch.read(now_ns, complete=complete))
        for other, report in self._reports.items():
            if other != device and report.state is DeviceState.READY:
                self._watch(other, lambda watch: watch.other_read(now_ns))

    def refused(self, device: str) -> None:
        """The work did not take a device's scan."""
        now_ns = self._outside.clock.monotonic_ns()
        self._watch(device, lambda watch: watch.refused(now_ns))

    def profile_refused(self, device: str, refused: RefusedProfile) -> None:
        """Central gave this station a profile for the device that can't be used."""
        body = ProfileRefused(device=device, profile=refused.profile, reason=refused.reason[:_LONGEST_REASON])
        self._outside.journal.append(NewEntry(actor=SYSTEM, body=body))

    def report(self, report: DeviceReport) -> None:
        """Take a device's report. A change the disk does not take is still shown; the next one is tried again."""
        before = self._reports.get(report.device)
        self._reports[report.device] = report
        if report.state in _JOURNALED and report != before:
            self._keep(report)
        now_ns = self._outside.clock.monotonic_ns()
        if report.cause is DeviceCause.NO_READ:
            self._watch(report.device, lambda watch: watch.failed(now_ns))
        elif report.cause is DeviceCause.INPUT_LOST:
            self._watch(report.device, lambda watch: watch.lost(now_ns))
        elif report.state is not DeviceState.READY:
            self._watch(report.device, Watch.absent)
        self._changed()

    def _watch(self, device: str, see: Callable[[Watch], None]) -> None:
        """Let a device's watch see something; a change of its alarm is heard, seen and journaled."""
        watch = self._watches.get(device)
        if watch is None:
            return
        before = watch.alarm
        see(watch)
        report = self._reports.get(device)
        if watch.alarm is before or report is None or report.state is not DeviceState.READY:
            return
        if watch.alarm is not None:
            self._outside.sounds.play(Cue.WARN)
        self._keep(msgspec.structs.replace(report, cause=watch.alarm, detail=""))
        self._changed()

    def _with_alarm(self, report: DeviceReport) -> DeviceReport:
        watch = self._watches.get(report.device)
        if watch is None or report.state is not DeviceState.READY or report.cause is not None:
            return report
        return msgspec.structs.replace(report, cause=watch.alarm)

    def _keep(self, report: DeviceReport) -> None:
        words = ": ".join(
            word for word in (report.cause.value if report.cause else "", report.detail) if word
        )
        body = DeviceChanged(
            device=report.device,
            state=report.state.value,
            detail=words,
            profile=self._profiles.get(report.device, ""),
        )
        self._outside.journal.append(NewEntry(actor=SYSTEM, body=body))
