"""Which screen is shown, to whom, in which language and light; and the way of every scan to it.

What is behind sign-in is loaded with the first that is shown: the start would wait 12 ms for it.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from station.ports import Credentials, JournalUnavailable, RawScan
from station.ui.viewmodels.commands import Commands
from station.ui.viewmodels.devices.means import DeviceMeans
from station.ui.viewmodels.screen import Context, ScreenModel
from station.ui.viewmodels.sign_in import SignInModel
from station.ui.viewmodels.strip import strip_of
from station.ui.viewmodels.waiting import WaitingModel
from station.ui.views.frame import Bar, Strip
from station.workflows.commands import Command, Deed, command_of
from traceability.language import Language
from traceability.people import Person
from traceability.records import Device, WorkOrder

_TICK_MS = 1_000
_LEAVES = {Deed.SIGN_OUT: "sign-out", Deed.OTHER_WORK: "other-work"}


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What the shell needs besides the ports of workflows.

    Attributes:
        credentials, workers: check a PIN beside the screen's thread.
        devices: the station's readers, and what its technician works with.
        enrolled: whether this station belongs to a central.
        language: the language wished for at the start; None: the station's own.
    """

    credentials: Credentials
    workers: Executor
    devices: DeviceMeans
    enrolled: Callable[[], bool]
    language: Language | None = None


