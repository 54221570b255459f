"""What stands on the screen while the station can't open its journal: nothing could be kept, so nothing is taken."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.ui.theme.scale import scale_for
from station.ui.theme.theme import Theme
from station.ui.translations import Wording
from station.ui.views.frame import Note, NoticeKind
from station.ui.widgets.frame.notice import Notice


class ClosedWindow(QWidget):
    """One card: what is wrong with the disk, and who acts."""

    def __init__(self, words: Wording, width: int, height: int) -> None:
        super().__init__()
        self._words = words
        self.resize(width, height)
        theme = Theme(scale_for(width, height))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colour("bg"))
        self.setPalette(palette)
        self._notice = Notice(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(16)] * 4)
        layout.addStretch()
        layout.addWidget(self._notice)
        layout.addStretch()

    def present(self, cause: str) -> None:
        """Show a cause of `station.ports.JournalUnavailable`."""
        words = self._words
        title, way = words.member("unwritable", cause), words.member("unwritable-way", cause)
        self._notice.present(Note(kind=NoticeKind.ERROR, icon="disk", title=title, detail=way))
