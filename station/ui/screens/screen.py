"""What all screens share."""

from typing import Generic, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.viewmodels.screen import ScreenModel

Model_co = TypeVar("Model_co", bound=ScreenModel, covariant=True)
GAP = 12


class Screen(QWidget, Generic[Model_co]):
    """The main part of the window for one view-model; `present` shows how it stands now."""

    def __init__(self, theme: Theme, model: Model_co) -> None:
        super().__init__()
        self.theme = theme
        self.model = model

    def present(self) -> None:
        """Show what has changed since the last time."""
        raise NotImplementedError

    def take_over(self, before: QWidget) -> None:
        """Go on with what was half typed on the same screen in another language or light."""


def column(theme: Theme, gap: int = GAP) -> tuple[QWidget, QVBoxLayout]:
    """A widget that stacks others without a margin."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    _plain(layout, theme, gap)
    return holder, layout


def row(theme: Theme, parent: QWidget, gap: int = 16) -> QHBoxLayout:
    """A row of columns without a margin."""
    layout = QHBoxLayout(parent)
    _plain(layout, theme, gap)
    return layout


def clear(layout: QBoxLayout) -> None:
    """Take everything out and let it go."""
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _plain(layout: QBoxLayout, theme: Theme, gap: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.px(gap))
