"""Framing: nothing lost, nothing merged, whatever the chunks."""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.profiles.framing import Check, Frame, FrameEnd, Framer, Framing

MS = 1_000_000
STREAMS = Path(__file__).parents[3] / "data" / "scanners" / "streams.jsonl"

Chunk = tuple[int, bytes]  # milliseconds, bytes


def frames_of(framing: Framing, chunks: Iterable[Chunk]) -> list[Frame]:
    """What a driver that waits as it should gets, the silence after the last chunk included."""
    framer, frames = Framer(framing), list[Frame]()
    for at_ms, data in chunks:
        if framer.deadline_ns is not None and framer.deadline_ns <= at_ms * MS:
            frames += framer.expire(framer.deadline_ns)
        frames += framer.feed(data, at_ms * MS)
    if framer.deadline_ns is not None:
        frames += framer.expire(framer.deadline_ns)
    return frames


def summary(frames: Iterable[Frame]) -> list[tuple[bytes, FrameEnd, bool]]:
    return [(frame.data, frame.end, frame.complete) for frame in frames]


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_cr_lf_and_crlf_are_one_end(end: bytes) -> None:
    frames = frames_of(Framing(), [(0, b"A" + end + b"B" + end)])
    assert summary(frames) == [(b"A", FrameEnd.MARK, True), (b"B", FrameEnd.MARK, True)]


def test_a_crlf_split_over_two_reads_is_one_end() -> None:
    frames = frames_of(Framing(), [(0, b"A\r"), (300, b"\nB\r"), (600, b"\n")])
    assert summary(frames) == [(b"A", FrameEnd.MARK, True), (b"B", FrameEnd.MARK, True)]


def test_a_lost_terminator_is_ended_by_silence_and_marked_incomplete() -> None:
    frames = frames_of(Framing(gap_ms=40), [(0, b"A"), (50, b"B\r")])
    assert summary(frames) == [(b"A", FrameEnd.GAP, False), (b"B", FrameEnd.MARK, True)]


def test_without_marks_silence_is_the_regular_end() -> None:
    frames = frames_of(Framing(terminators="", gap_ms=40), [(0, b"A"), (30, b"B"), (90, b"C\r")])
    assert summary(frames) == [(b"AB", FrameEnd.GAP, True), (b"C\r", FrameEnd.GAP, True)]


def test_silence_counts_only_when_somebody_waited_for_it() -> None:
    """A thread that was held up reads late what arrived in time."""
    framer = Framer(Framing(gap_ms=40))
    framer.feed(b"A", 0)
    assert summary(framer.feed(b"B\r", 500 * MS)) == [(b"AB", FrameEnd.MARK, True)]


def test_a_frame_between_stx_and_etx_may_hold_line_ends() -> None:
    frames = frames_of(Framing(stx_etx=True), [(0, b"\x02A\r\nB\x03\r\n\x02C\x03")])
    assert summary(frames) == [(b"A\r\nB", FrameEnd.MARK, True), (b"C", FrameEnd.MARK, True)]


def test_a_lost_etx_does_not_merge_two_scans() -> None:
    frames = frames_of(Framing(stx_etx=True), [(0, b"\x02A\x02B\x03")])
    assert summary(frames) == [(b"A", FrameEnd.RESTART, False), (b"B", FrameEnd.MARK, True)]


def test_bytes_outside_stx_and_etx_are_handed_over_as_incomplete() -> None:
    frames = frames_of(Framing(stx_etx=True), [(0, b"LOST\x03X\r\n")])
    assert frames_of(Framing(stx_etx=True), [(0, b"LOST\r")])[0].complete is False
    assert [frame.complete for frame in frames] == [False]
    assert b"".join(frame.data for frame in frames) == b"LOST\x03X"


def test_two_scans_153_ms_apart_are_two_whatever_the_gap_is_set_to() -> None:
    """Measured on a Symbol 05e0:1701, where a gap of 200 ms merged them."""
    frames = frames_of(Framing(terminators="", gap_ms=200), [(0, b"A42154587"), (153, b"A7393481008232")])
    assert summary(frames) == [(b"A42154587", FrameEnd.GAP, True), (b"A7393481008232", FrameEnd.GAP, True)]


