"""The sign-in screen: a badge is asked for, then a PIN."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from station.ui.screens.screen import Screen, column, row
from station.ui.theme.theme import Theme
from station.ui.viewmodels.sign_in import SignInModel, SignInView
from station.ui.views.entry import Band, KeypadKind, Welcome
from station.ui.widgets.entry.band_card import BandCard
from station.ui.widgets.entry.keypad import Keypad
from station.ui.widgets.entry.welcome_card import WelcomeCard
from station.ui.widgets.frame.notice import Notice
from station.ui.widgets.work.prompt_card import PromptCard

_BADGE, _KEYPAD = 132, 420


class SignInScreen(Screen[SignInModel]):
    """Two pages: who are you, and your PIN."""

    def __init__(self, theme: Theme, model: SignInModel) -> None:
        super().__init__(theme, model)
        self._prompt = PromptCard(theme)
        self._hint = Notice(theme)
        self._badge = BandCard(theme, inline=True)
        self._badge.setFixedHeight(theme.px(_BADGE))
        self._note = Notice(theme)
        self._keypad = Keypad(theme, KeypadKind.PIN)
        self._keypad.confirmed.connect(self._confirm)
        self._welcome: QVBoxLayout
        self._welcomed: tuple[Band, Welcome] | None = None
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._badge_page())
        self._pages.addWidget(self._pin_page())

    def present(self) -> None:
        """Show how far signing in is."""
        view = self.model.view
        if view.prompt is not None:
            self._prompt.present(view.prompt)
            self._hint.present(view.note)
            self._keypad.clear()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._pages.setCurrentIndex(0)
        else:
            self._present_person(view)
            self._pages.setCurrentIndex(1)
            self._keypad.setFocus()

    @property
    def typed(self) -> str:
        """The digits typed so far."""
        return self._keypad.typed

    def take_over(self, before: QWidget) -> None:
        """Keep the digits typed so far."""
        if isinstance(before, SignInScreen):
            self._keypad.fill(before.typed)

    def _present_person(self, view: SignInView) -> None:
        if view.badge is None or view.welcome is None or view.keypad is None:
            return
        self._note.present(view.note)
        self._keypad.present(view.keypad)
        if (view.badge, view.welcome) != self._welcomed:
            self._welcomed = (view.badge, view.welcome)
            self._badge.present(view.badge)
            while item := self._welcome.takeAt(0):
                if (old := item.widget()) is not None:
                    old.deleteLater()
            self._welcome.addWidget(WelcomeCard(self.theme, view.welcome))

    def _confirm(self, pin: str) -> None:
        self._keypad.clear()
        self.model.enter_pin(pin)

    def _badge_page(self) -> QWidget:
        page, layout = column(self.theme)
        layout.addWidget(self._prompt, 1)
        layout.addWidget(self._hint)
        return page

    def _pin_page(self) -> QWidget:
        page = QWidget()
        across = row(self.theme, page)
        left, layout = column(self.theme, 16)
        layout.addWidget(self._badge)
        holder, self._welcome = column(self.theme)
        layout.addWidget(holder, 1)
        layout.addWidget(self._note)
        across.addWidget(left, 1)
        self._keypad.setFixedWidth(self.theme.px(_KEYPAD))
        across.addWidget(self._keypad)
        return page
