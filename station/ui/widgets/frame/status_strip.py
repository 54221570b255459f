"""The strip at the top: where, whether synchronised, the scanner, who, when."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.frame import Segment, SegmentLook, Strip
from station.ui.widgets.basic.button import Pressable
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Ground, Look, paint_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

HEIGHT = 64


class StatusStrip(Ground):
    """The dark strip; a segment pressed asks for its details."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "strip", parent=parent)
        px = theme.px
        self._theme = theme
        self._segments: list[_Segment] = []
        self._station = Text(theme, (Step(22, 26), Step(20, 26), Step(18, 24)), "striptext")
        self._step = Text(theme, (Step(18, 22),), "stripmuted")
        self._clock = Text(theme, (Step(26, 34),), "striptext", code=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(16), 0, 0, 0)
        self._row.setSpacing(0)
        where = QVBoxLayout()
        where.setSpacing(0)
        where.addStretch()
        where.addWidget(self._station)
        where.addWidget(self._step)
        where.addStretch()
        self._row.addLayout(where, 1)
        time = _Divided(theme)
        box = QHBoxLayout(time)
        box.setContentsMargins(px(15), 0, px(14), 0)
        box.addWidget(self._clock)
        self._row.addWidget(time)
        self.setFixedHeight(px(max(HEIGHT, theme.scale.control)))

    def present(self, strip: Strip) -> None:
        """Show where, how, who and when."""
        self._station.present(strip.station)
        self._step.present(strip.step)
        self._clock.present(strip.clock)
        for index, segment in enumerate(strip.segments):
            if index == len(self._segments):
                self._segments.append(self._add(index))
            self._segments[index].present(segment)
        for index, widget in enumerate(self._segments):
            widget.setVisible(index < len(strip.segments))

    def _add(self, index: int) -> "_Segment":
        widget = _Segment(self._theme)
        widget.clicked.connect(lambda: self.pressed.emit(widget.segment_id))
        self._row.insertWidget(index + 1, widget)
        return widget


class _Divided(QWidget):
    """An area with the strip's dividing line at its left."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        QPainter(self).fillRect(0, 0, self._theme.px(1), self.height(), _divider(self._theme))


class _Segment(Pressable):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        px = theme.px
        self.segment_id = ""
        self._look = SegmentLook.PLAIN
        self._icon = Glyph(theme, 30)
        self._title = Text(theme, (Step(18, 22),))
        self._detail = Text(theme, (Step(18, 22),))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(16), 0, px(15), 0)
        self._row.setSpacing(px(10))
        self._row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch()
        self._row.addLayout(words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)

    @property
    def ring_role(self) -> str:
        return "striptext"

    def present(self, segment: Segment) -> None:
        """Show a segment."""
        _, ink, small, _ = segment.look.value
        self.segment_id = segment.id
        self.setObjectName(segment.id)
        self.setEnabled(segment.opens)
        self._look = segment.look
        self._icon.present(segment.icon, ink)
        self._title.present(segment.title, ink)
        self._detail.present(segment.detail, small)
        self.setAccessibleName(segment.title)
        self.setAccessibleDescription(segment.detail)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its words."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The strip gives way at the station's name, not here."""
        return self._row.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        painter = QPainter(self)
        fill, _, _, edge = self._look.value
        if not fill:
            painter.fillRect(0, 0, self.theme.px(1), self.height(), _divider(self.theme))
            if self.looks_pressed():
                painter.fillRect(self.rect(), _divider(self.theme))
            return
        inset = self.theme.px(4)
        rect = QRectF(self.rect()).adjusted(1 if edge else inset, inset, -1 if edge else -inset, -inset)
        look = Look(fill=fill, edge=edge, width=3, dashed=bool(edge))
        paint_look(painter, rect, self.theme, look)


def _divider(theme: Theme) -> QColor:
    colour = QColor(theme.colour("stripmuted"))
    colour.setAlphaF(0.22)
    return colour
