"""Where everything on a sheet stands: millimetres from the page's upper left corner, in text and dark rectangles."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from station.printing.sheet import Code, Section, Sheet
from station.printing.symbols import Modules, modules_of

PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
_MARGIN: Final = 15.0
_WIDTH: Final = PAGE_WIDTH - 2 * _MARGIN
_BOTTOM: Final = PAGE_HEIGHT - _MARGIN - 6
_COLUMN: Final = (_WIDTH - 10) / 2
_LINEAR_MODULE: Final = 0.33
"""Width of a bar's module in millimetres, the nominal X of EAN/UPC that every gun reads at arm's length."""
_LEAST_MODULE: Final = 0.19
_MATRIX_MODULE: Final = 0.6
_BAR_HEIGHT: Final = 15.0
_BETWEEN: Final = 12.0
"""White between two codes, so that a gun sees one of them."""
_MILLIMETRES: Final = 25.4 / 72
_TITLE, _HEADING, _CAPTION, _TEXT, _NOTE = 18.0, 13.0, 11.0, 10.0, 8.0


class Words(msgspec.Struct, frozen=True):
    """A line of text: its baseline's left end, and its size in points."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False


class Dark(msgspec.Struct, frozen=True):
    """A dark rectangle, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Page(msgspec.Struct, frozen=True):
    """One page."""

    words: tuple[Words, ...]
    darks: tuple[Dark, ...]


class _Block(msgspec.Struct, frozen=True):
    """Something laid out at the origin, to be moved to its place."""

    width: float
    height: float
    words: tuple[Words, ...]
    darks: tuple[Dark, ...] = ()


def pages(sheet: Sheet) -> tuple[Page, ...]:
    """Lay a sheet out on as many pages as it needs. Raises ValueError for content a symbology cannot hold."""
    rows = [_text_block(sheet.title, _TITLE, bold=True)]
    if sheet.text:
        rows.append(_text_block(sheet.text, _TEXT))
    for section in sheet.sections:
        rows += _section_rows(section)
    filled = list(_filled(rows))
    return tuple(
        Page((*page.words, *_foot(sheet.foot, number, len(filled))), page.darks)
        for number, page in enumerate(filled, 1)
    )


def _section_rows(section: Section) -> list[_Block]:
    """A section's rows; its heading stays with the first of them."""
    heading = _text_block(section.title, _HEADING, bold=True, above=4)
    if section.text:
        heading = _stacked(heading, _text_block(section.text, _TEXT))
    rows = list(_paired([_code_block(code) for code in section.codes]))
    return [_stacked(heading, rows[0]), *rows[1:]] if rows else [heading]


