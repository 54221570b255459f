"""Codes that can be read off the screen, and raw bytes that can be read on it."""

import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from station.profiles.doctor.test_codes import TEST_CODES, TestCode
from station.profiles.profile import Symbology
from station.ui.theme.scale import scale_for
from station.ui.theme.theme import Theme
from station.ui.views.devices import ByteLook, ByteRun, CodeToScan
from station.ui.widgets.devices.byte_text import ByteText
from station.ui.widgets.devices.code_picture import CodePicture

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
