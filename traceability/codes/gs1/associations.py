"""Which element strings may, and must, stand together on one item.

GS1 General Specifications, “invalid pairs of element strings” and “mandatory association of element strings”.
They hold over all symbols of an item together, so what is missing in one symbol is no error of it.
"""

import itertools
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS

_DIGITAL_SIGNATURE = "8030"
_LONGEST_WITHOUT_SERIAL = {"253": 13, "255": 13, "8003": 14}


class Finding(NamedTuple):
    """A broken association: the element at `place` among the elements lacks or clashes with `other`."""

    code: str
    place: int
    other: str


class _Rules(NamedTuple):
    excluded: frozenset[str]
    required: tuple[tuple[tuple[frozenset[str], ...], ...], ...]
    """All of (one of (all of patterns)), each pattern as the identifiers it means."""


def _meant(pattern: str) -> frozenset[str]:
    """The identifiers a pattern means; n stands for any digit."""
    digits = ("0123456789" if character == "n" else character for character in pattern)
    return frozenset(map("".join, itertools.product(*digits)))


@cache
def _rules(identifier: str) -> _Rules:
    known = APPLICATION_IDENTIFIERS.get(identifier)
    if known is None:
        return _Rules(frozenset(), ())
    excluded = frozenset[str]().union(*map(_meant, known.excludes)) - {identifier}
    required = tuple(
        tuple(tuple(map(_meant, group)) for group in alternatives) for alternatives in known.requires
    )
    return _Rules(excluded, required)


class Verdict(NamedTuple):
    """What identifiers alone tell of their associations."""

    findings: tuple[Finding, ...]
    values_matter: bool
    """Whether `findings_by_value` has more to say."""


@lru_cache(maxsize=1024)
def verdict(identifiers: tuple[str, ...]) -> Verdict:
    """Invalid pairs (`invalid-pair`) and missing associations (`association-missing`) among identifiers."""
    present = frozenset(identifiers)
    found: list[Finding] = []
    for place, identifier in enumerate(identifiers):
        rules = _rules(identifier)
        found.extend(Finding("invalid-pair", place, other) for other in sorted(rules.excluded & present))
        for number, alternatives in enumerate(rules.required):
            if not any(all(map(present.intersection, group)) for group in alternatives):
                wanted = APPLICATION_IDENTIFIERS[identifier].requires[number]
                lacking = ", ".join("+".join(group) for group in wanted)
                found.append(Finding("association-missing", place, lacking))
    return Verdict(tuple(found), len(present) < len(identifiers) or _DIGITAL_SIGNATURE in present)


def findings_by_value(elements: Sequence[tuple[str, str]]) -> list[Finding]:
    """What only the values of (identifier, value) tell.

    Identifiers that come again with another value (`repeated-with-another-value`), and keys without
    their serial component beside a digital signature (`serial-component-missing`). Data whose identifier is
    unknown, here empty, repeats nothing.
    """
    first: dict[str, str] = {}
    found: list[Finding] = []
    for place, (identifier, value) in enumerate(elements):
        if identifier and first.setdefault(identifier, value) != value:
            found.append(Finding("repeated-with-another-value", place, identifier))
    if _DIGITAL_SIGNATURE in first:
        found.extend(
            Finding("serial-component-missing", place, _DIGITAL_SIGNATURE)
            for place, (identifier, value) in enumerate(elements)
            if len(value) <= _LONGEST_WITHOUT_SERIAL.get(identifier, 0)
        )
    return found
