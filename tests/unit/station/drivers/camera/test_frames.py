"""Codes in the frames of a camera."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from station.drivers.camera import frames
from station.drivers.camera.code import Code
from station.drivers.camera.decoders import FORMATS, Effort, Picture, read_first, read_second
from station.drivers.camera.frames import FrameDecoder
from station.drivers.camera.locating import lean, likely_places
from station.drivers.camera.looks import cut, scaled, then, turned
from station.drivers.camera.pictures import read_picture
from station.profiles.device import LABELS
from traceability.codes.aim import SYMBOLOGIES

PHOTOS = Path("tests/data/photos")


def on_a_table(name: str, left: int, top: int) -> Picture:
    """A photograph laid on a grey table of 720 lines."""
    photo = read_picture(PHOTOS / name)
    table = np.full((720, 1280), 150, dtype=np.uint8)
    table[top : top + photo.shape[0], left : left + photo.shape[1]] = photo
    return table


def values(codes: tuple[Code, ...]) -> set[bytes]:
    return {code.raw for code in codes}


def test_every_symbology_a_record_may_name_can_be_read() -> None:
    assert set(FORMATS) == set(SYMBOLOGIES)


def test_a_code_is_found_where_it_is() -> None:
    (code,) = FrameDecoder().decode(on_a_table("datamatrix-1/abcd-52x52.png", 700, 250), LABELS)
    left, top, right, bottom = code.bounds
    rows, columns = read_picture(PHOTOS / "datamatrix-1/abcd-52x52.png").shape
    assert 700 <= left < right <= 700 + columns
    assert 250 <= top < bottom <= 250 + rows


def test_only_what_is_asked_for_is_read() -> None:
    picture = on_a_table("datamatrix-1/abcd-52x52.png", 700, 250)
    assert FrameDecoder().decode(picture, ["QR Code", "EAN/UPC"]) == ()


def test_a_leaning_linear_code_is_set_upright() -> None:
    photo = read_picture(PHOTOS / "ean13-1/29.webp")
    leaning = turned(photo, 30).picture
    assert read_first(leaning, ["EAN/UPC"]) == []
    assert values(FrameDecoder().decode(leaning, ["EAN/UPC"])) == {
        (PHOTOS / "ean13-1/29.txt").read_bytes().strip()
    }


@pytest.mark.parametrize("degrees", [-40, -20, 20, 40, 60])
def test_the_lean_of_bars_is_measured(degrees: int) -> None:
    bars = np.full((200, 400), 255, dtype=np.uint8)
    bars[:, ::8] = bars[:, 1::8] = bars[:, 2::8] = 0
    leaning = turned(bars, degrees).picture
    rows, columns = leaning.shape
    middle = np.ascontiguousarray(leaning[rows // 3 : -rows // 3, columns // 3 : -columns // 3])
    assert (lean(middle) + degrees) % 90 == pytest.approx(0, abs=2) or (lean(middle) + degrees) % 90 > 88


def test_upright_bars_need_no_turning() -> None:
    bars = np.full((200, 400), 255, dtype=np.uint8)
    bars[:, ::8] = bars[:, 1::8] = 0
    assert lean(bars) == 0.0


def test_codes_lie_in_the_likeliest_places() -> None:
    table = on_a_table("code128-2/06.webp", 800, 400)
    assert any(
        place.left <= 900 <= place.right and place.top <= 450 <= place.bottom
        for place in likely_places(table, 3)
    )
    assert likely_places(np.full((720, 1280), 128, dtype=np.uint8), 3) == []


def test_an_empty_table_is_searched_thoroughly_only_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    efforts: list[Effort] = []

    def reading(picture: Picture, formats: tuple[str, ...], effort: Effort = Effort.FULL) -> list[Code]:
        efforts.append(effort)
        return read_first(picture, formats, effort)

    monkeypatch.setattr(frames, "read_first", reading)
    decoder = FrameDecoder()
    empty = np.full((720, 1280), 128, dtype=np.uint8)
    for _ in range(14):
        assert decoder.decode(empty, LABELS) == ()
    assert efforts.count(Effort.FAST) == 14
    assert efforts.count(Effort.FULL) == 2
    assert len(decoder.decode(on_a_table("datamatrix-1/abcd-52x52.png", 700, 250), LABELS)) == 1


def test_a_leaning_code_that_stays_is_followed_without_another_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leaning = turned(read_picture(PHOTOS / "code128-2/10.webp"), 30).picture
    frame = np.full((720, 1280), 150, dtype=np.uint8)
    frame[100 : 100 + leaning.shape[0], 300 : 300 + leaning.shape[1]] = leaning
    decoder = FrameDecoder()
    first = decoder.decode(frame, ["Code 128"])
    monkeypatch.setattr(frames, "likely_places", lambda *_: pytest.fail("searched again"))
    assert values(decoder.decode(frame, ["Code 128"])) == values(first) != set()


def test_the_next_frame_is_looked_at_where_the_last_had_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[tuple[int, ...]] = []

    def reading(picture: Picture, formats: tuple[str, ...], effort: Effort = Effort.FULL) -> list[Code]:
        looked_at.append(picture.shape)
        return read_first(picture, formats, effort)

    monkeypatch.setattr(frames, "read_first", reading)
    decoder = FrameDecoder()
    first = decoder.decode(on_a_table("datamatrix-1/abcd-52x52.png", 700, 250), LABELS)
    whole, looked_at[:] = looked_at[0], []
    moved = decoder.decode(on_a_table("datamatrix-1/abcd-52x52.png", 710, 245), LABELS)
    assert values(first) == values(moved)
    assert whole == (720, 1280)
    assert len(looked_at) == 1
    assert looked_at[0] < whole


def test_a_code_that_comes_beside_another_is_found_soon() -> None:
    decoder = FrameDecoder()
    alone = on_a_table("datamatrix-1/abcd-52x52.png", 700, 250)
    both = np.minimum(alone, on_a_table("qrcode-2/1.png", 100, 100))
    decoder.decode(alone, LABELS)
    assert any(len(decoder.decode(both, LABELS)) == 2 for _ in range(4))


def test_what_was_not_looked_for_before_is_found_in_the_next_frame() -> None:
    decoder = FrameDecoder()
    both = np.minimum(
        on_a_table("datamatrix-1/abcd-52x52.png", 700, 250), on_a_table("qrcode-2/1.png", 100, 100)
    )
    assert [code.aim for code in decoder.decode(both, ["Data Matrix"])] == ["]d1"]
    assert {code.aim for code in decoder.decode(both, ["Data Matrix", "QR Code"])} == {"]d1", "]Q1"}
    assert [code.aim for code in decoder.decode(both, ["QR Code"])] == ["]Q1"]


def test_a_look_at_a_look_leads_back_to_the_first_picture() -> None:
    picture = np.zeros((400, 600), dtype=np.uint8)
    inner = cut(picture, 100, 50, 300, 250)
    outer = then(inner, scaled(inner.picture, 2))
    assert outer.picture.shape == (400, 400)
    assert np.allclose(outer.back @ np.array([20, 40, 1]), [110, 70])


def test_the_second_reader_reads_what_the_first_cannot_and_is_never_sure() -> None:
    photo = read_picture(PHOTOS / "ean13-2/26.webp")
    assert read_first(photo, ["EAN/UPC"]) == []
    (code,) = read_second(photo, ["EAN/UPC"])
    assert (code.raw, code.aim, code.verified) == (b"9784872348880", "]E0", False)
    assert read_second(photo, ["Data Matrix"]) == []


def test_a_frame_without_a_code_gives_none() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (720, 1280), dtype=np.uint8)
    assert FrameDecoder().decode(np.asarray(cv2.blur(noise, (5, 5)), dtype=np.uint8), LABELS) == ()
