"""Devices as the station sees them: built from its record, their changes journaled, their scans passed on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest

from station.ports import Chunk, DeviceReport, DeviceState, Feedback, RawScan, RefusedProfile
from station.profiles.device import ConfigurationError, DeviceConfig
from station.profiles.device_cause import DeviceCause
from station.workflows.devices.devices import Devices
from station.workflows.devices.readers import Readers
from traceability.acts import DeviceChanged, ProfileRefused
from traceability.records import Device

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

GUN = Device(name="gun-1", driver="hand", address="")
BAD = Device(name="gun-2", driver="no-such", address="")


class HandReader:
    """A reader that does what the test says."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.configuration = DeviceConfig(
            name=name, driver="hand", no_read_words=("NoRead",), profile="maker-gun/2"
        )
        self.stopped = False
        self.given: list[Feedback] = []
        self.on_chunk: Callable[[Chunk], None] | None = None

    def start(self, on_scan: Callable[[RawScan], None], on_report: Callable[[DeviceReport], None]) -> None:
        self.on_scan, self.on_report = on_scan, on_report

    def stop(self) -> None:
        self.stopped = True

    def give(self, feedback: Feedback) -> None:
        self.given.append(feedback)

    def tap(self, on_chunk: Callable[[Chunk], None] | None) -> None:
        self.on_chunk = on_chunk

    def report(self, state: DeviceState, cause: DeviceCause | None = None) -> None:
        self.on_report(DeviceReport(device=self.name, state=state, cause=cause, detail="x"))

    def send(self, data: bytes) -> None:
        assert self.on_chunk is not None
        self.on_chunk(Chunk(device=self.name, data=data, received_ns=0))

    def scan(self, raw: bytes) -> None:
        self.on_scan(RawScan(device=self.name, raw=raw, received_ns=0, complete=True))


class HandProfiles:
    """Profiles the test changes."""

    def __init__(self) -> None:
        self.version: dict[str, int] = {}
        self.wrong: dict[str, RefusedProfile] = {}

    def edition(self, device: Device) -> int:
        return self.version.get(device.name, 1)

    def refused(self, device: Device) -> RefusedProfile | None:
        return self.wrong.get(device.name)


class Bench:
    """Readers under test and what came out of them."""

    def __init__(self, stage: "Stage") -> None:
        self.built: list[HandReader] = []
        self.scans: list[bytes] = []
        self.devices = Devices(stage.outside, stage.changed)
        self.profiles = HandProfiles()
        self.readers = Readers(self._build, lambda call: call(), self.profiles)
        self.readers.pass_on(self.devices, lambda scan: self.scans.append(scan.raw))

    def _build(self, device: Device) -> HandReader:
        if device.driver != "hand":
            raise ConfigurationError(f"unknown driver {device.driver}")
        self.built.append(HandReader(device.name))
        return self.built[-1]


@pytest.fixture
def bench(stage: "Stage") -> Bench:
    return Bench(stage)


def journaled(stage: "Stage") -> list[tuple[str, str, str]]:
    stage.journal.close()
    bodies = (kept.entry.body for kept in stage.journal.after(0, 100))
    return [(body.device, body.state, body.detail) for body in bodies if isinstance(body, DeviceChanged)]


def test_each_change_of_a_device_is_journaled_once(stage: "Stage", bench: Bench) -> None:
    bench.readers.use((GUN,))
    gun = bench.built[0]
    gun.report(DeviceState.CONNECTING)
    gun.report(DeviceState.READY)
    gun.report(DeviceState.READY)
    gun.report(DeviceState.ABSENT, DeviceCause.UNPLUGGED)
    assert bench.devices.reports["gun-1"].state is DeviceState.ABSENT
    assert journaled(stage) == [("gun-1", "ready", "x"), ("gun-1", "absent", "unplugged: x")]


def test_scans_are_passed_on_in_order(bench: Bench) -> None:
    bench.readers.use((GUN,))
    for raw in (b"a", b"b"):
        bench.built[0].scan(raw)
    assert bench.scans == [b"a", b"b"]


def test_a_scan_ends_what_was_told_of_a_lost_one(bench: Bench) -> None:
    bench.readers.use((GUN,))
    bench.built[0].report(DeviceState.READY, DeviceCause.NO_READ)
    assert bench.devices.reports["gun-1"].cause is DeviceCause.NO_READ
    bench.built[0].scan(b"a")
    assert bench.devices.reports["gun-1"].cause is None


