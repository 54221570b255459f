"""Which codes of a view are handed over."""

from station.drivers.camera.code import Code, Point
from station.drivers.camera.vote import LEFT_AFTER_NS, SETTLE_NS, Vote

FRAME_NS = 33_000_000


def code(raw: bytes, aim: str = "]d2", at: int = 100, *, verified: bool | None = None) -> Code:
    corners = ((at, at), (at + 100, at), (at + 100, at + 40), (at, at + 40))
    found = Code(
        symbology="any",
        aim=aim,
        raw=raw,
        outline=tuple(Point(x, y) for x, y in corners),
        verified=False,
    )
    sure = found.strong if verified is None else verified
    return Code(symbology="any", aim=aim, raw=raw, outline=found.outline, verified=sure)


STRONG = code(b"0109501101530003")
WEAK = code(b"4012345678901", "]E0", 400)


def test_a_strong_code_is_handed_over_at_once_and_once_as_long_as_it_stays() -> None:
    vote = Vote()
    frames = [vote.seen([STRONG], number * FRAME_NS) for number in range(100)]
    assert [each.raw for each in frames[0]] == [STRONG.raw]
    assert frames[1:] == [()] * 99


def test_a_code_that_was_hidden_for_a_moment_is_not_read_again_but_one_that_came_back_is() -> None:
    vote = Vote()
    vote.seen([STRONG], 0)
    assert vote.seen([STRONG], LEFT_AFTER_NS - 1) == ()
    assert vote.seen([], LEFT_AFTER_NS) == ()
    assert vote.seen([STRONG], 2 * LEFT_AFTER_NS) == (STRONG,)


def test_a_weak_code_waits_for_a_second_frame_and_is_verified_then() -> None:
    vote = Vote()
    assert vote.seen([WEAK], 0) == ()
    (read,) = vote.seen([WEAK], FRAME_NS)
    assert (read.raw, read.verified) == (WEAK.raw, True)


def test_a_weak_reading_nothing_agrees_with_is_never_handed_over() -> None:
    vote = Vote()
    seen = [vote.seen([code(b"%013d" % number, "]E0")], number * FRAME_NS) for number in range(60)]
    assert seen == [()] * 60


def test_of_two_readings_of_one_place_the_one_ahead_by_two_frames_is_right() -> None:
    vote = Vote()
    right, wrong = code(b"5030159003930", "]E0"), code(b"7034759003930", "]E0")
    frames = [[wrong], [right], [wrong], [right], [right], [right]]
    seen = [vote.seen(frame, number * FRAME_NS) for number, frame in enumerate(frames)]
    assert [each.raw for view in seen for each in view] == [right.raw]


def test_a_weak_reading_inside_a_verified_code_is_a_misreading() -> None:
    vote = Vote()
    inside = code(b"307111", "]I0", 110)
    frames = [[STRONG, inside], *[[inside]] * 29]
    seen = [vote.seen(frame, number * FRAME_NS) for number, frame in enumerate(frames)]
    assert [each.raw for view in seen for each in view] == [STRONG.raw]


def test_a_code_put_where_another_was_is_read() -> None:
    vote = Vote()
    vote.seen([STRONG], 0)
    swapped = code(WEAK.raw, "]E0")
    seen = [vote.seen([swapped], number * FRAME_NS) for number in range(1, 4)]
    assert [each.raw for view in seen for each in view] == [swapped.raw]


def test_the_codes_of_one_view_come_together_when_the_weak_ones_are_certain() -> None:
    vote = Vote()
    assert vote.seen([STRONG, WEAK], 0) == ()
    assert {each.raw for each in vote.seen([STRONG, WEAK], FRAME_NS)} == {STRONG.raw, WEAK.raw}


def test_a_weak_reading_that_stays_doubtful_holds_the_others_up_for_a_moment_only() -> None:
    vote = Vote()
    assert vote.seen([STRONG, WEAK], 0) == ()
    assert vote.seen([STRONG], SETTLE_NS - 1) == ()
    assert vote.seen([STRONG], SETTLE_NS) == (STRONG,)


def test_what_the_second_reader_found_is_confirmed_by_the_first() -> None:
    vote = Vote()
    assert vote.seen([code(b"CODE-128", "")], 0) == ()
    (read,) = vote.seen([code(b"CODE-128", "]C1")], FRAME_NS)
    assert (read.aim, read.verified) == ("]C1", True)
