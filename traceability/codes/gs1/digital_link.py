"""Read and make uncompressed GS1 Digital Link URIs.

GS1 Digital Link Standard: URI Syntax 1.2. Any domain and leading path, then `/identifier/value` pairs: a primary
key, its qualifiers in the standard's order (section 4.9), and data attributes in the query (4.10). Identifiers are
digits; words for them (`gtin`, `lot`) are deprecated. Nothing is thrown away: what breaks a rule is kept and the
reason told.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote, quote_plus, unquote

from traceability.codes.gs1.faults import Fault
from traceability.codes.gs1.judgement import error_of, fault_of, interpretation_of
from traceability.codes.gs1.rules import RULES
from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError
from traceability.language import Language

# The scheme is all lower or all upper case, as a QR Code's alphanumeric mode needs it; mixed, the official engine
# takes the data for text.
_URI = re.compile(r"(?:https?|HTTPS?)://([^/?#]*)(/[^?#]*)(\?[^#]*)?")
_NOT_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")  # RFC 3986, section 2
# RFC 3986, section 3.2, without user information (RFC 9110, section 4.2.4) and signs no domain name has.
_AUTHORITY = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")
# Tried only where one begins: long data takes no time.
_PARAMETER = re.compile(r"(?<=[?&;])([^&;=]*)=([^&;]*)")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}|.", re.DOTALL)
_GTIN = "01"
_SHORT_GTIN = re.compile(r"[0-9]{8}|[0-9]{12,13}")  # section 4.5, gtin-value


class _Part(NamedTuple):
    """A pair of the path or the query; `start` is where its encoded value stands."""

    identifier: str
    encoded: str
    start: int
    in_query: bool

    @property
    def value(self) -> str:
        return percent_decoded(self.encoded, in_query=self.in_query)


def percent_decoded(text: str, *, in_query: bool) -> str:
    """Text of a path segment or of the query, decoded; bytes that are no UTF-8 become lone surrogates.

    A `%` without two hexadecimal digits stays as it stands (WHATWG URL, “percent-decode”). `+` is a space in the
    query only.
    """
    if in_query:
        text = text.replace("+", " ")
    return unquote(text, errors="surrogateescape") if "%" in text else text


def percent_encoded(text: str, *, in_query: bool) -> str:
    """Text as a path segment or in the query: all but RFC 3986's unreserved characters encoded."""
    return (quote_plus if in_query else quote)(text, safe="", errors="surrogateescape")


def read_digital_link(text: str, start: int = 0) -> Interpretation | None:
    """Read the URI from `start`; None: it holds no primary key."""
    match = _URI.match(text, start)
    path = _path(text, *match.span(2)) if match else []
    if match is None or not path:
        return None
    query = list(_query(match[3] or "", match.start(3)))
    errors = [
        ReadingError("invalid-uri-character", wrong.start(), value=wrong[0])
        for wrong in _NOT_URI.finditer(text, start)
    ]
    if not _AUTHORITY.fullmatch(match[1]):
        errors.append(ReadingError("invalid-domain", match.start(1), value=match[1]))
    elements: list[Element] = []
    for part in (*path, *query):
        element, error = _judged(part)
        elements.append(element)
        errors += error
    errors += _misplaced_in_path(path)
    errors += _misplaced_in_query([part.identifier for part in path], query)
    return interpretation_of(Kind.DIGITAL_LINK, elements, errors, [part.start for part in (*path, *query)])


def _path(text: str, start: int, end: int) -> list[_Part]:
    """The primary key and what follows it: the path taken in pairs from its end, since the stem can be anything."""
    parts: list[_Part] = []
    while (slash := text.rfind("/", start, end)) > start:
        before = text.rfind("/", start, slash)
        identifier = percent_decoded(text[before + 1 : slash], in_query=False)
        parts.append(_Part(identifier, text[slash + 1 : end], slash + 1, in_query=False))
        if _qualifiers(identifier) is not None:
            return parts[::-1]
        end = before
    return []


def _query(query: str, start: int) -> Iterator[_Part]:
    """The numbered parameters, `&` or `;` between them; others are the domain's own (section 4.10.1)."""
    for parameter in _PARAMETER.finditer(query, 1):
        identifier = percent_decoded(parameter[1], in_query=True)
        if identifier.isascii() and identifier.isdigit():
            yield _Part(identifier, parameter[2], start + parameter.start(2), in_query=True)


