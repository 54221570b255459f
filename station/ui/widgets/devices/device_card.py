"""The card of a reading device; `clicked` chooses it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.devices import DeviceLine
from station.ui.widgets.basic.button import Pressable
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import CARD, Look, paint_look, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

HEIGHT = 82


class DeviceCard(Pressable):
    """Icon, name and connection; below them the state."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        px = theme.px
        self._selected = False
        self._icon = Glyph(theme, 36)
        self._name = Text(theme, (Step(22, 28), Step(20, 28), Step(18, 24), Step(18, 22, 2)))
        self._connection = Text(theme, (Step(18, 24),), "muted").align_right()
        self._mark = Glyph(theme, 22)
        self._word = Text(theme, (Step(18, 24), Step(18, 21, 2)))
        self.setFixedHeight(px(max(HEIGHT, theme.scale.control)))
        across = QHBoxLayout(self)
        across.setContentsMargins(px(14), px(6), px(14), px(6))
        across.setSpacing(px(14))
        across.addWidget(self._icon)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._name, 1)
        head.addWidget(self._connection)
        below = QHBoxLayout()
        below.setSpacing(px(8))
        below.addWidget(self._mark)
        below.addWidget(self._word, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addLayout(head)
        words.addLayout(below)
        words.addStretch()
        across.addLayout(words, 1)

    def present(self, line: DeviceLine) -> None:
        """Show how the device is."""
        self.setObjectName(f"device-{line.id}")
        self._selected = line.selected
        self._icon.present(line.icon, "text")
        self._name.present(line.name)
        self._connection.present(line.connection)
        self._mark.present(line.mark.icon, line.mark.role)
        self._word.present(line.word, line.mark.role)
        self.setAccessibleName(f"{line.name}, {line.word}")
        self.setAccessibleDescription(line.connection)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the ground."""
        look = state_look("accent", fill="accentsoft") if self._selected else CARD
        if self.looks_pressed():
            look = Look(fill="inset", edge="text")
        paint_look(QPainter(self), QRectF(self.rect()), self.theme, look)
