"""The scanner doctor on the screen: which code to scan, what came of it, what to change, and the proof of the repair."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from station.ports import Chunk, RawScan
from station.profiles.device import DeviceConfig
from station.profiles.doctor.findings import Finding
from station.profiles.doctor.test_codes import TEST_CODES
from station.profiles.faults import Fault
from station.profiles.profile import Cure, Profile, SetUpCode, Symbology
from station.ui.viewmodels.devices.cards import report_of
from station.ui.viewmodels.devices.findings import compared_read, finding_card, plain_read
from station.ui.viewmodels.devices.means import DeviceMeans
from station.ui.viewmodels.screen import Context
from station.ui.views.devices import CodeToScan, Examined, LastRead, Step
from station.ui.views.frame import Action, Note, NoticeKind
from station.ui.views.work import Fact
from station.workflows.devices.doctor import PROOF, QUIET_NS, Examination, TestRead
from traceability.people import Person
from traceability.records import Device

SILENCE_MS: Final = 10_000
"""After so long without a byte the screen says what to try."""


_ODD_READS = 3
"""After so many reads that are like none of the codes it is the device, not the aim."""


class Phase(Enum):
    """Where the examination is."""

    ASKING = "asking"
    FOUND = "found"
    SETTING_UP = "setting-up"
    PROVING = "proving"
    HEALTHY = "healthy"


class Doctor(QObject):
    """One device under examination, until `stop`; `changed` says that its views read differently now."""

    changed = Signal()

    def __init__(
        self,
        context: Context,
        means: DeviceMeans,
        device: Device,
        configuration: DeviceConfig,
        person: Person,
    ) -> None:
        """Begin to ask for codes of a device that is read so."""
        super().__init__()
        self.device = device
        self._context, self._words, self._person = context, context.words, person
        self._profile: Profile | None = means.profile(device)
        self._examination = Examination(configuration, self._judged)
        self._phase = Phase.ASKING
        self._asked = len(TEST_CODES)
        self._place = self._code = 0
        self._repaired = self._silent = False
        self._judged_at = context.outside.clock.now()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_NS // 1_000_000)
        self._quiet.timeout.connect(self._look)
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._silence.timeout.connect(self._hear_nothing)
        self._silence.start()
        self._end = means.readers.tap(device.name, self._heard)

    @property
    def step(self) -> Step | None:
        """What fills the whole width now; None while a finding or the result is shown beside the devices."""
        match self._phase:
            case Phase.ASKING | Phase.PROVING:
                return Step(note=self._hindrance(), examined=self._asking(), read=self._last())
            case Phase.SETTING_UP:
                return Step(examined=self._setting_up())
            case _:
                return None

    @property
    def examined(self) -> Examined:
        """What was found out."""
        return self._healthy() if self._phase is Phase.HEALTHY else self._finding_card()

    @property
    def read(self) -> LastRead | None:
        """What shows the finding: what should have come and what came."""
        finding = self._finding
        return compared_read(finding, self._judged_at, self._words) if finding else None

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the bar offers while a code is asked for."""
        skip = Action(id="skip-code", icon="close", word=self._words.say("action.skip-code"))
        return (skip,) if self._phase is Phase.ASKING and self._asked > 1 else ()

    def keeps(self, raw: RawScan) -> bool:
        """Whether a scan is of the device under examination."""
        return raw.device == self.device.name

    def act(self, action: str) -> None:
        """Go on as the technician wants."""
        codes = self._set_up_codes()
        match action:
            case "skip-code":
                self._asked -= 1
                self._examination.skip()
            case "show-code" if codes:
                self._phase, self._code = Phase.SETTING_UP, 0
            case "next-code" if codes:
                self._code = (self._code + 1) % len(codes)
            case "test-again":
                self._phase = Phase.PROVING
                self._listen()
            case "next-finding":
                self._place += 1
        self.changed.emit()

    def stop(self) -> None:
        """End the examination."""
        self._quiet.stop()
        self._silence.stop()
        self._end()

    # -- what comes --

    def _heard(self, chunk: Chunk) -> None:
        self._examination.hear(chunk)
        self._quiet.start()
        self._listen()

    def _listen(self) -> None:
        self._silent = False
        self._silence.start()

    def _look(self) -> None:
        due = self._examination.due_ns
        if due is not None:
            self._examination.look(due)

    def _hear_nothing(self) -> None:
        self._silent = True
        self.changed.emit()

    def _judged(self) -> None:
        examination = self._examination
        self._judged_at = self._context.outside.clock.now()
        if examination.healthy:
            self._finish(Phase.HEALTHY)
        elif (self._phase is Phase.ASKING and self._is_settled()) or (
            self._phase is Phase.PROVING and examination.reads[-1].findings
        ):
            self._repaired = True
            self._finish(Phase.FOUND)
        self.changed.emit()

    def _is_settled(self) -> bool:
        """Whether all was asked, and what is wrong is the device's doing: one odd read may be of another label."""
        faults = {finding.fault for finding in self._examination.findings}
        odd = sum(_is_another(read) for read in self._examination.reads)
        return (
            self._examination.complete
            and bool(faults)
            and (Fault.UNEXPLAINED not in faults or odd >= _ODD_READS)
        )

    def _finish(self, phase: Phase) -> None:
        if phase is not self._phase:
            self._phase, self._place = phase, 0
            self._silence.stop()
            self._examination.journal(self._context.outside.journal, self._person.id)
            finding = self._finding
            self._context.standing.examined(self.device.name, finding.fault if finding else None)

    # -- what is shown --

    @property
    def _finding(self) -> Finding | None:
        findings = self._examination.findings
        return findings[self._place % len(findings)] if findings else None

    def _last(self) -> LastRead | None:
        reads = self._examination.reads
        if not reads or not reads[-1].findings:
            return None
        if _is_another(reads[-1]):
            return plain_read(reads[-1].received.stream, self._judged_at, self._words)
        return compared_read(reads[-1].findings[0], self._judged_at, self._words)

    def _asking(self) -> Examined:
        say, code = self._words.say, self._examination.wanted
        title = say("doctor.scan-this", device=self.device.name)
        symbol = CodeToScan(
            id=code.id,
            name=title,
            content=code.content,
            symbology=Symbology(code.symbology),
            elements=code.elements,
        )
        done, needed = self._progress()
        word = say("doctor.progress", place=str(min(done + 1, needed)), count=str(needed))
        return Examined(
            role="accent", icon="scan", title=title, code=symbol, progress=(done, needed), progress_word=word
        )

    def _progress(self) -> tuple[int, int]:
        """Reads done, and of how many: each code once, or as many right ones as prove a repair."""
        if self._phase is Phase.ASKING:
            reads = self._examination.reads
            return len({read.code.id for read in reads if not _is_another(read)}), self._asked
        needed = max(PROOF, self._asked)
        return min(self._examination.right, needed), needed

    def _hindrance(self) -> Note | None:
        say, standing = self._words.say, self._context.standing
        reads: list[TestRead] = self._examination.reads
        report = report_of(self.device.name, standing)
        if report.cause is not None:
            return _warning("plug-off", standing.device_word(report), say("doctor.not-ready"))
        if self._silent:
            return _warning("scan", say("doctor.silent"), say("doctor.silent-way"))
        if reads and _is_another(reads[-1]):
            return _warning("swap", say("doctor.other-code"), say("doctor.other-code-way"))
        return None

    def _finding_card(self) -> Examined:
        finding, say = self._finding, self._words.say
        if finding is None:
            raise LookupError("no finding to show")
        seen, reads = self._examination.shown(finding)
        evidence = say("doctor.shown", seen=str(seen), reads=str(reads))
        several = len(self._examination.findings) > 1
        codes = self._set_up_codes()
        show = Action(id="show-code", icon="print", word=say("action.show-code"), primary=True)
        again = Action(id="test-again", icon="scan", word=say("action.test-again"), primary=not codes)
        following = Action(id="next-finding", icon="right", word=say("action.next-finding"))
        actions = (*((show,) if codes else ()), again, *((following,) if several else ()))
        return finding_card(finding, evidence, self._cure(), actions, self._words)

    def _healthy(self) -> Examined:
        say, count = self._words.say, str(self._examination.right)
        title = say("doctor.repaired", count=count) if self._repaired else say("doctor.right", count=count)
        facts = (
            Fact(say("doctor.device"), self.device.name),
            Fact(say("doctor.codes"), say("doctor.codes-right", count=str(self._asked))),
            Fact(say("doctor.next"), say("doctor.next-way")),
        )
        return Examined(role="ok", icon="read", title=title, facts=facts)

    # -- the device's profile --

    def _cure(self) -> Cure | None:
        finding = self._finding
        return self._profile.cures.get(finding.fault) if self._profile and finding else None

    def _set_up_codes(self) -> tuple[SetUpCode, ...]:
        cure = self._cure()
        return tuple(self._profile.set_up[name] for name in cure.codes) if self._profile and cure else ()

    def _setting_up(self) -> Examined:
        codes, say = self._set_up_codes(), self._words.say
        code = codes[self._code % len(codes)]
        title = self._words.of(code.purpose)
        symbol = CodeToScan(
            id="set-up", name=title, content=code.data, symbology=code.symbology, function_3=code.function_3
        )
        again = Action(id="test-again", icon="scan", word=say("action.test-again"), primary=True)
        following = Action(id="next-code", icon="right", word=say("action.next-code"))
        return Examined(
            role="accent",
            icon="print",
            title=title,
            code=symbol,
            progress=(self._code, len(codes)) if len(codes) > 1 else (0, 0),
            actions=((following,) if len(codes) > 1 else ()) + (again,),
        )


def _is_another(read: TestRead) -> bool:
    """Whether the read is like none of the codes: another label, or a device that can't be understood."""
    return any(finding.fault is Fault.UNEXPLAINED for finding in read.findings)


def _warning(icon: str, title: str, detail: str) -> Note:
    return Note(kind=NoticeKind.WARNING, icon=icon, title=title, detail=detail)
