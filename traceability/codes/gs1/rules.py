"""How the reader cuts and judges each Application Identifier: the table, compiled on first use."""

from collections.abc import Callable

from traceability.codes.gs1.faults import Fault, whole
from traceability.codes.gs1.linters import LINTERS, Linter
from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS, ApplicationIdentifier, Component

_CHARACTER_SETS = {"N": "csetnumeric", "X": "cset82", "Y": "cset39", "Z": "cset64"}
_CHECK_DIGITS_THEMSELVES = frozenset(("csum", "yymmd0", "yymmdd", "yyyymmdd", "hh", "hhmi", "mi", "ss"))


class Rule:
    """How to cut and judge the values of one identifier; `check` is for values of a right length only."""

    __slots__ = ("check", "guarded", "maximum", "minimum", "predefined")

    def __init__(self, known: ApplicationIdentifier) -> None:
        self.minimum = known.minimum
        self.maximum = known.maximum
        self.predefined = known.maximum if known.predefined_length else 0
        """Length in characters where no separator is needed, else 0."""
        self.guarded = any("csum" in linter for component in known.components for linter in component.linters)
        """Whether a check digit or pair guards the value."""
        self.check = _check(known.components)


def _linters(component: Component) -> tuple[Linter, ...]:
    """The linters of a component, its character set first, without those the others imply."""
    names = list(component.linters)
    if component.character_set == "N":
        if component.minimum > 4:
            names = [name for name in names if not name.startswith("gcppos")]
        if names and names[0] in _CHECK_DIGITS_THEMSELVES:
            return tuple(LINTERS[name] for name in names)
    return tuple(LINTERS[name] for name in (_CHARACTER_SETS[component.character_set], *names))


def _check(components: tuple[Component, ...]) -> Callable[[str], Fault | None]:
    parts = tuple((component, _linters(component)) for component in components)
    if len(parts) == 1 and len(parts[0][1]) == 1:
        return parts[0][1][0]

    def check(value: str) -> Fault | None:
        start = 0
        for component, linters in parts:
            part = value[start : start + component.maximum]
            if not part and component.optional:
                return None
            if len(part) < component.minimum:
                return whole("value-too-short", value)
            for linter in linters:
                fault = linter(part)
                if fault is not None:
                    return fault._replace(start=fault.start + start)
            start += len(part)
        return None

    return check


class _Rules(dict[str, Rule | None]):
    """Fills itself; an unassigned identifier has no rule and leaves no trace."""

    def __missing__(self, identifier: str) -> Rule | None:
        known = APPLICATION_IDENTIFIERS.get(identifier)
        if known is None:
            return None
        rule = self[identifier] = Rule(known)
        return rule


RULES = _Rules()
"""The rule of every assigned Application Identifier by its digits, None for others."""
