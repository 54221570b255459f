"""A camera on a real kernel: the kernel's own test camera (vivid), taken away and brought back."""

from contextlib import ExitStack
from pathlib import Path
from queue import Queue

from station.drivers.camera import camera_reader
from station.drivers.waiting import Surroundings
from station.ports import Camera, CameraPicture, DeviceState
from station.profiles.device import DeviceConfig
from tests.contract.reader_contract import DEADLINE_S, Log

DRIVER = Path("/sys/bus/platform/drivers/vivid")
SLOW = Surroundings(random=lambda: 2_000.0)


def test_pictures_come_and_go_on_after_the_camera_was_away(exits: ExitStack) -> None:
    log, pictures = Log(), Queue[CameraPicture]()
    configuration = DeviceConfig(name="camera-1", driver="camera", address="udev:ID_V4L_PRODUCT=vivid")
    reader = camera_reader(configuration, SLOW)
    assert isinstance(reader, Camera)
    reader.watch(pictures.put)
    exits.callback(reader.stop)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    for _ in range(3):
        pictures.get(timeout=DEADLINE_S)
    (DRIVER / "unbind").write_text("vivid.0")
    log.wait_for_state(DeviceState.ABSENT)
    while not pictures.empty():
        pictures.get()
    (DRIVER / "bind").write_text("vivid.0")
    log.wait_for_state(DeviceState.READY, times=2)
    for _ in range(3):
        pictures.get(timeout=DEADLINE_S)
    reader.stop()
    assert log.states == [
        DeviceState.CONNECTING,
        *(DeviceState.READY, DeviceState.ABSENT, DeviceState.READY, DeviceState.STOPPED),
    ]
    assert not log.scans
