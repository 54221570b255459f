"""The codes of one trigger, sent one after another, are brought together; hand guns are never waited for."""

import pytest

from station.profiles.bursts import MOST, Bursts
from station.profiles.framing import Frame, Framing

MS = 1_000_000
FIXED = Framing(burst_ms=50)


def raws(bursts: list[tuple[Frame, ...]]) -> list[list[bytes]]:
    return [[frame.data for frame in burst] for burst in bursts]


def test_without_a_burst_each_code_is_handed_over_at_once() -> None:
    bursts = Bursts(Framing())
    assert raws(bursts.feed(b"A\r\nB\r\n", 0)) == [[b"A"], [b"B"]]
    assert bursts.deadline_ns is None


def test_codes_within_the_silence_are_together_and_the_next_trigger_is_apart() -> None:
    bursts = Bursts(FIXED)
    assert bursts.feed(b"A\r\n", 0) == []
    assert bursts.expire(49 * MS) == []
    assert bursts.feed(b"B\r\n", 49 * MS) == []
    waited_for = bursts.deadline_ns
    assert bursts.expire(99 * MS - 1) == []
    assert raws(bursts.expire(99 * MS)) == [[b"A", b"B"]]
    assert (waited_for, bursts.deadline_ns) == (99 * MS, None)
    bursts.feed(b"C\r\n", 100 * MS)
    assert raws(bursts.expire(150 * MS)) == [[b"C"]]


def test_a_code_on_its_way_is_waited_for_by_its_own_framing() -> None:
    bursts = Bursts(Framing(burst_ms=50, gap_ms=200))
    bursts.feed(b"A\r\nBEG", 0)
    assert bursts.deadline_ns == 200 * MS
    assert bursts.expire(150 * MS) == []
    bursts.feed(b"UN\r\n", 160 * MS)
    assert raws(bursts.expire(210 * MS)) == [[b"A", b"BEGUN"]]


def test_a_code_that_does_not_end_is_in_the_burst_and_incomplete() -> None:
    bursts = Bursts(FIXED)
    bursts.feed(b"A\r\nBEG", 0)
    assert bursts.expire(40 * MS) == []
    (burst,) = bursts.expire(50 * MS)
    assert [(frame.data, frame.complete) for frame in burst] == [(b"A", True), (b"BEG", False)]


def test_a_device_that_goes_leaves_what_it_sent() -> None:
    bursts = Bursts(FIXED)
    bursts.feed(b"A\r\nB\r\n", 0)
    assert raws(bursts.disconnect()) == [[b"A", b"B"]]
    assert bursts.disconnect() == []


def test_a_scanner_that_never_rests_is_not_waited_for() -> None:
    bursts = Bursts(FIXED)
    (burst,) = bursts.feed(b"A\r\n" * (MOST + 1), 0)
    assert len(burst) == MOST
    assert raws(bursts.expire(50 * MS)) == [[b"A"]]


@pytest.mark.parametrize(
    "settings",
    [
        {"burst_ms": -1},
        {"burst_ms": 1001},
        {"terminators": "", "gap_ms": 40, "burst_ms": 40},
    ],
)
def test_a_silence_that_brings_nothing_together_is_refused(settings: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="burst_ms must be 0 or"):
        Framing(**settings)  # type: ignore[arg-type]  # settings of a test
    assert Framing(terminators="", gap_ms=40, burst_ms=41).burst_ms == 41
