"""Every verdict on the photographs and renderings of `tests/data/photos` and `tests/data/camera`."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest

from station.drivers.camera.code import Code
from station.drivers.camera.decoders import read_first
from station.drivers.camera.looks import patient_looks, scaled, turned
from station.drivers.camera.pictures import decode_file, decode_picture, read_picture

DATA = Path("tests/data")
PHOTOS = DATA / "photos"
PICTURES = (".png", ".webp", ".jpg")

ADD_ON = "the two or five digits beside an EAN/UPC symbol are no part of the GTIN (GS1 General Specifications 5.2.2)"
UNREAD = "neither reader makes it out in any look"
UNLIKE = {
    "datamatrix-1/eci.png": "one byte in each of two character sets; a scanner sends the bytes",
    "ean13-2/28.webp": "the picture shows 9784872348880, which is read; the expectation is another book's",
    "ean13-extension-1/2.webp": ADD_ON,
    "ean13-extension-1/33.webp": ADD_ON,
    "ean13-extension-1/38.webp": ADD_ON,
    "upca-extension-1/9.webp": ADD_ON,
    "upca-extension-1/18.webp": ADD_ON,
    "upca-extension-1/19.webp": ADD_ON,
    "ean13-4/08.webp": UNREAD,
    "ean13-4/21.webp": UNREAD,
    "ean13-4/22.webp": UNREAD,
    "qrcode-4/05.webp": UNREAD,
    "qrcode-4/06.webp": UNREAD,
    "qrcode-4/13.webp": UNREAD,
    "qrcode-4/33.webp": UNREAD,
    "rss14-1/15.webp": UNREAD,
    "rss14-2/22.webp": UNREAD,
    "upca-2/10.webp": UNREAD,
    "upca-2/34.webp": UNREAD,
    "upca-5/01.webp": UNREAD,
    "upca-5/19.webp": UNREAD,
    "upca-5/26.webp": UNREAD,
    "upce-3/06.webp": UNREAD,
}
IDENTIFIED = 21
TWO_CODES = {"dxfilmedge-1/1.jpg"}
SEVERAL = {
    "multi-1/1.png": {b"www.airtable.com/jobs", b"0031415926531"},
    "multi-1/3xean-8.png": {b"48512343", b"12345670", b"67678983"},
}


class Shown(msgspec.Struct):
    """A line of `manifest.jsonl`."""

    file: str
    upstream: str
    expected_text: str | None


def expected(picture: Path) -> set[bytes]:
    """The bytes the picture may stand for; none where nobody says."""
    if (binary := picture.with_suffix(".bin")).exists():
        return {binary.read_bytes()}
    if (text := picture.with_suffix(".txt")).exists():
        return bytes_of(text.read_bytes().decode())
    return set()


def bytes_of(text: str) -> set[bytes]:
    """The bytes of a text in the character sets symbols use, of which the expectation tells none."""
    ways = set()
    for character_set in ("utf-8", "latin-1", "shift_jis", "gb18030"):
        try:
            ways.add(text.encode(character_set))
        except UnicodeEncodeError:
            continue
    return ways


def pictures(folder: str) -> Iterator[Path]:
    return (path for path in sorted((PHOTOS / folder).iterdir()) if path.suffix in PICTURES)


FOLDERS = sorted(path.name for path in PHOTOS.iterdir() if path.is_dir())
WITHOUT = [path for name in FOLDERS if name.startswith("falsepositives") for path in pictures(name)]


@pytest.mark.parametrize("folder", [name for name in FOLDERS if not name.startswith("falsepositives")])
def test_a_picture_gives_what_it_shows_and_nothing_else(folder: str) -> None:
    wrong = {}
    for picture in pictures(folder):
        name = f"{folder}/{picture.name}"
        if not (stands_for := expected(picture)):
            continue
        codes = decode_file(picture)
        right = any(code.raw in stands_for for code in codes) and len(codes) == 1 + (name in TWO_CODES)
        if right == (name in UNLIKE):
            wrong[name] = codes
    assert wrong == {}


@pytest.mark.parametrize("picture", WITHOUT, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_picture_without_a_code_gives_none(picture: Path) -> None:
    assert decode_file(picture) == ()


def test_several_codes_of_one_picture_are_all_given() -> None:
    for name, raws in SEVERAL.items():
        assert {code.raw for code in decode_file(PHOTOS / name)} == raws
    assert len(decode_file(PHOTOS / "multi-1/multi-qr.png")) == 4


def test_the_identifier_is_that_of_the_symbol() -> None:
    checked = 0
    for facts in PHOTOS.glob("*/*.result.txt"):
        told = dict(line.split("=", 1) for line in facts.read_text().split("\n") if "=" in line)
        beside = (facts.with_name(facts.name.removesuffix(".result.txt") + suffix) for suffix in PICTURES)
        picture = next(path for path in beside if path.exists())
        if "symbologyIdentifier" in told:
            assert [code.aim for code in decode_file(picture)] == [told["symbologyIdentifier"]], picture
            checked += 1
    assert checked == IDENTIFIED


def test_the_other_photographs_too() -> None:
    lines = (DATA / "camera/manifest.jsonl").read_bytes().splitlines()
    wrong: dict[str, tuple[Code, ...]] = {}
    for shown in (msgspec.json.decode(line, type=Shown) for line in lines):
        codes = decode_file(DATA / shown.file)
        found = {code.raw for code in codes}
        text = shown.expected_text
        if found if text is None else not found & bytes_of(text):
            wrong[shown.file] = codes
    assert set(wrong) == {"camera/ean13-2_02.webp"}, UNREAD


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (2, 5000)])
def test_a_picture_too_thin_for_a_code_shows_none(shape: tuple[int, int]) -> None:
    assert decode_picture(np.full(shape, 255, dtype=np.uint8)) == ()


def test_a_code_in_a_very_large_picture_is_found_where_it_is() -> None:
    part = scaled(turned(read_picture(DATA / "camera" / "ean13-1_25.webp"), 25).picture, 2).picture
    rows, columns = part.shape
    picture = np.full((2000, 4000), 255, dtype=np.uint8)
    picture[500 : 500 + rows, 2000 : 2000 + columns] = part
    assert read_first(picture, ["EAN/UPC"]) == []  # it leans: a look made smaller and turned finds it
    (code,) = decode_picture(picture, ["EAN/UPC"])
    assert code.raw == b"9780140013993"
    left, top, right, bottom = code.bounds
    assert 2000 < left < right < 2000 + columns
    assert 500 < top < bottom < 500 + rows


def test_only_one_look_is_as_large_as_a_very_large_picture() -> None:
    first, *others = patient_looks(np.full((2000, 4000), 255, dtype=np.uint8))
    assert first.picture.shape == (2000, 4000)
    assert max(side for look in others for side in look.picture.shape) < 3000


def test_a_picture_of_more_pixels_than_can_be_held_is_refused(tmp_path: Path) -> None:
    header = b"\x00\x00\x00\rIHDR" + (100_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    huge = tmp_path / "huge.png"
    check = zlib.crc32(header[4:]).to_bytes(4, "big")
    huge.write_bytes(b"\x89PNG\r\n\x1a\n" + header + check + b"\x00\x00\x00\x00IEND\xaeB`\x82")
    with pytest.raises(ValueError, match=r"huge\.png is not a picture"):
        decode_file(huge)


def test_measured_values_are_no_picture(tmp_path: Path) -> None:
    measured = tmp_path / "measured.tiff"
    assert cv2.imwrite(str(measured), np.full((50, 50), 0.5, dtype=np.float32))
    with pytest.raises(ValueError, match=r"measured\.tiff is not a picture"):
        decode_file(measured)


def test_what_is_no_picture_is_refused_by_name(tmp_path: Path) -> None:
    note = tmp_path / "note.png"
    note.write_text("not a picture")
    empty = tmp_path / "empty.png"
    empty.touch()
    for path in (note, empty):
        with pytest.raises(ValueError, match=rf"{path.stem}\.png is not a picture"):
            decode_file(path)
    with pytest.raises(FileNotFoundError):
        decode_file(tmp_path / "nowhere.png")
