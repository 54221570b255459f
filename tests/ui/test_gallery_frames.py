"""Promises every frame keeps: nothing cut, targets for gloves, Enter harmless, state never colour alone."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from station.ui.gallery.frames import FRAMES
from station.ui.gallery.samples import Samples
from station.ui.gallery.samples_chinese import CHINESE
from station.ui.gallery.samples_english import ENGLISH
from station.ui.theme.scale import least_target, scale_for
from station.ui.theme.theme import Theme
from station.ui.widgets.basic.button import Pressable
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.text import Text

_LANGUAGES = {"zh": CHINESE, "en": ENGLISH}
# Width, height, density of the panels the design guide lists.
_PANELS = [
    (1024, 768, 85),
    (1024, 768, 106),
    (1024, 768, 123),
    (1920, 1080, 102),
    (1920, 1080, 141),
    (1920, 1200, 224),
]


def _frames(texts: Samples, width: int, height: int, dpi: float = 85) -> Iterator[tuple[str, QWidget]]:
    theme = Theme(scale_for(width, height, dpi))
    for name, build in FRAMES.items():
        frame = build(theme, texts)
        frame.resize(width, height)
        frame.grab()
        assert (frame.width(), frame.height()) == (width, height), f"{name} needs a larger screen"
        yield name, frame
        frame.deleteLater()


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1280, 1024), (1366, 768), (1920, 1080)])
def test_no_word_of_any_frame_is_cut(
    qapp: object,
    assert_nothing_clipped: Callable[[QWidget], None],
    language: str,
    width: int,
    height: int,
) -> None:
    for _, frame in _frames(_LANGUAGES[language], width, height):
        assert_nothing_clipped(frame)


@pytest.mark.parametrize("panel", _PANELS)
def test_every_target_is_twelve_millimetres_on_every_panel(
    qapp: object, panel: tuple[int, int, float]
) -> None:
    least = least_target(panel[2])
    for name, frame in _frames(CHINESE, *panel):
        for target in frame.findChildren(Pressable):
            if target.isVisibleTo(frame):
                size = (target.width(), target.height())
                assert min(size) >= least, (name, target.accessibleName(), size)


def test_the_dense_panel_still_shows_every_word(
    qapp: object, assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    for _, frame in _frames(CHINESE, 1920, 1200, 224):
        assert_nothing_clipped(frame)


def test_the_enter_of_a_scan_presses_nothing_and_space_does(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    for name, frame in _frames(CHINESE, 1024, 768):
        for target in frame.findChildren(Pressable):
            target.clicked.connect(lambda: pressed.append(True))
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                QTest.keyClick(target, key)
            assert not pressed, (name, target.accessibleName())
        last = next(t for t in reversed(frame.findChildren(Pressable)) if t.isEnabled())
        with qtbot.waitSignal(last.clicked):
            QTest.keyClick(last, Qt.Key.Key_Space)
        pressed.clear()


def test_every_target_has_a_name_for_screen_readers(qapp: object) -> None:
    for name, frame in _frames(CHINESE, 1024, 768):
        nameless = [
            t for t in frame.findChildren(Pressable) if t.isVisibleTo(frame) and not t.accessibleName()
        ]
        assert not nameless, name


@pytest.mark.parametrize(
    ("name", "icon", "words"),
    [
        ("04-read", "read", ("已读取", "Read")),
        ("05-saved", "saved", ("已保存", "Saved")),
        ("06-refused", "refuse", ("不能用", "Do not use")),
        ("07-needs-lead", "lead", ("要班组长批准", "Lead must approve")),
        ("08-provisional-offline", "provisional", ("已暂收", "Taken")),
        ("08-provisional-offline", "cloud-off", ("离线", "Offline")),
        ("14-warn", "warn", ("请注意", "Please check")),
        ("15-training", "training", ("训练", "Training")),
    ],
)
def test_a_state_shows_its_icon_and_its_word(
    qapp: object, name: str, icon: str, words: tuple[str, str]
) -> None:
    theme = Theme(scale_for(1024, 768))
    for texts, word in zip((CHINESE, ENGLISH), words, strict=True):
        frame = FRAMES[name](theme, texts)
        frame.resize(1024, 768)
        frame.grab()
        icons = {glyph.name for glyph in frame.findChildren(Glyph) if glyph.isVisibleTo(frame)}
        shown = [text.text() for text in frame.findChildren(Text) if text.isVisibleTo(frame)]
        assert icon in icons
        assert any(text.startswith(word) for text in shown)


def test_the_gallery_command_writes_every_frame(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "station.ui.gallery",
        "--out",
        str(tmp_path),
        "--dark",
        "--language",
        "en",
    ]
    subprocess.run(command, check=True, timeout=60)
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {f"{name}-en-1024x768-dark.png" for name in FRAMES}