def test_the_same_record_leaves_devices_alone_and_another_replaces_them(bench: Bench) -> None:
    bench.readers.use((GUN,))
    bench.readers.use((GUN,))
    assert len(bench.built) == 1
    other = Device(name="gun-3", driver="hand", address="")
    bench.readers.use((other,))
    assert bench.built[0].stopped
    assert bench.readers.configured == (other,)
    bench.built[1].report(DeviceState.READY)
    assert list(bench.devices.reports) == ["gun-3"]


def test_a_device_that_was_let_go_is_not_heard_but_its_last_scan_is(bench: Bench) -> None:
    bench.readers.use((GUN,))
    gun = bench.built[0]
    bench.readers.stop()
    gun.report(DeviceState.STOPPED)
    gun.scan(b"late")
    assert bench.devices.reports == {}
    assert bench.scans == [b"late"]


def test_a_device_with_wrong_settings_is_faulty_and_the_others_work(stage: "Stage", bench: Bench) -> None:
    bench.readers.use((BAD, GUN))
    report = bench.devices.reports["gun-2"]
    assert (report.state, report.cause) == (DeviceState.FAULTY, DeviceCause.SETTINGS_REFUSED)
    assert "no-such" in report.detail
    assert [reader.name for reader in bench.built] == ["gun-1"]


def test_the_verdict_goes_to_the_device_it_is_for_and_no_other(bench: Bench) -> None:
    bench.readers.use((GUN, Device(name="gun-3", driver="hand", address="")))
    bench.readers.give("gun-3", Feedback.REFUSED)
    bench.readers.give("gone", Feedback.TAKEN)
    assert [reader.given for reader in bench.built] == [[], [Feedback.REFUSED]]
    assert [bench.devices.health(name).refusals for name in ("gun-1", "gun-3")] == [0, 1]


def test_bytes_are_handed_to_all_who_listen_also_after_the_device_was_replaced(bench: Bench) -> None:
    heard: list[tuple[str, bytes]] = []
    bench.readers.use((GUN,))
    end_first = bench.readers.tap("gun-1", lambda chunk: heard.append(("first", chunk.data)))
    end_second = bench.readers.tap("gun-1", lambda chunk: heard.append(("second", chunk.data)))
    bench.built[0].send(b"A")
    bench.readers.use((msgspec.structs.replace(GUN, profile="maker-gun/1"),))
    bench.built[1].send(b"B")
    end_first()
    end_first()
    bench.built[1].send(b"C")
    end_second()
    assert bench.built[1].on_chunk is None
    assert heard == [("first", b"A"), ("second", b"A"), ("first", b"B"), ("second", b"B"), ("second", b"C")]


def test_another_profile_is_applied_to_its_device_alone(bench: Bench) -> None:
    second = Device(name="gun-2", driver="hand", address="")
    bench.readers.use((GUN, second))
    bench.profiles.version["gun-2"] = 2
    bench.readers.use((GUN, second))
    assert [reader.name for reader in bench.built] == ["gun-1", "gun-2", "gun-2"]
    assert [reader.stopped for reader in bench.built] == [False, True, False]


def test_a_released_profile_that_cannot_be_used_is_journaled_once(stage: "Stage", bench: Bench) -> None:
    bench.profiles.wrong["gun-1"] = RefusedProfile("maker-gun/3", "schema is missing")
    bench.readers.use((GUN,))
    bench.readers.use((GUN,))
    stage.journal.close()
    bodies = [kept.entry.body for kept in stage.journal.after(0, 100)]
    assert bodies == [ProfileRefused(device="gun-1", profile="maker-gun/3", reason="schema is missing")]
    assert [reader.name for reader in bench.built] == ["gun-1"]


def test_a_long_reason_is_cut_so_that_its_entry_stays_small(stage: "Stage", bench: Bench) -> None:
    bench.profiles.wrong["gun-1"] = RefusedProfile("maker-gun/3", "x" * 60_000)
    bench.readers.use((GUN,))
    stage.journal.close()
    bodies = (kept.entry.body for kept in stage.journal.after(0, 100))
    assert [len(body.reason) for body in bodies if isinstance(body, ProfileRefused)] == [2_000]
