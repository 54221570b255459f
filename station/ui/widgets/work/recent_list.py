"""The last pieces saved; the whole list is one target that opens the history."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.work import Recent
from station.ui.widgets.basic.button import Pressable
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import CARD, Look, Rule, paint_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

_ROW = 56
_HEAD = 40


class RecentList(Pressable):
    """As many rows as the height holds; `clicked` asks for the history."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        px = theme.px
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(12), px(20), px(8))
        self._column.setSpacing(0)
        self._column.setSizeConstraint(
            QLayout.SizeConstraint.SetNoConstraint
        )  # rows give way, see _show_whole
        self.setMinimumHeight(px(_HEAD + _ROW + 8))
        head = QHBoxLayout()
        self._title = Text(theme, (Step(18, 24), Step(18, 24, 2)), "muted")
        head.addWidget(self._title, 1)
        head.addWidget(Glyph(theme, 22, "right", "muted"))
        self._column.addLayout(head)
        self._column.addStretch()
        self.entitle(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def entitle(self, title: str) -> None:
        """Show a heading."""
        self._title.present(title)
        self.setAccessibleName(title)

    def present(self, rows: tuple[Recent, ...]) -> None:
        """Show the pieces, newest first."""
        while len(self._rows) < len(rows):
            self._rows.append(_Row(self.theme, self))
            self._column.insertWidget(len(self._rows), self._rows[-1])
        for row, recent in zip(self._rows, rows, strict=False):
            row.present(recent)
        self._show_whole(len(rows))
        self.setAccessibleDescription("; ".join(f"{r.code} {r.time} {r.word}" for r in rows))

    def resizeEvent(self, event: object) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Keep out a row that would be cut."""
        self._show_whole(len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the card."""
        look = Look(fill="inset", edge="text") if self.looks_pressed() else CARD
        paint_look(QPainter(self), QRectF(self.rect()), self.theme, look)

    def _show_whole(self, count: int) -> None:
        room = (self.height() - self.theme.px(_HEAD + 8)) // self.theme.px(_ROW)
        for index, row in enumerate(self._rows):
            row.setVisible(index < min(count, max(room, 0)))


class _Row(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme.px
        self.setFixedHeight(px(_ROW))
        self._mark = Glyph(theme, 26)
        self._code = Text(theme, "body", code=True)
        self._time = Text(theme, "label", "muted", code=True, shrink=False)
        self._sync = Glyph(theme, 24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(2), 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule(theme))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self._mark)
        row.addWidget(self._code, 1)
        row.addWidget(self._time)
        row.addWidget(self._sync)
        column.addLayout(row, 1)

    def present(self, recent: Recent) -> None:
        """Show a piece."""
        self._mark.present(recent.mark, recent.mark_role)
        self._code.present(recent.code)
        self._time.present(recent.time)
        self._sync.present(recent.sync, "muted" if recent.sync == "cloud-ok" else "offlinetext")
