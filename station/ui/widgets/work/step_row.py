"""One cell for each field of the step."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.work import StepCell, StepState
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Look, Surface, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step as Size

HEIGHT = 88
_MOST, _FEWEST = 5, 3


_LOOKS = {
    StepState.DONE: (Look(), "ok", "text"),
    StepState.CURRENT: (state_look("accent"), "accenttext", "accenttext"),
    StepState.TODO: (Look(fill=""), "muted", "muted"),
    StepState.PROVISIONAL: (state_look("offline", dashed=True), "offlinetext", "text"),
    StepState.REFUSED: (state_look("refuse"), "refusetext", "refusetext"),
    StepState.WARNED: (state_look("warn"), "warntext", "warntext"),
    StepState.NEEDS_LEAD: (state_look("lead"), "leadtext", "leadtext"),
}


def visible_range(count: int, current: int, room: int) -> range:
    """Which of `count` cells to show in `room` places: the current one second where cells must scroll."""
    first = max(0, min(current - 1, count - room))
    return range(first, min(count, first + room))


class StepRow(QWidget):
    """The row below the reading card."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cells: tuple[StepCell, ...] = ()
        self._widgets = [_Cell(theme, self) for _ in range(_MOST)]
        self.setFixedHeight(theme.px(HEIGHT))

    def present(self, cells: tuple[StepCell, ...]) -> None:
        """Show the fields; more than fit scroll so that the current one stands second."""
        self._cells = cells
        self._arrange()
        self.setAccessibleName(", ".join(f"{cell.label}: {cell.detail}" for cell in cells))

    def resizeEvent(self, event: object) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Place the cells anew."""
        self._arrange()

    def _arrange(self) -> None:
        """Show as many cells as keep their words whole, five at most."""
        most = min(len(self._cells), _MOST)
        gap = self._theme.px(8)
        for room in range(most, 0, -1):
            width = (self.width() + gap) // room - gap
            probe = self._widgets[0]
            if room <= _FEWEST or all(probe.fits(cell, width) for cell in self._cells):
                break
        else:
            room = 0
        self._place(room, gap)

    def _place(self, room: int, gap: int) -> None:
        current = next(
            (i for i, cell in enumerate(self._cells) if cell.state not in (StepState.DONE, StepState.TODO)),
            len(self._cells),
        )
        shown = visible_range(len(self._cells), current, room)
        for place, widget in enumerate(self._widgets):
            widget.setVisible(place < len(shown))
            if place < len(shown):
                left = place * (self.width() + gap) // room
                right = (place + 1) * (self.width() + gap) // room - gap
                widget.setGeometry(left, 0, right - left, self.height())
                widget.present(self._cells[shown[place]], shown[place] + 1)


class _Cell(Surface):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent=parent)
        px = theme.px
        self._icon = Glyph(theme, 24)
        self._number = Text(theme, "body", "muted").align_centre()
        self._number.setFixedWidth(px(24))
        self._label = Text(theme, (Size(20, 26), Size(18, 26), Size(18, 22, 2)))
        self._detail = Text(theme, "label", "muted", shrink=False)
        self._code = Text(theme, "label", "muted", shrink=False, code=True)
        grid = QGridLayout(self)
        self._beside = px(10) + px(24) + px(6) + px(6)
        grid.setContentsMargins(px(10), px(4), px(6), px(4))
        grid.setHorizontalSpacing(px(6))
        grid.setVerticalSpacing(px(2))
        mark = QHBoxLayout()
        mark.addWidget(self._icon)
        mark.addWidget(self._number)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        grid.setRowStretch(0, 1)
        grid.addLayout(mark, 1, 0)
        grid.addWidget(self._label, 1, 1)
        words.addWidget(self._detail)
        words.addWidget(self._code)
        grid.addLayout(words, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(3, 1)

    def present(self, cell: StepCell, number: int) -> None:
        """Show a field and its number."""
        look, icon_role, ink = _LOOKS[cell.state]
        self.dress(look)
        self._icon.present(cell.state.value, icon_role)
        self._icon.setVisible(cell.state is not StepState.TODO)
        self._number.present(str(number))
        self._number.setVisible(cell.state is StepState.TODO)
        self._label.present(cell.label, ink)
        self._code.present(cell.detail if cell.code else "")
        self._detail.present("" if cell.code else cell.detail)
        self._code.setVisible(cell.code)
        self._detail.setVisible(not cell.code)
        self.setAccessibleName(f"{cell.label}: {cell.detail}")

    def fits(self, cell: StepCell, width: int) -> bool:
        """Whether a field's words fit a cell of this width; a code may lose its head."""
        room = width - self._beside
        return self._label.fits(cell.label, room) and (cell.code or self._detail.fits(cell.detail, room))
