"""The screen before central has said what this station is."""

from PySide6.QtWidgets import QVBoxLayout

from station.ui.screens.screen import GAP, Screen
from station.ui.theme.theme import Theme
from station.ui.viewmodels.waiting import WaitingModel
from station.ui.widgets.frame.notice import Notice
from station.ui.widgets.work.prompt_card import PromptCard


class WaitingScreen(Screen[WaitingModel]):
    """What to do, and what comes meanwhile."""

    def __init__(self, theme: Theme, model: WaitingModel) -> None:
        super().__init__(theme, model)
        self._prompt = PromptCard(theme)
        self._note = Notice(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(GAP))
        layout.addWidget(self._prompt, 1)
        layout.addWidget(self._note)

    def present(self) -> None:
        """Show it."""
        view = self.model.view
        self._prompt.present(view.prompt)
        self._note.present(view.note)
