"""What the last scan came to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.text import Run
from station.ui.views.work import Reading, ReadingState
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Look, Surface, on_ground, solid_look, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

_BAND = 103
_ICON = 56
_SAVED_BAND = 168
_SAVED_ICON = 104


_LOOKS = {
    ReadingState.IDLE: (Look(band="inset"), "scan", "muted", "muted", "muted"),
    ReadingState.QUIET: (Look(band="oksoft"), "read", "oktext", "text", "muted"),
    ReadingState.TYPED: (Look(band="inset"), "keypad", "muted", "text", "muted"),
    ReadingState.READ: (state_look("ok", fill="oksoft", band="ok"), "read", "onok", "oktext", "text"),
    ReadingState.PROVISIONAL: (
        state_look("offline", fill="offlinesoft", dashed=True),
        "provisional",
        "offlinetext",
        "offlinetext",
        "text",
    ),
}


class ReadingCard(QWidget):
    """Below the prompt, in a fixed place; solid green when a piece is saved."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_ground(self, theme)
        self._read = _Read(theme)
        self._saved = _Saved(theme)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._read)
        self._stack.addWidget(self._saved)

    def present(self, reading: Reading) -> None:
        """Show a reading."""
        saved = reading.state is ReadingState.SAVED
        (self._saved if saved else self._read).present(reading)
        self._stack.setCurrentIndex(1 if saved else 0)
        self.setAccessibleName(", ".join(filter(None, (reading.word, reading.field))))
        self.setAccessibleDescription(", ".join(filter(None, (reading.code, reading.facts))))


class _Read(Surface):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, band=_BAND)
        px = theme.px
        self._icon = Glyph(theme, _ICON)
        self._over = Text(theme, (Step(22, 30), Step(20, 30), Step(18, 24)))
        self._code = Text(theme, "code", code=True)
        self._facts = Text(theme, (Step(20, 28), Step(18, 26), Step(20, 28, 2), Step(18, 24, 2)))
        row = QHBoxLayout(self)
        row.setContentsMargins((self.band - px(_ICON)) // 2, px(8), px(12), px(8))
        row.setSpacing(0)
        row.addWidget(self._icon)
        row.addSpacing((self.band - px(_ICON)) // 2 + px(20))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        for text in (self._over, self._code, self._facts):
            words.addWidget(text)
        words.addStretch()
        row.addLayout(words, 1)

    def present(self, reading: Reading) -> None:
        """Show a reading that is not yet a saved piece."""
        look, icon, icon_role, over_role, facts_role = _LOOKS[reading.state]
        self.dress(look)
        self._icon.present(icon, icon_role)
        strong = reading.state in (ReadingState.READ, ReadingState.PROVISIONAL)
        over: tuple[Run, ...] = (Run(reading.word, bold=strong),)
        if reading.field:
            over = (*over, Run(f" · {reading.field}"))
        self._over.present(over, over_role)
        self._code.present(reading.code)
        self._facts.present(reading.facts, facts_role)
        for text in (self._code, self._facts):
            text.setVisible(bool(text.text()))


class _Saved(Surface):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, solid_look("ok"))
        px = theme.px
        edge = (px(_SAVED_BAND) - px(_SAVED_ICON)) // 2
        self._word = Text(theme, (Step(56, 68), Step(48, 60), Step(40, 50)), "onok", bold=True)
        self._field = Text(theme, (Step(30, 40), Step(26, 36), Step(22, 30), Step(20, 28, 2)), "onok")
        self._code = Text(theme, (Step(30, 38), Step(24, 32), Step(20, 28)), "onok", code=True)
        self._facts = Text(theme, (Step(20, 28), Step(18, 24), Step(18, 24, 2)), "onok")
        row = QHBoxLayout(self)
        row.setContentsMargins(edge, px(8), px(20), px(8))
        row.setSpacing(edge)
        row.addWidget(Glyph(theme, _SAVED_ICON, "saved", "onok"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addStretch()
        for text in (self._word, self._field, self._code, self._facts):
            words.addWidget(text)
        words.addStretch()
        row.addLayout(words, 1)

    def present(self, reading: Reading) -> None:
        """Show a saved piece."""
        self._word.present(reading.word)
        self._field.present(reading.field)
        self._code.present(reading.code)
        self._facts.present(reading.facts)