def _qualifiers(identifier: str) -> tuple[tuple[str, ...], ...] | None:
    """The qualifier sequences of a primary key; None: the identifier is none."""
    known = APPLICATION_IDENTIFIERS.get(identifier)
    return None if known is None else known.digital_link_qualifiers


def _judged(part: _Part) -> tuple[Element, list[ReadingError]]:
    """The element of a part, its GTIN filled to 14 digits, and what is wrong with its value."""
    value, rule = part.value, RULES[part.identifier]
    filled = value.zfill(14) if part.identifier == _GTIN and _SHORT_GTIN.fullmatch(value) else value
    element = Element(part.identifier, filled)
    fault = Fault("unknown-identifier", 0, len(value)) if rule is None else fault_of(rule, filled)
    if fault is None:
        return element, []
    characters = [match.start() for match in _ENCODED.finditer(part.encoded)]
    place = fault.start - (len(filled) - len(value))
    offset = characters[place] if 0 <= place < len(characters) else len(part.encoded) if place > 0 else 0
    error = error_of(fault, part.identifier, filled, 0)
    return element, [ReadingError(error.code, part.start + offset, part.identifier, error.value)]


def _misplaced_in_path(path: Sequence[_Part]) -> Iterator[ReadingError]:
    """The first pair that is no qualifier of the key, or not where the key's sequence has it."""
    key, *following = [part.identifier for part in path]
    if not following:
        return
    for count, part in enumerate(path[1:], 1):
        if not any(_in_order(following[:count], sequence) for sequence in _qualifiers(key) or ()):
            yield ReadingError("misplaced-qualifier", part.start, part.identifier, part.value, key)
            return


def _in_order(identifiers: Sequence[str], sequence: tuple[str, ...]) -> bool:
    following = iter(sequence)
    return all(identifier in following for identifier in identifiers)


def _misplaced_in_query(path: list[str], query: Sequence[_Part]) -> Iterator[ReadingError]:
    """Parameters that come again, that the key takes as qualifiers, or that are no data attributes."""
    if not query:
        return
    key, *following = path
    sequences = [sequence for sequence in _qualifiers(key) or () if set(following) <= set(sequence)]
    seen = set(path)
    for part in query:
        known = APPLICATION_IDENTIFIERS.get(part.identifier)
        if part.identifier in seen:
            yield ReadingError("repeated-in-link", part.start, part.identifier, part.value)
        elif any(part.identifier in sequence for sequence in sequences):
            yield ReadingError("qualifier-in-query", part.start, part.identifier, part.value, key)
        elif known is not None and not known.digital_link_attribute:
            yield ReadingError("no-link-attribute", part.start, part.identifier, part.value)
        seen.add(part.identifier)


def make_digital_link(elements: Iterable[Element], stem: str = "https://id.gs1.org") -> str:
    """The URI of `elements` under `stem`, a web address: key, qualifiers in order, the others as given.

    The first element that is a primary key of the others is taken as such. ValueError: an element breaks a rule,
    none is a key, or they may not stand together.
    """
    wanted = tuple(elements)
    reasons = ""
    for link in _arrangements(wanted, stem.rstrip("/")):
        read = read_digital_link(link)
        if read is not None and read.ok and sorted(_pairs(read.elements)) == sorted(_pairs(wanted)):
            return link
        reasons = reasons or "; ".join(
            error.sentence(Language.ENGLISH) for error in (read.errors if read else ())
        )
    raise ValueError(f"These elements make no Digital Link: {reasons or wanted}")


def _pairs(elements: Iterable[Element]) -> Iterator[tuple[str, str]]:
    return ((element.identifier, element.value) for element in elements)


def _arrangements(elements: Sequence[Element], stem: str) -> Iterator[str]:
    """Every link the elements could make: the first key first, then the sequence that takes most of them."""
    for key in elements:
        others = [element for element in elements if element is not key]
        arranged = []
        for sequence in _qualifiers(key.identifier) or ():
            taken = [element for name in sequence for element in others if element.identifier == name]
            arranged.append((taken, [element for element in others if element.identifier not in sequence]))
        for taken, left in sorted(arranged, key=lambda parts: -len(parts[0])):
            path = "".join(f"/{name}/{quote(value, safe='')}" for name, value in _pairs((key, *taken)))
            query = "&".join(
                f"{name}={percent_encoded(value, in_query=True)}" for name, value in _pairs(left)
            )
            yield f"{stem}{path}?{query}" if query else stem + path
