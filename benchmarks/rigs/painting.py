"""When a window's picture is whole: the end of the paint, seen from outside the widgets."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

_LOOK_EVERY_MS: Final = 20


class Paints(QObject):
    """Calls `done` with the moment (perf_counter) at which a window finished a paint that touched `watched`."""

    def __init__(self, watched: QWidget, done: Callable[[float], None]) -> None:
        super().__init__(watched)
        self._watched = watched
        self._window = watched.window()
        self._done = done
        self._touched = False
        watched.installEventFilter(self)
        self._window.installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """An update request paints all that is to be painted, and returns when it is on the screen."""
        if target is self._watched and event.type() == QEvent.Type.Paint:
            self._touched = True
        elif target is self._window and event.type() == QEvent.Type.UpdateRequest:
            self._touched = False
            self._window.event(event)
            if self._touched:
                self._done(time.perf_counter())
            return True
        return False


def until(condition: Callable[[], bool], patience_s: float = 20.0) -> None:
    """Run the event loop until something is so; looked at seldom, so as not to disturb. Raises TimeoutError."""
    loop, looking = QEventLoop(), QTimer()
    deadline = time.monotonic() + patience_s
    looking.timeout.connect(lambda: loop.quit() if condition() or time.monotonic() > deadline else None)
    looking.start(_LOOK_EVERY_MS)
    loop.exec()
    if not condition():
        raise TimeoutError("the window did not get there")
