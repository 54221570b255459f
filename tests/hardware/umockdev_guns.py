"""Guns on a mock kernel. `test_guns_on_a_mock_kernel.py` runs this file under `umockdev-wrapper`."""

import errno
import tomllib
from collections.abc import Sequence
from queue import SimpleQueue

import evdev
import pytest
from evdev import ecodes

from station.drivers.camera.reader import CameraSource
from station.drivers.registry import create_reader
from station.drivers.udev import attached
from station.drivers.waiting import Surroundings
from station.ports import Chunk, DeviceState, Reader
from station.profiles.configuration import configuration
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause
from station.profiles.doctor.damage import damaged
from station.profiles.framing import Framing
from station.profiles.keyboard_typing import keys_of
from station.workflows.devices.doctor import QUIET_NS
from station.workflows.devices.learn import Learning, newcomers
from tests.contract.reader_contract import FEEDBACK, Begun, Log, MakeBench, Plug, ReaderContract, Step
from tests.hardware.mock_kernel import MockDevice, MockKernel, MockKeyboard, MockTerminal, tap, with_key
from traceability.records import Device

# Back-off far longer than any test: only the news of plugging in can bring a device back in time.
SLOW = Surroundings(random=lambda: 2_000.0)
QUICK = Surroundings(random=lambda: 0.0)
FRAMING = Framing(gap_ms=1000)  # a slow machine must not end a frame by its own slowness


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> MockKernel:
    return MockKernel(tmp_path_factory.mktemp("kernel"))


def keyboard_reader(address: str, layout: str = "us", surroundings: Surroundings = QUICK) -> Reader:
    configuration = DeviceConfig(
        name="gun-1", driver="keyboard", address=address, framing=FRAMING, layout=layout, feedback=FEEDBACK
    )
    return create_reader(configuration, surroundings)


class KeyboardBench:
    """A keyboard gun found by its udev properties."""

    def __init__(self, kernel: MockKernel, log: Log) -> None:
        self._kernel = kernel
        self._log = log
        self._scanned = 0
        self._device = MockKeyboard("A1")
        self._plugged = True
        kernel.plug(self._device)
        self.reader = keyboard_reader("udev:ID_SERIAL=Honeywell_Scanner_A1")

    def perform(self, step: Step) -> None:
        if step is Plug.PULLED:
            self._kernel.unplug(self._device)
            self._plugged = False
        elif step is Plug.PUT_BACK:
            self._kernel.plug(self._device)
            self._plugged = True
        else:
            ended = not isinstance(step, Begun)
            text = (step.raw if isinstance(step, Begun) else step).decode() + "\r" * ended
            # The mock device holds 170 unread events, a real one queues at the gun: wait for the one before.
            self._log.wait_for_scans(self._scanned)
            self._scanned += ended
            self._kernel.press(self._device, keys_of(text, "us"))

    def told(self, count: int) -> bytes:
        """What the lights were set to, as output reports: three lights each, after CapsLock was put out."""
        first, *lights = self._kernel.lights(self._device, 1 + 3 * count)
        assert first == (ecodes.LED_CAPSL, 0)
        numbers = {ecodes.LED_NUML: 1, ecodes.LED_CAPSL: 2, ecodes.LED_SCROLLL: 4}
        reports = [lights[place : place + 3] for place in range(0, len(lights), 3)]
        return bytes(sum(numbers[light] * value for light, value in report) for report in reports)

    def close(self) -> None:
        if self._plugged:
            self._kernel.unplug(self._device)


class TestKeyboard(ReaderContract):
    @pytest.fixture
    def make_bench(self, kernel: MockKernel) -> MakeBench:
        def make(_script: Sequence[Step], log: Log) -> KeyboardBench:
            return KeyboardBench(kernel, log)

        return make

    @pytest.fixture(autouse=True)
    def _know_the_kernel(self, kernel: MockKernel) -> None:
        self._kernel = kernel

    def open_descriptors(self) -> int:
        return super().open_descriptors() - self._kernel.leaked


