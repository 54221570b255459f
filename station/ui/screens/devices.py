"""The list of the station's reading devices."""

from PySide6.QtWidgets import QVBoxLayout

from station.ui.screens.screen import GAP, Screen, clear
from station.ui.theme.theme import Theme
from station.ui.viewmodels.devices.model import DevicesModel, DevicesView
from station.ui.widgets.entry.list_row import ListRow
from station.ui.widgets.frame.notice import Notice


class DevicesScreen(Screen[DevicesModel]):
    """A row for each device."""

    def __init__(self, theme: Theme, model: DevicesModel) -> None:
        super().__init__(theme, model)
        self._shown: DevicesView | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(GAP))

    def present(self) -> None:
        """Show every device."""
        view = self.model.view
        if view == self._shown:
            return
        self._shown = view
        clear(self._rows)
        for line in view.lines:
            device = ListRow(self.theme, line)
            device.setObjectName(f"device-{line.id}")
            self._rows.addWidget(device)
        if not view.lines:
            notice = Notice(self.theme)
            notice.present(view.note)
            self._rows.addWidget(notice)
        self._rows.addStretch()
