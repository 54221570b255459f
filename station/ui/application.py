"""The Qt application around a window."""

import signal
import sys
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from station.ui.window import Window


def show(open_window: Callable[[], Window], size: tuple[int, int] | None) -> int:
    """Show the window until it is closed, full screen unless it has a size in pixels; the exit status.

    SIGTERM and SIGINT close it too. Python hears a signal when Qt next calls it: four times a second it looks for news.
    """
    application = QApplication(sys.argv[:1])
    window = open_window()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: window.close())
    if size is None:
        # A kiosk may have no window manager that would give a full screen its size.
        window.setGeometry(application.primaryScreen().geometry())
        window.showFullScreen()
    else:
        window.resize(*size)
        window.show()
    return application.exec()
