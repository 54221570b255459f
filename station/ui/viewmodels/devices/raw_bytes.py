"""Raw bytes as a technician reads them: control characters by name, identifiers marked, what is missing in its place."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence

from station.profiles.doctor.findings import Mark, Span
from station.profiles.doctor.visible import CONTROL_NAMES
from station.ui.views.devices import ByteLook, ByteRun, ByteRuns
from station.ui.views.text import ELLIPSIS
from traceability import codes

_DELETE = 0x7F
_AIM = re.compile(rb"\][A-Za-z][0-9A-Za-z]")
_PIECE = re.compile(rb"[\x20-\x7e]+|[\x80-\xff]+|[\x00-\x1f\x7f]")
_FRAMING = b"\r\n\t\x02\x03"
_MOST_BYTES, _TAIL = 180, 60
"""More is cut in the middle: the report has it whole."""
_HEX_BYTES, _HEX_BEFORE = 15, 5

Places = Collection[tuple[int, int]]


def identifiers_in(data: bytes, today: dt.date) -> Places:
    """First byte and end of every identifier in a read, whatever kind of data it holds."""
    best = codes.read(data.strip(_FRAMING), today).best
    text = data.decode("latin-1")
    found, start = [], 0
    for element in best.elements:
        place = text.find(element.identifier + element.value, start) if element.identifier else -1
        if place >= 0:
            end = place + len(element.identifier)
            found.append((place, end))
            start = end + len(element.value)
    return tuple(found)


def runs_of(data: bytes, identifiers: Places = ()) -> ByteRuns:
    """A read with its identifiers marked; too long a one without its middle."""
    runs = _runs(data, 0, identifiers)
    if len(data) <= _MOST_BYTES:
        return runs
    head = _runs(data[: _MOST_BYTES - _TAIL], 0, identifiers)
    return (*head, ByteRun(f" {ELLIPSIS} "), *_runs(data[-_TAIL:], len(data) - _TAIL, identifiers))


def compared(spans: Sequence[Span], identifiers: Places) -> tuple[ByteRuns, ByteRuns]:
    """What should have come, and what came with the differences in their places.

    `identifiers` are places in what should have come.
    """
    expected = b"".join(span.expected for span in spans)
    received: list[ByteRun] = []
    start = 0
    for span in spans:
        match span.mark:
            case Mark.SAME:
                received += _runs(span.expected, start, identifiers)
            case Mark.MISSING:
                received += _marked(span.expected, ByteLook.MISSING)
            case Mark.CHANGED | Mark.EXTRA:
                received += _marked(span.received, ByteLook.WRONG)
        start += len(span.expected)
    return runs_of(expected, identifiers), _short(received)


def hex_of(data: bytes) -> ByteRuns:
    """The last bytes in hexadecimal digits: where a read ends is what is looked for."""
    cut = data[-_HEX_BYTES:]
    lead = f"{ELLIPSIS} " if len(cut) < len(data) else ""
    return (ByteRun(lead + cut.hex(" ")),) if data else ()


def hex_compared(spans: Sequence[Span], missing: str) -> ByteRuns:
    """The bytes around the first difference; what is missing stands in brackets with the word `missing`."""
    parts: list[tuple[int, ByteRun]] = []
    for span in spans:
        match span.mark:
            case Mark.MISSING:
                parts += [
                    (1, ByteRun(f"[{byte:02x}\u00a0{missing}]", ByteLook.MISSING)) for byte in span.expected
                ]
            case Mark.CHANGED | Mark.EXTRA:
                parts += [(1, ByteRun(f"{byte:02x}", ByteLook.WRONG)) for byte in span.received]
            case Mark.SAME:
                parts += [(0, ByteRun(f"{byte:02x}")) for byte in span.received]
    first = next((place for place, (differs, _) in enumerate(parts) if differs), len(parts))
    start = max(min(first - _HEX_BEFORE, len(parts) - _HEX_BYTES), 0)
    shown = [run for _, run in parts[start : start + _HEX_BYTES]]
    if start:
        shown.insert(0, ByteRun(ELLIPSIS))
    if start + _HEX_BYTES < len(parts):
        shown.append(ByteRun(ELLIPSIS))
    return _spaced(shown)


def _runs(data: bytes, offset: int, identifiers: Places) -> ByteRuns:
    """The runs of a part of a read that begins at `offset`."""
    runs: list[ByteRun] = []
    start = 0
    if offset == 0 and (aim := _AIM.match(data)):
        runs.append(ByteRun(aim.group().decode(), ByteLook.CONTROL))
        start = aim.end()
    inside = sorted(
        (a - offset, b - offset) for a, b in identifiers if a >= offset and b <= offset + len(data)
    )
    for place, end in inside:
        runs += _plain(data[start:place])
        runs.append(ByteRun(data[place:end].decode("latin-1"), ByteLook.IDENTIFIER))
        start = end
    return (*runs, *_plain(data[start:]))


def _plain(data: bytes) -> Iterable[ByteRun]:
    for piece in _PIECE.findall(data):
        yield from _of_piece(piece)


def _of_piece(piece: bytes) -> Iterable[ByteRun]:
    if piece[0] < len(CONTROL_NAMES):
        yield ByteRun(CONTROL_NAMES[piece[0]], ByteLook.CONTROL)
    elif piece[0] == _DELETE:
        yield ByteRun("DEL", ByteLook.CONTROL)
    else:
        try:
            yield ByteRun(piece.decode())
        except UnicodeDecodeError:
            yield from (ByteRun(f"{byte:02X}", ByteLook.CONTROL) for byte in piece)


def _marked(data: bytes, look: ByteLook) -> Iterable[ByteRun]:
    return (ByteRun(run.text, look) for run in _plain(data))


def _short(runs: Sequence[ByteRun]) -> ByteRuns:
    """As many runs as there is room for, the first ones."""
    kept: list[ByteRun] = []
    length = 0
    for run in runs:
        length += len(run.text)
        if length > _MOST_BYTES:
            return (*kept, ByteRun(f" {ELLIPSIS}"))
        kept.append(run)
    return tuple(kept)


def _spaced(runs: Sequence[ByteRun]) -> ByteRuns:
    """Runs with spaces between, those of one look as one."""
    joined: list[ByteRun] = []
    for run in runs:
        if joined and joined[-1].look is run.look is ByteLook.DATA:
            joined[-1] = ByteRun(f"{joined[-1].text} {run.text}", run.look)
        else:
            joined += [ByteRun(" ")] if joined else []
            joined.append(run)
    return tuple(joined)
