"""Sheets: every code printed on them reads back as what was meant, from paper and from a screen."""

import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest
import zxingcpp

from station.printing.layout import Page, pages, readable
from station.printing.sheet import Code, Section, Sheet, as_pdf, as_svg
from station.profiles.doctor.test_codes import TEST_CODES
from station.profiles.profile import Symbology

_SVG = "{http://www.w3.org/2000/svg}"


def _test_codes() -> tuple[Code, ...]:
    return tuple(
        Code(
            caption=f"测试 {code.id}",
            content=code.content,
            elements=code.elements,
            symbology=Symbology(code.symbology),
        )
        for code in TEST_CODES
    )


_SET_UP = tuple(
    Code(caption=f"Set-up {number}", content=b"SET%03d." % number, function_3=True, note="its source")
    for number in range(9)
)
_SHEET = Sheet(
    title="扫描枪设置单 <A & B>",
    text="请按 100% 打印，逐个扫描。" * 12,
    foot="Tracepost",
    sections=(
        Section(title="测试码", text="三个都要扫", codes=_test_codes()),
        Section(title="Set-up", codes=_SET_UP),
        Section(
            title="Others",
            codes=(
                Code(caption="QR", content=b"https://example.com/", symbology=Symbology.QR_CODE),
                Code(caption="39", content=b"ABC-123", symbology=Symbology.CODE_39),
                Code(caption="bytes", content=b"\x02\xff\x1d", symbology=Symbology.DATA_MATRIX),
                Code(
                    caption="GS1",
                    content=b"01069012345678921726123110a\x1d21b",
                    elements="[01]06901234567892[17]261231[10]a[21]b",
                    symbology=Symbology.GS1_DATA_MATRIX,
                ),
            ),
        ),
    ),
)


def _pixels(picture: Path) -> memoryview:
    """Rows of grey values of a PGM file."""
    header, pixels = picture.read_bytes().split(b"\n255\n", 1)
    width, height = (int(word) for word in header.split()[1:3])
    return memoryview(pixels).cast("B", (height, width))


def _printed(folder: Path) -> list[Path]:
    """The sheet's pages as pictures of 300 dots per inch."""
    (folder / "sheet.pdf").write_bytes(as_pdf(_SHEET))
    command = ("pdftoppm", "-gray", "-r", "300", str(folder / "sheet.pdf"), str(folder / "page"))
    subprocess.run(command, check=True)
    return sorted(folder.glob("page-*.pgm"))


class _Read(msgspec.Struct, frozen=True, order=True):
    symbology: str
    content: bytes
    function_3: bool


def _meant(sheet: Sheet) -> list[_Read]:
    codes = (code for section in sheet.sections for code in section.codes)
    return sorted(_Read(code.symbology.value, code.content, code.function_3) for code in codes)


def _seen(picture: Path) -> list[_Read]:
    return [
        _Read(
            read.symbology_identifier,
            read.bytes,
            isinstance(read.extra, dict) and bool(read.extra.get("ReaderInit")),
        )
        for read in zxingcpp.read_barcodes(_pixels(picture))
    ]


def test_every_code_of_a_printed_sheet_reads_back_as_what_was_meant(tmp_path: Path) -> None:
    printed = _printed(tmp_path)
    assert len(printed) == len(pages(_SHEET)) > 1
    assert sorted(read for page in printed for read in _seen(page)) == _meant(_SHEET)


def test_everything_is_printed_in_its_size_where_it_was_laid_out(tmp_path: Path) -> None:
    dots = 300 / 25.4
    for printed, laid in zip(_printed(tmp_path), pages(_SHEET), strict=True):
        pixels = _pixels(printed)
        assert pixels.shape == pytest.approx((297 * dots, 210 * dots), abs=1)
        for dark in laid.darks:
            x, y = (dark.x + dark.width / 2) * dots, (dark.y + dark.height / 2) * dots
            assert pixels[int(y), int(x)] < 128


def test_the_picture_shows_what_the_paper_shows() -> None:
    drawn = ET.fromstring(as_svg(_SHEET))  # noqa: S314 -- our own output
    texts = [element.text for element in drawn.iter(f"{_SVG}text")]
    laid = pages(_SHEET)
    assert texts == [words.text or None for page in laid for words in page.words]
    bars = "".join(element.get("d", "") for element in drawn.iter(f"{_SVG}path"))
    assert bars.count("z") == sum(len(page.darks) for page in laid)
    assert float(drawn.get("height", "")[:-2]) == 297 * len(laid)


def test_nothing_leaves_its_page_and_no_two_codes_touch() -> None:
    for page in pages(_SHEET):
        assert all(
            dark.x > 0 and dark.x + dark.width < 210 and dark.y + dark.height < 285 for dark in page.darks
        )
        assert all(0 < words.y < 297 for words in page.words)
        assert not _overlap(page)


def _overlap(page: Page) -> bool:
    """Whether a line of text lies on a bar."""
    return any(
        dark.x < words.x + 1
        and words.x < dark.x + dark.width
        and dark.y < words.y - 0.2 < dark.y + dark.height
        for words in page.words
        for dark in page.darks
    )


def test_the_same_sheet_is_the_same_file() -> None:
    assert as_pdf(_SHEET) == as_pdf(_SHEET)
    assert as_svg(_SHEET) == as_svg(_SHEET)


def test_control_characters_are_printed_by_name() -> None:
    assert readable(b"a\x1d\x1e\x04 ~\x7f\xff") == "a<GS><RS><EOT> ~<7F><FF>"


@pytest.mark.parametrize(
    "code",
    [
        Code(caption="", content=b"\xff", symbology=Symbology.CODE_39),
        Code(caption="", content=b"0106901234567892", symbology=Symbology.GS1_128),
        Code(caption="", content=b"aB" * 60),
    ],
    ids=["more than ASCII in Code 39", "GS1 without elements", "too long for the page"],
)
def test_what_its_symbology_cannot_hold_is_refused(code: Code) -> None:
    with pytest.raises(ValueError):
        as_pdf(Sheet(title="", sections=(Section(title="", codes=(code,)),)))
