"""What was typed on a keypad: the value with its limit, or the dots of a PIN."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.theme.tokens import tokens
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Look, Surface, paint_look, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step


class ValueDisplay(Surface):
    """The value as typed, a caret, and the limit beside it."""

    def __init__(self, theme: Theme, *, code: bool) -> None:
        super().__init__(theme, state_look("accent"))
        px = theme.px
        self._value = Text(theme, (Step(40, 48), Step(32, 40), Step(26, 34), Step(20, 28)), code=code)
        self._caret = _Caret(theme)
        self._mark = Glyph(theme, 24, "warn", "refusetext")
        self._limit = Text(theme, (Step(20, 28), Step(18, 24), Step(18, 24, 2)), "muted").align_right()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(6), px(16), px(6))
        row.setSpacing(px(4))
        row.addWidget(self._value)
        row.addWidget(self._caret)
        row.addStretch(1)
        row.addWidget(self._mark)
        row.addWidget(self._limit)
        self.setFixedHeight(px(72))

    def present(self, value_word: str, limit: str, slots: int, *, trouble: bool) -> None:
        """Show the limit, in the colour of trouble with its mark where the value is outside it."""
        del slots
        self.dress(state_look("refuse" if trouble else "accent"))
        self._limit.present(limit, "refusetext" if trouble else "muted")
        self._mark.setVisible(trouble)
        self.setAccessibleName(value_word)
        self.setAccessibleDescription(limit)

    def show_typed(self, typed: str) -> None:
        """Show the value."""
        self._value.present(typed)
        self._value.setVisible(bool(typed))


class PinDisplay(QWidget):
    """A dot for each digit; never the digits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._slots = 0
        self._filled = 0
        self.setFixedHeight(theme.px(52))

    def present(self, value_word: str, limit: str, slots: int, *, trouble: bool) -> None:
        """Show as many places as the PIN has digits."""
        del limit, trouble
        self._slots = slots
        self.setAccessibleName(value_word)
        self.update()

    def show_typed(self, typed: str) -> None:
        """Fill a dot for each digit typed."""
        self._filled = len(typed)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the dots."""
        painter = QPainter(self)
        look = Look(fill="inset", edge="edge", width=tokens().border["control"])
        paint_look(painter, QRectF(self.rect()), self._theme, look)
        px = self._theme.px
        pen = px(3)
        painter.setPen(QPen(self._theme.colour("accent"), pen))
        pitch = px(44)
        first = (self.width() - (self._slots - 1) * pitch) / 2
        for place in range(self._slots):
            painter.setBrush(self._theme.colour("accent" if place < self._filled else "inset"))
            radius = (px(26) - pen) / 2
            painter.drawEllipse(QPointF(first + place * pitch, self.height() / 2), radius, radius)


class _Caret(QWidget):
    """Where the next character goes; steady, since nothing blinks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(3), theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        QPainter(self).fillRect(self.rect(), self._theme.colour("accent"))
