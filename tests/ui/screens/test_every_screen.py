"""One walk past every screen: what must hold on each of them, in both languages, on small and large panels."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from station.ports import Attached
from station.profiles.doctor.test_codes import TEST_CODES
from station.ui.theme.scale import least_target
from station.ui.viewmodels.choose.model import ChooseModel
from station.ui.viewmodels.devices.learn import LearnModel
from station.ui.viewmodels.devices.model import DevicesModel
from station.ui.widgets.basic.button import Pressable
from traceability.language import Language
from traceability.people import Assignment, Role

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NAMES_AND_DATA = ("李敏", "中文")


def tour(
    fresh: "World", world: "World", size: tuple[int, int], language: Language
) -> Iterator[tuple[str, "World"]]:
    """Walk past every screen and state; yields its name and the station that shows it."""
    fresh.open(size=size, language=language)
    yield "waiting", fresh
    fresh.close()
    world.open(size=size, language=language)
    yield from _signing_in(world)
    yield from _choosing(world)
    yield from _assembling(world)
    yield from _cut_off(world)
    yield from _other_steps(world)
    yield from _examining(world)
    yield from _learning(world)


def _signing_in(world: "World") -> Iterator[tuple[str, "World"]]:
    yield "badge", world
    world.scan(b"NOBODY")
    yield "unknown-badge", world
    world.scan(b"BADGE-10386")
    yield "pin", world
    world.type_pin("123456")
    world.until(lambda: world.failure() == "wrong-pin")
    yield "wrong-pin", world
    world.type_pin()
    world.until(lambda: isinstance(world.window.shell.screen, ChooseModel))
    yield "choose", world


def _choosing(world: "World") -> Iterator[tuple[str, "World"]]:
    world.scan(world.label("grease"))
    yield "lookup", world
    world.scan(world.label("held"))
    yield "lookup-held", world
    world.scan(b"WO26-9999-99")
    yield "unknown-order", world
    world.press("step-assembly")
    world.press("order-WO26-1122-07")
    yield "work", world


def _typing(world: "World") -> Iterator[tuple[str, "World"]]:
    """A board whose code can't be read: typed, then a lead is asked for."""
    lead = msgspec.structs.replace(
        world.person(),
        id="p9",
        badge=sha256(b"BADGE-9").hexdigest(),
        assignments=(Assignment(Role.SHIFT_LEAD),),
    )
    world.central_says(("person", "p9", lead))
    world.press("action-unreadable")
    yield "unreadable", world
    for key in "TC300-26K-004127":
        world.press(f"keypad-{key}")
    world.press("keypad-confirm")
    yield "lead-badge", world
    for badge, name in ((b"NOBODY", "lead-badge-unknown"), (b"BADGE-9", "lead-pin")):
        seen = world.texts()
        world.readers[-1].scan(b"]C0" + badge)
        world.until(partial(_differs, world, seen))
        yield name, world
    world.type_pin("123456")
    world.until(lambda: world.said("PIN 不对") or world.said("Wrong PIN"))
    yield "lead-wrong-pin", world
    world.press("action-stop-typing")


def _differs(world: "World", seen: list[str]) -> bool:
    return world.texts() != seen


def _typing_twice(world: "World") -> Iterator[tuple[str, "World"]]:
    """A lot whose code can't be read: typed twice, first not alike."""
    world.press("action-unreadable")
    for name, text in (("unreadable-again", "K1"), ("unreadable-differed", "K")):
        for key in text:
            world.press(f"keypad-{key}")
        world.press("keypad-confirm")
        yield name, world
    world.press("keypad-cancel")


def _assembling(world: "World") -> Iterator[tuple[str, "World"]]:
    yield from _typing(world)
    world.scan(world.board)
    yield "read", world
    world.scan(world.label("pcb"))
    yield from _typing_twice(world)
    world.scan(world.label("relay"))
    world.scan(world.label("expired"))
    yield "refused", world
    world.press("action-acknowledge")
    for name in ("sink", "grease"):
        world.scan(world.label(name))
    yield "read-lot", world
    world.scan(world.label("terminal"))
    yield "saved", world
    world.press("action-more")
    yield "more", world
    world.press("action-history")
    yield "history", world
    world.press("action-back")


