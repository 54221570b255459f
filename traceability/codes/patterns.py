"""Own labels as data: a regular expression over the whole text, whose named groups become elements."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from traceability.codes.scan import Element, Interpretation, Kind

LONGEST_TEXT = 300
"""Characters of the longest own label; longer data is not searched."""

_TOKEN = re.compile(
    r"""\\.                                              # an escaped character
      | \[\^?\]?(?:\\.|[^\]\\])*\]                       # a class of characters
      | (?P<open>\((?:\?(?:P<\w+>|P=\w+|<[=!]|[:=!>]))?)
      | (?P<close>\))
      | (?P<or>\|)
      | (?P<many>[*+]|\{[0-9]*,[0-9]*\}) (?P<possessive>\+)?
      | (?P<times>\{[0-9]+\})
      | (?P<perhaps>\?)
      | .""",
    re.VERBOSE | re.DOTALL,
)


class OwnPattern(msgspec.Struct, frozen=True):
    """An own label's name and the expression its whole text matches."""

    name: str
    expression: str


def runs_away(expression: str) -> bool:
    """Whether a repeated group holds a repetition or alternatives itself.

    Such an expression can try exponentially many ways to fail on a text that nearly matches; the
    possessive `)*+` tries one.
    """
    open_groups = [False]  # whether each group that is open varies
    closed = False  # whether the group that has just been closed varies
    for token in _TOKEN.finditer(expression):
        kind = token.lastgroup
        if kind == "open":
            open_groups.append(False)
        elif kind == "close" and len(open_groups) > 1:
            closed = open_groups.pop()
            open_groups[-1] |= closed
            continue
        elif kind in {"many", "times"} and closed:
            return True
        if kind in {"many", "perhaps", "or"}:
            open_groups[-1] = True
        closed = False
    return False


def read_patterns(text: str, start: int, patterns: Sequence[OwnPattern]) -> Iterator[Interpretation]:
    """The readings by each pattern that matches everything from `start`.

    A group that took no part, or nothing, says nothing.
    """
    if len(text) - start > LONGEST_TEXT:
        return
    for pattern in patterns:
        match = _compiled(pattern.expression).fullmatch(text, start)
        if match:
            elements = tuple(Element(name, part) for name, part in match.groupdict().items() if part)
            yield Interpretation(Kind.PATTERN, elements, pattern=pattern.name)


@lru_cache(maxsize=256)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)
