"""Guns on pseudo-terminals: to the station they are serial guns, bytes and faults included.

The link's path stays the same over unplugging and over restarts of the station, as `/dev/serial/by-id/…` does.
"""

import os
import pty
import select
import time
import tty
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Self

from station.profiles.device import DeviceConfig
from station.profiles.doctor.damage import PACE_MS, Planted, damaged
from station.profiles.doctor.reads import Received
from station.profiles.doctor.test_codes import TestCode

PATIENCE_S = 2.0
_RIGHT = DeviceConfig(name="gun", driver="serial")
"""What a gun with faults would be without them."""


class Ending(Enum):
    """What a gun sends after a code. Guns differ, and a gun set up wrongly sends nothing."""

    CR_LF = b"\r\n"
    CR = b"\r"
    NOTHING = b""


class Symbology(Enum):
    """AIM symbology identifiers (ISO/IEC 15424) a gun puts before the data when it is set to."""

    CODE_128 = b"]C0"
    GS1_128 = b"]C1"
    EAN_13 = b"]E0"
    DATA_MATRIX = b"]d1"
    GS1_DATA_MATRIX = b"]d2"
    QR_CODE = b"]Q1"
    WITHOUT = b""


def gs1(*elements: tuple[str, str]) -> bytes:
    """A GS1 element string as guns send it: GS after every element that does not have a predefined length.

    GS1 General Specifications, figure 7.8.5-2: predefined lengths are known by the identifier's first two digits.
    """
    predefined = {"00", "01", "02", "03", "04", *map(str, range(11, 21)), *map(str, range(31, 37)), "41"}
    text = ""
    for identifier, value in elements:
        text += identifier + value + ("" if identifier[:2] in predefined else "\x1d")
    return text.removesuffix("\x1d").encode()


class PtyGun:
    """One gun. It is plugged in from the beginning, and closed by `close` or at the end of a `with`.

    `faults` may be planted and taken away at any time; they damage what it reads from then on.
    """

    def __init__(self, link: Path, ending: Ending = Ending.CR_LF) -> None:
        """Make `link` a symbolic link to the gun's terminal, in place of an older link."""
        self.link = link
        self.ending = ending
        self.faults: tuple[Planted, ...] = ()
        self._master: int | None = None
        self._slave: int | None = None
        self.replug()

    @property
    def is_plugged(self) -> bool:
        """Whether the gun is there."""
        return self._master is not None

    def scan(self, data: bytes, symbology: Symbology = Symbology.WITHOUT) -> None:
        """Read one code and send it with its ending, damaged by the planted faults."""
        if not self.faults:
            self.send(symbology.value + data + self.ending.value)
            return
        for silence_s, piece in _pieces(self._damaged(data, symbology)):
            time.sleep(silence_s)
            self.send(piece)

    def sent_for(self, data: bytes, symbology: Symbology = Symbology.WITHOUT) -> bytes:
        """What it sends for a code, without the ending."""
        if not self.faults:
            return symbology.value + data
        return self._damaged(data, symbology).stream.rstrip(b"\r\n")

    def scan_without_ending(self, data: bytes, symbology: Symbology = Symbology.WITHOUT) -> None:
        """Read one code and lose its ending on the way."""
        self.send(symbology.value + data)

    def scan_in_chunks(self, chunks: Iterable[bytes]) -> None:
        """Send pieces one by one, as slow lines deliver them, then the ending."""
        for chunk in chunks:
            self.send(chunk)
        self.send(self.ending.value)

    def fail_to_read(self, word: bytes = b"NoRead") -> None:
        """Send the word fixed scanners send when they saw no code."""
        self.send(word + self.ending.value)

    def send(self, data: bytes) -> None:
        """Send exactly these bytes. Raises RuntimeError while unplugged, TimeoutError when nobody reads."""
        if self._master is None:
            raise RuntimeError(f"{self.link.name} is unplugged")
        poll = select.poll()
        poll.register(self._master, select.POLLOUT)
        while data:
            if not poll.poll(PATIENCE_S * 1000):
                raise TimeoutError(f"{self.link.name}: nobody reads, {len(data)} bytes not sent")
            data = data[os.write(self._master, data) :]

    @property
    def has_heard(self) -> bool:
        """Whether the station sent something that `hear` has not returned yet."""
        return self._master is not None and bool(select.select([self._master], [], [], 0)[0])

    def hear(self, count: int) -> bytes:
        """The next `count` bytes the station sends to the gun. Raises TimeoutError when fewer come."""
        if self._master is None:
            raise RuntimeError(f"{self.link.name} is unplugged")
        poll = select.poll()
        poll.register(self._master, select.POLLIN)
        heard = b""
        while len(heard) < count:
            if not poll.poll(PATIENCE_S * 1000):
                raise TimeoutError(f"{self.link.name}: heard {heard!r} only")
            heard += os.read(self._master, count - len(heard))
        return heard

    def hear_all(self) -> bytes:
        """Everything the station sent to the gun by now."""
        heard = b""
        while self._master is not None and self.has_heard:
            heard += os.read(self._master, 4096)
        return heard

    def unplug(self) -> None:
        """Pull the plug: the link goes, and who reads sees the line hang up."""
        if self._master is None or self._slave is None:
            return
        self.link.unlink(missing_ok=True)
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = None

    def replug(self) -> None:
        """Put the plug back, at the same link."""
        if self._master is not None:
            return
        # The gun holds both ends, so that the line lives on while the station restarts.
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        fresh = self.link.with_name(self.link.name + ".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(self._slave))
        fresh.replace(self.link)

    def _damaged(self, data: bytes, symbology: Symbology) -> Received:
        code = TestCode(id="label", symbology=symbology.value.decode(), content=data, linear=False)
        return damaged(self.faults, code, _RIGHT)

    def close(self) -> None:
        """Put the gun away."""
        self.unplug()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _pieces(received: Received) -> Iterator[tuple[float, bytes]]:
    """What is sent at once, each with the silence before it in seconds: a serial line is faster than its gun's pace."""
    piece, before_ns, silence_s = b"", 0, 0.0
    for arrival in received.arrivals:
        step_ms = (arrival.at_ns - before_ns) / 1_000_000
        if step_ms > PACE_MS:
            yield silence_s, piece
            piece, silence_s = b"", step_ms / 1000
        piece += arrival.data
        before_ns = arrival.at_ns
    yield silence_s, piece
