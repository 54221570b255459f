"""Where one scan ends and the next begins: bytes in any chunking, with their times, become frames.

Pure: time comes in as monotonic nanoseconds. Whoever reads the device waits until `Framer.deadline_ns` at most
and then calls `expire`; `feed` on its own never ends a frame by time, because bytes that were read late may have
arrived in time. A gap counts only when silence was observed.
"""

import re
from binascii import Error as HexError
from binascii import unhexlify
from enum import Enum
from functools import reduce
from operator import xor

import msgspec

STX = 0x02
ETX = 0x03
LONGEST_GAP_MS = 100
"""Where silence is the regular end: a scanner was measured whose scans follow one another after 153 ms."""
HIGHEST_GAP_MS = 3_600_000
"""An hour; a longer silence never ends anything."""
HIGHEST_BURST_MS = 1_000
"""A code that stands alone waits that long for others; nobody waits longer for an answer."""
HIGHEST_LENGTH = 1024 * 1024
"""A frame is held in memory; no symbol holds a hundredth of it."""


class Check(Enum):
    """How a device lets the station see that nothing was altered on the way."""

    NONE = "none"
    LRC = "lrc"
    """One byte after ETX: the exclusive or of all that follows STX, ETX included."""
    XOR_HEX = "xor-hex"
    """The last two hex digits, as RFID modules send them: the exclusive or of the pairs of hex digits before them."""


class Framing(msgspec.Struct, frozen=True, kw_only=True):
    """How a device marks the end of a scan.

    Attributes:
        terminators: every one of these characters ends a frame. Empty frames are no scans, so CR, LF and CRLF are
            one and the same end. Empty for devices that end a scan only by falling silent.
        stx_etx: a scan stands between STX and ETX; terminators count only outside that pair.
        gap_ms: silence that ends an open frame, in milliseconds; where it is the regular end, `LONGEST_GAP_MS` at
            most, so that scans that follow one another are never merged.
        max_length: bytes a frame may have; a longer one is handed over in pieces, each marked incomplete.
        burst_ms: codes that follow one another within this silence, in milliseconds, were read by one trigger and are
            one view: the form takes what it wants. 0: each stands alone, and none waits for another.
        check: the check characters a frame carries; they are taken off, and one that is wrong is incomplete.
    """

    terminators: str = "\r\n"
    stx_etx: bool = False
    gap_ms: int = 40
    max_length: int = 8192
    burst_ms: int = 0
    check: Check = Check.NONE

    def __post_init__(self) -> None:
        """Refuse what could never frame anything, with every mistake at once. Raises ValueError."""
        mistakes = []
        if not self.terminators.isascii():
            mistakes.append(f"terminators must be ASCII characters, not {self.terminators!r}")
        if self.stx_etx and not {"\x02", "\x03"}.isdisjoint(self.terminators):
            mistakes.append("STX and ETX cannot be terminators as well")
        if self.check is Check.LRC and not self.stx_etx:
            mistakes.append("check lrc needs stx_etx")
        if not 1 <= self.gap_ms <= HIGHEST_GAP_MS:
            mistakes.append(f"gap_ms must be 1 to {HIGHEST_GAP_MS}, not {self.gap_ms}")
        least = self.gap_ms + 1 if self.ends_by_gap else 1
        if self.burst_ms and not least <= self.burst_ms <= HIGHEST_BURST_MS:
            mistakes.append(f"burst_ms must be 0 or {least} to {HIGHEST_BURST_MS}, not {self.burst_ms}")
        if not 1 <= self.max_length <= HIGHEST_LENGTH:
            mistakes.append(f"max_length must be 1 to {HIGHEST_LENGTH}, not {self.max_length}")
        if mistakes:
            raise ValueError("; ".join(mistakes))

    @property
    def ends_by_gap(self) -> bool:
        """Whether silence is the regular end of a scan, because the device sends no mark."""
        return not self.terminators and not self.stx_etx

    @property
    def silence_ns(self) -> int:
        """The silence that ends an open frame, in nanoseconds."""
        gap_ms = min(self.gap_ms, LONGEST_GAP_MS) if self.ends_by_gap else self.gap_ms
        return gap_ms * 1_000_000

    def wrap(self, raw: bytes) -> bytes:
        """The bytes a device with this framing sends for one scan; ValueError where `raw` can't be checked."""
        start, end = (b"\x02", b"\x03") if self.stx_etx else (b"", self.terminators.encode())
        if self.check is Check.XOR_HEX:
            raw += b"%02X" % reduce(xor, unhexlify(raw), 0)
        elif self.check is Check.LRC:
            end += bytes([_lrc(raw)])
        return start + raw + end


