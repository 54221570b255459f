"""One step of an examination or of learning over the whole width: what to do, what hinders it, what came."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.devices import Step
from station.ui.views.entry import KeypadKind
from station.ui.widgets.devices.examined_card import ExaminedCard
from station.ui.widgets.devices.last_read_card import LastReadCard
from station.ui.widgets.entry.keypad import Keypad
from station.ui.widgets.frame.notice import Notice
from station.ui.widgets.work.prompt_card import PromptCard

_PROMPT = 200


class ScanArea(QWidget):
    """`asked` carries the id of an action, `typed` the name that was typed; empty: typing was given up."""

    asked = Signal(str)
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prompt = PromptCard(theme)
        self._prompt.setFixedHeight(theme.px(_PROMPT))
        self._note = Notice(theme)
        self.examined = ExaminedCard(theme, large=True)
        self.examined.chosen.connect(self.asked)
        self._read = LastReadCard(theme)
        self._keypad = Keypad(theme, KeypadKind.CODE)
        self._keypad.confirmed.connect(self.typed)
        self._keypad.cancelled.connect(lambda: self.typed.emit(""))
        steps = QWidget()
        self._column = QVBoxLayout(steps)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        self._column.addWidget(self._prompt)
        self._column.addWidget(self._note)
        self._column.addWidget(self.examined)
        self._column.addWidget(self._read)
        self._column.addStretch()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(steps)
        self._pages.addWidget(self._keypad)

    def present(self, step: Step) -> None:
        """Show a step."""
        self._prompt.setVisible(step.prompt is not None)
        self._note.setVisible(step.note is not None)
        self.examined.setVisible(step.examined is not None)
        self._read.setVisible(step.read is not None)
        if step.prompt is not None:
            self._prompt.present(step.prompt)
        if step.note is not None:
            self._note.present(step.note)
        if step.examined is not None:
            self.examined.present(step.examined)
            self._column.setStretchFactor(self.examined, int(step.examined.code is not None))
        if step.read is not None:
            self._read.present(step.read)
        self._present_typing(step)

    def _present_typing(self, step: Step) -> None:
        if step.typing is None:
            if self._pages.currentIndex() != 0:
                self.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt passes it on, and a ring appears
                self._pages.setCurrentIndex(0)
            return
        if self._pages.currentWidget() is not self._keypad:
            self._keypad.clear()
            self._pages.setCurrentWidget(self._keypad)
            self._keypad.setFocus()
        self._keypad.present(step.typing)
