"""How well a device reads: counted over an hour, alarmed by limits, heard, seen and journaled when that changes."""

from typing import TYPE_CHECKING

import pytest

from station.ports import Cue, DeviceReport, DeviceState
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause
from station.profiles.limits import Limits
from station.workflows.devices.devices import Devices
from station.workflows.devices.health import Watch
from traceability.acts import DeviceChanged

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

SECOND = 10**9
HOUR = 3600 * SECOND


def watch(*no_read_words: str, limits: Limits | None = None) -> Watch:
    configuration = DeviceConfig(
        name="gate-1", driver="tcp", no_read_words=no_read_words, limits=limits or Limits()
    )
    return Watch(configuration)


def alarm(watched: Watch) -> DeviceCause | None:
    return watched.alarm


def cause(devices: Devices, name: str) -> DeviceCause | None:
    return devices.reports[name].cause


def test_the_last_hour_is_counted_and_what_is_older_is_not() -> None:
    gun = watch()
    for minute in range(90):
        gun.read(minute * 60 * SECOND, complete=minute % 30 != 0)
        if minute % 10 == 0:
            gun.refused(minute * 60 * SECOND)
    gun.lost(89 * 60 * SECOND)
    health = gun.health(89 * 60 * SECOND)
    assert (health.reads, health.refusals, health.incomplete, health.lost) == (60, 6, 2, 1)
    assert health.read_ns == 89 * 60 * SECOND
    assert gun.health(3 * HOUR).reads == 0


def test_a_read_rate_is_of_devices_that_say_when_they_could_not_read() -> None:
    assert watch().health(0).read_rate is None
    gate = watch("NoRead")
    assert gate.health(0).read_rate == 1
    for number in range(500):
        gate.failed(number) if number % 250 == 249 else gate.read(number, complete=True)
    assert gate.health(500).read_rate == pytest.approx(0.995)
    assert gate.health(500).no_reads == 2


def test_a_low_read_rate_is_alarmed_until_it_has_been_good_again_for_a_while() -> None:
    gate = watch("NoRead")
    for number in range(196):
        gate.read(number, complete=True)
    for number in range(4):
        gate.failed(number)
    assert alarm(gate) is None
    gate.failed(5)
    assert alarm(gate) is DeviceCause.READ_RATE_LOW
    for number in range(198):
        gate.read(number, complete=True)
    assert alarm(gate) is None


def test_scans_that_arrive_incomplete_are_alarmed_from_the_fourth_of_a_hundred() -> None:
    gun = watch()
    for number in range(3):
        gun.read(number, complete=False)
    assert alarm(gun) is None
    gun.read(4, complete=False)
    assert alarm(gun) is DeviceCause.FRAMING_ERRORS
    for number in range(49):
        gun.read(number, complete=True)
    assert alarm(gun) is DeviceCause.FRAMING_ERRORS
    for number in range(51):
        gun.read(number, complete=True)
    assert alarm(gun) is None


def test_the_cable_is_named_before_the_lens() -> None:
    gate = watch("NoRead")
    for number in range(5):
        gate.failed(number)
        gate.read(number, complete=False)
    assert alarm(gate) is DeviceCause.FRAMING_ERRORS


def used(gun: Watch) -> None:
    for number in range(20):
        gun.read(number, complete=True)


def test_a_device_that_used_to_read_and_is_silent_while_others_read_is_alarmed() -> None:
    gun = watch()
    used(gun)
    for _ in range(99):
        gun.other_read(HOUR)
    assert alarm(gun) is None
    gun.other_read(HOUR + 20)
    assert alarm(gun) is DeviceCause.SILENT
    gun.read(2 * HOUR, complete=True)
    assert alarm(gun) is None


@pytest.mark.parametrize("awake", [Watch.absent, lambda gun: gun.failed(HOUR)])
def test_silence_says_nothing_of_a_device_that_is_gone_or_says_that_it_sees_nothing(awake: object) -> None:
    gun = watch()
    used(gun)
    for _ in range(200):
        gun.other_read(HOUR + SECOND)
    assert alarm(gun) is DeviceCause.SILENT
    assert callable(awake)
    awake(gun)
    assert alarm(gun) is None


def test_a_pause_of_the_whole_station_and_a_gun_nobody_used_are_no_silence() -> None:
    paused, unused = watch(), watch()
    used(paused)
    unused.read(0, complete=True)
    for number in range(200):
        unused.other_read(2 * HOUR + number)
    paused.other_read(2 * HOUR)
    assert (alarm(paused), alarm(unused)) == (None, None)


