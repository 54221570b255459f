"""A station with real files, a real window and a simulated gun; central's words come from a process of its own."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import argon2
import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from station.bootstrap.screen import Hardware, open_screen
from station.credentials.keys import KeyFiles
from station.drivers.simulated import SimulatedReader
from station.drivers.waiting import Surroundings
from station.journal.file import JournalFile
from station.ports import Attached, Cue, DeviceState, Kept, Membership
from station.profiles.device import configuration_of
from station.settings import Home, MembershipFile
from station.system import SystemIds
from station.ui.viewmodels.choose.model import ChooseModel
from station.ui.viewmodels.sign_in import SignInModel
from station.ui.viewmodels.work.model import WorkModel
from station.ui.widgets.frame.status_strip import StatusStrip
from station.ui.window import Window
from traceability.entries import Whereabouts
from traceability.facts import Birth, Hold, Moment
from traceability.identity import Lot
from traceability.language import Language, Text
from traceability.ledger import ThingState
from traceability.people import Assignment, Person, Role
from traceability.pins import peppered
from traceability.quantity import Quantity
from traceability.records import Device, NumberRange, PackRelease, Plant, Station, WorkOrder

ROOT = Path(__file__).parents[3]
PEPPER = bytes(range(32))
PIN = "258014"
NOW = dt.datetime(2026, 11, 22, 14, 32, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))
BORN = Birth(Moment(1, 0, "w", 1), "e0", "2026-11-01T08:00:00+08:00", Quantity("400", "H87"), "2028-11-03")
HOLD = Hold("e9", "2026-11-20T08:00:00+08:00", "p1", "AOI")
LOTS = {
    "pcb": Lot("HUAXIN", "PCB-300", "L261101-PC-01"),
    "relay": Lot("HENGTAI", "RL24-10A", "L261103-K1-018"),
    "grease": Lot("BEICHEN", "TG-200", "L261012-TG-05"),
    "sink": Lot("LUXIN", "HS-40", "L261119-HS-014"),
    "terminal": Lot("P1", "CB-12", "L26-000003"),
}
EXPIRED = Lot("BEICHEN", "TG-200", "L260511-TG-02")
HELD = Lot("BEICHEN", "TG-200", "L260601-TG-09")
UNKNOWN = Lot("LUXIN", "HS-40", "L261122-HS-001")
BOARD = "TC300-26K-004127"
GTINS = {
    "PCB-300": "06901234500011",
    "RL24-10A": "06901234500028",
    "TG-200": "06901234500035",
    "HS-40": "06901234500042",
}


def label(lot: Lot) -> bytes:
    """What a gun sends for a lot's label: GS1 DataMatrix where the material has a GTIN and its maker's lots."""
    if lot.material in GTINS:
        return f"]d201{GTINS[lot.material]}10{lot.number}".encode()
    return f"{lot.material}/{lot.issuer}/{lot.number}".encode()


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = NOW
        self._ticks = 0

    def now(self) -> dt.datetime:
        return self.moment

    def monotonic_ns(self) -> int:
        self._ticks += 1_000_000
        return self._ticks

    def boot_id(self) -> str:
        return "ab" * 16


class HeardSounds:
    """A loudspeaker that remembers what it played."""

    def __init__(self) -> None:
        self.cues: list[Cue] = []

    def play(self, cue: Cue) -> None:
        self.cues.append(cue)


def person(language: Language = Language.CHINESE) -> Person:
    verifier = argon2.PasswordHasher(time_cost=1, memory_cost=64).hash(peppered(PEPPER, PIN))
    return Person(
        id="p1",
        name="李敏",
        badge=sha256(b"BADGE-10386").hexdigest(),
        assignments=(Assignment(Role.OPERATOR),),
        rights=1,
        pin=verifier,
        language=language,
    )


STATION = Station(
    id="S1",
    version=1,
    name=Text("装配 3 号站", "Assembly 3"),
    plant="P1",
    place="line-2",
    pack="electronics",
    steps=("receiving", "assembly", "inspection", "packing", "shipping"),
    devices=(Device(name="gun-1", driver="simulated", address=""),),
)


def records(writer: str) -> list[tuple[str, str, object]]:
    content = (ROOT / "process-packs/electronics/pack.toml").read_text(encoding="utf-8")
    order = WorkOrder(
        id="WO26-1122-07",
        version=1,
        plant="P1",
        material="TC-300",
        bom_version=4,
        quantity=Quantity("400", "H87"),
        due="2026-11-22T20:00:00+08:00",
    )
    other = msgspec.structs.replace(
        order, id="WO26-1122-09", quantity=Quantity("250", "H87"), due="2026-11-23T12:00:00+08:00"
    )
    closed = msgspec.structs.replace(order, id="WO26-1101-01", closed=True)
    things = [ThingState(lot.uri, births=(BORN,)) for lot in LOTS.values()]
    old = msgspec.structs.replace(BORN, expiry="2026-11-10")
    things += [ThingState(EXPIRED.uri, births=(old,)), ThingState(HELD.uri, births=(BORN,), holds=(HOLD,))]
    ranges = [
        NumberRange(id=f"{series}-1", version=1, writer=writer, series=series, first=1, last=500)
        for series in ("lot", "box")
    ]
    return [
        (
            "plant",
            "P1",
            Plant(
                id="P1", version=1, name=Text("晶达电子一厂", "Jingda Electronics"), time_zone="Asia/Shanghai"
            ),
        ),
        ("station", "S1", STATION),
        ("pack", "electronics", PackRelease(id="electronics", version=1, content=content)),
        ("person", "p1", person()),
        *(("work-order", each.id, each) for each in (order, other, closed)),
        *(("number-range", each.id, each) for each in ranges),
        *(("thing", each.thing, each) for each in things),
    ]


class World:
    """One station and the people and things around it."""

    def __init__(self, home: Home, qtbot: QtBot) -> None:
        self.home = home
        self.qtbot = qtbot
        self.clock = HandClock()
        self.sounds = HeardSounds()
        self.gsn = 1
        self.readers: list[SimulatedReader] = []
        self.plugged: list[Attached] = []
        self._window: Window | None = None

    @property
    def window(self) -> Window:
        assert self._window is not None
        return self._window

    @property
    def journal(self) -> JournalFile:
        journal = self.window.shell.context.outside.journal
        assert isinstance(journal, JournalFile)
        return journal

    def open(
        self, *, size: tuple[int, int] = (1024, 768), language: Language | None = None, dark: bool = False
    ) -> Window:
        self._window = open_screen(
            self.home,
            clock=self.clock,
            sounds=self.sounds,
            language=language,
            dark=dark,
            hardware=Hardware(build=self._build_reader, attached=lambda: tuple(self.plugged)),
        )
        self._window.resize(*size)
        self._window.show()
        self.qtbot.waitExposed(self._window)
        if self.home.replica.exists():
            self.until(lambda: self.device() is DeviceState.READY and self.journal.head() > 0)
        self.draw()
        return self._window

    def close(self) -> None:
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None

    def scan(self, raw: bytes) -> None:
        """The gun reads a code; returns when the screen has dealt with it."""
        screen = self.window.shell.screen
        before = self._answer(screen)
        self.until(lambda: bool(self.readers))
        self.readers[-1].scan(
            raw if raw.startswith(b"]") else b"]C0" + raw
        )  # as a gun that tells what it read
        if isinstance(screen, WorkModel):
            self.until(lambda: screen._work.state is not before)
            self.settled()
        else:
            self.until(lambda: self._answer(screen) != before or self.window.shell.screen is not screen)
        self.draw()

    @staticmethod
    def draw() -> None:
        """Let everything posted happen, layouts within layouts included."""
        for _ in range(3):
            QApplication.processEvents()

    @staticmethod
    def _answer(screen: object) -> object:
        if isinstance(screen, SignInModel):
            return id(screen._sign_in.state)
        if isinstance(screen, WorkModel):
            return screen._work.state
        return (screen._found, screen._note) if isinstance(screen, ChooseModel) else None

    def settled(self) -> None:
        screen = self.window.shell.screen
        if isinstance(screen, WorkModel):
            self.until(lambda: not screen._work.busy)
        self.draw()

    board = BOARD.encode()

    @staticmethod
    def station() -> Station:
        return STATION

    @staticmethod
    def person() -> Person:
        return person()

    @staticmethod
    def order(number: str) -> WorkOrder:
        orders = (each for _, _, each in records("") if isinstance(each, WorkOrder))
        return msgspec.structs.replace(next(orders), id=number)

    def records(self) -> list[tuple[str, str, object]]:
        return records(self.journal.writer)

    @staticmethod
    def label(name: str) -> bytes:
        return label({**LOTS, "expired": EXPIRED, "held": HELD, "unknown": UNKNOWN}[name])

    def failure(self) -> str | None:
        screen = self.window.shell.screen
        return screen._sign_in.state.failure if isinstance(screen, SignInModel) else None

    def device(self) -> DeviceState | None:
        report = self.window.shell.context.standing.devices.reports.get("gun-1")
        return report.state if report else None

    def type_pin(self, pin: str = PIN) -> None:
        for digit in pin:
            self.press(f"keypad-{digit}")
        self.press("keypad-confirm")

    def sign_in(self) -> None:
        self.scan(b"BADGE-10386")
        self.type_pin()
        self.until(lambda: isinstance(self.window.shell.screen, ChooseModel))

    def work(self, step: str = "assembly", order: str = "WO26-1122-07") -> None:
        """Sign in and begin a step."""
        self.sign_in()
        self.press(f"step-{step}")
        if not isinstance(self.window.shell.screen, WorkModel):
            self.press(f"order-{order}")
        assert isinstance(self.window.shell.screen, WorkModel)

    def find(self, name: str) -> QAbstractButton:
        found = [b for b in self.window.findChildren(QAbstractButton, name) if b.isVisibleTo(self.window)]
        assert found, f"{name} is not to be seen; there are {sorted(self.names())}"
        return found[0]

    def names(self) -> set[str]:
        buttons = self.window.findChildren(QAbstractButton)
        return {b.objectName() for b in buttons if b.isVisibleTo(self.window) and b.objectName()}

    def press(self, name: str) -> None:
        """Touch a button, as a finger does; returns when the screen has dealt with it."""
        button = self.find(name)
        QTest.mouseClick(
            button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2)
        )
        self.settled()

    def texts(self) -> list[str]:
        """Every word to be seen."""
        return [text for _, text in shown_texts(self.window)]

    def texts_below_the_strip(self) -> list[str]:
        """Every word that only people change; the strip counts what devices and time do."""
        strips = self.window.findChildren(StatusStrip)  # a window built anew keeps its old one for a moment
        shown = shown_texts(self.window)
        return [text for widget, text in shown if not any(strip.isAncestorOf(widget) for strip in strips)]

    def said(self, words: str) -> bool:
        return any(words in text for text in self.texts())

    def acts(self) -> int:
        """How many entries people made; devices make theirs when they like."""
        return sum(kept.entry.kind != "device-changed" for kept in self.journal.after(0, 10_000))

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=5_000)
        self.draw()

    def entries(self, kind: str) -> list[Kept]:
        return [kept for kept in self.journal.after(0, 10_000) if kept.entry.kind == kind]

    def central_says(self, *said: tuple[str, str, object], known: int = 0, trouble: str = "") -> None:
        """Central says records, now."""
        self.gsn += 1
        say(
            self.home,
            self.journal.writer,
            said,
            gsn=self.gsn,
            at=self.clock.now(),
            known=known,
            trouble=trouble,
        )
        self.window.shell.context.standing.look()
        self.draw()

    def _build_reader(self, device: Device) -> SimulatedReader:
        options = {name: value for name, value in device.options.items() if name != "interface"}
        own = configuration_of(msgspec.structs.replace(device, options=options))
        reader = SimulatedReader(own, Surroundings(lambda: 0.5))
        self.readers.append(reader)
        return reader


def shown_texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    labels: list[QLabel | QAbstractButton] = [*root.findChildren(QLabel), *root.findChildren(QAbstractButton)]
    for widget in labels:
        if widget.isVisibleTo(root) and widget.text():
            yield widget, widget.text()


def say(
    home: Home,
    writer: str,
    said: "tuple[tuple[str, str, object], ...] | list[tuple[str, str, object]]",
    *,
    gsn: int,
    at: dt.datetime | None,
    known: int = 0,
    trouble: str = "",
) -> None:
    message = {
        "writer": writer,
        "known": known,
        "gsn": gsn,
        "at": at.isoformat() if at else "",
        "trouble": trouble,
        "records": [(kind, key, msgspec.json.encode(body).decode()) for kind, key, body in said],
    }
    subprocess.run(
        [sys.executable, str(Path(__file__).with_name("central_says.py")), str(home.folder)],
        input=json.dumps(message),
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.fixture(scope="session")
def synchronised_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a station that was enrolled and has synchronised once."""
    home = Home(tmp_path_factory.mktemp("home"))
    MembershipFile(home.enrolment).keep_membership(Membership("https://central:8443", "S1", "ab" * 32))
    KeyFiles(home.station_key, home.pepper).keep_pepper(PEPPER)
    journal = JournalFile(home.journal, HandClock(), SystemIds(), lambda: Whereabouts("P1", "line-2"))
    writer = journal.writer
    journal.close()
    say(home, writer, records(writer), gsn=1, at=NOW)
    return home.folder


@pytest.fixture
def world(synchronised_home: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    """A station ready to be opened."""
    folder = tmp_path / "home"
    shutil.copytree(synchronised_home, folder)
    made = World(Home(folder), qtbot)
    yield made
    made.close()


@pytest.fixture
def fresh(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    """A station nobody has enrolled."""
    made = World(Home(tmp_path), qtbot)
    yield made
    made.close()
