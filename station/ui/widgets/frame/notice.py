"""Nothing here, not yet here, or not saved: said in words, with the way on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.frame import Note, NoticeKind
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import CARD, Surface, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

_EDGES = {NoticeKind.ERROR: "refuse", NoticeKind.WARNING: "warn", NoticeKind.TRAINING: "training"}


class Notice(Surface):
    """A notice card; an error raises an alert."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        px = theme.px
        self._icon = Glyph(theme, 44)
        self._title = Text(theme, (Step(20, 28, 2), Step(18, 24, 3)))
        self._detail = Text(theme, (Step(18, 24, 3), Step(18, 22, 4)), "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(14), px(20), px(14))
        row.setSpacing(px(16))
        row.addWidget(self._icon)
        holder = QWidget()
        words = QVBoxLayout(holder)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        row.addWidget(holder, 1, Qt.AlignmentFlag.AlignVCenter)

    def present(self, note: Note) -> None:
        """Show a notice."""
        edge = _EDGES.get(note.kind)
        self.dress(state_look(edge) if edge else CARD)
        self._icon.present(note.icon, note.kind.value)
        self._title.present(note.title, note.kind.value if edge else "text")
        self._detail.present(note.detail)
        self.setAccessibleName(note.title)
        self.setAccessibleDescription(note.detail)
        if note.kind is NoticeKind.ERROR:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
