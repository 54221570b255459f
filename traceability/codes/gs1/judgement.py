"""What every GS1 syntax is judged by: each value by its identifier's rule, all elements by their associations."""

from traceability.codes.gs1 import associations
from traceability.codes.gs1.faults import Fault
from traceability.codes.gs1.rules import Rule
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError


def fault_of(rule: Rule, value: str) -> Fault | None:
    """What is wrong with a value whose end is told by the syntax, not by its length."""
    if len(value) < rule.minimum:
        return Fault("value-too-short", 0, len(value))
    if len(value) > rule.maximum:
        return Fault("value-too-long", rule.maximum, len(value) - rule.maximum)
    return rule.check(value)


def error_of(fault: Fault, identifier: str, value: str, start: int) -> ReadingError:
    """The fault as a reason; `start` is where `value` stands in the text."""
    blamed = value[fault.start : fault.start + fault.length]
    return ReadingError(fault.code, start + fault.start, identifier, blamed)


def interpretation_of(
    kind: Kind, elements: list[Element], errors: list[ReadingError], starts: list[int]
) -> Interpretation:
    """Judge the elements together; `starts` are their places in the text."""
    verdict = associations.verdict(tuple([element.identifier for element in elements]))
    if not verdict.findings and not verdict.values_matter:
        return Interpretation(kind, tuple(elements), tuple(errors))
    found = list(verdict.findings)
    if verdict.values_matter:
        found += associations.findings_by_value([(one.identifier, one.value) for one in elements])
    warnings: list[ReadingError] = []
    for code, place, other in found:
        element = elements[place]
        error = ReadingError(code, starts[place], element.identifier, element.value, other)
        (warnings if code == "association-missing" else errors).append(error)
    return Interpretation(kind, tuple(elements), tuple(errors), tuple(warnings))
