"""Learning a new device: plug it in, scan the codes on the screen, name it, use it."""

from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum
from typing import Final

from PySide6.QtCore import QTimer, Signal

from station.ports import Attached, Chunk, DeviceReport, JournalUnavailable, Kept, Reader
from station.profiles.device import ConfigurationError
from station.profiles.device_cause import SENTENCES
from station.ui.viewmodels.devices.lesson import code_step, lesson_card, plug_in_step, saved_card, warning
from station.ui.viewmodels.devices.means import DeviceMeans
from station.ui.viewmodels.screen import Context, ScreenModel
from station.ui.views.devices import Step
from station.ui.views.entry import KeypadContent
from station.ui.views.frame import Bar, Note
from station.workflows.devices.doctor import QUIET_NS
from station.workflows.devices.learn import Learning, Newcomer, newcomers
from traceability.people import Person

LOOK_MS: Final = 1_000
"""How often it is seen what is plugged in."""
PATIENCE_MS: Final = 10_000
"""After so long without a device or a byte the screen says what to try."""
_LONGEST_NAME = 20


class _Phase(Enum):
    PLUG_IN = "plug-in"
    SCAN = "scan"
    LEARNT = "learnt"
    NAME = "name"
    SAVED = "saved"


class LearnModel(ScreenModel):
    """One device is learnt; `leave` is told its name at the end, or nothing where it was given up."""

    saved = Signal()
    """The station has another device."""

    def __init__(
        self, context: Context, means: DeviceMeans, person: Person, leave: Callable[[str], None]
    ) -> None:
        """Begin to look for what is plugged in."""
        super().__init__(context)
        self._means, self._person, self._leave = means, person, leave
        self._phase = _Phase.PLUG_IN
        self._before = self._means.attached()
        self._new: tuple[Newcomer, ...] = ()
        self._learning: Learning | None = None
        self._reader: Reader | None = None
        self._report: DeviceReport | None = None
        self._name = self._free_name()
        self._name_taken = self._late = self._other_code = False
        self._trouble: Note | None = None
        self._profiles = means.profiles()
        self._poll = QTimer(self, interval=LOOK_MS)
        self._poll.timeout.connect(self._look_for)
        self._poll.start()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_NS // 1_000_000)
        self._quiet.timeout.connect(self._end_read)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._be_late)
        self._patience.start()

    @property
    def title(self) -> str:
        """What the strip says of the place."""
        return self.words.say("learn.title")

    @property
    def view(self) -> Step:
        """What the screen shows."""
        words, learning = self.words, self._learning
        match self._phase:
            case _Phase.PLUG_IN:
                return plug_in_step(self._new, self._there(), words, late=self._late)
            case _Phase.SCAN if learning is not None and learning.wanted is not None:
                return code_step(learning.newcomer, learning.wanted, self._hindrance(), words)
            case _Phase.NAME:
                return Step(typing=self._typing())
            case _Phase.SAVED:
                return Step(examined=saved_card(self._name, words))
            case _ if learning is not None:
                return Step(
                    note=self._trouble, examined=lesson_card(learning.newcomer, learning.lesson(), words)
                )
            case _:
                return Step()

    @property
    def bar(self) -> Bar:
        """Back, and from the beginning."""
        back, again = self.action("back", "left"), self.action("start-again", "undo")
        wanted = self._learning.wanted if self._learning else None
        match self._phase:
            case _Phase.SCAN if wanted is not None and not wanted.linear:
                return Bar(back=back, actions=(self.action("skip-code", "close"),), end=again)
            case _Phase.SCAN | _Phase.LEARNT:
                return Bar(back=back, end=again)
            case _:
                return Bar(back=back, end=self.light_action())

    def act(self, action: str) -> None:
        """Go on as the technician wants."""
        match action.partition(":"):
            case ("start-again", _, _):
                self._start_again()
            case ("learn-this", _, node):
                for newcomer in (*self._there(), *self._new):
                    if newcomer.attached.node == node:
                        self._listen_to(newcomer)
            case ("skip-code", _, _) if self._learning is not None:
                self._learning.skip()
            case ("other-profile", _, _) if self._learning is not None:
                self._learning.other_profile()
            case ("rename", _, _):
                self._phase = _Phase.NAME
            case ("use-device", _, _):
                self._set_up()
        self.changed.emit()

    def call_it(self, name: str) -> None:
        """Take the name that was typed; an empty one keeps the name before."""
        taken = {device.name for device in self._means.readers.configured}
        self._name_taken = name in taken
        if not self._name_taken:
            self._name = name or self._name
            self._phase = _Phase.LEARNT
            if self._learning is not None:
                self._learning.rename(self._name)
        self.changed.emit()

    def step_back(self) -> bool:
        """From the name to what was learnt; else to the devices."""
        if self._phase is _Phase.NAME:
            self.call_it("")
        else:
            self._leave(self._name if self._phase is _Phase.SAVED else "")
        return True

    def left(self) -> None:
        """Let go of the device and of all that is waited for."""
        self._poll.stop()
        self._quiet.stop()
        self._patience.stop()
        self._let_go()

    # -- plugging in --

    def _newcomers(self, attached: tuple[Attached, ...]) -> tuple[Newcomer, ...]:
        return newcomers(attached, self._means.readers.configured, self._profiles)

    def _there(self) -> tuple[Newcomer, ...]:
        """Known kinds of devices that were plugged in before: they may be meant."""
        return tuple(newcomer for newcomer in self._newcomers(self._before) if newcomer.matches)

    def _look_for(self) -> None:
        if self._phase is not _Phase.PLUG_IN:
            return
        attached = self._means.attached()
        nodes = {each.node for each in attached}
        self._before = tuple(each for each in self._before if each.node in nodes)
        before = {each.node for each in self._before}
        found = [each for each in self._newcomers(attached) if each.attached.node not in before]
        physical: dict[str, Newcomer] = {}
        for each in found:
            physical.setdefault(_physical(each.attached), each)
        new = tuple(physical.values())
        if new == self._new:
            return
        self._new = new
        if len(new) == 1:
            self._listen_to(new[0])
        self.changed.emit()

    def _be_late(self) -> None:
        self._late = True
        self.changed.emit()

    # -- reading --

    def _listen_to(self, newcomer: Newcomer) -> None:
        self._let_go()
        self._learning = Learning(newcomer, self._name, self._learnt)
        self._phase, self._late, self._other_code, self._trouble = _Phase.SCAN, False, False, None
        post = self.context.outside.post
        try:
            reader = self._means.build(self._learning.trial)
        except ConfigurationError as error:
            self._trouble = warning("warn", self.words.say("learn.unusable"), str(error))
            return
        self._reader = reader
        reader.tap(lambda chunk: post(lambda: self._heard(reader, chunk)))
        reader.start(lambda _: None, lambda report: post(lambda: self._reported(reader, report)))
        self._patience.start()

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.stop()
        self._reader = self._report = None

    def _heard(self, reader: Reader, chunk: Chunk) -> None:
        if reader is self._reader and self._learning is not None and self._phase is _Phase.SCAN:
            self._learning.hear(chunk)
            self._quiet.start()
            self._late = False
            self._patience.start()

    def _reported(self, reader: Reader, report: DeviceReport) -> None:
        if reader is self._reader:
            self._report = report
            self.changed.emit()

    def _end_read(self) -> None:
        if self._learning is None or self._learning.due_ns is None:
            return
        asked = self._learning.wanted
        self._learning.look(self._learning.due_ns)
        self._other_code = self._learning.wanted is asked
        self.changed.emit()

    def _learnt(self) -> None:
        if self._learning is not None and self._learning.wanted is None:
            self._phase = _Phase.LEARNT
            self._patience.stop()
        self.changed.emit()

    def _hindrance(self) -> Note | None:
        say = self.words.say
        if self._trouble is not None:
            return self._trouble
        if self._report is not None and self._report.cause is not None:
            return warning("plug-off", self.words.of(SENTENCES[self._report.cause]), self._report.detail)
        if self._other_code:
            return warning("swap", say("doctor.other-code"), say("doctor.other-code-way"))
        return warning("scan", say("doctor.silent"), say("doctor.silent-way")) if self._late else None

    # -- keeping it --

    def _start_again(self) -> None:
        self._let_go()
        self._learning, self._new = None, ()
        self._before = self._means.attached()
        self._phase, self._late, self._trouble = _Phase.PLUG_IN, False, None
        self._patience.start()

    def _typing(self) -> KeypadContent:
        say = self.words.say
        return KeypadContent(
            title=say("learn.name"),
            detail=say("learn.name-taken" if self._name_taken else "learn.name-detail"),
            confirm=say("action.confirm"),
            cancel=say("action.cancel"),
            back=say("action.backspace"),
            value=say("learn.name"),
            slots=_LONGEST_NAME,
            trouble=self._name_taken,
        )

    def _free_name(self) -> str:
        taken = {device.name for device in self._means.readers.configured}
        numbers = range(1, len(taken) + 2)
        return next(name for name in map("gun-{}".format, numbers) if name not in taken)

    def _set_up(self) -> None:
        if self._learning is None:
            return
        self._let_go()
        outside = self.context.outside
        try:
            kept = self._learning.set_up(outside.journal, self._person.id, self._means.keep_profile)
        except OSError as error:
            self._trouble = warning("disk", self.words.say("learn.not-kept"), error.strerror or str(error))
            return
        kept.add_done_callback(lambda done: outside.post(lambda: self._saved(done)))

    def _saved(self, kept: "Future[Kept]") -> None:
        error = kept.exception()
        if isinstance(error, JournalUnavailable):
            self._trouble = self.disk_note(error.cause)
        elif error is not None:
            raise error
        else:
            self._phase = _Phase.SAVED
            self.saved.emit()
        self.changed.emit()


def _physical(attached: Attached) -> str:
    """What the nodes of one device have in common: one plug may bring several."""
    path = attached.properties.get("ID_PATH", attached.node)
    return path.rpartition(":")[0] or path
