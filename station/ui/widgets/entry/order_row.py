"""One order to choose."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.entry import OrderLine
from station.ui.widgets.basic.bar import Bar
from station.ui.widgets.basic.button import Pressable
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import CARD, Look, paint_look, state_look
from station.ui.widgets.basic.tag import Tag
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

HEIGHT = 108


class OrderRow(Pressable):
    """A row of the order list; `clicked` chooses it."""

    def __init__(self, theme: Theme, line: OrderLine, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        px = theme.px
        self._line = line
        self.setFixedHeight(px(HEIGHT))
        self.setEnabled(not line.locked)
        self.setAccessibleName(", ".join((line.order, line.product, *(tag.word for tag in line.tags))))
        self.setAccessibleDescription(line.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(6), px(20), px(6))
        row.setSpacing(px(20))
        row.addLayout(self._words(), 1)
        row.addLayout(self._progress())
        row.addWidget(Glyph(theme, 32, "lock" if line.locked else "right", "muted"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the card."""
        look = CARD
        if self._line.locked:
            look = Look(fill="inset", edge="edge", width=2, dashed=True)
        elif self.looks_pressed():
            look = state_look("accent", fill="accentsoft")
        elif self._line.selected:
            look = state_look("accent")
        paint_look(QPainter(self), QRectF(self.rect()), self.theme, look)

    def _words(self) -> QVBoxLayout:
        px = self.theme.px
        head = QHBoxLayout()
        head.setSpacing(px(12))
        order = Text(self.theme, (Step(24, 32), Step(20, 32)), code=True)
        order.present(self._line.order)
        head.addWidget(order)
        for tag in self._line.tags:
            head.addWidget(Tag(self.theme, tag.role, tag.icon, tag.word))
        head.addStretch()
        product = Text(
            self.theme, (Step(22, 30), Step(20, 30), Step(18, 24)), "muted" if self._line.locked else "text"
        )
        product.present(self._line.product)
        detail = Text(self.theme, "label", "muted")
        detail.present(self._line.detail)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addLayout(head)
        words.addWidget(product)
        words.addWidget(detail)
        words.addStretch()
        return words

    def _progress(self) -> QVBoxLayout:
        px = self.theme.px
        count = Text(self.theme, (Step(34, 42), Step(26, 42)))
        count.present(self._line.count)
        target = Text(self.theme, (Step(20, 36), Step(18, 34)), "muted")
        target.present(self._line.target)
        figures = QHBoxLayout()
        figures.setSpacing(px(6))
        figures.addWidget(count)
        lower = QVBoxLayout()
        lower.addStretch()
        lower.addWidget(target)
        figures.addLayout(lower, 1)
        bar = Bar(self.theme)
        bar.present(self._line.fraction)
        bar.setFixedWidth(px(232))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch()
        column.addLayout(figures)
        column.addWidget(bar)
        column.addStretch()
        return column
