"""The screens beyond sign-in, loaded with the first of them: nobody waits for them at the start."""

from collections.abc import Callable

from station.ui.screens.choose import ChooseScreen
from station.ui.screens.devices import DevicesScreen
from station.ui.screens.history import HistoryScreen
from station.ui.screens.learn import LearnScreen
from station.ui.screens.screen import Screen
from station.ui.screens.work import WorkScreen
from station.ui.theme.theme import Theme
from station.ui.viewmodels.choose.model import ChooseModel
from station.ui.viewmodels.devices.learn import LearnModel
from station.ui.viewmodels.devices.model import DevicesModel
from station.ui.viewmodels.history import HistoryModel
from station.ui.viewmodels.screen import ScreenModel
from station.ui.viewmodels.work.model import WorkModel


def screen_of(theme: Theme, model: ScreenModel, look_back: Callable[[], None]) -> "Screen[ScreenModel]":
    """The screen that shows `model`; `look_back` asks for the history."""
    match model:
        case ChooseModel():
            return ChooseScreen(theme, model)
        case WorkModel():
            working = WorkScreen(theme, model)
            working.history_asked.connect(look_back)
            return working
        case HistoryModel():
            return HistoryScreen(theme, model)
        case DevicesModel():
            return DevicesScreen(theme, model)
        case LearnModel():
            return LearnScreen(theme, model)
        case _:
            raise TypeError(f"no screen shows a {type(model).__name__}")
