"""Pictures cross from a camera's thread: the newest, one at a time, and none after the watching ended."""

from collections.abc import Callable

from station.drivers.camera.reader import CameraReader
from station.drivers.waiting import Surroundings
from station.ports import CameraPicture, Reader
from station.profiles.device import DeviceConfig
from station.workflows.devices.newest import Newest
from station.workflows.devices.readers import Readers
from traceability.records import Device


def picture(number: int) -> CameraPicture:
    return CameraPicture(device="camera-1", width=1, height=1, pixels=bytes([number]), outlines=())


def test_a_slow_screen_gets_the_newest_picture_and_no_queue() -> None:
    posted: list[Callable[[], None]] = []
    seen: list[CameraPicture] = []
    newest = Newest(posted.append, seen.append)
    for number in range(5):
        newest(picture(number))
    assert len(posted) == 1
    posted.pop()()
    assert seen == [picture(4)]
    newest(picture(5))
    posted.pop()()
    assert seen == [picture(4), picture(5)]


class Deaf:
    """Devices nobody follows."""

    def keep_only(self, names: object) -> None:
        """Nothing is kept."""

    def watch(self, configuration: object) -> None:
        """Nothing is watched."""

    def report(self, report: object) -> None:
        """Nothing is heard."""


def test_whoever_watches_sees_the_cameras_and_nothing_after_the_end() -> None:
    made: list[CameraReader] = []

    def build(device: Device) -> Reader:
        reader = CameraReader(
            DeviceConfig(name=device.name, driver="camera", address="/nowhere"), SURROUNDINGS
        )
        made.append(reader)
        return reader

    seen: list[CameraPicture] = []
    readers = Readers(build, lambda act: act())
    readers.expect(["Data Matrix"])
    readers.pass_on(Deaf(), lambda _scan: None)  # type: ignore[arg-type]  # what is reported is no matter here
    end = readers.watch(seen.append)
    without = readers.has_camera
    readers.use((Device(name="camera-1", driver="camera", address="/nowhere"),))
    assert (without, readers.has_camera) == (False, True)
    shown = made[0]._on_picture
    assert shown is not None
    shown(picture(1))
    end()
    shown(picture(2))
    readers.stop()
    assert seen == [picture(1)]
    assert [camera._on_picture for camera in made] == [None]
    assert [camera._formats for camera in made] == [("Code 128", "Data Matrix")]  # the sheet of commands, too


SURROUNDINGS = Surroundings(random=lambda: 0.0)