def scanned(kernel: MockKernel, layout: str, keys: Sequence[tuple[int, int]]) -> list[bytes]:
    """What a gun's keys give in a layout, Enter appended."""
    device, log = MockKeyboard("B2", port=6), Log()
    kernel.plug(device)
    reader = keyboard_reader("udev:ID_PATH=pci-0000:00:14.0-usb-0:6:1.0", layout)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    kernel.press(device, [*keys, *tap(ecodes.KEY_ENTER)])
    log.wait_for_scans(1)
    reader.stop()
    kernel.unplug(device)
    return log.raws


def test_a_gs1_code_typed_with_ctrl_bracket_keeps_its_gs(kernel: MockKernel) -> None:
    keys = keys_of("]C1010950110153000310LOT-7a\x1d2112345", "us")
    assert scanned(kernel, "us", keys) == [b"]C1010950110153000310LOT-7a\x1d2112345"]


def test_a_german_gun_types_z_y_and_brackets_where_germans_have_them(kernel: MockKernel) -> None:
    keys = [
        *with_key(ecodes.KEY_RIGHTALT, tap(ecodes.KEY_9)),
        *with_key(ecodes.KEY_LEFTSHIFT, tap(ecodes.KEY_Y) + tap(ecodes.KEY_Z)),
        *tap(ecodes.KEY_SLASH),
    ]
    assert scanned(kernel, "de", keys) == [b"]ZY-"]


def test_a_french_gun_shifts_for_digits(kernel: MockKernel) -> None:
    keys = [*tap(ecodes.KEY_Q), *with_key(ecodes.KEY_LEFTSHIFT, tap(ecodes.KEY_1) + tap(ecodes.KEY_0))]
    assert scanned(kernel, "fr", keys) == [b"a10"]


