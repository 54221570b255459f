"""The ring around what the keyboard acts on, drawn outside of it so that nothing moves."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from station.ui.theme.theme import Theme
from station.ui.widgets.basic.button import Pressable

_THICK = 4
_OFF = 3
_FOLLOW = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


class FocusRing(QWidget):
    """Follows the focus within one window; only pressable things get the ring."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._target: Pressable | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Go where the focused thing goes."""
        if watched is self._target and event.type() in _FOLLOW:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the ring."""
        if self._target is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = self._theme.px(_THICK)
        painter.setPen(QPen(self._theme.colour(self._target.ring_role), thick))
        rect = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        radius = self._theme.px(8 + _OFF) + thick / 2
        painter.drawRoundedRect(rect, radius, radius)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, Pressable):
            old.removeEventFilter(self)
        inside = isinstance(new, Pressable) and self._window.isAncestorOf(new)
        self._target = new if isinstance(new, Pressable) and inside and new.wants_ring() else None
        if self._target is not None:
            self._target.installEventFilter(self)
        self._place()

    def _place(self) -> None:
        if self._target is None or not self._target.isVisible():
            self.hide()
            return
        reach = self._theme.px(_THICK + _OFF)
        corner = self._target.mapTo(self._window, QPoint(0, 0))
        area = QRect(corner, self._target.size()).adjusted(-reach, -reach, reach, reach)
        self.setGeometry(area.intersected(self._window.rect()))
        self.raise_()
        self.show()
