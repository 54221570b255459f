"""The frame every working screen stands in."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygon, QRegion, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.widgets.frame.action_bar import ActionBar
from station.ui.widgets.frame.focus_ring import FocusRing
from station.ui.widgets.frame.status_strip import StatusStrip

_HATCH = 14


class Frame(QWidget):
    """Strip, main part, action bar; in training a hatched frame around all of it.

    Args:
        theme: what to paint with.
        training: whether nothing done here counts.
        margin: around the main part in design pixels, also between its columns.
    """

    def __init__(
        self, theme: Theme, *, training: bool = False, margin: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._hatch = theme.px(_HATCH) if training else 0
        self.strip = StatusStrip(theme)
        self.bar = ActionBar(theme)
        self._areas: tuple[QWidget, ...] = ()
        self._main = QHBoxLayout()
        edge = theme.px(margin)
        self._main.setContentsMargins(edge, edge, edge, edge)
        self._main.setSpacing(edge)
        column = QVBoxLayout(self)
        column.setContentsMargins(self._hatch, self._hatch, self._hatch, self._hatch)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(self._main, 1)
        column.addWidget(self.bar)
        self._ring = FocusRing(theme, self)

    def set_columns(self, left: QWidget, right: QWidget, *, right_width: int | None = None) -> None:
        """Put two columns in; the right one 324 k or, on wide screens, 420 k unless `right_width` is given."""
        right.setFixedWidth(self.theme.px(right_width) if right_width else self.theme.scale.side_width)
        self._areas = (left, right)
        self._main.addWidget(left, 1)
        self._main.addWidget(right)

    def set_single(self, widget: QWidget) -> None:
        """Put one column in."""
        self._areas = (widget,)
        self._main.addWidget(widget, 1)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Start with the focus nowhere in particular, so that the first Tab reaches what matters most."""
        super().showEvent(event)
        if self.focusWidget() is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: N802, FBT001 - Qt's name and signature
        """Tab goes through the main part, then the actions, then the strip."""
        stops = [stop for area in (*self._areas, self.bar, self.strip) for stop in _stops(area)]
        if not stops:
            return False
        step = 1 if following else -1
        focused = self.focusWidget()
        here = stops.index(focused) if focused in stops else -1 if following else 0
        reason = Qt.FocusReason.TabFocusReason if following else Qt.FocusReason.BacktabFocusReason
        stops[(here + step) % len(stops)].setFocus(reason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the ground and, in training, the hatch."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("bg"))
        if self._hatch:
            self._paint_hatch(painter)

    def _paint_hatch(self, painter: QPainter) -> None:
        whole = self.rect()
        inner = whole.adjusted(self._hatch, self._hatch, -self._hatch, -self._hatch)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRegion(_ring(whole, inner))
        painter.fillRect(whole, self.theme.colour("training"))
        painter.setPen(self.theme.colour("trainingsoft"))
        painter.setBrush(self.theme.colour("trainingsoft"))
        pitch = round(2 * self._hatch * 2**0.5)
        for left in range(-whole.height(), whole.width(), pitch):
            across = pitch // 2
            painter.drawPolygon(_stripe(left, across, whole.height()))
        painter.restore()


def _stops(area: QWidget) -> list[QWidget]:
    children = [area, *area.findChildren(QWidget)]
    return [child for child in children if child.isVisible() and child.isEnabled() and _takes_tab(child)]


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


def _ring(whole: QRect, inner: QRect) -> QRegion:
    return QRegion(whole).subtracted(QRegion(inner))


def _stripe(left: int, across: int, height: int) -> QPolygon:
    return QPolygon(
        [
            QPoint(left, 0),
            QPoint(left + across, 0),
            QPoint(left + across + height, height),
            QPoint(left + height, height),
        ]
    )
