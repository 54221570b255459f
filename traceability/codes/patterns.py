"""Own labels as data: a regular expression over the whole text, whose named groups become elements."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from traceability.codes.scan import Element, Interpretation, Kind

LONGEST_TEXT = 300
"""Characters of the longest own label; longer data is not searched, so no expression can take long over it."""


class OwnPattern(msgspec.Struct, frozen=True):
    """An own label's name and the expression its whole text matches."""

    name: str
    expression: str


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
