"""What should have come beside what came."""

from difflib import SequenceMatcher
from typing import Final

from station.profiles.doctor.findings import Mark, Span

_MARKS: Final = {"equal": Mark.SAME, "delete": Mark.MISSING, "insert": Mark.EXTRA, "replace": Mark.CHANGED}


def aligned(expected: bytes, received: bytes) -> tuple[Span, ...]:
    """The two as stretches that are the same, missing, changed or extra; characters of several bytes stay whole."""
    wanted, came = (data.decode(errors="surrogateescape") for data in (expected, received))
    blocks = SequenceMatcher(None, wanted, came, autojunk=False).get_opcodes()
    return tuple(
        Span(mark=_MARKS[tag], expected=_bytes(wanted[a:b]), received=_bytes(came[c:d]))
        for tag, a, b, c, d in blocks
    )


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")
