"""Keys for fingers in gloves: quantities, PINs, codes typed from a damaged label."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.theme.tokens import tokens
from station.ui.views.entry import KeypadContent, KeypadKind
from station.ui.views.frame import Action
from station.ui.widgets.basic.button import Button, Pressable
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Look, Surface, paint_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step
from station.ui.widgets.entry.keypad_display import PinDisplay, ValueDisplay

_BACK = "<"
_CONFIRM = "="
_CASE = "^"
_NAMES = {_BACK: "back", _CONFIRM: "confirm", _CASE: "case"}


class Keypad(Surface):
    """A keypad with its value; `confirmed` carries what was typed and leaves it until `clear`."""

    confirmed = Signal(str)
    changed = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme, kind: KeypadKind, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        px = theme.px
        self._kind = kind
        self._typed = ""
        self._small = False
        self._most = 0
        self._title = Text(theme, (Step(28, 36), Step(22, 36), Step(20, 28, 2)))
        self._mark = Glyph(theme, 24, "warn", "refusetext")
        self._tries = Text(theme, (Step(18, 24), Step(18, 24, 2)), "muted").align_right()
        self._display: PinDisplay | ValueDisplay
        if kind is KeypadKind.PIN:
            self._display = PinDisplay(theme)
        else:
            self._display = ValueDisplay(theme, code=kind is KeypadKind.CODE)
        self._confirm: Button | _Key
        self._back: _Key
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._mark)
        head.addWidget(self._tries)
        column.addLayout(head)
        column.addWidget(self._display)
        column.addLayout(self._keys(), 1)
        self._cancel = Button(theme)
        if kind is not KeypadKind.PIN:
            column.addLayout(self._decide())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def present(self, content: KeypadContent) -> None:
        """Show the words; what was typed stays."""
        self._most = content.slots
        pin = self._kind is KeypadKind.PIN
        self._title.present(content.title)
        self._tries.present(content.detail if pin else "", "refusetext" if content.trouble else "muted")
        self._mark.setVisible(pin and content.trouble)
        self._title.setVisible(bool(content.title))
        self._tries.setVisible(pin)
        self._display.present(content.value, content.detail, content.slots, trouble=content.trouble)
        self._confirm.present(
            Action(id="confirm", word=content.confirm, icon="" if pin else "check", primary=True)
        )
        self._back.setAccessibleName(content.back)
        self._confirm.setObjectName("keypad-confirm")
        if content.cancel:
            self._cancel.present(Action(id="cancel", word=content.cancel, icon="close"))
            self._cancel.setObjectName("keypad-cancel")
        self._show()

    def clear(self) -> None:
        """Forget what was typed; letters are capitals again."""
        self._set_small(small=False)
        self.fill("")

    def fill(self, value: str) -> None:
        """Show a value to go on from, for example the one to be corrected."""
        self._typed = value
        self._show()
        self.changed.emit(value)

    @property
    def typed(self) -> str:
        """What was typed so far."""
        return self._typed

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the same characters from a keyboard, letters as large as the keys show; Enter confirms nothing."""
        key = event.text().upper()
        if event.key() == Qt.Key.Key_Backspace:
            self.press(_BACK)
        elif key and key not in _NAMES and any(key in row for row in self._kind.value):
            self.press(key)
        else:
            event.ignore()

    def _keys(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self.theme.px(8 if self._kind is KeypadKind.CODE else 12))
        for row, keys in enumerate(self._kind.value):
            grid.setRowStretch(row, 1)
            for column, key in enumerate(keys):
                grid.setColumnStretch(column, 1)
                grid.addWidget(self._key(key), row, column)
        return grid

    def _key(self, key: str) -> "_Key":
        made = _Key(self.theme, key)
        made.setObjectName(f"keypad-{_NAMES.get(key, key)}")
        made.clicked.connect(lambda: self.press(key))
        if key == _BACK:
            self._back = made
        elif key == _CONFIRM:
            self._confirm = made
        return made

    def _decide(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(12))
        confirm = Button(self.theme)
        confirm.clicked.connect(lambda: self.press(_CONFIRM))
        self._cancel.clicked.connect(self.cancelled)
        row.addWidget(self._cancel, 1)
        row.addWidget(confirm, 1)
        self._confirm = confirm
        return row

    def press(self, key: str) -> None:
        """Press a key: a character, `<` for the last one back, `=` to confirm, `^` for capitals or small letters."""
        if key == _CONFIRM:
            if self._typed:
                self.confirmed.emit(self._typed)
            return
        if key == _CASE:
            self._set_small(small=not self._small)
            return
        typed = self._typed[:-1] if key == _BACK else self._typed + (key.lower() if self._small else key)
        if len(typed) > self._most or (
            key == "." and self._kind is KeypadKind.QUANTITY and "." in self._typed
        ):
            return
        self._typed = typed
        self._show()
        self.changed.emit(typed)

    def _set_small(self, *, small: bool) -> None:
        self._small = small
        for key in self.findChildren(_Key):
            key.show_case(small=small)

    def _show(self) -> None:
        self._display.show_typed(self._typed)
        self._confirm.setEnabled(bool(self._typed))
        self._confirm.update()


class _Key(Pressable):
    """One key: a character, the backspace, or the confirming word."""

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__(theme)
        self._key = key
        self.setText("" if key in (_BACK, _CONFIRM) else key)
        self.setAccessibleName(self.text())
        self.show_case(small=False)
        self.setMinimumSize(theme.px(theme.scale.control), theme.px(theme.scale.control))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def present(self, action: Action) -> None:
        self.setText(action.word)
        self.setAccessibleName(action.word)

    def show_case(self, *, small: bool) -> None:
        """Show a letter as it would be typed; the key for the case shows what it changes to."""
        if self._key == _CASE:
            self.setText("ABC" if small else "abc")
        elif self._key.isalpha():
            self.setText(self._key.lower() if small else self._key)
        else:
            return
        self.setAccessibleName(self.text())

    def clipped(self) -> bool:
        """Whether the word is wider than the key."""
        return self._metrics().horizontalAdvance(self.text()) > self.width() - 2 * self.theme.px(4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        painter = QPainter(self)
        confirm, down = self._key == _CONFIRM, self.looks_pressed()
        fill, ink = ("accent", "onaccent") if confirm else ("surface", "text")
        if down:
            fill, ink = ("accentsoft", "accenttext") if confirm else ("inset", "text")
        edge = "accent" if confirm else "text" if down else "edge"
        if not self.isEnabled():
            fill, ink, edge = "inset", "muted", "edge"
        look = Look(fill=fill, edge=edge, width=tokens().border["control"], dashed=not self.isEnabled())
        paint_look(painter, QRectF(self.rect()), self.theme, look)
        painter.setPen(self.theme.colour(ink))
        if self._key == _BACK:
            side = self.theme.px(36)
            icon = self.theme.icon("backspace", side, ink, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, icon)
            return
        painter.setFont(self._face())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _face(self) -> QFont:
        return self.theme.font(self.theme.px(24 if self._key in (_CONFIRM, _CASE) else 34))

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._face())