def test_the_check_digits_of_an_rfid_module_are_verified_and_taken_off() -> None:
    """The example of the ID-12's and RDM6300's data sheets: 62 xor E3 xor 08 xor 6C xor ED is 08."""
    framing = Framing(stx_etx=True, check=Check.XOR_HEX)
    good, misread = b"\x0262E3086CED08\x03", b"\x0262E3086CEE08\x03"
    assert summary(frames_of(framing, [(0, good + misread)])) == [
        (b"62E3086CED", FrameEnd.MARK, True),
        (b"62E3086CEE08", FrameEnd.MARK, False),
    ]
    with_line_end = frames_of(framing, [(0, b"\x0262E3086CED08\r\n\x03")])
    assert summary(with_line_end) == [(b"62E3086CED", FrameEnd.MARK, True)]
    for wrong in (b"08", b"123", b"no hex"):
        assert summary(frames_of(framing, [(0, b"\x02" + wrong + b"\x03")])) == [
            (wrong, FrameEnd.MARK, False)
        ]


LRC = Framing(stx_etx=True, check=Check.LRC)


def test_a_check_byte_after_etx_is_verified_whatever_byte_it_is() -> None:
    """The second one's check byte is an STX: 0x01 xor ETX."""
    assert summary(frames_of(LRC, [(0, b"\x02AB\x03\x00\x02\x01\x03\x02\x02C\x03\x40")])) == [
        (b"AB", FrameEnd.MARK, True),
        (b"\x01", FrameEnd.MARK, True),
        (b"C", FrameEnd.MARK, True),
    ]


def test_a_wrong_check_byte_spoils_its_frame_alone() -> None:
    assert summary(frames_of(LRC, [(0, b"\x02AB\x03\x02C\x03\x40")])) == [
        (b"AB", FrameEnd.MARK, False),
        (b"C", FrameEnd.MARK, True),
    ]


def test_a_check_byte_that_does_not_come_is_not_waited_for_longer_than_silence() -> None:
    framer = Framer(LRC)
    assert framer.feed(b"\x02AB\x03", 0) == []
    assert summary(framer.expire(40 * MS)) == [(b"AB", FrameEnd.MARK, False)]
    assert framer.deadline_ns is None
    framer.feed(b"\x02AB\x03", 0)
    assert summary(framer.disconnect()) == [(b"AB", FrameEnd.MARK, False)]


def test_a_frame_as_long_as_allowed_is_complete() -> None:
    frames = frames_of(Framing(max_length=4), [(0, b"ABCD\r")])
    assert summary(frames) == [(b"ABCD", FrameEnd.MARK, True)]


def test_an_overlong_frame_comes_in_pieces_none_of_which_passes_as_a_scan() -> None:
    frames = frames_of(Framing(max_length=4), [(0, b"ABCDEFGHI\rNEXT\r")])
    assert summary(frames) == [
        (b"ABCD", FrameEnd.LENGTH, False),
        (b"EFGH", FrameEnd.LENGTH, False),
        (b"I", FrameEnd.MARK, False),
        (b"NEXT", FrameEnd.MARK, True),
    ]


def test_after_lost_input_nothing_is_complete_until_the_next_end() -> None:
    framer = Framer(Framing())
    framer.feed(b"AB", 0)
    framer.damage(1)
    assert summary(framer.feed(b"YZ\rNEXT\r", 2)) == [
        (b"ABYZ", FrameEnd.MARK, False),
        (b"NEXT", FrameEnd.MARK, True),
    ]


def test_lost_input_is_forgotten_after_silence() -> None:
    framer = Framer(Framing(gap_ms=40))
    framer.damage(0)
    assert framer.deadline_ns == 40 * MS
    assert framer.expire(40 * MS) == []
    assert summary(framer.feed(b"NEXT\r", 50 * MS)) == [(b"NEXT", FrameEnd.MARK, True)]


def test_a_device_that_goes_in_the_middle_of_a_scan_leaves_it_incomplete() -> None:
    framer = Framer(Framing(terminators=""))
    framer.feed(b"HALF", 0)
    assert summary(framer.disconnect()) == [(b"HALF", FrameEnd.DISCONNECT, False)]
    assert framer.disconnect() == []


def test_a_frame_is_stamped_with_its_last_byte_not_with_the_silence_after_it() -> None:
    assert frames_of(Framing(gap_ms=40), [(5, b"A")])[0].last_byte_ns == 5 * MS


def test_an_open_frame_does_not_expire_early() -> None:
    framer = Framer(Framing(gap_ms=40))
    framer.feed(b"A", 0)
    assert framer.expire(40 * MS - 1) == []
    assert framer.deadline_ns == 40 * MS


def test_nothing_open_has_no_deadline() -> None:
    framer = Framer(Framing())
    framer.feed(b"A\r", 0)
    assert framer.deadline_ns is None


class _Config(msgspec.Struct):
    terminator: str | None
    gap_ms: int = 40


class _Scan(msgspec.Struct):
    code_id: str
    data: str


class _Stream(msgspec.Struct):
    id: str
    config: _Config
    chunks: list[tuple[int, str]]
    expect: list[_Scan]


