"""The verdict goes back to the gun that read, over its own line, from the real window."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demo.guns import PtyGun
from station.drivers.registry import create_reader
from station.drivers.waiting import Surroundings
from station.ports import Reader
from station.profiles.device import DeviceConfig
from station.ui.viewmodels.choose.model import ChooseModel
from traceability.records import Device

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World

TAKEN, ATTENTION, REFUSED = b"\x05good\r", b"\x05look\r", b"\x05none\r"


def test_badge_order_lot_and_a_lot_on_hold_each_get_their_answer_over_the_line(
    world: "World", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(device: Device) -> Reader:
        commands = {"taken": TAKEN, "attention": ATTENTION, "refused": REFUSED}
        configuration = DeviceConfig(
            name=device.name, driver="serial", address=str(gun.link), feedback=commands
        )
        return create_reader(configuration, Surroundings(lambda: 0.0))

    def answer(raw: bytes) -> bytes:
        """What the gun hears of a scan; the window's own thread must run meanwhile."""
        gun.scan(raw)
        world.until(lambda: gun.has_heard)
        return gun.hear(len(TAKEN))

    monkeypatch.setattr(world, "_build_reader", build)
    with PtyGun(tmp_path / "gun") as gun:
        world.open()
        assert answer(b"NOBODY") == REFUSED
        assert answer(b"BADGE-10386") == TAKEN
        world.type_pin()
        world.until(lambda: isinstance(world.window.shell.screen, ChooseModel))
        assert answer(b"nothing known") == REFUSED
        world.press("step-assembly")
        assert answer(b"WO26-1122-07") == TAKEN
        assert answer(world.board) == TAKEN
        assert answer(world.label("held")) == REFUSED
        refusals = world.entries("refusal")
        world.close()
    assert len(refusals) == 1
