"""Read and make GS1 element strings.

GS1 General Specifications section 7.8: identifier and value in turn; a value ends by its predefined length, at
a separator (FNC1, sent as GS), or with the data. Nothing is thrown away: what breaks a rule is kept and the
reason told, and reading goes on wherever the next identifier can be told.
"""

import re
from collections.abc import Iterable

from traceability.codes.gs1.faults import Fault
from traceability.codes.gs1.judgement import error_of, fault_of, interpretation_of
from traceability.codes.gs1.rules import RULES, Rule
from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError
from traceability.language import Language

SEPARATOR = "\x1d"
"""FNC1 inside the data, as readers send it."""

# The first two digits of an identifier, of unassigned ones too, can predefine the length of its values (GS1
# General Specifications, “element strings with predefined length”).
_PREDEFINED = {"04": 16, "14": 6, "18": 6, "19": 6} | {
    known.identifier[:2]: known.maximum
    for known in APPLICATION_IDENTIFIERS.values()
    if known.predefined_length
}
_IDENTIFIER_LENGTHS = dict.fromkeys(_PREDEFINED, 2) | {
    identifier[:2]: len(identifier) for identifier in APPLICATION_IDENTIFIERS
}
_UNREADABLE = frozenset(("no-element-strings", "not-bracketed", "unknown-identifier"))
_BRACKETED = re.compile(r"\(([0-9]{2,4})\)((?:\\\(|[^(])*)")


def _cut(rule: Rule, text: str, start: int) -> tuple[str, Fault | None]:
    """The value that starts at `start`, and what is wrong with it."""
    predefined = rule.predefined
    if predefined:
        value = text[start : start + predefined]
        fault = rule.check(value) if len(value) == predefined else Fault("value-too-short", 0, len(value))
        if fault is None:
            return value, None
        cut = value.partition(SEPARATOR)[0]
        return cut, fault if cut == value else Fault("value-too-short", 0, len(cut))
    stop = text.find(SEPARATOR, start)
    value = text[start:] if stop < 0 else text[start:stop]
    if len(value) > rule.maximum and rule.minimum == rule.maximum:
        return value[: rule.maximum], Fault("separator-missing", rule.maximum, 1)
    return value, fault_of(rule, value)


def _unassigned(text: str, start: int) -> tuple[str, str]:
    """Identifier and value of an unassigned identifier; no identifier where its length cannot be told."""
    length = _IDENTIFIER_LENGTHS.get(text[start : start + 2], 0)
    identifier = text[start : start + length]
    if not identifier.isdigit() or len(identifier) < length:
        identifier = ""
    begin = start + len(identifier)
    segment = text[begin:].partition(SEPARATOR)[0]
    return identifier, segment[: _PREDEFINED.get(identifier[:2], len(segment))]


def read_element_strings(text: str, start: int = 0) -> Interpretation:
    """Read element strings with separators, from `start`."""
    return interpretation_of(Kind.GS1, *split_elements(text, start))


def split_elements(text: str, start: int) -> tuple[list[Element], list[ReadingError], list[int]]:
    """The elements from `start`, what is wrong with each alone, and their places."""
    elements: list[Element] = []
    errors: list[ReadingError] = []
    starts: list[int] = []
    at, end = start, len(text)
    while at < end:
        if text[at] == SEPARATOR:  # ends a value, or is redundant and ignored: section 7.8.6
            at += 1
            continue
        starts.append(at)
        identifier = text[at : at + _IDENTIFIER_LENGTHS.get(text[at : at + 2], 0)]
        rule = RULES[identifier]
        if rule is None:
            identifier, value = _unassigned(text, at)
            errors.append(ReadingError("unknown-identifier", at, identifier, value))
            at += len(identifier)
        else:
            at += len(identifier)
            value, fault = _cut(rule, text, at)
            if fault is not None:
                errors.append(error_of(fault, identifier, text[at:end], at))
        elements.append(Element(identifier, value))
        at += len(value)
    if not elements:
        errors.append(ReadingError("no-element-strings", start))
    return elements, errors, starts


def read_bracketed(text: str, start: int = 0) -> Interpretation:
    r"""Read the human readable form `(01)…(10)…`, from `start`; `\(` in a value is a bracket."""
    elements: list[Element] = []
    errors: list[ReadingError] = []
    starts: list[int] = []
    at = start
    while at < len(text):
        match = _BRACKETED.match(text, at)
        if match is None:
            errors.append(ReadingError("not-bracketed", at, value=text[at:]))
            break
        identifier, value = match[1], match[2].replace("\\(", "(")
        rule = RULES[identifier]
        fault = Fault("unknown-identifier", 0, len(value)) if rule is None else fault_of(rule, value)
        if fault is not None:
            errors.append(error_of(fault, identifier, value, match.start(2)))
        elements.append(Element(identifier, value))
        starts.append(at)
        at = match.end()
    if not elements:
        errors.append(ReadingError("no-element-strings", start))
    return interpretation_of(Kind.GS1, elements, errors, starts)


def make_element_strings(elements: Iterable[Element]) -> bytes:
    """The data of a symbol that reads as `elements`, in their order: separators as GS, only where needed.

    ValueError: an element breaks a rule of its identifier, or they may not stand together.
    """
    wanted = tuple(elements)
    data, separator = "", ""
    for element in wanted:
        data += separator + element.identifier + element.value
        separator = "" if element.identifier[:2] in _PREDEFINED else SEPARATOR
    read = read_element_strings(data)
    if read.errors or read.elements != wanted:
        reasons = "; ".join(error.sentence(Language.ENGLISH) for error in read.errors)
        raise ValueError(f"These elements make no symbol: {reasons or wanted}")
    return data.encode("ascii")


def credible(interpretation: Interpretation, text: str) -> bool:
    """Whether data nobody announced as GS1 shows that it is: more than leading digits, and no accident.

    It has separators or values with check digits; it is made of known identifiers, or one of those values is right.
    """
    wrong = {error.identifier for error in interpretation.errors}
    guarded = [
        element.identifier
        for element in interpretation.elements
        if (rule := RULES[element.identifier]) is not None and rule.guarded
    ]
    well_formed = _UNREADABLE.isdisjoint(error.code for error in interpretation.errors)
    return (well_formed and (bool(guarded) or SEPARATOR in text)) or any(one not in wrong for one in guarded)
