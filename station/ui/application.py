"""The Qt application around a window."""

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from station.ui.window import Window


def show(open_window: Callable[[], Window], size: tuple[int, int] | None) -> int:
    """Show the window until it is closed, full screen unless it has a size in pixels; the exit status."""
    application = QApplication(sys.argv[:1])
    window = open_window()
    if size is None:
        window.showFullScreen()
    else:
        window.resize(*size)
        window.show()
    return application.exec()
