"""The Qt application around a window."""

import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from station.ports import JournalUnavailable
from station.ui.closed import ClosedWindow
from station.ui.translations import Wording
from station.ui.window import Window

RETRY_MS = 2_000


def show(open_window: Callable[[], Window], size: tuple[int, int] | None, words: Wording) -> int:
    """Show the window until it is closed, full screen unless it has a size in pixels; the exit status.

    While the journal can't be opened, the screen says why, and it is tried again. SIGTERM and SIGINT close what is
    shown. Python hears a signal when Qt next calls it: four times a second the window looks for news.
    """
    application = QApplication(sys.argv[:1])
    showing = _Showing(open_window, size, words, application.primaryScreen().size())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: showing.close())
    showing.attempt()
    return application.exec()


class _Showing:
    """The station's window, or why there is none yet."""

    def __init__(
        self, open_window: Callable[[], Window], size: tuple[int, int] | None, words: Wording, screen: QSize
    ) -> None:
        self._open_window = open_window
        self._size = size
        self._words = words
        self._screen = screen
        self._shown: QWidget | None = None

    def attempt(self) -> None:
        """Open the station, or say why it can't be opened and try again."""
        try:
            window: QWidget = self._open_window()
        except JournalUnavailable as unavailable:
            closed = self._closed()
            closed.present(unavailable.cause)
            QTimer.singleShot(RETRY_MS, closed, self.attempt)
            return
        before, self._shown = self._shown, window
        self._place(window)
        if before is not None:
            before.close()

    def close(self) -> None:
        """Close what is shown."""
        if self._shown is not None:
            self._shown.close()

    def _closed(self) -> ClosedWindow:
        if isinstance(self._shown, ClosedWindow):
            return self._shown
        width, height = self._size or (self._screen.width(), self._screen.height())
        closed = ClosedWindow(self._words, width, height)
        self._shown = closed
        self._place(closed)
        return closed

    def _place(self, window: QWidget) -> None:
        if self._size is None:
            # A kiosk may have no window manager that would give a full screen its size.
            window.setGeometry(0, 0, self._screen.width(), self._screen.height())
            window.showFullScreen()
        else:
            window.resize(*self._size)
            window.show()
