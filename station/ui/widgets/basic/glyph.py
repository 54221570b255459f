"""Icons and step pictures as widgets."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from station.ui.theme.theme import Theme, has_picture


class Glyph(QWidget):
    """An icon in a role's colour; never without a word beside it.

    Args:
        theme: what to paint with.
        pixels: width and height in design pixels.
        name: file name of the icon without ending; empty shows nothing.
        role: colour role.
    """

    def __init__(
        self, theme: Theme, pixels: int, name: str = "", role: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixels = theme.px(pixels)
        self._name = name
        self._role = role
        self.setFixedSize(self._pixels, self._pixels)

    @property
    def name(self) -> str:
        """The icon shown."""
        return self._name

    def present(self, name: str, role: str) -> None:
        """Show another icon."""
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the icon."""
        if self._name:
            icon = self._theme.icon(self._name, self._pixels, self._role, self.devicePixelRatioF())
            QPainter(self).drawPixmap(0, 0, icon)


class Picture(QWidget):
    """A step picture; decoration beside the words that say the same.

    Args:
        theme: what to paint with.
        pixels: width and height in design pixels.
    """

    def __init__(self, theme: Theme, pixels: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixels = theme.px(pixels)
        self._name = ""
        self.setFixedSize(self._pixels, self._pixels)

    def present(self, name: str) -> None:
        """Show another picture by its name; empty or unknown shows none and gives its room to the words."""
        name = name if has_picture(name) else ""
        if name != self._name:
            self._name = name
            self.update()
        self.setVisible(bool(name))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the picture."""
        if self._name:
            picture = self._theme.picture(self._name, self._pixels, self.devicePixelRatioF())
            QPainter(self).drawPixmap(0, 0, picture)
