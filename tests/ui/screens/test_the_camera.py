"""A camera at the station, from the picture to the journal and onto the screen, through the real window."""

from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np
import pytest
import zxingcpp

from station.drivers.registry import create_reader
from station.drivers.waiting import Surroundings
from station.ports import DeviceState, Reader
from station.profiles.device import DeviceConfig
from station.ui.widgets.work.camera_view import CameraView
from traceability.acts import Reading
from traceability.entries import Origin
from traceability.records import Device

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World


DATA_MATRIX = zxingcpp.BarcodeFormat.DataMatrix
CODE_128 = zxingcpp.BarcodeFormat.Code128
EAN = zxingcpp.BarcodeFormat.EAN13


def picture_of(*values: bytes, linear: tuple[tuple[bytes, zxingcpp.BarcodeFormat], ...] = ()) -> bytes:
    """A PNG of Data Matrix codes side by side, then the linear ones."""
    table = np.full((360, 260 * len(values) + 620 * len(linear)), 190, dtype=np.uint8)
    left = 20
    for value, printed in (*((value, DATA_MATRIX) for value in values), *linear):
        symbol = zxingcpp.create_barcode(value, printed)
        scale, width = (6, 260) if printed == DATA_MATRIX else (2, 620)
        image = np.array(zxingcpp.write_barcode_to_image(symbol, scale=scale, add_quiet_zones=True))
        table[60 : 60 + image.shape[0], left : left + image.shape[1]] = image
        left += width
    return bytes(cv2.imencode(".png", table)[1])


@pytest.fixture
def folder(world: "World", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the station's camera puts its pictures; the gun beside it is for the badge."""
    made = tmp_path / "camera"
    made.mkdir()
    simulated = world._build_reader

    def build(device: Device) -> Reader:
        if device.driver != "camera":
            return simulated(device)
        configuration = DeviceConfig(name=device.name, driver="camera", address=str(made))
        return create_reader(configuration, Surroundings(lambda: 0.0))

    monkeypatch.setattr(world, "_build_reader", build)
    world.open()
    world.work()
    station = world.station()
    camera = Device(name="camera-1", driver="camera", address=str(made))
    with_camera = msgspec.structs.replace(station, version=2, devices=(*station.devices, camera))
    world.central_says(("station", "S1", with_camera))

    def ready() -> bool:
        report = world.window.shell.context.standing.devices.reports.get("camera-1")
        return report is not None and report.state is DeviceState.READY

    world.until(ready)
    return made


def views(world: "World") -> list[CameraView]:
    return [view for view in world.window.findChildren(CameraView) if view.isVisibleTo(world.window)]


def test_of_the_codes_before_the_camera_the_one_wanted_is_taken_and_the_rest_is_named(
    world: "World", folder: Path
) -> None:
    (folder / "1.png").write_bytes(picture_of(b"CARTON-7", world.board, b"TICKET-12"))
    world.until(lambda: bool(world.entries("reading")))
    world.until(lambda: world.said("同时读到"))
    [reading] = world.entries("reading")
    assert isinstance(reading.entry.body, Reading)
    [source] = reading.entry.sources
    assert (source.raw, source.origin, source.symbology) == (world.board, Origin.CAMERA, "]d1")
    assert source.device == "camera-1"
    assert world.entries("refusal") == []


def test_only_what_the_step_wants_is_looked_for(world: "World", folder: Path) -> None:
    ean = (b"6901234500059", EAN)
    (folder / "1.png").write_bytes(picture_of(world.board, linear=(ean,)))
    world.until(lambda: bool(world.entries("reading")))
    world.settled()
    assert not world.said("同时读到")
    world.press("action-other-work")
    world.press("step-receiving")
    (folder / "2.png").write_bytes(picture_of(linear=(ean,)))
    world.until(lambda: bool(world.entries("refusal")))
    [refusal] = world.entries("refusal")
    assert [source.symbology for source in refusal.entry.sources] == ["]E0"]


def test_a_command_code_is_obeyed_also_where_the_step_wants_none_of_its_kind(
    world: "World", folder: Path
) -> None:
    world.press("action-other-work")
    world.press("step-packing")
    world.press("order-WO26-1122-07")
    (folder / "1.png").write_bytes(picture_of(linear=((b"TPDO SIGN OUT", CODE_128),)))
    world.until(lambda: type(world.window.shell.screen).__name__ == "SignInModel")
    (folder / "2.png").write_bytes(picture_of(linear=((b"10386", zxingcpp.BarcodeFormat.Code39),)))
    world.until(lambda: world.failure() == "unknown-badge")


def test_what_the_camera_sees_is_shown_beside_the_work_and_large_when_touched(
    world: "World", folder: Path
) -> None:
    [beside] = views(world)
    assert world.said("相机没有画面")
    empty = beside.grab().toImage()
    (folder / "1.png").write_bytes(picture_of(world.board))
    world.until(lambda: bool(world.entries("reading")) and beside.accessibleDescription() == "camera-1")
    world.settled()
    assert beside.grab().toImage() != empty
    assert not world.said("相机没有画面")
    world.press("camera")
    [large] = views(world)
    assert large.width() > 2 * beside.width()
    world.press("camera")
    assert views(world) == [beside]
    world.press("action-more")
    world.press("action-camera")
    assert views(world) == [large]


def test_an_answer_is_never_hidden_behind_the_picture(world: "World", folder: Path) -> None:
    world.press("camera")
    (folder / "1.png").write_bytes(picture_of(b"CARTON-7"))
    world.until(lambda: bool(world.entries("refusal")))
    [beside] = views(world)
    assert beside.width() < world.window.width() / 2


def test_a_station_without_a_camera_shows_none(world: "World") -> None:
    world.open()
    world.work()
    assert views(world) == []
    world.press("action-more")
    assert "action-camera" not in world.names()


def test_who_has_a_code_that_can_not_be_read_is_sent_to_the_camera_first(
    world: "World", folder: Path
) -> None:
    assert folder.is_dir()
    world.press("action-unreadable")
    assert world.said("先让摄像头试试")
    world.press("action-camera")
    assert "keypad-confirm" not in world.names()
    [large] = [view for view in views(world) if view.height() > 400]
    large.click()
    world.draw()
    assert world.said("现在扫描")
    assert "action-unreadable" in world.names()