def test_the_gun_is_grabbed_and_one_that_another_program_holds_is_waited_for(
    kernel: MockKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mock kernel grants every grab; the refusal of a real one (EBUSY) is put in its place the first time."""
    grabs: list[str | bytes] = []
    real_grab = evdev.InputDevice.grab

    def grab(device: "evdev.InputDevice[str]") -> None:
        grabs.append(device.path)
        if len(grabs) == 1:
            raise OSError(errno.EBUSY, "Device or resource busy")
        real_grab(device)

    monkeypatch.setattr(evdev.InputDevice, "grab", grab)
    device, log = MockKeyboard("C3"), Log()
    kernel.plug(device)
    reader = keyboard_reader("udev:ID_SERIAL=Honeywell_Scanner_C3")
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    reader.stop()
    kernel.unplug(device)
    assert grabs == [device.node, device.node]
    assert (log.reports[1].state, log.reports[1].cause) == (DeviceState.FAULTY, DeviceCause.IN_USE)


def test_twenty_times_unplugged_and_put_back_the_gun_returns_at_once_by_the_news(kernel: MockKernel) -> None:
    device, log = MockKeyboard("D4"), Log()
    reader = keyboard_reader("udev:ID_SERIAL=Honeywell_Scanner_D4", surroundings=SLOW)
    reader.start(log.on_scan, log.on_report)
    for number in range(1, 21):
        log.wait_for_state(DeviceState.ABSENT, times=number)
        kernel.plug(device)
        log.wait_for_state(DeviceState.READY, times=number)
        kernel.press(device, keys_of(f"SCAN-{number}\r", "us"))
        log.wait_for_scans(number)
        kernel.unplug(device)
    log.wait_for_state(DeviceState.ABSENT, times=21)
    reader.stop()
    assert log.raws == [f"SCAN-{number}".encode() for number in range(1, 21)]


def test_after_lost_keystrokes_the_rest_of_the_code_is_not_taken_for_a_whole_one(kernel: MockKernel) -> None:
    device, log = MockKeyboard("E5"), Log()
    kernel.plug(device)
    reader = keyboard_reader("udev:ID_SERIAL=Honeywell_Scanner_E5")
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    kernel.press(device, keys_of("AB", "us"))
    kernel.drop_input(device)
    kernel.press(device, keys_of("YZ\rNEXT\r", "us"))
    log.wait_for_scans(2)
    reader.stop()
    kernel.unplug(device)
    assert [(scan.raw, scan.complete) for scan in log.scans] == [(b"ABYZ", False), (b"NEXT", True)]
    assert DeviceCause.INPUT_LOST in [report.cause for report in log.reports]


def test_two_guns_that_match_are_not_guessed_between(kernel: MockKernel) -> None:
    twins, log = (MockKeyboard("F6", port=1), MockKeyboard("F6", port=2)), Log()
    for twin in twins:
        kernel.plug(twin)
    reader = keyboard_reader("udev:ID_SERIAL=Honeywell_Scanner_F6")
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.FAULTY)
    reader.stop()
    for twin in twins:
        kernel.unplug(twin)
    assert log.reports[1].cause is DeviceCause.AMBIGUOUS
    assert log.reports[1].detail == ", ".join(sorted(twin.node for twin in twins))


def test_a_serial_gun_is_found_by_its_properties_whatever_its_number(kernel: MockKernel) -> None:
    log = Log()
    configuration = DeviceConfig(
        name="gun-1", driver="serial", address="udev:ID_SERIAL=FTDI_AB01", framing=FRAMING
    )
    reader = create_reader(configuration, SLOW)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.ABSENT)
    stranger = MockTerminal("ZZ99")
    kernel.plug(stranger)
    gun = MockTerminal("AB01")
    nodes = set()
    for count in (1, 2):
        kernel.plug(gun)
        nodes.add(gun.node)
        log.wait_for_state(DeviceState.READY, times=count)
        kernel.write(gun, b"SCAN-%d\r\n" % count)
        log.wait_for_scans(count)
        kernel.unplug(gun)
        log.wait_for_state(DeviceState.ABSENT, times=count + 1)
    reader.stop()
    kernel.unplug(stranger)
    assert log.raws == [b"SCAN-1", b"SCAN-2"]
    assert len(nodes) == 2


def test_a_gun_that_was_plugged_in_is_found_and_learnt_from_its_test_codes(kernel: MockKernel) -> None:
    known, gun = MockTerminal("AB01"), MockTerminal("AB02")
    for each in (known, gun):
        kernel.plug(each)
    configured = [Device(name="gun-1", driver="serial", address="udev:ID_SERIAL=FTDI_AB01")]
    (newcomer,) = newcomers(attached(), configured, ())
    assert newcomer.attached.node == gun.node
    chunks: SimpleQueue[Chunk] = SimpleQueue()
    learning = Learning(newcomer, "gun-2", lambda: None)
    log, reader = Log(), create_reader(configuration(learning.trial, None), QUICK)
    reader.tap(chunks.put)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    while code := learning.wanted:
        sent = damaged(
            (), code, DeviceConfig(name="gun-2", driver="serial", framing=Framing(terminators="\t"))
        )
        kernel.write(gun, sent.stream)
        left = len(sent.stream)
        while left:
            chunk = chunks.get(timeout=5)
            learning.hear(chunk)
            left -= len(chunk.data)
        learning.look(chunk.received_ns + QUIET_NS)
    reader.stop()
    for each in (known, gun):
        kernel.unplug(each)
    assert learning.lesson().device.address == "udev:ID_SERIAL=FTDI_AB02"
    (interface,) = tomllib.loads(learning.lesson().draft)["interfaces"]
    assert interface["framing"]["terminators"] == "\t"


def test_of_a_cameras_nodes_the_one_that_has_pictures_is_taken_whatever_else_it_can(
    kernel: MockKernel,
) -> None:
    """`v4l_id` lists all a node can do; a test camera's says `:capture:video_overlay:audio:tuner:`."""
    nodes = [
        MockDevice("video", "video4linux", 81, {"ID_SERIAL": "CAM_1", "ID_V4L_CAPABILITIES": capabilities})
        for capabilities in (":", ":capture:audio:")
    ]
    for node in nodes:
        kernel.plug(node)
    configuration = DeviceConfig(name="camera-1", driver="camera", address="udev:ID_SERIAL=CAM_1")
    assert CameraSource(configuration, lambda: (), lambda *_: None)._node.node() == nodes[1].node
    for node in nodes:
        kernel.unplug(node)
