"""A card with a band that asks for one thing or confirms it: a badge, an order, the next shift."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.entry import Band
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Surface, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step


class BandCard(Surface):
    """A band card.

    Args:
        theme: what to paint with.
        band: width of the band in design pixels.
        slim: one line of 34 px, for a card of 80 px height.
        inline: the detail stands beside the title instead of below.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        band: int = 103,
        slim: bool = False,
        inline: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, band=band, parent=parent)
        px = theme.px
        icon = 44 if slim else 60
        self._icon = Glyph(theme, icon)
        self._over = Text(theme, (Step(22, 28), Step(20, 28), Step(18, 24)))
        title = (Step(34, 42), Step(28, 36), Step(22, 30), Step(20, 28, 2)) if slim else _TITLE
        self._title = Text(theme, title)
        self._detail = Text(theme, (Step(24, 32), Step(20, 28), Step(18, 24), Step(18, 24, 2)), "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins((self.band - px(icon)) // 2, px(8), px(16), px(8))
        row.setSpacing((self.band - px(icon)) // 2 + px(20))
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._over)
        line = QHBoxLayout() if inline else QVBoxLayout()
        line.setSpacing(px(12 if inline else 0))
        line.addWidget(self._title)
        line.addWidget(self._detail, 1)
        words.addLayout(line)
        words.addStretch()
        row.addLayout(words, 1)

    def present(self, band: Band) -> None:
        """Show what to do, or what was done."""
        fill = "oksoft" if band.role == "ok" else "surface"
        self.dress(state_look(band.role, fill=fill, band=band.role))
        self._icon.present(band.icon, f"on{band.role}")
        self._over.present(band.over, f"{band.role}text")
        self._over.setVisible(bool(band.over))
        self._title.present(band.title)
        self._detail.present(band.detail, "text" if band.role == "ok" else "muted")
        self._detail.setVisible(bool(band.detail))
        self.setAccessibleName(", ".join(filter(None, (band.over, band.title))))
        self.setAccessibleDescription(band.detail)


_TITLE = (Step(40, 52), Step(34, 44), Step(30, 40), Step(26, 34), Step(24, 30, 2), Step(20, 28, 3))
