"""A gun whose plug is pulled at random moments while it scans, beside an equal gun on another port that stays plugged.

What the driver was handed decides what must have come of it: whole codes as scans, the one in flight as incomplete,
each once and in order. What the gun had typed and nobody had read goes with the gun, as a real kernel has it.
"""

import random
import threading
from itertools import count
from pathlib import Path
from typing import NamedTuple, Protocol

from station.drivers.registry import create_reader
from station.drivers.waiting import Surroundings, SystemWaiter
from station.ports import DeviceState, Reader
from station.profiles.device import DeviceConfig
from station.profiles.framing import Framing
from station.profiles.keyboard_typing import keys_of
from tests.contract.reader_contract import Log
from tests.hardware.mock_kernel import MockDevice, MockKernel, MockKeyboard, MockTerminal

_PATIENT = Framing(gap_ms=20_000)  # a slow machine must not end a frame by its own slowness
_WARM = 3
"""Rounds after which libraries hold the descriptors they keep for good."""


class CountingWaiter(SystemWaiter):
    """Real waiting, counted: who spins waits often."""

    waits = 0

    def wait(self, descriptor: int | None, until_ns: int | None, *, writable: bool = False) -> bool:
        self.waits += 1
        return super().wait(descriptor, until_ns, writable=writable)


class StormGun(Protocol):
    """A gun on a port of the mock kernel."""

    @property
    def driver(self) -> str:
        """The name of its driver."""

    @property
    def device(self) -> MockDevice:
        """What is plugged in."""

    def send(self, kernel: MockKernel, text: str) -> None:
        """Send so much of codes."""


class TypingGun:
    """A keyboard gun; equal ones differ by their port."""

    driver = "keyboard"

    def __init__(self, port: int) -> None:
        self.device = MockKeyboard("SAME", port)

    def send(self, kernel: MockKernel, text: str) -> None:
        kernel.press(self.device, keys_of(text, "us"))


class LineGun:
    """A serial gun; equal ones differ by their port."""

    driver = "serial"

    def __init__(self, port: int) -> None:
        self.device = MockTerminal("SAME", port)

    def send(self, kernel: MockKernel, text: str) -> None:
        kernel.write(self.device, text.encode())


def storm(kernel: MockKernel, guns: tuple[StormGun, StormGun], seed: int, rounds: int) -> None:
    """Pull and put back the plug of the first gun so many times; the second one, on another port, stays plugged."""
    readers = tuple(_reader(gun, port) for port, gun in enumerate(guns, start=1))
    try:
        _storm(kernel, guns, readers, random.Random(seed), rounds)
    except BaseException as error:
        error.add_note(f"seed {seed}")
        raise
    finally:
        for each in readers:
            each.reader.stop()


def _storm(
    kernel: MockKernel,
    guns: tuple[StormGun, StormGun],
    readers: "tuple[_Read, ...]",
    chance: random.Random,
    rounds: int,
) -> None:
    (gun, calm), (read, beside) = guns, readers
    codes, log = count(10_000), read.log
    expected: list[tuple[bytes, bool]] = []
    kept: tuple[int, int] | None = None
    for each in readers:
        each.log.wait_for_state(DeviceState.ABSENT)
    kernel.plug(calm.device)
    for number in range(1, rounds + 1):
        kernel.plug(gun.device)
        log.wait_for_state(DeviceState.READY, number)
        beside.log.wait_for_state(DeviceState.READY)
        kept = _held(kernel) if number == _WARM else kept
        begin = len(log.received)
        sent, all_read = _scan(kernel, gun, log, chance, codes)
        kernel.unplug(gun.device)
        calm.send(kernel, f"calm-{number}\r")
        log.wait_for_state(DeviceState.ABSENT, number + 1)
        taken = bytes(log.received[begin:])
        assert sent.startswith(taken)
        assert taken == sent or not all_read
        *whole, rest = taken.split(b"\r")
        expected += [(code, True) for code in whole] + [(rest, False)] * bool(rest)
        beside.log.wait_for_scans(number)
    assert [(scan.raw, scan.complete) for scan in log.scans] == expected
    assert beside.log.raws == [f"calm-{number}".encode() for number in range(1, rounds + 1)]
    assert beside.log.states.count(DeviceState.READY) == 1
    assert read.waiter.waits < 20 * rounds + len(log.received), "the driver spins"
    kernel.plug(gun.device)
    log.wait_for_state(DeviceState.READY, rounds + 1)
    assert kept == _held(kernel), "threads or descriptors leaked"
    for plugged in guns:
        kernel.unplug(plugged.device)


class _Read(NamedTuple):
    reader: Reader
    log: Log
    waiter: CountingWaiter


def _reader(gun: StormGun, port: int) -> _Read:
    """A started reader of a gun told by its port alone; only the news of plugging in can bring it back in time."""
    serial = gun.device.description().split("ID_SERIAL=")[1].split("\n")[0]
    configuration = DeviceConfig(
        name=f"gun-{port}",
        driver=gun.driver,
        address=f"udev:ID_SERIAL={serial};ID_PATH=pci-0000:00:14.0-usb-0:{port}:1.0",
        framing=_PATIENT,
    )
    waiter, log = CountingWaiter(), Log()
    reader = create_reader(configuration, Surroundings(lambda: 2_000.0, lambda: waiter))
    reader.tap(log.on_chunk)
    reader.start(log.on_scan, log.on_report)
    return _Read(reader, log, waiter)


def _scan(
    kernel: MockKernel, gun: StormGun, log: Log, chance: random.Random, codes: "count[int]"
) -> tuple[bytes, bool]:
    """Send up to four codes and the beginning of one, in pieces; return them, and whether the driver has read them."""
    begin = len(log.received)
    text = "".join(f"{next(codes)}\r" for _ in range(chance.randrange(4)))
    text += str(next(codes))[: chance.randrange(6)]
    position, all_read = 0, not text
    while position < len(text):
        end = chance.randint(position + 1, len(text))
        gun.send(kernel, text[position:end])
        position = end
        if all_read := chance.random() < 0.5:
            log.wait(lambda target=begin + end: len(log.received) >= target)  # type: ignore[misc]  # bound now
    return text.encode(), all_read


def _held(kernel: MockKernel) -> tuple[int, int]:
    """Threads and descriptors, less those the mock kernel leaks itself."""
    return threading.active_count(), sum(1 for _ in Path("/proc/self/fd").iterdir()) - kernel.leaked
