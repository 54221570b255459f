"""The demonstration's bench: touching a label is a scan by the chosen gun."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from demo.bench import Bench
from demo.guns import PtyGun
from traceability.language import Language


def touch(bench: Bench, word: str) -> None:
    button = next(each for each in bench.findChildren(QAbstractButton) if each.accessibleName() == word)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def read(gun: PtyGun) -> bytes:
    line = os.open(gun.link, os.O_RDONLY | os.O_NOCTTY)
    try:
        return os.read(line, 4096)
    finally:
        os.close(line)


def plugged(guns: dict[str, PtyGun]) -> list[bool]:
    return [gun.is_plugged for gun in guns.values()]


@pytest.fixture
def guns(tmp_path: Path) -> Iterator[dict[str, PtyGun]]:
    with PtyGun(tmp_path / "a") as first, PtyGun(tmp_path / "b") as second:
        yield {"Goods-in 1": first, "Assembly 3": second}


def test_a_label_is_scanned_by_the_gun_that_was_chosen(guns: dict[str, PtyGun], qtbot: QtBot) -> None:
    bench = Bench(guns, lambda _: None, Language.ENGLISH)
    qtbot.addWidget(bench)
    bench.show()
    touch(bench, "Zhou Kai 1234")
    assert read(guns["Goods-in 1"]) == b"]C0BADGE-1001\r\n"
    touch(bench, "Assembly 3")
    touch(bench, "Li Min 2345")
    assert read(guns["Assembly 3"]) == b"]C0BADGE-1002\r\n"


def test_gun_and_cable_can_be_pulled_and_put_back(guns: dict[str, PtyGun], qtbot: QtBot) -> None:
    cable: list[bool] = []
    bench = Bench(guns, cable.append, Language.ENGLISH)
    qtbot.addWidget(bench)
    bench.show()
    touch(bench, "Pull or plug the gun")
    assert plugged(guns) == [False, True]
    touch(bench, "Zhou Kai 1234")
    touch(bench, "Pull or plug the gun")
    assert plugged(guns) == [True, True]
    touch(bench, "Cut the network")
    touch(bench, "Mend the network")
    assert cable == [False, True]