def _cut_off(world: "World") -> Iterator[tuple[str, "World"]]:
    world.clock.moment += dt.timedelta(minutes=72)
    world.window.shell._tick()
    world.scan(b"TC300-26K-004128")
    for name in ("pcb", "relay", "grease", "unknown"):
        world.scan(world.label(name))
    yield "provisional-offline", world
    world.press("scanner")
    yield "devices", world
    world.press("action-back")
    gun = world.readers[-1].gun
    gun.unplug()
    world.until(lambda: len(world.entries("device-changed")) == 2)
    world.window.shell._tick()
    world.draw()
    yield "gun-lost", world
    gun.replug()
    world.until(lambda: len(world.entries("device-changed")) == 3)
    world.window.shell._tick()
    world.press("action-other-work")
    yield "choose-open-piece", world
    world.scan(world.board)
    yield "lookup-board", world


def _other_steps(world: "World") -> Iterator[tuple[str, "World"]]:
    world.press("step-inspection")
    world.press("order-WO26-1122-07")
    world.scan(world.board)
    yield "choice", world
    world.press("choice-PASS")
    yield "saved-inspection", world
    world.press("action-other-work")
    world.press("step-receiving")
    yield "receiving", world
    world.press("action-type-delivery")
    yield "code-keypad", world
    world.press("keypad-cancel")
    world.scan(b"DN-20261")
    world.scan(world.label("unknown"))
    yield "quantity", world
    world.press("action-type-expiry")
    yield "date", world
    world.press("action-other-work")
    world.press("step-packing")
    world.press("order-WO26-1122-07")
    world.scan(world.board)
    yield "packing", world


def _examining(world: "World") -> Iterator[tuple[str, "World"]]:
    assignments = (Assignment(Role.TECHNICIAN), Assignment(Role.OPERATOR))
    world.central_says(("person", "p1", msgspec.structs.replace(world.person(), assignments=assignments)))
    world.press("action-other-work")
    world.press("action-sign-out")
    world.sign_in()
    world.press("scanner")
    yield "devices-technician", world
    world.press("action-watch")
    health = world.window.shell.context.standing.devices.health
    reads = health("gun-1").reads
    world.readers[-1].scan(world.label("grease"))
    world.until(lambda: health("gun-1").reads > reads)
    yield "only-watched", world
    world.press("action-examine")
    yield "test-code", world
    _read_test_code(world, b"]E06901234567892")
    yield "another-code", world
    for code in TEST_CODES:
        _read_test_code(world, f"{code.symbology}".encode() + code.content.replace(b"\x1d", b""))
    yield "finding", world
    world.press("action-test-again")
    for code in TEST_CODES:
        _read_test_code(world, f"{code.symbology}".encode() + code.content)
    yield "repaired", world
    world.press("action-back")


def _learning(world: "World") -> Iterator[tuple[str, "World"]]:
    world.press("action-learn")
    screen = world.window.shell.screen
    assert isinstance(screen, LearnModel)
    yield "plug-in", world
    screen._be_late()
    yield "nothing-plugged-in", world
    for port in (1, 2):
        properties = {
            "ID_BUS": "usb",
            "ID_VENDOR": "Zebra",
            "ID_MODEL": f"DS220{port}",
            "ID_PATH": f"usb-{port}:1.0",
        }
        world.plugged.append(Attached(driver="serial", node=f"/dev/ttyACM{port}", properties=properties))
    screen._look_for()
    world.draw()
    yield "two-plugged-in", world
    world.press("action-learn-this:/dev/ttyACM1")
    screen._quiet.setInterval(50)
    yield "learn-code", world
    for code in TEST_CODES:
        asked = len(screen._learning.reads) if screen._learning else 0
        world.readers[-1].scan(f"{code.symbology}".encode() + code.content)
        world.until(lambda: screen._learning is not None and len(screen._learning.reads) > asked)  # noqa: B023 -- at once
    yield "learnt", world
    world.press("action-rename")
    yield "name", world
    world.press("keypad-cancel")
    world.press("action-use-device")
    world.until(lambda: bool(world.entries("device-set-up")))
    world.draw()
    yield "learnt-and-saved", world


