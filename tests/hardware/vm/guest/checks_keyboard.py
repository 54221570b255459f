"""Keyboard guns on a real kernel: USB keyboards that are plugged in, type and are pulled out."""

import os
import select
import tty
from collections.abc import Sequence

import evdev
import pytest
from evdev import ecodes

from station.ports import DeviceState
from station.profiles.device_cause import DeviceCause
from tests.contract.reader_contract import DEADLINE_S, FEEDBACK, Log, MakeBench, ReaderContract, Step
from tests.hardware.vm.devices import id_path
from tests.hardware.vm.guest.gun import QUICK, Gun, MakeGun
from tests.hardware.vm.guest.host import Host
from tests.hardware.vm.guest.plugging import plug, wait_for_light
from tests.hardware.vm.keys import held, tap, typed
from tests.hardware.vm.messages import Plug, Press, Unplug

GS1 = b"]C1010950110153000310LOT-7a\x1d2112345"
EVERY_CHARACTER = bytes(range(0x20, 0x7F))


class TestContract(ReaderContract):
    @pytest.fixture
    def make_bench(self, make_gun: MakeGun) -> MakeBench:
        def make(_script: Sequence[Step], log: Log) -> Gun:
            gun = make_gun("keyboard-1", log=log, feedback=FEEDBACK)
            gun.plug()
            return gun

        return make


def test_a_gs1_code_typed_with_ctrl_bracket_keeps_its_gs(make_gun: MakeGun) -> None:
    gun = make_gun("keyboard-1")
    gun.be_ready()
    gun.send(GS1 + b"\r")
    assert gun.scanned() == [(GS1, True)]


def test_every_character_of_ascii_arrives_as_it_was_typed(make_gun: MakeGun) -> None:
    gun = make_gun("keyboard-1")
    gun.be_ready()
    gun.send(EVERY_CHARACTER + b"\r")
    assert gun.scanned() == [(EVERY_CHARACTER, True)]


def test_a_gs_typed_as_an_alt_number_is_kept(make_gun: MakeGun) -> None:
    gun = make_gun("keyboard-1")
    gun.be_ready()
    alt_029 = held("alt", [*tap("kp_0"), *tap("kp_2"), *tap("kp_9")])
    gun.press([typed("A"), alt_029, typed("B"), typed("\r")])
    assert gun.scanned() == [(b"A\x1dB", True)]


def test_a_gun_is_found_by_its_maker_and_model(make_gun: MakeGun) -> None:
    gun = make_gun("keyboard-1", address="udev:ID_VENDOR_ID=0627;ID_MODEL_ID=0001")
    gun.be_ready()
    gun.send(b"LOT-1\r")
    assert gun.scanned() == [(b"LOT-1", True)]


def test_no_character_of_a_grabbed_gun_reaches_the_console(host: Host, make_gun: MakeGun) -> None:
    console = os.open("/dev/tty1", os.O_RDONLY | os.O_NOCTTY)
    tty.setraw(console)
    gun = make_gun("keyboard-1")
    gun.be_ready()
    gun.send(b"grabbed\r")
    assert gun.scanned() == [(b"grabbed", True)]
    gun.reader.stop()
    host.ask(Press("keyboard-1", tuple(tap("x"))))  # let go, it types where every keyboard does
    assert select.select([console], [], [], DEADLINE_S)[0]
    assert os.read(console, 100) == b"x"
    os.close(console)


def test_caps_lock_of_the_desktop_changes_no_letter_and_no_light_of_the_gun(
    host: Host, make_gun: MakeGun
) -> None:
    own = evdev.InputDevice(plug(host, "keyboard-1").device_node)
    desktop = evdev.InputDevice(plug(host, "keyboard-2").device_node)
    host.ask(Press("keyboard-2", tuple(tap("caps_lock"))))
    wait_for_light(own, shines=True)
    gun = make_gun("keyboard-1")
    gun.start()
    gun.log.wait_for_state(DeviceState.READY)
    assert ecodes.LED_CAPSL not in own.leds()
    gun.send(b"aBc\r")
    wait_for_light(desktop, shines=True)
    for shines in (False, True, False):
        host.ask(Press("keyboard-2", tuple(tap("caps_lock"))))
        wait_for_light(desktop, shines=shines)
        assert ecodes.LED_CAPSL not in own.leds()
    gun.send(b"DeF\r")
    assert gun.scanned(2) == [(b"aBc", True), (b"DeF", True)]
    own.close()
    desktop.close()


