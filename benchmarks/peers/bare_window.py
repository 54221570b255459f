"""A window with one label, of Qt Widgets, that says so and ends once it is painted."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel


class Greeting(QLabel):
    """Ends the application after its first paint."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Paint, and be content."""
        super().paintEvent(event)
        QTimer.singleShot(0, self._painted)

    @staticmethod
    def _painted() -> None:
        print("painted", flush=True)
        QApplication.quit()


if __name__ == "__main__":
    application = QApplication([])
    greeting = Greeting("READY")
    greeting.resize(1280, 800)
    greeting.show()
    sys.exit(application.exec())
