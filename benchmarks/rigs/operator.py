"""The person at the measured station: what they show, type and choose, with their hands on real widgets."""

from typing import Final

from PySide6.QtWidgets import QAbstractButton, QWidget

from benchmarks.rigs.painting import until

BADGE: Final = b"BADGE-10386"
PIN: Final = "258014"
ORDER: Final = "WO26-1122-07"


def press(window: QWidget, name: str) -> None:
    """Touch a button as soon as it can be seen."""
    until(lambda: bool(_visible(window, name)))
    _visible(window, name)[0].click()


def sign_in_and_begin(window: QWidget) -> None:
    """After the badge: type the PIN, then choose the order."""
    for digit in PIN:
        press(window, f"keypad-{digit}")
    press(window, "keypad-confirm")
    press(window, f"order-{ORDER}")


def _visible(window: QWidget, name: str) -> list[QAbstractButton]:
    return [each for each in window.findChildren(QAbstractButton, name) if each.isVisible()]
