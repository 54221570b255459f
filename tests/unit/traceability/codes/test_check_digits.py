"""Check digits and check characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.codes.check_digits import CHARACTER_SET_82, check_digit_holds, check_pair, with_check_digit


@pytest.mark.parametrize("number", ["6291041500213", "96385074", "614141123452", "376130321109103420"])
def test_published_numbers_hold(number: str) -> None:
    assert check_digit_holds(number)
    assert with_check_digit(number[:-1]) == number


@given(st.text("0123456789", min_size=2, max_size=18), st.integers(0, 17), st.integers(1, 9))
def test_one_changed_digit_is_always_noticed(digits: str, place: int, change: int) -> None:
    number = with_check_digit(digits)
    place %= len(number)
    changed = f"{number[:place]}{(int(number[place]) + change) % 10}{number[place + 1 :]}"
    assert not check_digit_holds(changed)


def test_the_global_model_number_of_the_specification_holds() -> None:
    assert check_pair("1987654Ad4X4bL5ttr2310c") == "2K"


@given(st.text(CHARACTER_SET_82, min_size=2, max_size=30), st.data())
def test_two_swapped_characters_are_noticed(characters: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(characters) - 2))
    swapped = list(characters)
    swapped[place : place + 2] = reversed(swapped[place : place + 2])
    same = characters[place] == characters[place + 1]
    assert (check_pair("".join(swapped)) == check_pair(characters)) == same
