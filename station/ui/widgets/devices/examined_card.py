"""The card of what is wrong with a device, what to scan now, or that all is right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.devices import Examined
from station.ui.views.work import Fact
from station.ui.widgets.basic.button import Button
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import CARD, Surface, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step
from station.ui.widgets.devices.code_picture import CodePicture

_LABEL_WIDTH, _LARGE_LABEL_WIDTH = 76, 112
_TITLE = (Step(28, 36), Step(24, 32), Step(22, 28), Step(20, 26, 2), Step(18, 24, 2))
_LARGE_TITLE = (Step(40, 52), Step(34, 44))
_FACT = (Step(20, 28), Step(18, 24, 2), Step(18, 22, 3))
_LARGE_FACT = (Step(24, 34), Step(22, 30))
_DONE, _NOW, _TO_DO = ("read", "oktext"), ("scan", "accenttext"), ("minus", "muted")


class ExaminedCard(Surface):
    """Title, facts or a code, actions; `chosen` carries the id of the action pressed.

    Args:
        theme: what to paint with.
        large: for a card over the whole width.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        px = theme.px
        self._shown: Examined | None = None
        self._icon = Glyph(theme, 44 if large else 36)
        self._large = large
        self._title = Text(theme, (*(_LARGE_TITLE if large else ()), *_TITLE))
        self._picture = CodePicture(theme)
        self._progress = Text(theme, (Step(20, 28), Step(18, 24)), "muted").align_right()
        self._marks = QHBoxLayout()
        self._marks.setSpacing(px(8))
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(px(8))
        self._facts.setVerticalSpacing(px(4))
        self._facts.setColumnMinimumWidth(0, px(_LARGE_LABEL_WIDTH if large else _LABEL_WIDTH))
        self._facts.setColumnStretch(1, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(px(12))
        self._transient: list[QWidget] = []
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        head.addWidget(self._progress)
        head.addLayout(self._marks)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(12), px(20), px(14))
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addLayout(self._facts)
        column.addWidget(self._picture, 1)
        column.addStretch()
        column.addLayout(self._actions)

    def present(self, examined: Examined) -> None:
        """Show it, and tell assistive technology at once where something is wrong."""
        if examined == self._shown:
            return
        self._shown = examined
        self.dress(state_look(examined.role) if examined.role else CARD)
        ink = {"": "muted", "accent": "accenttext"}.get(examined.role, f"{examined.role}text")
        self._icon.present(examined.icon, ink)
        self._title.present(examined.title)
        self._progress.present(examined.progress_word)
        self._progress.setVisible(bool(examined.progress_word))
        self._picture.setVisible(examined.code is not None)
        if examined.code is not None:
            self._picture.present(examined.code)
        self._fill(examined)
        self.setAccessibleName(examined.title)
        self.setAccessibleDescription("\n".join(_spoken(fact) for fact in examined.facts))
        if examined.role == "warn":
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _fill(self, examined: Examined) -> None:
        for widget in self._transient:
            widget.hide()
            widget.deleteLater()
        self._transient.clear()
        for row, fact in enumerate(examined.facts):
            sizes = (*(_LARGE_FACT if self._large else ()), *_FACT)
            label = Text(self.theme, (*sizes[:-2], Step(18, 24)), "muted")
            label.present(fact.label)
            value = Text(self.theme, sizes, code=fact.code)
            value.present(fact.value)
            self._facts.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, row, 1)
            self._transient += [label, value]
        done, count = examined.progress
        for place in range(count):
            icon, role = _DONE if place < done else _NOW if place == done else _TO_DO
            mark = Glyph(self.theme, 30, icon, role)
            self._marks.addWidget(mark)
            self._transient.append(mark)
        for action in examined.actions:
            button = Button(self.theme, parent=self)
            button.present(action)
            button.clicked.connect(lambda _=False, identifier=action.id: self.chosen.emit(identifier))
            self._actions.addWidget(button, 1)
            self._transient.append(button)
        for widget in self._transient:
            widget.show()  # at once: Qt itself shows what is added to a visible layout a turn later


def _spoken(fact: Fact) -> str:
    value = fact.value if isinstance(fact.value, str) else "".join(run.text for run in fact.value)
    return f"{fact.label}: {value}"
