"""A question with its few answers as large buttons, in the place of the prompt."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.frame import Action
from station.ui.views.work import Prompt
from station.ui.widgets.basic.button import Button
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Surface, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

_BAND = 103
_ICON = 64
_IN_A_ROW = 3
_LARGE, _SMALL = 104, 72


class ChoiceCard(Surface):
    """The accent card with answers; `chosen` carries the answer pressed. Buttons are named `choice-ANSWER`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, state_look("accent", band="accent"), band=_BAND, parent=parent)
        px = theme.px
        self._icon = Glyph(theme, _ICON, "check", "onaccent")
        self._over = Text(theme, "action", "accenttext")
        self._what = Text(theme, (Step(40, 50), Step(32, 40), Step(26, 34, 2)))
        self._answers: tuple[Action, ...] = ()
        self._buttons: list[Button] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(px(12))
        row = QHBoxLayout(self)
        row.setContentsMargins((self.band - px(_ICON)) // 2, px(11), px(20), px(16))
        row.setSpacing(0)
        row.addWidget(self._icon)
        row.addSpacing((self.band - px(_ICON)) // 2 + px(20))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(self._over)
        column.addWidget(self._what)
        column.addStretch()
        column.addLayout(self._grid)
        row.addLayout(column, 1)

    def present(self, prompt: Prompt, answers: tuple[Action, ...]) -> None:
        """Show a question and its answers."""
        self._icon.present(prompt.icon, "onaccent")
        self._over.present(prompt.over)
        self._what.present(prompt.what)
        self.setAccessibleName(f"{prompt.over}: {prompt.what}")
        if answers != self._answers:
            self._answers = answers
            self._replace()

    def _replace(self) -> None:
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        height = _LARGE if len(self._answers) <= _IN_A_ROW else _SMALL
        self._buttons = [self._button(answer, height) for answer in self._answers]
        for index, button in enumerate(self._buttons):
            self._grid.addWidget(button, index // _IN_A_ROW, index % _IN_A_ROW)

    def _button(self, answer: Action, height: int) -> Button:
        button = Button(self.theme, height=height, parent=self)
        button.present(answer)
        button.setObjectName(f"choice-{answer.id}")
        button.clicked.connect(lambda: self.chosen.emit(answer.id))
        return button