@pytest.mark.parametrize(
    "case", msgspec.json.Decoder(_Stream).decode_lines(STREAMS.read_bytes()), ids=lambda case: case.id
)
def test_streams_measured_on_a_real_scanner(case: _Stream) -> None:
    framing = Framing(terminators="" if case.config.terminator is None else "\r\n", gap_ms=case.config.gap_ms)
    frames = frames_of(framing, [(at_ms, data.encode()) for at_ms, data in case.chunks])
    assert [frame.data for frame in frames] == [(scan.code_id + scan.data).encode() for scan in case.expect]
    assert all(frame.complete for frame in frames)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"terminators": "é"}, "ASCII"),
        ({"terminators": "\x03", "stx_etx": True}, "STX and ETX"),
        ({"gap_ms": 0}, "gap_ms"),
        ({"max_length": 0}, "max_length"),
        ({"check": Check.LRC}, "stx_etx"),
    ],
)
def test_a_framing_that_frames_nothing_is_refused(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Framing(**wrong)  # type: ignore[arg-type]  # wrong on purpose


FRAMINGS = st.sampled_from(list(Check)).flatmap(
    lambda check: st.builds(
        Framing,
        terminators=st.sampled_from(["\r\n", "\t", ""]),
        stx_etx=st.just(value=True) if check is Check.LRC else st.booleans(),
        gap_ms=st.integers(1, 60),
        max_length=st.integers(1, 12),
        check=st.just(check),
    )
)
STREAM_BYTES = st.lists(
    st.sampled_from([b"A", b"7", b"\r", b"\n", b"\t", b"\x02", b"\x03", b"\x1d"]), max_size=30
)


@st.composite
def timed_streams(draw: st.DrawFn) -> tuple[list[Chunk], list[Chunk]]:
    """The same bytes at the same times, one byte at a time and chunked at random (never across a pause)."""
    single: list[Chunk] = []
    chunked: list[Chunk] = []
    now = 0
    for burst in draw(st.lists(STREAM_BYTES.map(b"".join), max_size=6)):
        now += draw(st.integers(0, 120))
        single += [(now, bytes([byte])) for byte in burst]
        cuts = sorted(draw(st.sets(st.integers(0, len(burst)))) | {0, len(burst)})
        chunked += [(now, burst[start:stop]) for start, stop in pairwise(cuts)]
    return single, chunked


@given(FRAMINGS, timed_streams())
def test_any_chunking_gives_the_same_frames(
    framing: Framing, streams: tuple[list[Chunk], list[Chunk]]
) -> None:
    single, chunked = streams
    assert frames_of(framing, chunked) == frames_of(framing, single)


@given(FRAMINGS, timed_streams())
def test_no_byte_of_data_is_ever_lost(framing: Framing, streams: tuple[list[Chunk], list[Chunk]]) -> None:
    framing = msgspec.structs.replace(framing, check=Check.NONE)  # check characters are taken off
    single, _ = streams
    marks = framing.terminators.encode() + (b"\x02\x03" if framing.stx_etx else b"")

    def data_only(stream: bytes) -> bytes:
        return bytes(byte for byte in stream if byte not in marks)

    sent = data_only(b"".join(data for _, data in single))
    assert data_only(b"".join(frame.data for frame in frames_of(framing, single))) == sent


@given(
    st.lists(
        st.binary(min_size=1, max_size=40).map(lambda raw: raw.translate(None, b"\r\n\x02\x03")), max_size=20
    )
)
def test_twenty_scans_a_second_are_never_merged_even_when_terminators_are_lost(raws: list[bytes]) -> None:
    scans = [raw for raw in raws if raw]
    sent = [(50 * number, raw if number % 3 == 0 else raw + b"\r\n") for number, raw in enumerate(scans)]
    assert [frame.data for frame in frames_of(Framing(), sent)] == scans


@given(
    st.sampled_from([Framing(), Framing(stx_etx=True), LRC]),
    st.binary(min_size=1, max_size=40).map(lambda raw: raw.translate(None, b"\r\n\x02\x03")),
)
def test_what_is_wrapped_comes_out_whole(framing: Framing, raw: bytes) -> None:
    frames = frames_of(framing, [(0, framing.wrap(raw or b"A"))])
    assert summary(frames) == [(raw or b"A", FrameEnd.MARK, True)]


@given(st.binary(min_size=1, max_size=8))
def test_what_an_rfid_module_wraps_comes_out_whole(tag: bytes) -> None:
    framing = Framing(stx_etx=True, check=Check.XOR_HEX)
    frames = frames_of(framing, [(0, framing.wrap(tag.hex().upper().encode()))])
    assert summary(frames) == [(tag.hex().upper().encode(), FrameEnd.MARK, True)]
