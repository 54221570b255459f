"""One step of an examination or of learning: what to do over the whole width, below it what came."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.devices import Examined, LastRead
from station.ui.widgets.devices.examined_card import ExaminedCard
from station.ui.widgets.devices.last_read_card import LastReadCard


class ScanArea(QWidget):
    """`asked` carries the id of an action."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.examined = ExaminedCard(theme)
        self.examined.chosen.connect(self.asked)
        self.read = LastReadCard(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.examined, 1)
        column.addWidget(self.read)

    def present(self, examined: Examined, read: LastRead | None) -> None:
        """Show what to do and what came."""
        self.examined.present(examined)
        self.read.setVisible(read is not None)
        if read is not None:
            self.read.present(read)
