"""Qt without a screen, and what every test of a screen may ask."""

import os
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from station.ui.theme.theme import CODE_FAMILY, FAMILY
from station.ui.widgets.basic.button import Button, Pressable
from station.ui.widgets.basic.text import Text


@pytest.fixture(scope="session", autouse=True)
def chinese_can_be_seen(qapp: QApplication) -> None:
    """Without its typeface every Chinese text is blank, and every measure of it wrong."""
    for family in (FAMILY, CODE_FAMILY):
        assert QFontDatabase.hasFamily(family), f"{family} is missing: install fonts-wqy-microhei"


@pytest.fixture
def assert_nothing_clipped() -> Callable[[QWidget], None]:
    """Check that every visible word below a widget can be read whole."""

    def check(root: QWidget) -> None:
        root.grab()  # runs pending layouts
        problems = [_describe(root, child) for child in _with_words(root) if _is_cut(root, child)]
        assert not problems, "\n".join(problems)

    return check


def _with_words(root: QWidget) -> list[QWidget]:
    kinds = (QLabel, Pressable)
    return [child for kind in kinds for child in root.findChildren(kind) if child.isVisibleTo(root)]


def _is_cut(root: QWidget, child: QWidget) -> bool:
    if isinstance(child, Text | Button) or hasattr(child, "clipped"):
        if child.clipped():
            return True
    elif isinstance(child, QLabel) and child.sizeHint().width() > child.width():
        return True
    return not _is_inside(root, child)


def _is_inside(root: QWidget, child: QWidget) -> bool:
    """Whether no widget above cuts a part of the child off."""
    above = child.parentWidget()
    while above is not None:
        area = QRect(child.mapTo(above, QPoint(0, 0)), child.size())
        if not above.rect().contains(area):
            return False
        if above is root:
            return True
        above = above.parentWidget()
    return True


def _describe(root: QWidget, child: QWidget) -> str:
    words = child.text() if isinstance(child, QLabel) else child.accessibleName()
    corner = child.mapTo(root, QPoint(0, 0))
    return f"{words!r} is cut in {child.width()}x{child.height()} at {corner.x()},{corner.y()}"
