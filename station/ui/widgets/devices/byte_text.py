"""A read byte by byte: control characters as chips, identifiers underlined, what is missing amber and dashed."""

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from station.ui.theme.theme import Theme
from station.ui.views.devices import ByteLook, ByteRun, ByteRuns
from station.ui.widgets.basic.surface import Look, paint_look

_CHIPS = {ByteLook.CONTROL, ByteLook.MISSING, ByteLook.WRONG}
_CHIP_LOOKS = {
    ByteLook.CONTROL: (Look(fill="text", edge=""), "surface"),
    ByteLook.MISSING: (Look(fill="warn", edge="warntext", width=2, dashed=True), "onwarn"),
    ByteLook.WRONG: (Look(fill="warn", edge="warntext", width=2), "onwarn"),
}
_CHIP_PADDING, _CHIP_MARGIN, _CHIP_HEIGHT = 6, 2, 26
_IDENTIFIER_GAP = 3
_SIZES = ((20, 32), (18, 30))
"""Glyph size and line height; the smaller where the larger needs more than three lines."""
_LARGE_LINES = 3


class _Piece(msgspec.Struct, frozen=True):
    """A part of a run at its place."""

    run: ByteRun
    left: float
    line: int
    width: float


class ByteText(QLabel):
    """The bytes of a read; an element begins a new line rather than break, a chip never breaks.

    It stays a `QLabel` for screen readers; size and painting are its own.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._runs: ByteRuns = ()
        self._set: dict[int, tuple[tuple[_Piece, ...], int, int]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def present(self, runs: ByteRuns) -> None:
        """Show another read."""
        if runs != self._runs:
            self._runs = runs
            self._set.clear()
            self.setText(" ".join(run.text for run in runs))
            self.updateGeometry()
            self.update()

    def clipped(self) -> bool:
        """Whether a line can not be seen."""
        pieces, size, line = self._setting(self.width())
        metrics = QFontMetricsF(self._theme.font(self._theme.px(size), code=True))
        wide = any(piece.left + piece.width > self.width() + 1 for piece in pieces)
        return wide or (_lines(pieces) - 1) * self._theme.px(line) + metrics.height() > self.height() + 1

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a line."""
        return QSize(self._theme.px(300), self._theme.px(_SIZES[0][1]))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It gives way in width, never in height."""
        return QSize(0, self._theme.px(_SIZES[-1][1]))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Lines wrap; `QLabel` takes the size policy's word away."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height of all lines."""
        pieces, _, line = self._setting(width)
        return _lines(pieces) * self._theme.px(line)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint every piece."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pieces, size, line = self._setting(self.width())
        for piece in pieces:
            top = piece.line * self._theme.px(line)
            rect = QRectF(piece.left, top, piece.width, self._theme.px(line))
            self._paint(painter, piece.run, rect, self._theme.px(size))

    def _paint(self, painter: QPainter, run: ByteRun, rect: QRectF, size: int) -> None:
        px, ink = self._theme.px, "text"
        font = self._theme.font(size, code=True)
        if run.look in _CHIPS:
            look, ink = _CHIP_LOOKS[run.look]
            margin, height = px(_CHIP_MARGIN), min(px(_CHIP_HEIGHT), rect.height() - 2)
            top = rect.center().y() - height / 2
            rect = QRectF(rect.left() + margin, top, rect.width() - 2 * margin, height)
            paint_look(painter, rect, self._theme, look, radius=4)
            font = self._theme.font(size - px(3), code=True)
        elif run.look is ByteLook.IDENTIFIER:
            ink = "accenttext"
            rect = rect.adjusted(px(_IDENTIFIER_GAP), 0, 0, 0)
            below = rect.center().y() + size * 0.62
            painter.setPen(QPen(self._theme.colour("accent"), px(3)))
            painter.drawLine(QPointF(rect.left(), below), QPointF(rect.right(), below))
        painter.setFont(font)
        painter.setPen(self._theme.colour(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, run.text)
        if run.look is ByteLook.MISSING:
            inset = px(_CHIP_PADDING)
            painter.setPen(QPen(self._theme.colour(ink), px(2)))
            middle = rect.center().y() + px(1)
            painter.drawLine(QPointF(rect.left() + inset, middle), QPointF(rect.right() - inset, middle))

    def _setting(self, width: int) -> tuple[tuple[_Piece, ...], int, int]:
        """The pieces at their places, glyph size and line height."""
        if width not in self._set:
            tries = [(self._place(width, size), size, line) for size, line in _SIZES]
            self._set[width] = next((each for each in tries if _lines(each[0]) <= _LARGE_LINES), tries[-1])
        return self._set[width]

    def _place(self, width: int, size: int) -> tuple[_Piece, ...]:
        placed: list[_Piece] = []
        left, line = 0.0, 0
        for element in _elements(self._runs):
            whole = sum(self._width(run, size) for run in element)
            if left and left + whole > width and whole <= width:
                left, line = 0.0, line + 1
            for run in element:
                for part in self._parts(run, size, width, left):
                    own = self._width(part, size)
                    if left and left + own > width:
                        left, line = 0.0, line + 1
                    placed.append(_Piece(part, left, line, own))
                    left += own
        return tuple(placed)

    def _parts(self, run: ByteRun, size: int, width: int, left: float) -> tuple[ByteRun, ...]:
        """A run in parts that fit: what the line still holds, then whole lines; a chip in one part."""
        each = self._width(ByteRun("0"), size)
        if run.look is not ByteLook.DATA or left + self._width(run, size) <= width:
            return (run,)
        room = max(int((width - left) / each), 0)
        whole = max(int(width / each), 1)
        cuts = [room, *range(room + whole, len(run.text), whole)]
        starts = [0, *cuts]
        texts = (run.text[start:end] for start, end in zip(starts, [*cuts, None], strict=True))
        return tuple(ByteRun(text, run.look) for text in texts if text)

    def _width(self, run: ByteRun, size: int) -> float:
        px = self._theme.px
        chip = run.look in _CHIPS
        metrics = QFontMetricsF(self._theme.font(px(size) - (px(3) if chip else 0), code=True))
        text = metrics.horizontalAdvance(run.text)
        if chip:
            return text + 2 * px(_CHIP_PADDING + _CHIP_MARGIN)
        return text + (px(_IDENTIFIER_GAP) if run.look is ByteLook.IDENTIFIER else 0)


def _elements(runs: ByteRuns) -> list[list[ByteRun]]:
    """Runs that stay together: an identifier begins an element."""
    elements: list[list[ByteRun]] = []
    for run in runs:
        if not elements or run.look is ByteLook.IDENTIFIER:
            elements.append([])
        elements[-1].append(run)
    return elements


def _lines(pieces: tuple[_Piece, ...]) -> int:
    return pieces[-1].line + 1 if pieces else 1