class FrameEnd(Enum):
    """What ended a frame."""

    MARK = "mark"
    GAP = "gap"
    LENGTH = "length"
    RESTART = "restart"
    DISCONNECT = "disconnect"


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes between two frame ends.

    Attributes:
        data: at least one byte, without the framing.
        last_byte_ns: monotonic nanoseconds of the data's last byte or of the mark that followed it.
        end: what ended it.
        complete: True only when it ended as the framing says and nothing is known to be missing.
    """

    data: bytes
    last_byte_ns: int
    end: FrameEnd
    complete: bool


class Framer:
    """The state of one device's stream. Not thread-safe: it belongs to the device's thread."""

    def __init__(self, framing: Framing) -> None:
        self._framing = framing
        self._outside = _one_of(framing.terminators + ("\x02" if framing.stx_etx else ""))
        self._inside = _one_of("\x02\x03")
        self._open = bytearray()
        self._last_ns = 0
        self._started = False  # an STX has been seen and its ETX has not
        self._damaged = False  # something is missing: no frame is complete until the next end
        self._unchecked: Frame | None = None  # ended by its mark, its check byte to come

    @property
    def deadline_ns(self) -> int | None:
        """When silence ends the open frame, in monotonic nanoseconds; None while nothing is open."""
        if self._open or self._started or self._damaged or self._unchecked:
            return self._last_ns + self._framing.silence_ns
        return None

    def feed(self, data: bytes, now_ns: int) -> list[Frame]:
        """Take bytes that were read at `now_ns`; return the frames they ended, in order."""
        frames: list[Frame] = []
        position = 0
        if data:
            self._last_ns = now_ns
        while position < len(data):
            if self._unchecked is not None:
                position += self._take_check(data[position], self._unchecked, frames)
                continue
            mark = (self._inside if self._started else self._outside).search(data, position)
            stop = mark.start() if mark else len(data)
            self._collect(data[position:stop], frames)
            if mark:
                self._take_mark(data[stop], frames)
            position = stop + 1
        return frames

    def expire(self, now_ns: int) -> list[Frame]:
        """End the open frame when its deadline has been reached in silence."""
        deadline = self.deadline_ns
        if deadline is None or now_ns < deadline:
            return []
        return self._end(FrameEnd.GAP)

    def disconnect(self) -> list[Frame]:
        """End the open frame because the device is gone."""
        return self._end(FrameEnd.DISCONNECT)

    def damage(self, now_ns: int) -> None:
        """Bytes are known to be missing: nothing before the next end may pass as complete."""
        self._damaged = True
        self._last_ns = now_ns

    def _collect(self, data: bytes, frames: list[Frame]) -> None:
        self._open += data
        limit = self._framing.max_length
        while len(self._open) > limit:
            self._damaged = True
            frames.append(self._frame(bytes(self._open[:limit]), FrameEnd.LENGTH))
            del self._open[:limit]

    def _take_mark(self, byte: int, frames: list[Frame]) -> None:
        if self._framing.stx_etx and byte == STX:
            frames += self._end(FrameEnd.RESTART)
            self._started = True
        elif byte == ETX and self._open and self._framing.check is Check.LRC:
            (self._unchecked,) = self._end(FrameEnd.MARK)
        else:
            frames += self._end(FrameEnd.MARK)

    def _take_check(self, byte: int, frame: Frame, frames: list[Frame]) -> int:
        """Take a frame's check byte; return how many bytes that was: what checks nothing belongs to what follows."""
        right = byte == _lrc(frame.data)
        self._unchecked = None
        frames.append(msgspec.structs.replace(frame, complete=frame.complete and right))
        return int(right)

    def _end(self, end: FrameEnd) -> list[Frame]:
        frames = [self._frame(bytes(self._open), end)] if self._open else []
        if self._unchecked is not None:
            frames.insert(0, msgspec.structs.replace(self._unchecked, complete=False))
            self._unchecked = None
        self._open.clear()
        self._started = False
        self._damaged = False
        return frames

    def _frame(self, data: bytes, end: FrameEnd) -> Frame:
        regular = FrameEnd.GAP if self._framing.ends_by_gap else FrameEnd.MARK
        whole = end is regular and not self._damaged and (self._started or not self._framing.stx_etx)
        if whole and self._framing.check is Check.XOR_HEX:
            checked = _without_xor_hex(data)
            data, whole = checked or data, checked is not None
        return Frame(data=data, last_byte_ns=self._last_ns, end=end, complete=whole)


def _lrc(data: bytes) -> int:
    return reduce(xor, data, ETX)


def _without_xor_hex(data: bytes) -> bytes | None:
    """The data before its two check digits, and before a line end that modules put inside STX and ETX; None: wrong."""
    digits = data.rstrip(b"\r\n")
    try:
        right = len(digits) > 2 and reduce(xor, unhexlify(digits)) == 0
    except HexError:
        return None
    return digits[:-2] if right else None


def _one_of(characters: str) -> re.Pattern[bytes]:
    """A pattern for the next of these characters; one that never matches when there are none."""
    return re.compile(b"[" + re.escape(characters.encode()) + b"]" if characters else b"(?!)")
