"""Reference cycles are collected on the screen's thread alone.

Python collects cycles on whichever thread makes the next object. Qt's objects, texts as set and pixmaps among them must
not end on a gun's or the journal's thread: that ends the program now and then.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 250


class Garbage(QObject):
    """Collects now and then, as soon as Python itself would, as long as one of these is at work."""

    _at_work = 0

    def __init__(self) -> None:
        super().__init__()
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._collect)

    def start(self) -> None:
        """Take collecting over from Python; what is loaded by now stays and is not looked through (15 ms) again."""
        if Garbage._at_work == 0:
            gc.disable()
            gc.freeze()
        Garbage._at_work += 1
        self._look.start()

    def stop(self) -> None:
        """Collect what is left and, when nobody else is at work, give collecting back to Python."""
        self._look.stop()
        Garbage._at_work -= 1
        gc.collect()
        if Garbage._at_work == 0:
            gc.unfreeze()
            gc.enable()

    def _collect(self) -> None:
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if counts[generation] > thresholds[generation]]
        if due:
            gc.collect(due[-1])
