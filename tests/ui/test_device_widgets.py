"""Codes that can be read off the screen, and raw bytes that can be read on it."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from station.profile_files import PACKAGED, read_folder
from station.profiles.device import DeviceConfig
from station.profiles.doctor.diagnosis import diagnose
from station.profiles.doctor.reads import Arrival, Received
from station.profiles.doctor.test_codes import ELEMENTS_CODE, TEST_CODES, TestCode
from station.profiles.profile import Symbology
from station.ui.theme.scale import scale_for
from station.ui.theme.theme import Theme
from station.ui.translations import Wording
from station.ui.viewmodels.devices.cards import profile_card
from station.ui.viewmodels.devices.findings import compared_read, finding_card
from station.ui.views.devices import ByteLook, ByteRun, CodeToScan, LastRead
from station.ui.views.frame import Action, Bar
from station.ui.widgets.devices.byte_text import ByteText
from station.ui.widgets.devices.code_picture import CodePicture
from station.ui.widgets.devices.device_area import DeviceArea
from station.ui.widgets.frame.frame import Frame
from traceability.language import Language

_MM_PER_INCH = 25.4


def code_of(code: TestCode) -> CodeToScan:
    symbology = Symbology(code.symbology)
    return CodeToScan(
        id=code.id, name=code.id, content=code.content, symbology=symbology, elements=code.elements
    )


def seen(widget: QWidget) -> "list[zxingcpp.Barcode]":
    """What a camera would read off the widget."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return zxingcpp.read_barcodes(pixels[:, : image.width()], text_mode=zxingcpp.TextMode.Plain)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("code", TEST_CODES, ids=lambda code: code.id)
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080)])
def test_every_test_code_reads_off_the_screen_as_what_it_is(
    qapp: object, code: TestCode, width: int, height: int, *, dark: bool
) -> None:
    theme = Theme(scale_for(width, height), dark=dark)
    picture = CodePicture(theme)
    picture.present(code_of(code))
    picture.resize(width - theme.px(72), theme.px(240))
    read = seen(picture)
    assert [(each.bytes, each.symbology_identifier) for each in read] == [(code.content, code.symbology)]
    assert picture.module * _MM_PER_INCH / 85 >= 0.5, "a module of half a millimetre on a panel of 85 dpi"


def test_a_set_up_code_with_function_3_is_no_data(qapp: object) -> None:
    picture = CodePicture(Theme(scale_for(1024, 768)))
    picture.present(
        CodeToScan(id="x", name="x", content=b"KBDADD", symbology=Symbology.CODE_128, function_3=True)
    )
    picture.resize(800, 200)
    (read,) = seen(picture)
    assert read.bytes == b"KBDADD"
    assert read.extra == {"ReaderInit": True}


@pytest.mark.parametrize("width", [200, 400, 620, 1300])
def test_a_long_read_wraps_and_no_chip_is_cut(qapp: object, width: int) -> None:
    theme = Theme(scale_for(1024, 768))
    text = ByteText(theme)
    text.present(
        (
            ByteRun("]d2", ByteLook.CONTROL),
            *(
                each
                for number in range(9)
                for each in (
                    ByteRun(f"{number:02}", ByteLook.IDENTIFIER),
                    ByteRun("L261012-TG-05" * (number // 3)),
                    ByteRun("GS", ByteLook.MISSING),
                )
            ),
        )
    )
    text.resize(width, text.heightForWidth(width))
    assert not text.clipped()
    text.resize(width, text.heightForWidth(width) // 2)
    assert text.clipped()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080)])
def test_every_profile_and_every_setting_that_cures_a_fault_can_be_read_whole(
    qapp: object,
    assert_nothing_clipped: Callable[[QWidget], None],
    language: Language,
    width: int,
    height: int,
) -> None:
    words, theme = Wording(language), Theme(scale_for(width, height))
    damaged = b"]C1" + ELEMENTS_CODE.content.replace(b"\x1d", b"") + b"\r"
    gun = DeviceConfig(name="gun-1", driver="simulated")
    (finding,) = diagnose(ELEMENTS_CODE, Received((Arrival(damaged, 0),)), gun)
    frame, area = Frame(theme), DeviceArea(theme)
    frame.set_single(area)
    frame.bar.present(Bar(end=Action(id="back", word=words.say("action.back"))))
    frame.resize(width, height)
    for profile in read_folder(PACKAGED).profiles.values():
        area.read.present(
            LastRead(title=words.say("devices.last-read"), empty=words.say("devices.nothing-read"))
        )
        area.examined.present(profile_card(profile, words))
        assert_nothing_clipped(frame)
        area.read.present(compared_read(finding, dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC), words))
        actions = tuple(Action(id=str(i), word=words.say("action.test-again")) for i in range(3))
        for cure in profile.cures.values():
            area.examined.present(
                finding_card(finding, words.say("doctor.shown", seen="2", reads="3"), cure, actions, words)
            )
            assert_nothing_clipped(frame)