class Shell(QObject):
    """The station's state above its screens."""

    screen_changed = Signal()
    """Another screen is shown."""
    look_changed = Signal()
    """Language or light changed: everything shown is to be built anew."""
    strip_changed = Signal()

    def __init__(self, context: Context, means: Means) -> None:
        super().__init__()
        self.context = context
        self._means = means
        self._commands = Commands(context)
        self._readers = means.devices.readers
        self._readers.pass_on(context.standing.devices, self.scan)
        self._language_chosen = means.language is not None
        self._under: ScreenModel | None = None
        self._sign_in: SignInModel | None = None
        self._last_step: str | None = None
        self._devices: tuple[Device, ...] = ()
        self._reading = self._stopped = False
        self.screen: ScreenModel = WaitingModel(context)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tick)
        context.standing.news.connect(self._hear)
        context.standing.changed.connect(self._stands)

    def start(self) -> None:
        """Begin: look what central said."""
        self.context.standing.start()
        self._clock.start()

    def start_reading(self) -> None:
        """Begin to use the devices: after the first picture, for drivers take their time to load."""
        self._reading = not self._stopped
        self._follow_devices()

    def stop(self) -> None:
        """Let go of devices and timers."""
        self._stopped, self._reading = True, False
        self.screen.left()
        self._clock.stop()
        self.context.standing.stop()
        self._readers.stop()

    @property
    def bar(self) -> Bar:
        """What can be done on the screen shown."""
        bar = self.screen.bar
        return self._commands.noted(bar if self.screen.title else self.context.standing.noted(bar))

    @property
    def strip(self) -> Strip:
        """The strip."""
        return strip_of(self.context, self.screen, self._under or self.screen, self._person)

    def scan(self, raw: RawScan) -> None:
        """A scan goes to the work, also while something else is looked at that does not want it for itself.

        What is scanned to sign in is shown nowhere. A command code is obeyed and never taken for a reading.
        """
        if self._person is not None:
            self._means.devices.reads.scanned(raw)
        kept = self._under is not None and self.screen.keeps(raw)
        command = None if kept else command_of(raw)
        if not kept:
            self._back()
        if command is None:
            self._commands.forget()
            self.screen.scan(raw)
            if not kept and self._person is not None:
                self.context.outside.post(lambda: self.context.standing.scanned(raw))
        else:
            self._commands.obey(command, raw.device, self._obey)
            self.screen.changed.emit()

    def act(self, action: str) -> None:
        """Do an action of the bar or of the strip."""
        self._commands.forget()
        match action:
            case "language":
                self._switch_language()
            case "light":
                self.context.look.dark = not self.context.look.dark
                self.look_changed.emit()
            case "history" | "sync":
                self._look_at_history()
            case "devices" | "scanner":
                self._look_at_devices()
            case "back":
                if not self.screen.step_back():
                    self._back()
            case "other-work":
                self.screen.leave(self._choose)
            case "sign-out":
                self.screen.leave(self._sign_out)
            case _:
                self.screen.act(action)

    def _obey(self, command: Command) -> bool:
        leaves = _LEAVES.get(command.deed)
        if leaves is None or self._person is None:
            return self.screen.obey(command)
        self.act(leaves)
        return True

    # -- from screen to screen --

    @property
    def _person(self) -> Person | None:
        """Who is signed in."""
        return self._sign_in.person if self._sign_in else None

    def _show(self, screen: ScreenModel, under: ScreenModel | None = None) -> None:
        before, was_under, self._under, self.screen = self.screen, self._under, under, screen
        if before is not under:
            before.left()
        if screen is not was_under:
            screen.changed.connect(self._expect)
        self._expect()
        self.screen_changed.emit()
        self.strip_changed.emit()

    def _expect(self) -> None:
        """Have the cameras look for what the screen shown wants."""
        self._readers.expect(self.screen.symbologies)

    def _put_over(self, screen: ScreenModel) -> None:
        self._show(screen, under=self._under or self.screen)

    def _back(self) -> None:
        if self._under is not None:
            self._show(self._under)

    def _look_at_devices(self, device: str = "") -> None:
        from station.ui.viewmodels.devices.model import DevicesModel  # noqa: PLC0415 -- the start does without

        if not isinstance(self.screen, DevicesModel):
            grave = self.context.standing.gravest
            chosen = device or (grave.device if grave else "")
            looked_at = DevicesModel(self.context, self._means.devices, self._person, chosen)
            looked_at.learn_asked.connect(self._learn)
            self._put_over(looked_at)

    def _learn(self) -> None:
        from station.ui.viewmodels.devices.learn import LearnModel  # noqa: PLC0415 -- the start does without

        if self._person is not None:
            learning = LearnModel(self.context, self._means.devices, self._person, self._look_at_devices)
            learning.saved.connect(self._hear)
            self._put_over(learning)

    def _look_at_history(self) -> None:
        from station.ui.viewmodels.history import HistoryModel  # noqa: PLC0415 -- the start does without

        if self._person is not None:
            self._put_over(HistoryModel(self.context))

    def _ask_who(self) -> None:
        self._sign_in = SignInModel(
            self.context, self._means.credentials, self._means.workers, self._signed_in
        )
        self._show(self._sign_in)

    def _signed_in(self, person: Person) -> None:
        if not self._language_chosen:
            self._speak(person.language)
        self._last_step = None
        self._choose()

    def _choose(self) -> None:
        from station.ui.viewmodels.choose.model import ChooseModel  # noqa: PLC0415 -- the start does without

        person = self._person
        if person is not None:
            self._show(ChooseModel(self.context, person, self._last_step, self._begin))

    def _begin(self, step: str, order: WorkOrder | None) -> None:
        from station.ui.viewmodels.work.model import WorkModel  # noqa: PLC0415 -- the start does without
        from station.ui.viewmodels.work.view import WorkMeans  # noqa: PLC0415 -- as above
        from station.workflows.unreadable import Confirmation  # noqa: PLC0415 -- as above

        pack = self.context.outside.knowledge.pack()
        person = self._person
        if pack is not None and person is not None:
            self._last_step = step if order is not None else None
            outside, own = self.context.outside, self._means
            work_means = WorkMeans(
                readers=own.devices.readers,
                confirmation=lambda changed: Confirmation(
                    outside, own.credentials, own.workers, changed, operator=person, step=step
                ),
            )
            self._show(WorkModel(self.context, work_means, person, pack, step, order))

    def _sign_out(self) -> None:
        if self._sign_in is not None:
            self._sign_in.sign_out()
        station = self.context.outside.knowledge.station()
        self._language_chosen = self._means.language is not None
        if station is not None:
            self._speak(self._means.language or station.language)
        self._ask_who()

    # -- language --

    def _switch_language(self) -> None:
        now = self.context.words.language
        self._language_chosen = True
        self._speak(Language.ENGLISH if now is Language.CHINESE else Language.CHINESE)

    def _speak(self, language: Language) -> None:
        if language is not self.context.words.language:
            self.context.words.language = language
            self.look_changed.emit()

    # -- what comes from outside --

    def _hear(self) -> None:
        """Central said something: perhaps what this station is, or which devices it has."""
        station = self.context.outside.knowledge.station()
        if isinstance(self.screen, WaitingModel):
            self.screen.enrolled = self._means.enrolled()
            if station is not None and self.context.standing.status.snapshot_at is not None:
                if not self._language_chosen:
                    self._speak(station.language)
                self._ask_who()
        with suppress(JournalUnavailable):  # the screen that could not read says so; the devices stay
            self._devices = self.context.outside.knowledge.devices()
        self._follow_devices()
        if self._under is not None:
            self._under.refresh()
        self.screen.refresh()
        self.strip_changed.emit()

    def _follow_devices(self) -> None:
        """Use the devices the record names, but change none while a piece is begun."""
        working = self._under or self.screen
        if self._reading and working.between_pieces:
            self._readers.use(self._devices)

    def _stands(self) -> None:
        self.screen.follow_standing()
        self.strip_changed.emit()

    def _tick(self) -> None:
        self._follow_devices()
        self.context.standing.count()
        self.strip_changed.emit()
        if self.context.standing.offline:
            self.screen.refresh()
