"""The card of what a device sent last: as text with its control characters, and as hexadecimal digits."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.devices import ByteLook, LastRead
from station.ui.views.text import Run
from station.ui.widgets.basic.surface import Rule, Surface
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step
from station.ui.widgets.devices.byte_text import ByteText

_LABEL_WIDTH = 76


class LastReadCard(Surface):
    """Expected and received one below the other, or the one read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        px = theme.px
        self._title = Text(theme, (Step(22, 28), Step(20, 28), Step(18, 24)))
        self._detail = Text(theme, (Step(18, 24),), "muted").align_right()
        self._empty = Text(theme, (Step(20, 28, 2), Step(18, 24, 3)), "muted")
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(px(8))
        self._lines.setVerticalSpacing(px(6))
        self._lines.setColumnStretch(1, 1)
        self._texts: list[tuple[Text, ByteText]] = []
        self._rule = Rule(theme)
        self._hex = Text(theme, (Step(18, 24), Step(18, 24, 2)), "muted")
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._title, 1)
        head.addWidget(self._detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(14), px(20), px(12))
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addLayout(self._lines)
        column.addWidget(self._rule)
        column.addWidget(self._hex)

    def present(self, read: LastRead) -> None:
        """Show another read."""
        self._title.present(read.title)
        self._detail.present(read.detail)
        self._detail.setVisible(bool(read.detail))
        self._empty.present(read.empty)
        self._empty.setVisible(bool(read.empty))
        labelled = any(line.label for line in read.lines)
        self._lines.setColumnMinimumWidth(0, self.theme.px(_LABEL_WIDTH) if labelled else 0)
        self._lines.setHorizontalSpacing(self.theme.px(8) if labelled else 0)
        while len(self._texts) < len(read.lines):
            self._add_line()
        for index, (label, text) in enumerate(self._texts):
            shown = index < len(read.lines)
            label.setVisible(shown and labelled)
            text.setVisible(shown)
            if shown:
                label.present(read.lines[index].label)
                text.present(read.lines[index].runs)
        self._present_hex(read)
        self.setAccessibleName(read.title)
        self.setAccessibleDescription(read.empty)

    def _present_hex(self, read: LastRead) -> None:
        self._hex.present(
            tuple(
                Run(run.text, code=True)
                if run.look is ByteLook.DATA
                else Run(run.text, bold=True, code=True, role="warntext")
                for run in read.hex
            )
        )
        self._rule.setVisible(bool(read.hex))
        self._hex.setVisible(bool(read.hex))

    def _add_line(self) -> None:
        label = Text(self.theme, (Step(18, 32), Step(18, 24, 2)), "muted")
        text = ByteText(self.theme)
        row = len(self._texts)
        self._lines.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(text, row, 1)
        self._texts.append((label, text))
