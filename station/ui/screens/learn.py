"""Learning a new device, one large step after the other."""

from station.ui.screens.screen import Screen, row
from station.ui.theme.theme import Theme
from station.ui.viewmodels.devices.learn import LearnModel
from station.ui.widgets.devices.scan_area import ScanArea


class LearnScreen(Screen[LearnModel]):
    """The step that is due."""

    def __init__(self, theme: Theme, model: LearnModel) -> None:
        super().__init__(theme, model)
        self._area = ScanArea(theme)
        self._area.asked.connect(model.act)
        self._area.typed.connect(model.call_it)
        across = row(theme, self)
        across.addWidget(self._area)

    def present(self) -> None:
        """Show the step."""
        self._area.present(self.model.view)
