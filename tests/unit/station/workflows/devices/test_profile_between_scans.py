"""Another profile for a gun on a real line holds from between two scans on, wherever in a scan the change falls."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demo.guns import Ending, PtyGun
from station.bootstrap.profiles import ProfilesOf
from station.drivers.registry import create_reader
from station.drivers.waiting import Surroundings
from station.ports import DeviceState, RawScan, Reader
from station.profiles.configuration import configuration
from station.settings import Home
from station.workflows.devices.devices import Devices
from station.workflows.devices.readers import Readers
from traceability.records import Device, ProfileRelease

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

SCAN = b"010950110153000310LOT-7a"
EVIDENCE = '{ source = "made for this test", confidence = "high" }'


def release(version: int, gap_ms: int = 700) -> ProfileRelease:
    """A profile with patience for a machine that is slow."""
    content = f"""
        schema = 1
        family = "acme-gun"
        version = {version}
        vendor = "Acme"
        models = ["A1"]
        kind = "handheld"
        [[interfaces]]
        name = "usb-serial"
        connection = "usb-serial"
        framing = {{ gap_ms = {gap_ms} }}
        evidence.framing = {EVIDENCE}
    """
    return ProfileRelease(id=f"acme-gun/{version}", version=1, content=content)


class Bench:
    """A station with one gun, whose profile central may change."""

    def __init__(self, stage: "Stage", gun: PtyGun) -> None:
        self.stage = stage
        self.version = 1
        self.gap_ms = 700
        self.scans: list[RawScan] = []
        self.profiles = ProfilesOf(Home(stage.folder), lambda _: (release(self.version, self.gap_ms),))
        self.devices = Devices(stage.outside, stage.changed)
        self.readers = Readers(self._build, stage.queue.put, self.profiles)
        self.readers.pass_on(self.devices, self.scans.append)
        self.gun = Device(name="gun-1", driver="serial", address=str(gun.link), profile="acme-gun")

    def _build(self, device: Device) -> Reader:
        return create_reader(configuration(device, self.profiles.of(device)), Surroundings(lambda: 0.0))

    def use(self, version: int) -> None:
        """Read by this version from now on, and wait until the gun is."""
        self.version = version
        self.readers.use((self.gun,))
        self.stage.run_until(lambda: self.is_(DeviceState.CONNECTING))
        self.stage.run_until(lambda: self.is_(DeviceState.READY))

    def is_(self, state: DeviceState) -> bool:
        report = self.devices.reports.get("gun-1")
        return report is not None and report.state is state


@pytest.fixture
def gun(tmp_path: Path) -> Iterator[PtyGun]:
    with PtyGun(tmp_path / "gun-1", Ending.CR) as gun:
        yield gun


@pytest.fixture
def bench(stage: "Stage", gun: PtyGun) -> Iterator[Bench]:
    bench = Bench(stage, gun)
    bench.use(1)
    yield bench
    bench.readers.stop()


@pytest.mark.parametrize("sent", range(0, len(SCAN) + 1, 6))
def test_a_scan_in_flight_is_read_whole_by_the_profile_it_began_with(
    bench: Bench, gun: PtyGun, sent: int
) -> None:
    changing, pause = threading.Event(), threading.Event()

    def type_slowly() -> None:
        gun.send(SCAN[:sent])
        changing.set()
        for byte in SCAN[sent:] if sent else b"":
            pause.wait(0.004)
            gun.send(bytes([byte]))
        gun.send(b"\r" if sent else b"")

    typing = threading.Thread(target=type_slowly)
    typing.start()
    assert changing.wait(5)
    bench.use(2)
    typing.join()
    gun.scan(b"NEXT")
    bench.stage.run_until(lambda: bench.scans[-1:] != [] and bench.scans[-1].raw == b"NEXT")
    whole = [(SCAN, True, "acme-gun/1")] if sent else []
    read = [(scan.raw, scan.complete, scan.profile) for scan in bench.scans]
    assert read == [*whole, (b"NEXT", True, "acme-gun/2")]


def test_a_scan_that_never_ends_holds_a_new_profile_up_for_a_moment_only(bench: Bench, gun: PtyGun) -> None:
    gun.send(SCAN[:6])
    bench.use(2)
    gun.scan(b"NEXT")
    bench.stage.run_until(lambda: len(bench.scans) == 2)
    assert [(scan.raw, scan.complete) for scan in bench.scans] == [(SCAN[:6], False), (b"NEXT", True)]


def test_a_patient_profile_holds_a_new_one_up_for_a_moment_only(bench: Bench, gun: PtyGun) -> None:
    bench.gap_ms = 600_000
    bench.use(2)
    gun.send(SCAN[:6])
    begun = time.monotonic()
    bench.use(3)
    assert time.monotonic() - begun < 10
    bench.stage.run_until(lambda: len(bench.scans) == 1)
    assert [(scan.raw, scan.complete) for scan in bench.scans] == [(SCAN[:6], False)]


def test_a_gun_that_never_falls_silent_is_let_go_all_the_same(bench: Bench, gun: PtyGun) -> None:
    over, pause = threading.Event(), threading.Event()

    def babble() -> None:
        while not over.is_set():
            gun.send(b"x")
            pause.wait(0.02)

    babbling = threading.Thread(target=babble)
    babbling.start()
    bench.use(2)
    over.set()
    babbling.join()
    read_by = bench.readers.configuration("gun-1")
    assert read_by is not None
    assert read_by.profile == "acme-gun/2"
    assert not any(scan.complete for scan in bench.scans)
