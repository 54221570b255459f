"""The technician's screens: what a device sends, what is wrong with it, and how a new one is learnt."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QWidget

from station.ui.viewmodels.choose.model import ChooseModel
from station.ui.viewmodels.devices.model import DevicesModel
from station.ui.viewmodels.work.model import WorkModel
from station.ui.widgets.devices.byte_text import ByteText
from traceability.people import Assignment, Role
from traceability.records import Device

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World

READ = b"]d2010690123450003510L261012-TG-05\x1d21000482"


def technician(world: "World") -> None:
    """Central says that the person of these tests is a technician who also works, and they sign in."""
    person = msgspec.structs.replace(
        world.person(), assignments=(Assignment(Role.TECHNICIAN), Assignment(Role.OPERATOR))
    )
    world.central_says(("person", "p1", person))
    world.sign_in()


def shown_bytes(world: "World") -> list[str]:
    """The reads on the screen, their pieces set apart by spaces."""
    reads = world.window.findChildren(ByteText)
    return [read.text() for read in reads if read.isVisibleTo(world.window)]


def test_a_technician_sees_every_byte_a_device_sends_and_the_work_does_not_get_it(world: "World") -> None:
    world.open()
    technician(world)
    world.press("scanner")
    world.press("action-watch")
    world.readers[-1].scan(READ)
    world.until(lambda: bool(shown_bytes(world)))
    assert shown_bytes(world) == ["]d2 01 06901234500035 10 L261012-TG-05 GS 21 000482 CR LF"]
    assert isinstance(world.window.shell.screen, DevicesModel)
    assert world.said("0d 0a")
    assert world.said("14:32:05 · 45 字节")


def test_a_scan_of_work_goes_to_the_work_also_while_a_technician_looks_at_the_devices(world: "World") -> None:
    world.open()
    technician(world)
    world.press("step-assembly")
    world.press("order-WO26-1122-07")
    world.press("scanner")
    world.readers[-1].scan(world.board)
    world.until(lambda: world.said("已读取"))
    assert isinstance(world.window.shell.screen, WorkModel)
    world.press("scanner")
    assert shown_bytes(world) == ["TC300-26K-004127 CR LF"], "what was sent meanwhile is still to be seen"


def test_an_operator_may_look_and_finds_nothing_to_set_up(world: "World") -> None:
    world.open()
    world.sign_in()
    world.press("scanner")
    assert world.names() >= {"device-gun-1", "action-back"}
    assert not world.names() & {"action-watch", "action-learn", "action-export", "action-examine"}


def test_nobody_signed_in_may_look_and_finds_nothing_to_set_up(world: "World") -> None:
    world.open()
    world.press("scanner")
    assert "device-gun-1" in world.names()
    assert not world.names() & {"action-watch", "action-learn", "action-export", "action-examine"}


def test_more_devices_than_fit_are_leafed_through(
    world: "World", assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    world.open()
    guns = tuple(Device(name=f"gun-{number}", driver="simulated", address="") for number in range(1, 11))
    world.central_says(("station", "S1", msgspec.structs.replace(world.station(), version=2, devices=guns)))
    world.until(lambda: len(world.readers) > len(guns))
    world.press("scanner")
    seen: list[str] = []
    while not set(seen) >= {f"device-{gun.name}" for gun in guns}:
        assert_nothing_clipped(world.window)
        page = sorted(name for name in world.names() if name.startswith("device-"))
        assert not set(page) & set(seen), "every device on one page"
        seen += page
        world.press("action-next-devices")


def test_a_device_is_chosen_by_touching_its_card(world: "World") -> None:
    world.open()
    guns = tuple(Device(name=name, driver="simulated", address="") for name in ("gun-1", "gun-2"))
    world.central_says(("station", "S1", msgspec.structs.replace(world.station(), version=2, devices=guns)))
    world.until(lambda: len(world.readers) == 3)
    technician(world)
    world.press("scanner")
    world.press("device-gun-2")
    world.press("action-watch")
    world.readers[-1].scan(READ)
    world.until(lambda: bool(shown_bytes(world)))
    world.readers[-2].scan(b"WO26-1122-09")
    world.until(lambda: isinstance(world.window.shell.screen, WorkModel))


def test_a_report_of_a_device_is_a_file_with_its_last_read(world: "World") -> None:
    world.open()
    technician(world)
    world.press("scanner")
    world.press("action-watch")
    world.readers[-1].scan(READ)
    world.until(lambda: bool(shown_bytes(world)))
    world.press("action-export")
    report = world.home.reports / "gun-1-1.txt"
    assert world.said(str(report))
    written = report.read_text(encoding="utf-8")
    assert "]d2010690123450003510L261012-TG-05<GS>21000482<CR>" in written
    assert READ.hex(" ") in written
    world.press("action-export")
    assert world.said("gun-1-2.txt"), "an earlier report is kept"


def test_a_report_that_could_not_be_kept_is_told(world: "World") -> None:
    world.open()
    technician(world)
    Path(world.home.reports).write_text("in the way", encoding="utf-8")
    world.press("scanner")
    world.press("action-export")
    assert world.said("报告没有存下")


def test_the_way_back_leads_where_one_came_from(world: "World") -> None:
    world.open()
    technician(world)
    world.press("scanner")
    world.press("scanner")
    world.press("action-back")
    assert isinstance(world.window.shell.screen, ChooseModel)


def test_a_badge_is_shown_to_nobody(world: "World") -> None:
    world.open()
    world.press("scanner")
    world.scan(b"BADGE-10386")
    world.press("scanner")
    assert not world.said("BADGE")
    world.press("action-back")
    world.type_pin()
    world.until(lambda: isinstance(world.window.shell.screen, ChooseModel))
    world.press("scanner")
    assert not world.said("BADGE")
