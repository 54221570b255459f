"""Check digits and check characters of GS1 identification keys."""

CHARACTER_SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""The characters of most alphanumeric values, in the order of their check values (section 7.11)."""

_CHECK_CHARACTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PRIMES = tuple(
    number for number in range(2, 510) if all(number % factor for factor in range(2, int(number**0.5) + 1))
)
LONGEST_PAIRED = len(_PRIMES)
"""Most characters before a check character pair: one prime weight for each."""


def check_digit_holds(digits: str) -> bool:
    """Whether the last of `digits` (ASCII digits, at least one) is the standard check digit of the others.

    GS1 General Specifications section 7.9.1: weights 3 and 1 in turn, from the right.
    """
    codes = digits.encode()
    ones, threes = codes[-1::-2], codes[-2::-2]
    return (sum(ones) + 3 * sum(threes) - 48 * (len(ones) + 3 * len(threes))) % 10 == 0


def with_check_digit(digits: str) -> str:
    """`digits` (ASCII digits) with their standard check digit appended (section 7.9.1)."""
    return next(digits + last for last in "0123456789" if check_digit_holds(digits + last))


def check_pair(characters: str) -> str:
    """The two check characters of at most `LONGEST_PAIRED` characters of set 82 (“check character pair”)."""
    weighted = zip(_PRIMES, reversed(characters), strict=False)
    total = sum(weight * CHARACTER_SET_82.index(character) for weight, character in weighted) % 1021
    return _CHECK_CHARACTERS[total >> 5] + _CHECK_CHARACTERS[total & 31]