def _read_test_code(world: "World", data: bytes) -> None:
    """The gun sends this; returns once it is judged."""
    screen = world.window.shell.screen
    assert isinstance(screen, DevicesModel)
    assert screen._doctor is not None
    screen._doctor._quiet.setInterval(50)  # this gun sends a code at once
    health, reads = world.window.shell.context.standing.devices.health, screen._doctor._examination.reads
    before, counted = len(reads), health("gun-1").reads
    world.readers[-1].scan(data)
    world.until(lambda: len(reads) > before and health("gun-1").reads > counted)


@pytest.fixture(params=[(1024, 768), (1920, 1080)], ids=["1024", "1920"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    found: tuple[int, int] = request.param
    return found


@pytest.mark.parametrize("language", list(Language))
def test_nothing_is_clipped_and_every_target_fits_a_finger(
    fresh: "World",
    world: "World",
    size: tuple[int, int],
    language: Language,
    assert_nothing_clipped: Callable[[QWidget], None],
) -> None:
    least = least_target(85)
    stops = 0
    for name, shown in tour(fresh, world, size, language):
        stops += 1
        assert_nothing_clipped(shown.window)
        for target in shown.window.findChildren(Pressable):
            if target.isVisibleTo(shown.window):
                assert min(target.width(), target.height()) >= least, f"{target.objectName()} on {name}"
    assert stops == 48


def test_the_language_can_be_switched_on_every_screen_and_rewords_all_of_it(
    fresh: "World", world: "World"
) -> None:
    for name, shown in tour(fresh, world, (1024, 768), Language.CHINESE):
        shown.window.shell._tick()
        chinese = shown.texts_below_the_strip()
        shown.press("language")
        left = [text for text in shown.texts() if _CHINESE.search(_without_data(text))]
        assert not left, f"{left} on {name}"
        assert "中文" in shown.texts(), f"no way back on {name}"
        shown.press("language")
        assert shown.texts_below_the_strip() == chinese, name


def test_the_enter_a_scan_ends_with_presses_nothing_on_any_screen(fresh: "World", world: "World") -> None:
    for name, shown in tour(fresh, world, (1024, 768), Language.ENGLISH):
        before, acts = shown.texts_below_the_strip(), shown.acts()
        for target in shown.window.findChildren(Pressable):
            if target.isVisibleTo(shown.window):
                target.setFocus(Qt.FocusReason.TabFocusReason)
                QTest.keyClick(target, Qt.Key.Key_Return)
                QTest.keyClick(target, Qt.Key.Key_Enter)
        QApplication.processEvents()
        assert (shown.texts_below_the_strip(), shown.acts()) == (before, acts), name


def test_day_and_night_can_be_changed_without_losing_what_was_typed(world: "World") -> None:
    world.open()
    world.scan(b"BADGE-10386")
    for digit in "25":
        world.press(f"keypad-{digit}")
    day = world.window.grab().toImage().pixelColor(5, 300)
    world.press("action-light")
    assert world.window.grab().toImage().pixelColor(5, 300) != day
    world.type_pin("8014")
    world.until(lambda: isinstance(world.window.shell.screen, ChooseModel))


def test_another_size_of_the_window_gets_its_own_measures(
    world: "World", assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    world.open()
    world.work()
    world.window.resize(1920, 1080)
    QApplication.processEvents()
    assert_nothing_clipped(world.window)
    assert world.find("action-more").height() == 99


def _without_data(text: str) -> str:
    for name in _NAMES_AND_DATA:
        text = text.replace(name, "")
    return text
