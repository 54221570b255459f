"""What a person who has shown a badge is told before the PIN."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.entry import Welcome
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Rule, Surface
from station.ui.widgets.basic.tag import Tag
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step


class WelcomeCard(Surface):
    """Last visit, rights, message, what was left undone."""

    def __init__(self, theme: Theme, welcome: Welcome, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        px = theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(18), px(28), px(18))
        column.setSpacing(px(6))
        title = Text(theme, (Step(28, 36), Step(24, 32), Step(24, 30, 2)))
        title.present(welcome.title)
        may = Text(theme, (Step(22, 32, 3), Step(20, 28, 3), Step(18, 24, 4)), "muted")
        may.present(welcome.may)
        column.addWidget(title)
        column.addWidget(may)
        if welcome.note:
            column.addSpacing(px(12))
            column.addLayout(self._note(welcome.note))
        column.addStretch()
        if welcome.waiting:
            column.addWidget(Rule(theme))
            column.addSpacing(px(8))
            column.addLayout(self._waiting(welcome.waiting))
        self.setAccessibleName(welcome.title)
        self.setAccessibleDescription(f"{welcome.may} {welcome.note}".strip())

    def _note(self, note: str) -> QHBoxLayout:
        text = Text(self.theme, (Step(20, 28, 3), Step(18, 24, 4)))
        text.present(note)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(12))
        row.addWidget(Glyph(self.theme, 28, "note"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        return row

    def _waiting(self, waiting: tuple[tuple[str, str], ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(12))
        for icon, word in waiting:
            row.addWidget(Tag(self.theme, "neutral", icon, word))
        row.addStretch()
        return row
