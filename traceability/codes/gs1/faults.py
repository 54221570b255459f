"""What a linter finds wrong."""

from typing import NamedTuple


class Fault(NamedTuple):
    """Where a value breaks a rule: the rule's code, and the characters to blame, counted from 0."""

    code: str
    start: int
    length: int


def whole(code: str, value: str) -> Fault:
    """A fault of the whole value."""
    return Fault(code, 0, len(value))