def _paired(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Two narrow codes beside one another, a wide one alone."""
    waiting: _Block | None = None
    for block in blocks:
        if waiting is not None and block.width <= _COLUMN:
            yield _joined(waiting, block, x=_COLUMN + 10, y=0)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = block if block.width <= _COLUMN else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting


def _code_block(code: Code) -> _Block:
    modules = modules_of(code)
    size = _module_size(modules)
    height = _BAR_HEIGHT if modules.linear else size * len(modules.rows)
    quiet = size * modules.quiet
    width = size * len(modules.rows[0]) + 2 * quiet
    caption = _text_block(code.caption, _CAPTION, bold=True, room=max(width, _COLUMN))
    above = caption.height + (1.0 if modules.linear else quiet)
    symbol = _Block(width, above + height, (), tuple(_darks(modules, size, quiet, above)))
    block = _joined(caption, symbol, x=0, y=0)
    below = f"{readable(code.content)}\n{code.note}" if code.note else readable(code.content)
    note = _text_block(below, _NOTE, room=max(width, _COLUMN))
    block = _joined(block, note, x=0, y=block.height + (0 if modules.linear else quiet / 2))
    return msgspec.structs.replace(block, height=block.height + _BETWEEN)


def _module_size(modules: Modules) -> float:
    wanted = _LINEAR_MODULE if modules.linear else _MATRIX_MODULE
    room = _WIDTH / (len(modules.rows[0]) + 2 * modules.quiet)
    if modules.linear and room < _LEAST_MODULE:
        raise ValueError("the content is too long for a linear code on this page")
    return min(wanted, room)


def _darks(modules: Modules, size: float, left: float, top: float) -> Iterator[Dark]:
    """One rectangle for each run of dark modules."""
    height = _BAR_HEIGHT if modules.linear else size
    for number, row in enumerate(modules.rows):
        start = None
        for at, dark in enumerate((*row, False)):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                yield Dark(left + start * size, top + number * size, (at - start) * size, height)
                start = None


def readable(content: bytes) -> str:
    """The content for people: control characters by their names of ISO/IEC 646, other bytes that are no ASCII as hex."""
    return "".join(_NAMES.get(byte) or (chr(byte) if byte < 0x7F else f"<{byte:02X}>") for byte in content)


_CONTROL_NAMES = (
    "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI "
    "DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US"
)
_NAMES: Final = {code: f"<{name}>" for code, name in enumerate(_CONTROL_NAMES.split())}


def _filled(rows: Sequence[_Block]) -> Iterator[Page]:
    words: list[Words] = []
    darks: list[Dark] = []
    y = _MARGIN
    for row in rows:
        if y + row.height - _BETWEEN > _BOTTOM and (words or darks):
            yield Page(tuple(words), tuple(darks))
            words, darks, y = [], [], _MARGIN
        placed = _moved(row, _MARGIN, y)
        words += placed.words
        darks += placed.darks
        y += row.height
    yield Page(tuple(words), tuple(darks))


def _foot(text: str, number: int, of: int) -> tuple[Words, ...]:
    y = PAGE_HEIGHT - _MARGIN
    count = f"{number} / {of}"
    return (
        Words(_MARGIN, y, _NOTE, text),
        Words(PAGE_WIDTH - _MARGIN - _width(count, _NOTE), y, _NOTE, count),
    )


def _text_block(
    text: str, size: float, *, bold: bool = False, room: float = _WIDTH, above: float = 0
) -> _Block:
    lines = [line for part in text.splitlines() for line in _wrapped(part, size, room)]
    step = size * _MILLIMETRES * 1.35
    words = tuple(
        Words(0, above + step * (number + 0.8), size, line, bold) for number, line in enumerate(lines)
    )
    return _Block(
        max((_width(line, size) for line in lines), default=0), above + step * len(lines) + 1.5, words
    )


def _wrapped(text: str, size: float, room: float) -> Iterator[str]:
    """Break a line where its words or Chinese characters end."""
    line = ""
    for piece in _pieces(text):
        if line.strip() and _width((line + piece).rstrip(), size) > room:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Words, Chinese characters with the punctuation that closes them, and parts of what is too long to stay whole."""
    piece = ""
    for character, following in zip(text, text[1:] + " ", strict=True):
        piece += character
        breaks = character == " " or ord(character) > 0x2E80 or len(piece) >= 24
        if breaks and following not in _CLOSING:
            yield piece
            piece = ""
    yield piece


_CLOSING: Final = frozenset("，。；：、！？）》”")


def _width(text: str, size: float) -> float:
    """The text's width in millimetres, rather too wide than too narrow: Chinese characters are square."""
    ems = math.fsum(1.0 if ord(character) > 0x2E80 else 0.56 for character in text)
    return ems * size * _MILLIMETRES


def _moved(block: _Block, x: float, y: float) -> _Block:
    return msgspec.structs.replace(
        block,
        words=tuple(msgspec.structs.replace(words, x=words.x + x, y=words.y + y) for words in block.words),
        darks=tuple(msgspec.structs.replace(dark, x=dark.x + x, y=dark.y + y) for dark in block.darks),
    )


def _joined(first: _Block, second: _Block, *, x: float, y: float) -> _Block:
    moved = _moved(second, x, y)
    return _Block(
        max(first.width, second.width + x),
        max(first.height, second.height + y),
        (*first.words, *moved.words),
        (*first.darks, *moved.darks),
    )


def _stacked(above: _Block, below: _Block) -> _Block:
    return _joined(above, below, x=0, y=above.height)
