"""How far the order is."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.text import Run
from station.ui.views.work import Progress
from station.ui.widgets.basic.bar import Bar
from station.ui.widgets.basic.surface import Look, Surface, paint_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step


class ProgressCard(Surface):
    """Order, product, count, bar and tallies.

    Args:
        theme: what to paint with.
        compact: small count, without product and tallies, to leave room for more.
        training: in the colour of training.
    """

    def __init__(
        self, theme: Theme, *, compact: bool = False, training: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent=parent)
        px = theme.px
        self._compact = compact
        self._order = Text(theme, "label", "muted", code=True, shrink=False)
        self._product = Text(theme, (Step(18, 24), Step(18, 24, 2))).align_right()
        self._count = Text(theme, (Step(48, 56),) if compact else "count")
        self._count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._target = Text(
            theme, (Step(20, 28) if compact else Step(26, 36), Step(20, 28), Step(18, 24)), "muted"
        )
        self._added = _Added(theme)
        self._bar = Bar(theme, "training" if training else "accent")
        self._tallies = tuple(Text(theme, "label") for _ in range(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._order, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._product, 1)
        column.addLayout(head)
        column.addSpacing(px(2))
        column.addLayout(self._count_row())
        column.addSpacing(px(8))
        column.addWidget(self._bar)
        if not compact:
            column.addSpacing(px(12))
            column.addLayout(self._tally_row())
        self._product.setVisible(not compact)

    def present(self, progress: Progress) -> None:
        """Show how far the order is."""
        self._order.present(progress.order)
        self._product.present(progress.product)
        self._count.present(progress.count)
        self._target.present(progress.target)
        self._added.present(progress.added)
        self._bar.setVisible(progress.fraction is not None)
        self._bar.present(progress.fraction or 0.0)
        for text, tally in zip(self._tallies, progress.tallies, strict=False):
            text.present((Run(f"{tally.word} "), Run(tally.count, bold=True)))
        self.setAccessibleName(f"{progress.order}: {progress.count} {progress.target}")
        self.setAccessibleDescription(", ".join(f"{t.word} {t.count}" for t in progress.tallies))

    def _count_row(self) -> QHBoxLayout:
        px = self.theme.px
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(self._count)
        lower = QVBoxLayout()
        lower.setContentsMargins(0, 0, 0, px(5 if self._compact else 8))
        lower.addWidget(self._target, 0, Qt.AlignmentFlag.AlignBottom)
        row.addLayout(lower, 1)
        row.addWidget(self._added, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _tally_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        for index, text in enumerate(self._tallies):
            if index:
                row.addStretch()
            row.addWidget(text)
        return row


class _Added(QWidget):
    """The mark of the piece just saved; keeps its place when empty."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = Text(theme, "action", "oktext", bold=True, shrink=False).align_centre()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(4), theme.px(6), theme.px(4), theme.px(6))
        row.addWidget(self._text)
        self.setFixedSize(theme.px(44), theme.px(40))

    def present(self, text: str) -> None:
        self._text.present(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        if self._text.text():
            look = Look(fill="oksoft", edge="")
            paint_look(QPainter(self), QRectF(self.rect()), self._theme, look, radius=6)
