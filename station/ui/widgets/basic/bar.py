"""The bar of how much is done; it jumps, it does not slide."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from station.ui.theme.theme import Theme


class Bar(QWidget):
    """A bar filled from the left.

    Args:
        theme: what to paint with.
        role: colour of the filled part.
    """

    def __init__(self, theme: Theme, role: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self._fraction = 0.0
        self.setFixedHeight(theme.px(16))

    def present(self, fraction: float) -> None:
        """Fill this part of the bar, 0 to 1; more than the target stays a full bar."""
        self._fraction = min(max(fraction, 0.0), 1.0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._theme.px(1)
        inside = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        path = QPainterPath()
        path.addRoundedRect(inside, self._theme.px(4), self._theme.px(4))
        painter.fillPath(path, self._theme.colour("inset"))
        painter.save()
        painter.setClipPath(path)
        filled = QRectF(0, 0, self.width() * self._fraction, self.height())
        painter.fillRect(filled, self._theme.colour(self._role))
        painter.restore()
        painter.strokePath(path, QPen(self._theme.colour("edge"), edge))
