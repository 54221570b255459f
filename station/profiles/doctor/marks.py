"""One read apart from its text: where copies, scans and ends of scans lie in the stream, and how fast it came."""

import re
from itertools import pairwise

import msgspec

from station.profiles.doctor.reads import Arrival, Received
from station.profiles.doctor.visible import CONTROL_NAMES
from station.profiles.framing import Check, Framing

SLOW_MS: float = 33
"""A keyboard polled every 8 ms needs at most four reports for a character with Shift: slower is set slower."""

_FEWEST_PACED = 8  # characters; fewer tell no pace
_SEVERAL_PACES = 3  # a pause is what is that much longer than the read's own pace
_STX, _ETX = b"\x02", b"\x03"
_USUAL_MARKS = b"\r\n\t\x02\x03"


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """What surrounds the text of one read.

    Attributes:
        body: the bytes of one copy without what marks its ends.
        copies: how often that came.
        parts: into how many scans a copy fell.
        head, tail: what marked the first copy's beginning and the last one's end.
        pace_ms: milliseconds a character took where nothing slowed it further; 0 where too few came apart to tell.
        seconds: from the first byte to the last.
    """

    body: bytes
    copies: int
    parts: int
    head: bytes
    tail: bytes
    pace_ms: float
    seconds: float


def marks_of(received: Received, content: bytes, framing: Framing) -> Marks:
    """Take one read of `content` apart."""
    if framing.check is Check.LRC:
        received = _without_check(received)
    stream = received.stream
    ends = bytes(byte for byte in _USUAL_MARKS + framing.terminators.encode() if byte not in content)
    pieces = [match.span() for match in re.finditer(b"[^" + re.escape(ends) + b"]+", stream)]
    joined = b"".join(stream[start:end] for start, end in pieces)
    copies = next(
        (count for count in (3, 2) if joined and joined == joined[: len(joined) // count] * count), 1
    )
    length = len(joined) // copies
    pace = _pace_ms(received)
    pause_ms = max(framing.silence_ns / 1e6, pace * _SEVERAL_PACES)
    breaks = _breaks(received, pieces, length, pause_ms)
    return Marks(
        body=joined[:length],
        copies=copies,
        parts=1 + -(-breaks // copies),
        head=stream[: pieces[0][0]] if pieces else stream,
        tail=stream[pieces[-1][1] :] if pieces else b"",
        pace_ms=pace,
        seconds=(received.arrivals[-1].at_ns - received.arrivals[0].at_ns) / 1e9
        if received.arrivals
        else 0.0,
    )


def is_end(marks: Marks, framing: Framing, *, doubled: bool = False) -> bool:
    """Whether the marks are a device's of this framing; `doubled` where each of its characters comes twice."""
    heads, tails = ((_STX,), _tails(framing)) if framing.stx_etx else ((b"",), _ends(framing) or (b"",))
    found = marks.head, marks.tail
    wanted = [(head, tail) for head in heads for tail in tails]
    return found in wanted or (doubled and found in [(_twice(head), _twice(tail)) for head, tail in wanted])


def has_end(marks: Marks, framing: Framing) -> bool:
    """Whether anything in the marks ends a scan of this framing, be there too much of it or not."""
    if framing.stx_etx:
        return _STX in marks.head and _ETX in marks.tail
    return framing.ends_by_gap or any(end in marks.tail for end in _ends(framing))


def end_name(framing: Framing) -> str:
    """The mark to set a device to, as technicians name it; empty where it is to send none."""
    if framing.stx_etx:
        return "STX … ETX"
    if not framing.terminators:
        return ""
    mark = "\r" if "\r" in framing.terminators else framing.terminators[0]
    return CONTROL_NAMES[ord(mark)] if ord(mark) < len(CONTROL_NAMES) else mark


def _without_check(received: Received) -> Received:
    """The read without the byte that follows each ETX."""
    arrivals, is_check = list[Arrival](), False
    for arrival in received.arrivals:
        kept = bytearray()
        for byte in arrival.data:
            if not is_check:
                kept.append(byte)
            is_check = not is_check and byte == _ETX[0]
        arrivals.append(Arrival(bytes(kept), arrival.at_ns))
    return Received(tuple(arrivals))


def _ends(framing: Framing) -> tuple[bytes, ...]:
    """CR, LF and CRLF are one and the same end where both characters end a scan."""
    single = tuple(character.encode() for character in framing.terminators)
    return (*single, b"\r\n") if {"\r", "\n"} <= set(framing.terminators) else single


def _tails(framing: Framing) -> tuple[bytes, ...]:
    return tuple(_ETX + end for end in (b"", *_ends(framing)))


def _twice(data: bytes) -> bytes:
    return b"".join(bytes((byte, byte)) for byte in data)


def _pace_ms(received: Received) -> float:
    """The lower quartile of milliseconds a character: shifted ones and pauses lie above it."""
    each = sorted(
        (after.at_ns - before.at_ns) / 1e6 / len(text)
        for before, after in pairwise(received.arrivals)
        for text in (after.data.decode(errors="replace"),)
        for _ in text
    )
    return each[len(each) // 4] if len(each) >= _FEWEST_PACED else 0.0


def _breaks(received: Received, pieces: list[tuple[int, int]], length: int, pause_ms: float) -> int:
    """How often a copy was interrupted, by a mark or by silence; not between copies, and not behind the last mark."""
    places = set[int]()  # in the joined bytes
    joined = 0
    for start, end in pieces:
        places.add(joined)
        joined += end - start
    position = 0
    for before, after in pairwise(received.arrivals):
        position += len(before.data)
        if (after.at_ns - before.at_ns) / 1e6 > pause_ms:
            places.add(sum(min(end, position) - start for start, end in pieces if start < position))
    late_end = joined in places and _mark_is_late(received, pieces, pause_ms)
    return sum(1 for place in places if length and place % length) + late_end


def _mark_is_late(received: Received, pieces: list[tuple[int, int]], pause_ms: float) -> bool:
    """Whether silence lies between the last character and its mark: the scan ended before the mark came."""
    position, last = 0, pieces[-1][1]
    for before, after in pairwise(received.arrivals):
        position += len(before.data)
        if position == last:
            return (after.at_ns - before.at_ns) / 1e6 > pause_ms
    return False
