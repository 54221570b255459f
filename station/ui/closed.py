"""What stands on the screen while the station can't open its journal: nothing could be kept, so nothing is taken."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.ui.theme.scale import scale_for
from station.ui.theme.theme import Theme
from station.ui.translations import Wording
from station.ui.views.work import Fact, Verdict, VerdictKind
from station.ui.widgets.work.verdict_panel import VerdictPanel


class ClosedWindow(QWidget):
    """One card over all: what is wrong with the disk, what is kept, and who acts."""

    def __init__(self, words: Wording, width: int, height: int) -> None:
        super().__init__()
        self._words = words
        self.resize(width, height)
        theme = Theme(scale_for(width, height))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colour("bg"))
        self.setPalette(palette)
        self._panel = VerdictPanel(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(16)] * 4)
        layout.addWidget(self._panel)

    def present(self, cause: str) -> None:
        """Show a cause of `station.ports.JournalUnavailable`."""
        words = self._words
        matter = words.member("unwritable", cause)
        self._panel.present(
            Verdict(
                kind=VerdictKind.REFUSE,
                word=words.say("closed.word"),
                thing=matter,
                sentence=matter,
                way=words.say("closed.way"),
                facts=(Fact(words.say("work.kept"), words.say("closed.kept")),),
                actions=(),
            )
        )