def test_limits_are_the_devices_own() -> None:
    gun = watch(limits=Limits(incomplete_percent=0, silent_minutes=1, silent_reads=1))
    used(gun)
    gun.other_read(61 * SECOND)
    assert alarm(gun) is DeviceCause.SILENT
    gun.read(62 * SECOND, complete=False)
    assert alarm(gun) is DeviceCause.FRAMING_ERRORS


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"read_rate_percent": 101}, "read_rate_percent"),
        ({"incomplete_percent": -1}, "incomplete_percent"),
        ({"silent_minutes": 0}, "silent_minutes"),
        ({"silent_reads": 0}, "silent_reads"),
    ],
)
def test_limits_that_are_none_are_refused(wrong: dict[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Limits(**wrong)


def ready(devices: Devices, *names: str) -> None:
    for name in names:
        devices.watch(DeviceConfig(name=name, driver="hand", profile="maker-gun/2"))
        devices.report(DeviceReport(device=name, state=DeviceState.READY))


def test_an_alarm_is_heard_shown_and_journaled_once_and_so_is_its_end(stage: "Stage") -> None:
    devices = Devices(stage.outside, stage.changed)
    ready(devices, "gun-1")
    for _ in range(6):
        devices.scanned("gun-1", complete=False)
    assert cause(devices, "gun-1") is DeviceCause.FRAMING_ERRORS
    assert stage.sounds.cues == [Cue.WARN]
    for _ in range(100):
        devices.scanned("gun-1", complete=True)
    assert cause(devices, "gun-1") is None
    stage.journal.close()
    bodies = [kept.entry.body for kept in stage.journal.after(0, 100)]
    assert bodies == [
        DeviceChanged(device="gun-1", state="ready", detail=detail, profile="maker-gun/2")
        for detail in ("", "framing-errors", "")
    ]


def test_silence_is_seen_by_the_reads_of_the_others_that_are_there(stage: "Stage") -> None:
    devices = Devices(stage.outside, stage.changed)
    ready(devices, "gun-1", "gun-2", "gun-3")
    for name in ("gun-2", "gun-3"):
        for _ in range(20):
            devices.scanned(name, complete=True)
    devices.report(DeviceReport(device="gun-3", state=DeviceState.ABSENT, cause=DeviceCause.UNPLUGGED))
    stage.clock.let_pass(3600)
    for _ in range(100):
        devices.scanned("gun-1", complete=True)
    assert cause(devices, "gun-2") is DeviceCause.SILENT
    assert cause(devices, "gun-3") is DeviceCause.UNPLUGGED
    assert cause(devices, "gun-1") is None


def test_refusals_and_no_reads_of_a_device_are_its_own(stage: "Stage") -> None:
    devices = Devices(stage.outside, stage.changed)
    ready(devices, "gun-1", "gun-2")
    devices.scanned("gun-1", complete=True)
    devices.refused("gun-1")
    for why in (DeviceCause.NO_READ, DeviceCause.INPUT_LOST):
        devices.report(DeviceReport(device="gun-2", state=DeviceState.READY, cause=why))
    first, second = devices.health("gun-1"), devices.health("gun-2")
    assert (first.reads, first.refusals) == (1, 1)
    assert (second.reads, second.no_reads, second.lost) == (0, 1, 1)
    assert devices.health("gone").reads == 0
    devices.keep_only({"gun-2"})
    assert devices.health("gun-1").reads == 0


def test_a_rate_that_is_only_just_good_again_stays_alarmed_for_a_hundred_good_ones() -> None:
    gate = watch("NoRead")
    for _ in range(5):
        gate.failed(0)
    for _ in range(190):
        gate.read(0, complete=True)
    gate.failed(0)
    for good in range(100):
        assert alarm(gate) is DeviceCause.READ_RATE_LOW, good
        gate.read(0, complete=True)
    assert alarm(gate) is None


def test_what_others_read_while_a_device_was_gone_is_no_silence_of_it(stage: "Stage") -> None:
    devices = Devices(stage.outside, stage.changed)
    limits = Limits(silent_minutes=1, silent_reads=5)
    for name in ("gun-1", "gun-2"):
        devices.watch(DeviceConfig(name=name, driver="serial", limits=limits))
        devices.report(DeviceReport(device=name, state=DeviceState.READY))
    for _ in range(20):
        devices.scanned("gun-1", complete=True)
    devices.report(DeviceReport(device="gun-1", state=DeviceState.ABSENT, cause=DeviceCause.UNPLUGGED))
    stage.clock.let_pass(120)
    for _ in range(5):
        devices.scanned("gun-2", complete=True)
    devices.report(DeviceReport(device="gun-1", state=DeviceState.READY))
    devices.scanned("gun-2", complete=True)
    assert cause(devices, "gun-1") is None
