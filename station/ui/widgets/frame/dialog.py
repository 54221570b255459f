"""The question before what can not be undone."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.frame import Action, Question
from station.ui.widgets.basic.button import Button, ButtonStyle
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Surface, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

_WIDTH = 672
_SCRIM = 0.8


class Dialog(QWidget):
    """Covers its window until one of its two actions is chosen.

    The focus stays inside; whoever opened it removes it when `chosen` comes.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, question: Question, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._safe = self._button(question.safe, ButtonStyle.NORMAL)
        self._act = self._button(question.act, ButtonStyle.PRIMARY)
        card = Surface(theme, state_look("edge"))
        card.setFixedWidth(theme.px(_WIDTH))
        self._lay_out(card, question)
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.detail)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()
        self._safe.setFocus(Qt.FocusReason.PopupFocusReason)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's name and signature
        """Keep covering the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc is the safe choice; nothing else passes through."""
        if event.key() == Qt.Key.Key_Escape:
            self.chosen.emit(self._safe.action_id)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: N802, FBT001, ARG002 - Qt's name and signature
        """Move between the two buttons and nowhere else."""
        other = self._act if self._safe.hasFocus() else self._safe
        other.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Darken what is behind."""
        scrim = QColor(0, 0, 0)
        scrim.setAlphaF(_SCRIM)
        QPainter(self).fillRect(self.rect(), scrim)

    def _button(self, action: Action, style: ButtonStyle) -> Button:
        button = Button(self._theme)
        button.present(action, style)
        button.clicked.connect(lambda: self.chosen.emit(action.id))
        return button

    def _lay_out(self, card: Surface, question: Question) -> None:
        px = self._theme.px
        title = Text(self._theme, (Step(28, 36, 2), Step(24, 32, 3)))
        title.present(question.title)
        detail = Text(self._theme, (Step(20, 28, 3), Step(18, 24, 4)), "muted")
        detail.present(question.detail)
        words = QVBoxLayout()
        words.addWidget(title)
        words.addWidget(detail)
        head = QHBoxLayout()
        head.setSpacing(px(16))
        head.addWidget(Glyph(self._theme, 48, question.icon, "warntext"))
        head.addLayout(words, 1)
        actions = QHBoxLayout()
        actions.setSpacing(px(12))
        actions.addWidget(self._safe, 1)
        actions.addWidget(self._act, 1)
        column = QVBoxLayout(card)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.setSpacing(px(20))
        column.addLayout(head)
        column.addLayout(actions)
