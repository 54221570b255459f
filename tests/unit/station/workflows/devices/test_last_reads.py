"""What a device sent last: whole while it is watched, without its framing else."""

import datetime as dt
from collections.abc import Callable

from station.ports import Chunk, RawScan
from station.workflows.devices.last_reads import LastReads

NOW = dt.datetime(2026, 11, 22, 14, 32, 5, tzinfo=dt.UTC)


class Taps:
    """The readers' side of watching."""

    def __init__(self) -> None:
        self.listeners: dict[str, Callable[[Chunk], None]] = {}

    def tap(self, device: str, on_chunk: Callable[[Chunk], None]) -> Callable[[], None]:
        self.listeners[device] = on_chunk
        return lambda: self.listeners.__delitem__(device)

    def send(self, device: str, data: bytes, at_ms: int) -> None:
        self.listeners[device](Chunk(device=device, data=data, received_ns=at_ms * 1_000_000))


def scan(device: str, raw: bytes) -> RawScan:
    return RawScan(device=device, raw=raw, received_ns=0, complete=True)


def reads() -> tuple[Taps, LastReads]:
    taps = Taps()
    return taps, LastReads(taps, lambda: NOW)  # type: ignore[arg-type]  # all that it uses of the readers


def data_of(last: LastReads, device: str) -> bytes | None:
    read = last.of(device)
    return read.data if read else None


def test_a_device_that_is_not_watched_shows_its_last_scan() -> None:
    _, last = reads()
    assert last.of("gun-1") is None
    last.scanned(scan("gun-1", b"A"))
    last.scanned(scan("gun-1", b"B"))
    assert data_of(last, "gun-1") == b"B"


def test_a_watched_device_shows_every_byte_of_a_read_and_begins_anew_with_the_next() -> None:
    taps, last = reads()
    heard: list[bytes | None] = []
    last.watch("gun-1", lambda: heard.append(data_of(last, "gun-1")))
    taps.send("gun-1", b"10L", 1_000)
    taps.send("gun-1", b"OT\r", 1_020)
    last.scanned(scan("gun-1", b"10LOT"))
    assert heard == [b"10L", b"10LOT\r"]
    taps.send("gun-1", b"NEXT", 1_400)
    assert data_of(last, "gun-1") == b"NEXT"


def test_only_one_device_is_watched_and_none_after_letting_go() -> None:
    taps, last = reads()
    last.watch("gun-1", lambda: None)
    last.watch("gun-2", lambda: None)
    assert set(taps.listeners) == {"gun-2"}
    last.let_go()
    assert not taps.listeners
    last.scanned(scan("gun-2", b"A"))
    assert data_of(last, "gun-2") == b"A"


def test_a_device_that_never_stops_fills_no_memory() -> None:
    taps, last = reads()
    last.watch("gun-1", lambda: None)
    for place in range(100):
        taps.send("gun-1", b"x" * 999 + bytes([place]), 1_000 + place)
    read = data_of(last, "gun-1")
    assert read is not None
    assert len(read) == 4096
    assert read.endswith(bytes([99]))
