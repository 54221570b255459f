"""The station is cut off and may go on working."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.work import Offline
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Surface, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step


class OfflineCard(Surface):
    """A dashed card in the right column, as long as it is true."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, state_look("offline", dashed=True), parent=parent)
        px = theme.px
        self._title = Text(theme, (Step(26, 36), Step(22, 30), Step(20, 28, 2)), "offlinetext")
        self._count = Text(theme, (Step(64, 70),))
        self._count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._unit = Text(theme, (Step(20, 28), Step(18, 24), Step(18, 24, 2)), "muted")
        self._lines = Text(theme, (Step(18, 28, 3), Step(18, 24, 5)), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(16), px(20), px(16))
        column.setSpacing(px(2))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(Glyph(theme, 36, "cloud-off", "offlinetext"))
        head.addWidget(self._title, 1)
        count = QHBoxLayout()
        count.setSpacing(px(10))
        count.addWidget(self._count)
        unit = QVBoxLayout()
        unit.setContentsMargins(0, 0, 0, px(7))
        unit.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        count.addLayout(unit, 1)
        column.addLayout(head)
        column.addLayout(count)
        column.addWidget(self._lines)

    def present(self, offline: Offline) -> None:
        """Show what is only here."""
        self._title.present(offline.title)
        self._count.present(offline.count)
        self._unit.present(offline.unit)
        self._lines.present("\n".join(offline.lines))
        self.setAccessibleName(f"{offline.title}: {offline.count} {offline.unit}")
        self.setAccessibleDescription(", ".join(offline.lines))
