"""Right values of every Application Identifier, drawn from the table itself."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
from hypothesis import strategies as st

from traceability.codes import Element
from traceability.codes.check_digits import CHARACTER_SET_82, check_pair, with_check_digit
from traceability.codes.gs1 import associations
from traceability.codes.gs1.code_lists import (
    COUNTRY_LETTERS,
    COUNTRY_NUMBERS,
    CURRENCY_NUMBERS,
    PACKAGE_TYPES,
)
from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS, Component

_LINTER_TESTS = Path(__file__).parents[3] / "data" / "gs1" / "linters.jsonl"
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALPHABETS = {
    "N": _DIGITS,
    "X": CHARACTER_SET_82,
    "Y": "#-/" + _DIGITS + _LETTERS,
    "Z": "-_" + _DIGITS + _LETTERS + _LETTERS.lower(),
}
Values = st.SearchStrategy[str]


class _Case(msgspec.Struct):
    linter: str
    input: str
    ok: bool


def _accepted_by(linter: str, longest: int) -> Values:
    """What the official tests of a linter accept; only for what has a grammar of its own, coupons."""
    cases = [msgspec.json.decode(line, type=_Case) for line in _LINTER_TESTS.read_bytes().splitlines()]
    accepted = [case.input for case in cases if case.linter == linter and case.ok]
    return st.sampled_from([value for value in accepted if len(value) <= longest])


def _text(component: Component) -> Values:
    return st.text(
        _ALPHABETS[component.character_set], min_size=component.minimum, max_size=component.maximum
    )


def _numbers(length: int, last: int, first: int = 0) -> Values:
    return st.integers(first, last).map(lambda number: f"{number:0{length}}")


def _date(written: str) -> Callable[[Component], Values]:
    # the two-digit year 00 is a leap year of some century: 1970 to 2069 has every day there is
    days = st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31))
    return lambda _: days.map(lambda day: f"{day:{written}}")


def _paired(component: Component) -> Values:
    body = st.text(CHARACTER_SET_82, max_size=component.maximum - 7)
    return body.map(lambda text: f"1987A{text}").map(lambda text: text + check_pair(text))


def _pairs_of(component: Component) -> Values:
    half = component.maximum // 2
    pairs = st.tuples(st.integers(1, 10**half - 1), st.integers(1, 10**half - 1)).map(sorted)
    return pairs.map(lambda pair: f"{pair[0]:0{half}}{pair[1]:0{half}}")


def _iban(component: Component) -> Values:
    def checked(parts: tuple[str, str]) -> str:
        country, account = parts
        digits = "".join(str(int(character, 36)) for character in f"{account}{country}00")
        return f"{country}{98 - int(digits) % 97:02}{account}"

    account = st.text(_DIGITS + _LETTERS, min_size=7, max_size=component.maximum - 4)
    return st.tuples(st.sampled_from(sorted(COUNTRY_LETTERS)), account).map(checked)


def _samples(values: frozenset[str] | str) -> Callable[[Component], Values]:
    return lambda _: st.sampled_from(sorted(values))


_BY_LINTER: dict[str, Callable[[Component], Values]] = {
    "couponcode": lambda one: _accepted_by("couponcode", one.maximum),
    "couponposoffer": lambda one: _accepted_by("couponposoffer", one.maximum),
    "csum": lambda one: st.text(_DIGITS, min_size=one.maximum - 1, max_size=one.maximum - 1).map(
        with_check_digit
    ),
    "csumalpha": _paired,
    "gcppos1": lambda one: st.text(_ALPHABETS[one.character_set], max_size=one.maximum - 4).map(
        lambda text: f"9521{text}"
    ),
    "hh": lambda _: _numbers(2, 23),
    "hhmi": lambda _: st.times().map(lambda time: f"{time:%H%M}"),
    "hyphen": _samples("-"),
    "iban": _iban,
    "importeridx": _samples(_ALPHABETS["Z"]),
    "iso3166": _samples(COUNTRY_NUMBERS),
    "iso3166999": _samples(COUNTRY_NUMBERS | {"999"}),
    "iso3166alpha2": _samples(COUNTRY_LETTERS),
    "iso4217": _samples(CURRENCY_NUMBERS),
    "iso5218": _samples("0129"),
    "latitude": lambda _: _numbers(10, 180_0000000),
    "longitude": lambda _: _numbers(10, 360_0000000),
    "mediatype": lambda _: _numbers(2, 99, 80) | _numbers(2, 10, 1),
    "mi": lambda _: _numbers(2, 59),
    "nonzero": lambda one: _numbers(one.maximum, 10**one.maximum - 1, 1),
    "nozeroprefix": lambda one: st.integers(1, 10**one.maximum - 1).map(str),
    "packagetype": _samples(PACKAGE_TYPES),
    "pcenc": lambda one: _text(one).map(lambda text: text.replace("%", "+")),
    "pieceoftotal": _pairs_of,
    "posinseqslash": lambda _: st.sampled_from(["1/1", "1/9", "3/7"]),
    "ss": lambda _: _numbers(2, 59),
    "winding": _samples("019"),
    "yesno": _samples("01"),
    "yymmd0": _date("%y%m%d"),
    "yymmdd": _date("%y%m%d"),
    "yyyymmdd": _date("%Y%m%d"),
    "zero": lambda one: st.just("0" * one.maximum),
}


def _of_component(component: Component) -> Values:
    return _BY_LINTER[component.linters[0]](component) if component.linters else _text(component)


@cache
def values(identifier: str) -> Values:
    """Right values of an assigned Application Identifier, each permitted length among them."""
    components = APPLICATION_IDENTIFIERS[identifier].components
    required = sum(not component.optional for component in components)
    return st.integers(required, len(components)).flatmap(
        lambda count: st.tuples(*(_of_component(component) for component in components[:count])).map("".join)
    )


def may_join(element: Element, elements: list[Element]) -> bool:
    """Whether one more element breaks no rule on what may stand together; what it may lack is left open."""
    together = [*elements, element]
    verdict = associations.verdict(tuple(one.identifier for one in together))
    clash = any(finding.code == "invalid-pair" for finding in verdict.findings)
    return not clash and not associations.findings_by_value([(one.identifier, one.value) for one in together])


@st.composite
def element_sets(
    draw: st.DrawFn, begin: tuple[Element, ...] = (), identifiers: tuple[str, ...] = ()
) -> list[Element]:
    """Elements that may stand together, no identifier twice: `begin`, then some of `identifiers`, of all if none."""
    elements = list(begin)
    known = identifiers or tuple(APPLICATION_IDENTIFIERS)
    for identifier in draw(st.lists(st.sampled_from(known), unique=True, max_size=8)):
        element = Element(identifier, draw(values(identifier)))
        if all(one.identifier != identifier for one in elements) and may_join(element, elements):
            elements.append(element)
    return elements
