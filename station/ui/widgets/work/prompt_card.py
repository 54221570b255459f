"""What to scan now, and where it is."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.work import Prompt
from station.ui.widgets.basic.glyph import Glyph, Picture
from station.ui.widgets.basic.surface import Surface, soft_gap, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

_BAND = 103
_ICON = 64
_PICTURE = 160


class PromptCard(Surface):
    """The accent card that never moves."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, state_look("accent", band="accent"), band=_BAND, parent=parent)
        px = theme.px
        self._icon = Glyph(theme, _ICON, "scan", "onaccent")
        self._over = Text(theme, "action", "accenttext")
        self._what = Text(theme, _what_steps(theme))
        self._where = Text(theme, (Step(22, 30), Step(20, 28), Step(20, 28, 2), Step(18, 24, 2)), "muted")
        self._extra = Text(theme, (Step(20, 28), Step(18, 24), Step(18, 24, 2)), "muted")
        self._picture = Picture(theme, _PICTURE)
        row = QHBoxLayout(self)
        row.setContentsMargins((self.band - px(_ICON)) // 2, px(11), px(14), px(11))
        row.setSpacing(0)
        row.addWidget(self._icon)
        row.addSpacing((self.band - px(_ICON)) // 2 + px(20))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._over)
        words.addWidget(self._what)
        words.addItem(soft_gap(theme, 4))
        words.addWidget(self._where)
        words.addItem(soft_gap(theme, 8))
        words.addWidget(self._extra)
        words.addStretch()
        row.addLayout(words, 1)
        row.addSpacing(px(4))
        row.addWidget(self._picture)

    def present(self, prompt: Prompt) -> None:
        """Show what to scan next."""
        self._icon.present(prompt.icon, "onaccent")
        self._over.present(prompt.over)
        self._what.present(prompt.what)
        self._where.present(prompt.where)
        self._extra.present(prompt.extra)
        self._extra.setVisible(bool(prompt.extra))
        self._where.setVisible(bool(prompt.where))
        self._picture.present(prompt.picture)
        self.setAccessibleName(f"{prompt.over}: {prompt.what}")
        self.setAccessibleDescription(f"{prompt.where} {prompt.extra}".strip())


def _what_steps(theme: Theme) -> tuple[Step, ...]:
    wide = theme.scale.wide
    largest = (Step(64, 80),) if wide else ()
    return (
        *largest,
        Step(56, 68),
        Step(48, 60),
        Step(46, 56, 2),
        Step(40, 50, 2),
        Step(32, 40, 3),
        Step(26, 34, 3),
    )