def test_a_gun_that_another_program_holds_is_waited_for(host: Host, make_gun: MakeGun) -> None:
    other = evdev.InputDevice(plug(host, "keyboard-1").device_node)
    other.grab()
    gun = make_gun("keyboard-1", surroundings=QUICK)
    gun.start()
    gun.log.wait_for_state(DeviceState.FAULTY)
    assert gun.log.reports[-1].cause is DeviceCause.IN_USE
    other.close()
    gun.log.wait_for_state(DeviceState.READY)
    gun.send(b"LOT-2\r")
    assert gun.scanned() == [(b"LOT-2", True)]


def test_a_gun_pulled_out_in_the_middle_of_a_code_gives_no_whole_code_and_reads_on_when_put_back(
    make_gun: MakeGun,
) -> None:
    gun = make_gun("keyboard-1")
    gun.be_ready()
    gun.send(b"HALF-A-C")
    gun.wait_until_received()
    gun.unplug()
    gun.log.wait_for_state(DeviceState.ABSENT)
    assert gun.log.reports[-1].cause is DeviceCause.UNPLUGGED
    assert gun.scanned() == [(b"HALF-A-C", False)]
    gun.plug()
    gun.log.wait_for_state(DeviceState.READY, times=2)
    gun.send(b"WHOLE\r")
    assert gun.scanned(2) == [(b"HALF-A-C", False), (b"WHOLE", True)]


def test_a_shift_key_that_was_down_when_the_gun_was_pulled_out_shifts_nothing_afterwards(
    make_gun: MakeGun,
) -> None:
    gun = make_gun("keyboard-1")
    gun.be_ready()
    gun.press([[("shift", True), *tap("a")]])
    gun.wait_until_received()
    gun.unplug()
    gun.log.wait_for_state(DeviceState.ABSENT)
    gun.plug()
    gun.log.wait_for_state(DeviceState.READY, times=2)
    gun.send(b"abc\r")
    assert gun.scanned(2) == [(b"A", False), (b"abc", True)]


def test_two_equal_guns_are_told_apart_by_their_sockets(make_gun: MakeGun) -> None:
    first, second = make_gun("keyboard-1"), make_gun("keyboard-2", name="gun-2")
    for gun in (first, second):
        gun.be_ready()
    first.send(b"FROM-")
    second.send(b"FROM-SECOND\r")
    first.send(b"FIRST\r")
    assert first.scanned() == [(b"FROM-FIRST", True)]
    assert second.scanned() == [(b"FROM-SECOND", True)]
    first.unplug()
    first.log.wait_for_state(DeviceState.ABSENT)
    second.send(b"GOES-ON\r")
    assert second.scanned(2)[1] == (b"GOES-ON", True)


def test_between_two_guns_that_match_none_is_chosen_until_one_is_pulled_out(
    host: Host, make_gun: MakeGun
) -> None:
    nodes = [plug(host, device).device_node for device in ("keyboard-1", "keyboard-2")]
    gun = make_gun("keyboard-2", address="udev:ID_SERIAL_SHORT=KB")
    gun.start()
    gun.log.wait_for_state(DeviceState.FAULTY)
    assert (gun.log.reports[-1].cause, gun.log.reports[-1].detail) == (
        DeviceCause.AMBIGUOUS,
        ", ".join(sorted(nodes)),
    )
    host.ask(Unplug("keyboard-1"))
    gun.log.wait_for_state(DeviceState.READY)
    gun.send(b"LOT-3\r")
    assert gun.scanned() == [(b"LOT-3", True)]


def test_a_gun_in_another_socket_is_not_the_one_its_record_names(host: Host, make_gun: MakeGun) -> None:
    gun = make_gun("keyboard-1", address=f"udev:ID_PATH={id_path('keyboard-1')};ID_SERIAL_SHORT=KB")
    host.ask(Plug("keyboard-2"))
    gun.start()
    gun.log.wait_for_state(DeviceState.ABSENT)
    gun.plug()
    gun.log.wait_for_state(DeviceState.READY)
    gun.send(b"LOT-4\r")
    assert gun.scanned() == [(b"LOT-4", True)]
