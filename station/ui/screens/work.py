"""The screen of a step being worked."""

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from station.ui.screens.screen import Screen, row
from station.ui.screens.work_side import WorkSide
from station.ui.theme.theme import Theme
from station.ui.viewmodels.work.model import WorkModel
from station.ui.viewmodels.work.typing import Typing
from station.ui.viewmodels.work.view import WorkView
from station.ui.views.entry import KeypadKind
from station.ui.widgets.entry.keypad import Keypad
from station.ui.widgets.work.camera_view import CameraView
from station.ui.widgets.work.work_area import WorkArea


class WorkScreen(Screen[WorkModel]):
    """Form at the left, progress and recent pieces at the right; a keypad at the right, or over both for codes."""

    history_asked = Signal()

    def __init__(self, theme: Theme, model: WorkModel) -> None:
        super().__init__(theme, model)
        self._shown: WorkView | None = None
        self._keypads: dict[KeypadKind, Keypad] = {}
        self._typing: Typing | None = None
        self.area = WorkArea(theme)
        self.area.verdict.chosen.connect(model.act)
        self.area.choices.chosen.connect(model.choose)
        model.answered.connect(self._present_answer)
        model.pressed.connect(self._press)
        self._side = WorkSide(theme)
        self._side.history_asked.connect(self.history_asked)
        self._side.camera_asked.connect(lambda: model.act("camera"))
        self._camera = CameraView(theme)
        self._camera.clicked.connect(lambda: model.act("camera"))
        model.pictured.connect(self._side.camera.present)
        model.pictured.connect(self._camera.present)
        right = QWidget()
        right.setFixedWidth(theme.scale.side_width)
        self._right = QStackedLayout(right)
        self._right.addWidget(self._side)
        form = QWidget()
        across = row(theme, form)
        across.addWidget(self.area, 1)
        across.addWidget(right)
        self._pages = QStackedLayout(self)
        self._form = form
        for page in (form, self._camera):
            self._pages.addWidget(page)

    def present(self) -> None:
        """Show what has changed."""
        view, shown = self.model.view, self._shown
        self._shown = view
        if shown is None or (view.prompt, view.choices) != (shown.prompt, shown.choices):
            self.area.present_prompt(view.prompt, view.choices)
        if shown is None or view.reading != shown.reading:
            self.area.present_reading(view.reading)
        if shown is None or view.cells != shown.cells:
            self.area.present_steps(view.cells)
        if shown is None or view.verdict != shown.verdict:
            self.area.present_verdict(view.verdict)
        self._side.present(view, shown)
        if view.typing != self._typing:
            self._present_typing(view.typing)
        if view.camera is not None and (shown is None or view.camera != shown.camera):
            self._camera.word(view.camera)
        if view.enlarged != (self._pages.currentWidget() is self._camera):
            self._pages.setCurrentWidget(self._camera if view.enlarged else self._form)

    def _present_answer(self) -> None:
        """Paint what the last input came to before anything else is worked out."""
        answer, shown = self.model.answer, self._shown
        if shown is None:
            return
        if shown.enlarged:
            self.present()  # what the picture covered
            return
        if shown.verdict is not None and answer.verdict is None:
            self.present()  # what the verdict covered must not be seen as it was before
            return
        self._shown = msgspec.structs.replace(shown, reading=answer.reading, verdict=answer.verdict)
        if answer.reading != shown.reading:
            self.area.present_reading(answer.reading)
        if answer.verdict != shown.verdict:
            self.area.present_verdict(answer.verdict)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        (self.area.verdict if answer.verdict else self.area.reading).repaint()

    @property
    def typed(self) -> dict[KeypadKind, str]:
        """What was typed so far."""
        return {kind: keypad.typed for kind, keypad in self._keypads.items()}

    def take_over(self, before: QWidget) -> None:
        """Keep what was typed so far."""
        if isinstance(before, WorkScreen):
            for kind, typed in before.typed.items():
                if kind in self._keypads:
                    self._keypads[kind].fill(typed)

    def _press(self, key: str) -> None:
        """Press a key of the keypad shown."""
        if self._typing is not None:
            self._keypad(self._typing.kind).press(key)

    def _present_typing(self, typing: Typing | None) -> None:
        other = self._typing is None or typing is None or _turn(typing) != _turn(self._typing)
        self._typing = typing
        if typing is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._right.setCurrentIndex(0)
            self._pages.setCurrentIndex(0)
            return
        keypad = self._keypad(typing.kind)
        if other:
            keypad.clear()
        keypad.present(typing.content)
        over_both = typing.kind is KeypadKind.CODE
        self._pages.setCurrentWidget(keypad) if over_both else self._pages.setCurrentIndex(0)
        self._right.setCurrentIndex(0) if over_both else self._right.setCurrentWidget(keypad)
        keypad.setFocus()

    def _keypad(self, kind: KeypadKind) -> Keypad:
        if kind not in self._keypads:
            keypad = Keypad(self.theme, kind)
            keypad.confirmed.connect(self.model.enter)
            keypad.cancelled.connect(self.model.cancel_typing)
            keypad.changed.connect(self.model.keep_typed)
            (self._pages if kind is KeypadKind.CODE else self._right).addWidget(keypad)
            self._keypads[kind] = keypad
        return self._keypads[kind]


def _turn(typing: Typing) -> tuple[str, KeypadKind, int]:
    """What the keys are for; they begin empty for another."""
    return typing.field, typing.kind, typing.turn
