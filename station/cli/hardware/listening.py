"""What devices send and what is typed at the terminal, in the order it comes."""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import TypeAlias

import msgspec

from station.ports import Chunk, DeviceReport, Reader


class Typed(msgspec.Struct, frozen=True):
    """A line typed at the terminal; None: there is nobody to type."""

    line: str | None


Event: TypeAlias = Chunk | DeviceReport | Typed


class Listening:
    """The events of some readers and of the terminal."""

    def __init__(self) -> None:
        self.events: SimpleQueue[Event] = SimpleQueue()

    def next(self, seconds: float) -> Event | None:
        """The next event; None when none came for so long."""
        try:
            return self.events.get(timeout=seconds)
        except Empty:
            return None


@contextmanager
def listening(readers: Sequence[Reader], *, typed: bool) -> Iterator[Listening]:
    """Listen to readers, and to the terminal where what is `typed` counts; they are let go of at the end."""
    ears = Listening()
    started: list[Reader] = []
    try:
        for reader in readers:
            reader.tap(ears.events.put)
            reader.start(lambda _: None, ears.events.put)
            started.append(reader)
        if typed:
            threading.Thread(target=_read_lines, args=(ears,), daemon=True, name="typed").start()
        yield ears
    finally:
        for reader in started:
            reader.stop()


def _read_lines(ears: Listening) -> None:
    for line in sys.stdin:
        ears.events.put(Typed(line.strip()))
    ears.events.put(Typed(None))
