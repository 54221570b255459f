"""A row of a list: a past entry, a device, an item of a hand-over."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.entry import ListLine
from station.ui.widgets.basic.button import Pressable
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import CARD, Look, paint_look, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

HEIGHT = 70


class ListRow(Pressable):
    """A row; `clicked` chooses it.

    Args:
        theme: what to paint with.
        line: what it says.
        framed: a card of its own, otherwise a row between lines of one card.
    """

    def __init__(
        self, theme: Theme, line: ListLine, *, framed: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        px = theme.px
        self._line = line
        self._framed = framed
        self.setMinimumHeight(px(max(HEIGHT, theme.scale.control)))
        self.setAccessibleName(", ".join(filter(None, (line.count, line.title, line.word))))
        self.setAccessibleDescription(", ".join(filter(None, (line.time, line.detail))))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(17), px(4), px(17), px(4))
        row.setSpacing(px(12))
        if line.time:
            row.addWidget(self._text("body", line.time, "muted", code=True))
        row.addWidget(Glyph(theme, 32, line.mark.icon, line.mark.role))
        if line.count:
            number = Text(theme, (Step(40, 48),)).align_right()
            number.present(line.count)
            number.setMinimumWidth(px(88))
            row.addWidget(number)
        row.addLayout(self._words(), 1)
        if line.word:
            row.addWidget(self._text((Step(20, 28), Step(18, 24)), line.word, line.word_role))
        for mark in line.trail:
            row.addWidget(Glyph(theme, 26, mark.icon, mark.role))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the ground."""
        look = CARD if self._framed else Look(fill="", edge="")
        if self._line.attention:
            look = state_look("warn")
        if self._line.selected:
            look = state_look("accent", fill="accentsoft")
        if self.looks_pressed():
            look = Look(fill="inset", edge="text")
        paint_look(QPainter(self), QRectF(self.rect()), self.theme, look)

    def _words(self) -> QVBoxLayout:
        title = self._text((Step(22, 28), Step(20, 28), Step(18, 24)), self._line.title, code=self._line.code)
        ink = self._line.detail_mark.role if self._line.detail_mark else "muted"
        detail = self._text((Step(18, 24), Step(18, 22, 2)), self._line.detail, ink)
        below = QHBoxLayout()
        below.setSpacing(self.theme.px(8))
        if self._line.detail_mark:
            below.addWidget(Glyph(self.theme, 22, self._line.detail_mark.icon, ink))
        below.addWidget(detail, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(title)
        words.addLayout(below)
        words.addStretch()
        return words

    def _text(
        self, style: str | tuple[Step, ...], words: str, role: str = "text", *, code: bool = False
    ) -> Text:
        text = Text(self.theme, style, role, code=code)
        text.present(words)
        return text
