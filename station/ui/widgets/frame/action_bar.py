"""The bar at the bottom: at most five actions, Back left, Help right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.frame import MOST, Action, Bar
from station.ui.widgets.basic.button import Button
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Ground
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

HEIGHT = 100


class ActionBar(Ground):
    """The action bar; `chosen` carries the id of the action pressed."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", line=True, parent=parent)
        self._theme = theme
        self._bar: Bar | None = None
        self._buttons: list[Button] = []
        self._icon = Glyph(theme, 30)
        self._note = Text(theme, (Step(18, 24, 2), Step(18, 22, 3))).align_right()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(16), theme.px(1), theme.px(16), 0)
        self._row.setSpacing(theme.px(12))
        self._row.addStretch(1)
        self._row.addWidget(self._note, 1000)
        self._row.addWidget(self._icon)
        self.setFixedHeight(theme.px(HEIGHT))

    def present(self, bar: Bar) -> None:
        """Offer other actions; raises `ValueError` for more than five: the rest belongs under "more"."""
        if len(bar.all) > MOST:
            raise ValueError(f"the action bar holds {MOST} actions, not {len(bar.all)}")
        if self._bar is None or bar.all != self._bar.all:
            self._replace(bar.all)
        self._bar = bar
        self._note.present(bar.note, bar.note_role)
        self._note.setVisible(bool(bar.note))
        self._icon.present(bar.note_icon, bar.note_role)
        self._icon.setVisible(bool(bar.note_icon))
        self._fit()

    def resizeEvent(self, event: object) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Choose the buttons' size anew."""
        self._fit()

    def _replace(self, actions: tuple[Action, ...]) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(action) for action in actions]
        for index, button in enumerate(self._buttons[:-1]):
            self._row.insertWidget(index, button)
        self._row.addWidget(self._buttons[-1])

    def _button(self, action: Action) -> Button:
        button = Button(self._theme, parent=self)
        button.present(action)
        button.clicked.connect(lambda: self.chosen.emit(action.id))
        return button

    def _fit(self) -> None:
        """All buttons take the largest size at which every one of them fits."""
        if not self._buttons:
            return
        px = self._theme.px
        note = px(190) if self._note.text() else 0
        room = self.width() - px(32) - px(12) * len(self._buttons) - note
        sizes = list(zip(*(button.widths() for button in self._buttons), strict=True))
        chosen = next((index for index, widths in enumerate(sizes) if sum(widths) <= room), len(sizes) - 1)
        for button in self._buttons:
            button.start_at(chosen)
