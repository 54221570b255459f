"""Promises of the live picture."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from station.ports import CameraPicture, Outline
from station.ui.theme.scale import scale_for
from station.ui.theme.theme import Theme
from station.ui.views.camera import CameraWords
from station.ui.widgets.work.camera_view import CameraView

CORNERS = ((20, 10), (80, 10), (80, 40), (20, 40))


def picture(*outlines: Outline) -> CameraPicture:
    return CameraPicture(
        device="camera-1", width=100, height=50, pixels=bytes([96]) * 5000, outlines=outlines
    )


@pytest.fixture
def view(qtbot: QtBot) -> CameraView:
    made = CameraView(Theme(scale_for(1024, 768)))
    qtbot.addWidget(made)
    made.resize(412, 212)
    made.word(CameraWords("What the camera sees", "No picture"))
    made.show()
    return made


def painted(view: CameraView) -> QImage:
    return view.grab().toImage()


def at(view: CameraView, x: int, y: int) -> QPoint:
    """Where a pixel of the picture is painted: four times as large, in the middle."""
    scale = (view.width() - 12) / 100
    top = (view.height() - 50 * scale) / 2
    return QPoint(round(6 + x * scale), round(top + y * scale))


def test_the_picture_is_painted_as_it_is(view: CameraView) -> None:
    view.present(picture())
    colour = painted(view).pixelColor(at(view, 50, 25))
    assert (colour.red(), colour.green(), colour.blue()) == (96, 96, 96)


def test_a_found_code_is_outlined_where_it_is(view: CameraView) -> None:
    view.present(picture(Outline(CORNERS, verified=True)))
    image = painted(view)
    for x, y in ((50, 10), (80, 25), (50, 40), (20, 25)):
        assert image.pixelColor(at(view, x, y)) == view.theme.colour("ok")
    assert image.pixelColor(at(view, 50, 25)).red() == 96


def test_a_code_that_is_not_certain_yet_is_told_by_more_than_its_colour(view: CameraView) -> None:
    view.present(picture(Outline(CORNERS, verified=False)))
    image = painted(view)
    along = {image.pixelColor(at(view, 25, 10) + QPoint(x, 0)).name() for x in range(200)}
    assert {view.theme.colour("warntext").name(), view.theme.colour("surface").name()} <= along


def test_an_old_picture_is_taken_away(
    view: CameraView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view._fading.setInterval(20)
    view.present(picture())
    assert not view._nothing.isVisibleTo(view)
    qtbot.waitUntil(lambda: view._nothing.isVisibleTo(view))
    assert view._nothing.text() == "No picture"


def test_a_picture_of_any_shape_keeps_its_shape(view: CameraView) -> None:
    tall = CameraPicture(device="c", width=30, height=60, pixels=bytes([10]) * 1800, outlines=())
    view.present(tall)
    image = painted(view)
    middle = view.height() // 2
    dark = [x for x in range(view.width()) if image.pixelColor(x, middle).red() == 10]
    assert (dark[-1] - dark[0] + 1) * 2 == pytest.approx(view.height() - 12, abs=3)
