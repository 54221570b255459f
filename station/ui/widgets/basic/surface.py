"""The flat cards everything stands on: fill, edge drawn inside, optional band at the left."""

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QWidget

from station.ui.theme.theme import Theme
from station.ui.theme.tokens import tokens

_DASH = [2.0, 1.2]


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How a surface looks; roles of the palette.

    Attributes:
        fill: inside; empty leaves what is behind.
        edge: border; empty draws none.
        width: of the border in design pixels, drawn inside so that nothing moves.
        dashed: provisional, offline or not to be pressed.
        band: fill of the band at the left; empty draws none.
    """

    fill: str = "surface"
    edge: str = "line"
    width: float = 1
    dashed: bool = False
    band: str = ""


CARD = Look()


def state_look(role: str, *, fill: str = "surface", dashed: bool = False, band: str = "") -> Look:
    """The look of a card in a state: 3 px edge in the state's colour, amber edged with its text colour."""
    edge = "warntext" if role == "warn" else role
    return Look(fill=fill, edge=edge, width=tokens().border["state"], dashed=dashed, band=band)


def solid_look(role: str) -> Look:
    """A filled state; amber alone needs an edge, being too light against the background."""
    if role == "warn":
        return Look(fill=role, edge="warntext", width=tokens().border["state"])
    return Look(fill=role, edge="")


def paint_look(
    painter: QPainter, rect: QRectF, theme: Theme, look: Look, *, band: float = 0, radius: int = 8
) -> None:
    """Paint a surface into `rect`; `band` is the band's width in pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    corner = theme.px(radius)
    width = theme.px(look.width) if look.edge else 0
    outline = QPainterPath()
    outline.addRoundedRect(
        rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), corner - width / 2, corner - width / 2
    )
    if look.fill:
        painter.fillPath(outline, theme.colour(look.fill))
    if look.band and band:
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(QRectF(rect.left(), rect.top(), band, rect.height()), theme.colour(look.band))
        painter.restore()
    if width:
        pen = QPen(theme.colour(look.edge), width)
        if look.dashed:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(_DASH)
        painter.strokePath(outline, pen)


def soft_gap(theme: Theme, length: int) -> QSpacerItem:
    """A vertical gap that gives way before a text does."""
    return QSpacerItem(0, theme.px(length), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)


def on_ground(widget: QWidget, theme: Theme) -> None:
    """Have a widget that stands on the plain ground paint its own part of it: it is then painted without the rest."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, theme.colour("bg"))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)


class Surface(QWidget):
    """A card; other widgets are laid out on it.

    Args:
        theme: what to paint with.
        look: how it looks at first.
        band: width of the band at the left in design pixels.
    """

    def __init__(
        self, theme: Theme, look: Look = CARD, *, band: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.band = theme.px(band)
        self._look = look

    def dress(self, look: Look) -> None:
        """Change the look; the layout stays as it is."""
        if look != self._look:
            self._look = look
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the surface."""
        painter = QPainter(self)
        paint_look(painter, QRectF(self.rect()), self.theme, self._look, band=self.band)


class Ground(QWidget):
    """A plain area filled with one role, optionally with a line at its top."""

    def __init__(self, theme: Theme, role: str, *, line: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self._line = line

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Fill the area."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(self._role))
        if self._line:
            painter.fillRect(0, 0, self.width(), self._theme.px(1), self._theme.colour("line"))


class Rule(QWidget):
    """A horizontal line of a role's colour."""

    def __init__(
        self, theme: Theme, role: str = "line", *, thick: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self.setFixedHeight(theme.px(thick))

    def dress(self, role: str) -> None:
        """Change the colour."""
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Fill the line."""
        QPainter(self).fillRect(self.rect(), self._theme.colour(self._role))
