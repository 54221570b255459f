"""The station's reading devices: a card for each, and what is known of the chosen one."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout

from station.ui.screens.screen import Screen
from station.ui.theme.theme import Theme
from station.ui.viewmodels.devices.model import DevicesModel, DevicesView
from station.ui.widgets.devices.device_area import DeviceArea
from station.ui.widgets.devices.scan_area import ScanArea


class DevicesScreen(Screen[DevicesModel]):
    """Cards at the left, bytes and findings at the right."""

    def __init__(self, theme: Theme, model: DevicesModel) -> None:
        super().__init__(theme, model)
        self._shown: DevicesView | None = None
        self._area = DeviceArea(theme)
        self._area.chosen.connect(model.choose)
        self._area.asked.connect(model.act)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._area)
        self._step = ScanArea(theme)
        self._step.asked.connect(model.act)
        self._pages.addWidget(self._step)

    def present(self) -> None:
        """Show what has changed."""
        view, shown = self.model.view, self._shown
        self._shown = view
        if shown is None or (view.lines, view.below) != (shown.lines, shown.below):
            self._area.present_devices(view.lines, view.below)
        if shown is None or view.read != shown.read:
            self._area.read.present(view.read)
        if shown is None or view.examined != shown.examined:
            self._area.examined.present(view.examined)
        if view.step is not None:
            self._step.present(view.step)
        self._pages.setCurrentIndex(0 if view.step is None else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tell how many devices there is room for."""
        super().resizeEvent(event)
        self.model.fit(self._area.rows)
