"""The demonstration's bench: touching a label is a scan by the chosen gun."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from demo import goods
from demo.bench import Bench
from demo.goods import Label
from demo.guns import PtyGun
from demo.shelves import FAULTS, SHELVES
from station.profiles.device import DeviceConfig
from station.profiles.doctor.damage import damaged
from station.profiles.doctor.diagnosis import diagnose
from station.profiles.doctor.test_codes import TEST_CODES
from traceability import codes
from traceability.codes import Kind
from traceability.language import Language

ANSWERS = {"taken": b"!", "attention": b"!!", "refused": b"!!!"}


def shown(bench: Bench) -> list[QAbstractButton]:
    return [each for each in bench.findChildren(QAbstractButton) if each.isVisible()]


def touch(bench: Bench, word: str) -> None:
    button = next(each for each in shown(bench) if each.accessibleName() == word)
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


@pytest.fixture
def bench(guns: dict[str, PtyGun], cable: list[bool], qtbot: QtBot) -> Bench:
    bench = Bench(guns, cable.append, Language.ENGLISH, ANSWERS)
    qtbot.addWidget(bench)
    bench.show()
    return bench


@pytest.fixture
def cable() -> list[bool]:
    return []


def test_a_label_is_scanned_by_the_gun_that_was_chosen(bench: Bench, guns: dict[str, PtyGun]) -> None:
    touch(bench, "Badge Zhou Kai 1234")
    assert read(guns["Goods-in 1"]) == b"]C0BADGE-1001\r\n"
    touch(bench, "Assembly 3")
    touch(bench, "Assembly")
    touch(bench, "Badge Li Min 2345")
    assert read(guns["Assembly 3"]) == b"]C0BADGE-1002\r\n"


def test_gun_and_cable_can_be_pulled_and_put_back(
    bench: Bench, guns: dict[str, PtyGun], cable: list[bool]
) -> None:
    touch(bench, "Pull the gun")
    assert plugged(guns) == [False, True]
    touch(bench, "Badge Zhou Kai 1234")
    touch(bench, "Plug the gun in")
    assert plugged(guns) == [True, True]
    touch(bench, "Cut the network")
    touch(bench, "Mend the network")
    assert cable == [False, True]


def test_a_planted_fault_damages_what_this_gun_reads_until_it_is_taken_away(
    bench: Bench, guns: dict[str, PtyGun]
) -> None:
    touch(bench, "The gun")
    touch(bench, "loses GS")
    touch(bench, "Test 1: GS1-128")
    assert read(guns["Goods-in 1"]) == b"]C1010690123456789210Lz26-qTG_0521Yw048\r"
    touch(bench, "Assembly 3")
    touch(bench, "Test 1: GS1-128")
    assert read(guns["Assembly 3"]) == b"]C1010690123456789210Lz26-qTG_05\x1d21Yw048\r\n"
    touch(bench, "Goods-in 1")
    touch(bench, "loses GS")
    touch(bench, "Test 1: GS1-128")
    assert read(guns["Goods-in 1"]) == b"]C1010690123456789210Lz26-qTG_05\x1d21Yw048\r\n"


def test_each_fault_of_the_bench_is_the_one_the_doctor_names() -> None:
    gun = DeviceConfig(name="gun-1", driver="serial")
    for planted in FAULTS:
        read = [damaged([planted], code, gun) for code in TEST_CODES]
        found = {
            finding.fault
            for code, received in zip(TEST_CODES, read, strict=True)
            for finding in diagnose(code, received, gun)
        }
        assert found == {planted.fault}


def test_what_the_gun_hears_is_shown_and_its_line_never_fills(
    bench: Bench, guns: dict[str, PtyGun], qtbot: QtBot
) -> None:
    gun = guns["Goods-in 1"]
    chooser = next(each for each in shown(bench) if each.accessibleName() == "Goods-in 1")
    before = chooser.grab().toImage()
    line = os.open(gun.link, os.O_WRONLY | os.O_NOCTTY)
    try:
        os.write(line, b"!!!")
        qtbot.waitUntil(lambda: not gun.has_heard and chooser.grab().toImage() != before)
    finally:
        os.close(line)


def test_every_word_of_the_bench_has_room_in_both_languages(
    guns: dict[str, PtyGun], qtbot: QtBot, assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    for language in Language:
        bench = Bench(guns, lambda _: None, language, ANSWERS)
        qtbot.addWidget(bench)
        bench.show()
        for title in SHELVES:
            touch(bench, title.in_language(language))
            assert_nothing_clipped(bench)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        (goods.REEL, Kind.ISO15434),
        (goods.DIGITAL_LINK, Kind.DIGITAL_LINK),
        (goods.HIBC, Kind.HIBC),
        (goods.DRUG, Kind.CN_DRUG),
        (goods.TERMINAL_BLOCKS, Kind.EAN),
    ],
)
def test_a_label_of_the_bench_is_what_it_is_called(label: Label, kind: Kind) -> None:
    best, *_ = codes.read(label.symbology.value + label.data, goods.TODAY).interpretations
    assert (best.kind, best.errors) == (kind, ())
