"""The write-ahead log beside the journal, read as its format describes it (sqlite.org/fileformat2.html, section 4).

After a power cut SQLite takes the log up to the first frame whose checksum is wrong and drops the rest without a word:
so it undoes a write that was torn, and so one changed byte makes it forget entries that were durable.
"""

import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

_HEADER: Final = struct.Struct(">8I")
_FRAME: Final = struct.Struct(">6I")
_CHECKED: Final = 8
"""Bytes of a frame's header its checksum is over; of the log's header all but the sums themselves are."""
_ORDER_OF_MAGIC: Final = {0x377F0682: "<", 0x377F0683: ">"}
_OWN_ORDER: Final = "<" if sys.byteorder == "little" else ">"
_PAGE: Final = 4096
"""The page size journals are made with, for a log whose header is damaged."""

_Sums = tuple[int, int]


class _Frame(NamedTuple):
    """A page as it was written: whether it ends a transaction, is whole, and follows from the frame before it."""

    commits: bool
    is_sound: bool
    follows: bool


def log_lost_entries(journal: Path) -> bool:
    """Whether the log holds durable transactions that can't be read any more. Raises OSError.

    Each transaction is on the disk before the next begins: an unreadable one is a write the power cut off only if none
    follows from its end. What stands behind it otherwise was left by another such write.
    """
    broken = ended = False
    for frame in _frames(_content(journal.with_name(f"{journal.name}-wal"))):
        if broken and ended and frame.follows:
            return True
        broken = broken or not frame.is_sound
        ended = frame.commits
    return False


def _content(log: Path) -> bytes:
    """The log as it stood at one time: whoever begins it anew writes its header first."""
    try:
        with log.open("rb") as file:
            while True:
                content = file.read()
                file.seek(0)
                if file.read(_HEADER.size) == content[: _HEADER.size]:
                    return content
                file.seek(0)
    except FileNotFoundError:
        return b""


def _frames(content: bytes) -> Iterator[_Frame]:
    """The log's header as if it were a frame, then its frames; what is left of an earlier round has other salts."""
    if len(content) < _HEADER.size:
        return
    magic, _, page, _, *salts, first, second = _HEADER.unpack_from(content)
    order = _ORDER_OF_MAGIC.get(magic, _OWN_ORDER)
    said, made = (first, second), _sums(content[: _HEADER.size - 8], order, (0, 0))
    sound = magic in _ORDER_OF_MAGIC and said == made
    yield _Frame(commits=True, is_sound=sound, follows=False)
    size = _FRAME.size + (page if sound else _PAGE)
    for start in range(_HEADER.size, len(content) - size + 1, size):
        _, pages, *own_salts, first, second = _FRAME.unpack_from(content, start)
        if not sound and start == _HEADER.size:
            salts = own_salts
        checked = content[start : start + _CHECKED] + content[start + _FRAME.size : start + size]
        after_said, after_made = _sums(checked, order, said), _sums(checked, order, made)
        said = first, second
        whole = own_salts == salts and said == after_said
        # Where the sums themselves were changed, the next frame follows from what they should have been.
        yield _Frame(pages > 0, whole, follows=whole or (own_salts == salts and said == after_made))
        made = after_said


def _sums(data: bytes, order: str, before: _Sums) -> _Sums:
    """The format's checksum (section 4.2), going on from the one before."""
    first, second = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
