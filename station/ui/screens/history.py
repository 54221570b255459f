"""The list of what was saved and refused here, one entry opened beside it."""

from PySide6.QtGui import QResizeEvent

from station.ui.screens.screen import Screen, clear, column, row
from station.ui.theme.theme import Theme
from station.ui.viewmodels.history import HistoryModel, HistoryView
from station.ui.widgets.entry.list_row import HEIGHT, ListRow
from station.ui.widgets.frame.notice import Notice
from station.ui.widgets.work.fact_card import FactCard

_GAP = 10
_SHEET = 356


class HistoryScreen(Screen[HistoryModel]):
    """As many rows as the screen holds."""

    def __init__(self, theme: Theme, model: HistoryModel) -> None:
        super().__init__(theme, model)
        self._shown: HistoryView | None = None
        left, self._rows = column(theme, _GAP)
        right, self._sheet = column(theme)
        right.setFixedWidth(max(theme.scale.side_width, theme.px(_SHEET)))
        across = row(theme, self)
        across.addWidget(left, 1)
        across.addWidget(right)

    def present(self) -> None:
        """Show the page and the entry opened."""
        view = self.model.view
        if view == self._shown:
            return
        self._shown = view
        clear(self._rows)
        clear(self._sheet)
        for line in view.lines:
            entry = ListRow(self.theme, line)
            entry.setObjectName(f"entry-{line.id}")
            entry.clicked.connect(lambda _=False, identifier=line.id: self.model.open(identifier))
            self._rows.addWidget(entry)
        if not view.lines:
            notice = Notice(self.theme)
            notice.present(view.note)
            self._rows.addWidget(notice)
        self._rows.addStretch()
        if view.sheet is not None:
            self._sheet.addWidget(FactCard(self.theme, view.sheet))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tell how many entries there is room for."""
        super().resizeEvent(event)
        height = self.theme.px(max(HEIGHT, self.theme.scale.control)) + self.theme.px(_GAP)
        self.model.fit((self.height() + self.theme.px(_GAP)) // height)
