"""The station's reading devices and how each of them is."""

import msgspec

from station.ports import DeviceReport, DeviceState
from station.profiles.device_cause import SENTENCES
from station.ui.viewmodels.screen import Context, ScreenModel
from station.ui.views.entry import ListLine, Mark
from station.ui.views.frame import Bar, Note, NoticeKind
from station.workflows.readers import Readers
from traceability.records import Device

_MARKS = {
    DeviceState.READY: Mark("check", "oktext"),
    DeviceState.CONNECTING: Mark("sync"),
    DeviceState.STOPPED: Mark("minus"),
    DeviceState.ABSENT: Mark("plug-off", "warntext"),
    DeviceState.FAULTY: Mark("warn", "warntext"),
}


class DevicesView(msgspec.Struct, frozen=True, kw_only=True):
    """One line for each device; `note` where there are none."""

    lines: tuple[ListLine, ...]
    note: Note


class DevicesModel(ScreenModel):
    """A list to look at; what is wrong is said with the way on."""

    def __init__(self, context: Context, readers: Readers) -> None:
        super().__init__(context)
        self._readers = readers

    @property
    def view(self) -> DevicesView:
        """What the screen shows."""
        say = self.words.say
        return DevicesView(
            lines=tuple(self._line(device) for device in self._readers.configured),
            note=Note(
                kind=NoticeKind.PLAIN,
                icon="gun",
                title=say("devices.empty"),
                detail=say("devices.empty-detail"),
            ),
        )

    @property
    def bar(self) -> Bar:
        """Back."""
        return Bar(back=self.action("back", "left"), end=self.light_action())

    def follow_standing(self) -> None:
        """Show it."""
        self.refresh()

    def _line(self, device: Device) -> ListLine:
        standing = self.context.standing
        report = standing.devices.reports.get(
            device.name, DeviceReport(device=device.name, state=DeviceState.CONNECTING)
        )
        mark = _MARKS[report.state]
        wrong = report.cause is not None
        return ListLine(
            id=device.name,
            mark=Mark("gun", "text"),
            title=device.name,
            detail=self._detail(report),
            word=standing.device_word(report),
            word_role="warntext" if wrong else mark.role,
            trail=(Mark("warn", "warntext") if wrong and report.state is DeviceState.READY else mark,),
            attention=wrong,
        )

    def _detail(self, report: DeviceReport) -> str:
        if report.cause is not None:
            return self.words.of(SENTENCES[report.cause])
        ready = report.state is DeviceState.READY
        return (
            self.words.say("devices.ready-detail")
            if ready
            else self.words.member("device", report.state.value)
        )
