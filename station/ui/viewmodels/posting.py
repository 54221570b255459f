"""The way back to the screen's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Post(QObject):
    """Calls handed in from any thread run one after the other on the thread this was made on."""

    _handed_in = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._open = True
        self._handed_in.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def __call__(self, call: Callable[[], None]) -> None:
        """Run `call` soon on the screen's thread."""
        self._handed_in.emit(call)

    def close(self) -> None:
        """Run nothing any more: what the calls would work on is going away."""
        self._open = False

    def _run(self, call: Callable[[], None]) -> None:
        if self._open:
            call()
