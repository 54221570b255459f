"""The station's reading devices: how each is, what the chosen one sent last, what is wrong with it."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Signal

from station.ports import DeviceState, RawScan
from station.profiles.device_cause import SENTENCES
from station.profiles.profile import Profile
from station.ui.viewmodels.devices.cards import (
    device_facts,
    line_of,
    profile_card,
    report_of,
    suspicion_facts,
)
from station.ui.viewmodels.devices.doctor import Doctor
from station.ui.viewmodels.devices.findings import plain_read
from station.ui.viewmodels.devices.means import DeviceMeans
from station.ui.viewmodels.devices.report import written
from station.ui.viewmodels.screen import Context, ScreenModel
from station.ui.views.devices import DeviceLine, Examined, LastRead, Step
from station.ui.views.frame import Action, Bar
from station.ui.views.work import Fact
from traceability.people import Person, Right, may
from traceability.records import Device

_WITHOUT_BYTES = frozenset({"camera"})
"""Drivers whose devices send pictures: there is nothing in between to examine."""


class DevicesView(msgspec.Struct, frozen=True, kw_only=True):
    """A card for each device there is room for, the actions below them, and what is known of the chosen one.

    `step`, where there is one, fills the whole width instead.
    """

    lines: tuple[DeviceLine, ...]
    below: tuple[Action, ...]
    read: LastRead
    examined: Examined
    step: Step | None


class DevicesModel(ScreenModel):
    """Everybody may look; who may set up devices also examines them and learns new ones."""

    learn_asked = Signal()

    def __init__(self, context: Context, means: DeviceMeans, person: Person | None, chosen: str = "") -> None:
        super().__init__(context)
        station = context.outside.knowledge.station()
        plant = station.plant if station else None
        self._person = person
        self._may_set_up = person is not None and may(person, Right.SET_UP_DEVICES, plant=plant)
        self._means = means
        self._chosen = chosen
        self._rows, self._page = 1, 0
        self._only_watched = False
        self._report = ""
        self._profile_shown = False
        self._doctor: Doctor | None = None
        self._watch()

    @property
    def title(self) -> str:
        """What the strip says of the place."""
        return self.words.say("doctor.title" if self._doctor else "devices.title")

    @property
    def view(self) -> DevicesView:
        """What the screen shows."""
        devices = self._means.readers.configured
        shown = devices[self._page * self._rows :][: self._rows]
        chosen, doctor = self._device(), self._doctor
        read = doctor.read if doctor else None
        step = doctor.step if doctor else None
        return DevicesView(
            lines=tuple(
                line_of(device, self.context.standing, self.words, selected=device is chosen)
                for device in shown
            ),
            below=self._below(len(devices)),
            read=read or self._read_view(),
            examined=self._examined(chosen) if chosen and step is None else self._none(),
            step=step,
        )

    @property
    def bar(self) -> Bar:
        """Back, the other light; for technicians the profile and the report."""
        back, light, device = self.action("back", "left"), self.light_action(), self._device()
        if self._doctor is not None and self._doctor.step is not None:
            return Bar(back=back, actions=self._doctor.actions, end=light)
        if not self._may_set_up or device is None:
            return Bar(back=back, end=light)
        profile = self._means.profile(device)
        named = (self._profile_action(profile),) if profile else ()
        return Bar(back=back, actions=(*named, light), end=self.action("export", "export"))

    def fit(self, rows: Callable[[int], int]) -> None:
        """Say how many devices the screen has room for, given the number of actions below them."""
        devices = self._means.readers.configured
        learn = int(self._may_set_up)
        room = rows(learn) if len(devices) <= rows(learn) else rows(learn + 1)
        if room != self._rows:
            self._rows = room
            names = [device.name for device in devices]
            self._page = names.index(self._chosen) // room if self._chosen in names else 0
            self.changed.emit()

    def choose(self, device: str) -> None:
        """Look at another device."""
        if self._doctor is None or device != self._chosen:
            self._end_examination()
            self._chosen, self._only_watched, self._report = device, False, ""
            self._profile_shown = False
            self._watch()
        self.changed.emit()

    def act(self, action: str) -> None:
        """Do what the cards or the bar offer."""
        match action:
            case "next-devices":
                self._page = (self._page + 1) % max(self._pages(), 1)
            case "watch":
                self._only_watched = not self._only_watched
            case "export":
                self._export()
            case "learn" if self._may_set_up:
                self.learn_asked.emit()
                return
            case "profile":
                self._profile_shown = not self._profile_shown
            case "examine":
                self._examine()
            case _ if self._doctor is not None:
                self._doctor.act(action)
        self.changed.emit()

    def keeps(self, raw: RawScan) -> bool:
        """The scans of a device that is examined or only watched go nowhere else."""
        examined = self._doctor is not None and self._doctor.keeps(raw)
        return examined or (self._only_watched and raw.device == self._chosen)

    def scan(self, raw: RawScan) -> None:  # noqa: ARG002 -- its bytes are here already
        """Show that one more was counted."""
        self.changed.emit()

    def step_back(self) -> bool:
        """End the examination, if there is one."""
        if self._doctor is None:
            return False
        self._end_examination()
        self.changed.emit()
        return True

    def follow_standing(self) -> None:
        """Show it."""
        self._watch()
        self.changed.emit()

    def left(self) -> None:
        """Watch no device any more."""
        self._end_examination()
        self._means.reads.let_go()

    def _device(self) -> Device | None:
        devices = self._means.readers.configured
        first = devices[0] if devices else None
        return next((device for device in devices if device.name == self._chosen), first)

    def _watch(self) -> None:
        names = {device.name for device in self._means.readers.configured}
        if self._doctor is not None and self._doctor.device.name not in names:
            self._end_examination()
        device = self._device()
        if device is not None:
            self._chosen = device.name
            if self._person is not None:
                self._means.reads.watch(device.name, self.changed.emit)

    def _pages(self) -> int:
        return -(-len(self._means.readers.configured) // self._rows)

    def _below(self, devices: int) -> tuple[Action, ...]:
        more = (self.action("next-devices", "down"),) if devices > self._rows else ()
        learn = (self.action("learn", "plus"),) if self._may_set_up else ()
        return (*more, *learn)

    def _read_view(self) -> LastRead:
        say, read = self.words.say, self._means.reads.of(self._chosen)
        if read is None:
            return LastRead(title=say("devices.last-read"), empty=say("devices.nothing-read"))
        return plain_read(read.data, read.at, self.words)

    def _examined(self, device: Device) -> Examined:
        if self._doctor is not None:
            return self._doctor.examined
        profile = self._means.profile(device) if self._profile_shown else None
        return profile_card(profile, self.words) if profile else self._standing(device)

    def _standing(self, device: Device) -> Examined:
        standing = self.context.standing
        report = report_of(device.name, standing)
        suspicion = standing.suspicions.get(device.name)
        ready = report.state is DeviceState.READY
        wrong = report.cause is not None or suspicion is not None
        facts = suspicion_facts(suspicion, self.words) if suspicion else ()
        if refused := self._means.refused(device):
            told = self.words.say("devices.profile-refused", profile=refused.profile)
            facts = (*facts, Fact(self.words.say("devices.profile"), told))
        if self._report:
            facts = (*facts, Fact(self.words.say("devices.report"), self._report, code=True))
        sentence = suspicion.sentence if suspicion else SENTENCES[report.cause] if report.cause else None
        return Examined(
            role="warn" if wrong else "",
            icon="warn" if wrong else "check" if ready else "sync",
            title=self.words.of(sentence) if sentence else self._state_title(report.state),
            facts=(*facts, *device_facts(device, standing, self.words)),
            actions=self._actions(device, ready=ready) if self._may_set_up else (),
        )

    def _state_title(self, state: DeviceState) -> str:
        ready = state is DeviceState.READY
        return self.words.say("devices.ready") if ready else self.words.member("device", state.value)

    def _none(self) -> Examined:
        say = self.words.say
        fact = Fact(say("devices.how"), say("devices.empty-detail"))
        return Examined(role="", icon="gun", title=say("devices.empty"), facts=(fact,))

    def _actions(self, device: Device, *, ready: bool) -> tuple[Action, ...]:
        watch = msgspec.structs.replace(self.action("watch", "bytes"), selected=self._only_watched)
        examine = msgspec.structs.replace(self.action("examine", "doctor"), primary=True)
        return (examine, watch) if ready and device.driver not in _WITHOUT_BYTES else (watch,)

    def _profile_action(self, profile: Profile) -> Action:
        say = self.words.say
        word = say("devices.profile-action", family=profile.family, version=str(profile.version))
        return Action(id="profile", icon="note", word=word, selected=self._profile_shown)

    def _examine(self) -> None:
        device = self._device()
        configuration = self._means.readers.configuration(device.name) if device else None
        if device and configuration and self._person is not None and self._may_set_up:
            self._end_examination()
            self._doctor = Doctor(self.context, self._means, device, configuration, self._person)
            self._doctor.changed.connect(self.changed)

    def _end_examination(self) -> None:
        if self._doctor is not None:
            self._doctor.stop()
            self._doctor = None

    def _export(self) -> None:
        device = self._device()
        if device is None:
            return
        content = written(self.context, device, self._examined(device), self._means.reads.of(device.name))
        try:
            self._report = self._means.reports.keep(device.name, content)
        except OSError as error:
            self._report = self.words.say("devices.not-exported", detail=error.strerror or str(error))
