"""The station's window: strip, screen and actions, built anew for another size, light or language."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget

from station.ui.screens.screen import Screen
from station.ui.screens.sign_in import SignInScreen
from station.ui.screens.waiting import WaitingScreen
from station.ui.theme.scale import Scale, scale_for
from station.ui.theme.theme import Theme
from station.ui.viewmodels.screen import ScreenModel
from station.ui.viewmodels.shell import Shell
from station.ui.viewmodels.sign_in import SignInModel
from station.ui.viewmodels.waiting import WaitingModel
from station.ui.views.frame import Bar, Strip
from station.ui.widgets.frame.frame import Frame


class Window(QWidget):
    """Shows whatever screen its shell says.

    Args:
        shell: what is shown.
        dots_per_inch: of the panel, as told at set-up.
        closed: called when the window was closed.
    """

    def __init__(
        self, shell: Shell, *, dots_per_inch: float = 85, closed: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self.shell = shell
        self._dots_per_inch = dots_per_inch
        self._closed = closed
        self._frame: Frame | None = None
        self._stack = QStackedWidget()
        self._screen: Screen[ScreenModel] | None = None
        self._scale: Scale | None = None
        self._strip: Strip | None = None
        self._bar: Bar | None = None
        self._title = ""
        self._painted = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSizeConstraint(
            QLayout.SizeConstraint.SetNoConstraint
        )  # the panel decides, not the words
        shell.screen_changed.connect(self._show_screen)
        shell.look_changed.connect(self._build)
        shell.strip_changed.connect(self._present_strip)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Build anew where another size asks for other measures."""
        super().resizeEvent(event)
        if scale_for(self.width(), self.height(), self._dots_per_inch) != self._scale:
            self._build()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc is the way back, where there is one."""
        if event.key() == Qt.Key.Key_Escape and self._bar is not None and self._bar.back is not None:
            self.shell.act(self._bar.back.id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Once there is a first picture, begin to read."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.shell.start_reading)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of everything."""
        super().closeEvent(event)
        if self._closed is not None:
            self._closed()

    def _build(self) -> None:
        """Make frame and screen in the light, language and measures of now."""
        self._scale = scale_for(self.width(), self.height(), self._dots_per_inch)
        theme = Theme(self._scale, dark=self.shell.context.look.dark)
        old_frame, old_screen = self._frame, self._screen
        frame = Frame(theme)
        frame.strip.pressed.connect(self.shell.act)
        frame.bar.chosen.connect(self.shell.act)
        self._frame, self._stack = frame, QStackedWidget()
        frame.set_single(self._stack)
        self._strip = self._bar = None
        screen = self._show_screen()
        if old_screen is not None and screen is not None:
            screen.take_over(old_screen)
        if old_frame is not None:
            self._layout.removeWidget(old_frame)
            old_frame.hide()
            old_frame.deleteLater()
        self._layout.addWidget(frame)
        self._present_strip()

    def _show_screen(self) -> "Screen[ScreenModel] | None":
        if self._frame is None:
            return None
        old = self._screen
        if old is not None:
            # Nobody asked for what Qt would pass the focus on to.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            old.model.changed.disconnect(self._present)
            old.hide()
            old.deleteLater()
        screen = self._screen_of(self._frame.theme, self.shell.screen)
        self._screen = screen
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        screen.model.changed.connect(self._present)
        self._present()
        return screen

    def _screen_of(self, theme: Theme, model: ScreenModel) -> "Screen[ScreenModel]":
        match model:
            case WaitingModel():
                return WaitingScreen(theme, model)
            case SignInModel():
                return SignInScreen(theme, model)
            case _:
                from station.ui.screens.inside import screen_of  # noqa: PLC0415 -- the start does without

                return screen_of(theme, model, lambda: self.shell.act("history"))

    def _present(self) -> None:
        if self._screen is None or self._frame is None:
            return
        self._screen.present()
        self._present_bar()
        if self._screen.model.title != self._title:
            self._present_strip()

    def _present_strip(self) -> None:
        if self._frame is None:
            return
        self._title = self.shell.screen.title
        strip = self.shell.strip
        if strip != self._strip:
            self._strip = strip
            self._frame.strip.present(strip)
            self._present_bar()

    def _present_bar(self) -> None:
        bar = self.shell.bar
        if self._frame is not None and bar != self._bar:
            self._bar = bar
            self._frame.bar.present(bar)
