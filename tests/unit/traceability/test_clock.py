import itertools

from hypothesis import given
from hypothesis import strategies as st

from traceability.clock import FUTURE_LIMIT_MS, ZERO, Stamp, merged, next_stamp

milliseconds = st.integers(0, 2**42)
stamps = st.builds(Stamp, milliseconds, st.integers(0, 2**20))


@given(st.lists(milliseconds))
def test_stamps_rise_under_any_clock(walls: list[int]) -> None:
    last, made = ZERO, []
    for wall in walls:
        last = next_stamp(last, wall)
        made.append(last)
    assert all(earlier < later for earlier, later in itertools.pairwise(made))


@given(stamps, stamps, milliseconds)
def test_after_seeing_a_stamp_ours_are_above_it_unless_it_lies_in_the_future(
    last: Stamp, seen: Stamp, wall: int
) -> None:
    after = next_stamp(merged(last, seen, wall), wall)
    assert after > last
    if seen.milliseconds > wall + FUTURE_LIMIT_MS:
        assert merged(last, seen, wall) == last
    else:
        assert after > seen


def test_a_stamp_at_the_very_limit_is_merged_and_one_beyond_is_not() -> None:
    last, wall = Stamp(5, 7), 1_000
    at_limit = Stamp(wall + 5 * 60 * 1000, 3)
    assert merged(last, at_limit, wall) == at_limit
    assert merged(last, Stamp(at_limit.milliseconds + 1, 0), wall) == last


def test_the_counter_starts_anew_with_each_millisecond_and_grows_within_it() -> None:
    assert next_stamp(Stamp(5, 7), 6) == Stamp(6, 0)
    assert next_stamp(Stamp(5, 7), 5) == Stamp(5, 8)
    assert next_stamp(Stamp(5, 7), 4) == Stamp(5, 8)
