"""A small mark: icon and word in a state's colours."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from station.ui.theme.theme import Theme
from station.ui.theme.tokens import tokens
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Look, paint_look
from station.ui.widgets.basic.text import Text


class Tag(QWidget):
    """A tag.

    Args:
        theme: what to paint with.
        role: `ok`, `warn`, `lead`, `refuse`, `offline`, `training` or `neutral`.
        icon: name of the icon.
        word: translated.
    """

    def __init__(self, theme: Theme, role: str, icon: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look, ink = _dress(role)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(9), theme.px(3), theme.px(12), theme.px(3))
        row.setSpacing(theme.px(6))
        row.addWidget(Glyph(theme, 22, icon, ink))
        text = Text(theme, "label", ink)
        text.present(word)
        row.addWidget(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the ground."""
        painter = QPainter(self)
        paint_look(painter, QRectF(self.rect()), self._theme, self._look, radius=tokens().radius["tag"])


def _dress(role: str) -> tuple[Look, str]:
    if role == "neutral":
        return Look(fill="inset", edge="line", width=2), "text"
    edge = "" if role == "ok" else f"{role}text"
    return Look(fill=f"{role}soft", edge=edge, width=2, dashed=role == "offline"), f"{role}text"
