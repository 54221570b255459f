"""From one read of a test code to what is wrong with the device."""

from collections.abc import Iterator, Mapping

from station.profiles.device import DeviceConfig
from station.profiles.doctor.explaining.explain import Damage, explained
from station.profiles.doctor.explaining.input_method import is_private
from station.profiles.doctor.findings import Finding, aligned
from station.profiles.doctor.marks import SLOW_MS, Marks, end_name, has_end, is_end, marks_of
from station.profiles.doctor.reads import Received
from station.profiles.doctor.test_codes import TestCode
from station.profiles.doctor.visible import character_name
from station.profiles.faults import Fault
from station.profiles.framing import Framing
from traceability.codes import aim
from traceability.codes.code_ids import CodeIds, identifiers_of

Wrong = tuple[Fault, str, Mapping[str, str]]
"""A fault, its variant and the facts of its sentences."""

_LINES = frozenset({"serial", "tcp"})
_CASE_FAULTS = {
    "upper": (Fault.CASE_LOST, "upper"),
    "lower": (Fault.CASE_LOST, "lower"),
    "flipped": (Fault.CASE_FLIPPED, ""),
}


def diagnose(code: TestCode, received: Received, configuration: DeviceConfig) -> tuple[Finding, ...]:
    """What is wrong with a device that sent this for the test code; empty: it is set right.

    Of several explanations the one with the fewest faults is taken.
    """
    framing = configuration.framing
    marks = marks_of(received, code.content, framing)
    identifier = _identifier(code, marks.body, configuration.code_ids)
    body, content = (data.decode(errors="surrogateescape") for data in (marks.body, code.content))
    is_typed = configuration.driver not in _LINES
    damage = explained(identifier, content, body, configuration.layout, is_typed=is_typed)
    found = [*_of_text(damage, identifier, configuration.layout), *_of_marks(damage, marks, framing)]
    expected = _expected(identifier.encode() + code.content, marks, framing)
    spans = aligned(expected, received.stream)
    return tuple(
        Finding(fault=fault, code=code, spans=spans, facts=facts, variant=variant)
        for fault, variant, facts in found
    )


def _identifier(code: TestCode, body: bytes, code_ids: CodeIds) -> str:
    """The identifier a device with this table sends for the code, in the form it sent it where several are right."""
    known = identifiers_of(code.symbology, code_ids)
    if not known:  # the vendor's manual does not tell: whatever comes before the content may be it
        before = body[: -len(code.content)]
        return before.decode("latin-1") if body.endswith(code.content) and len(before) <= 3 else ""
    sent, length = aim.split(body)
    right = aim.symbology_of(code.symbology)
    # The modifier of a code without FNC1 tells options of the reader, such as its check or ECI protocol.
    if code_ids is CodeIds.AIM and sent and right and sent.code == right.code and not right.carries_gs1:
        return body[:length].decode("latin-1")
    return next((each for each in known if each and body.startswith(each)), known[0]).decode("latin-1")


def _of_text(damage: Damage | None, identifier: str, layout: str) -> Iterator[Wrong]:
    if damage is None:
        yield Fault.UNEXPLAINED, "", {}
        return
    if not damage.identifier:
        yield Fault.AIM_IDENTIFIER_MISSING, "", {"identifier": identifier}
    yield from _of_separators(damage)
    if damage.layouts:
        yield Fault.LAYOUT_WRONG, "", {"typed": ", ".join(damage.layouts), "configured": layout}
    if damage.case:
        yield *_CASE_FAULTS[damage.case], {}
    if damage.lost:
        yield Fault.SPECIAL_CHARACTERS_LOST, "", {"characters": " ".join(sorted(damage.lost))}
    if damage.doubled:
        yield Fault.OUTPUT_DOUBLED, "characters", {}


def _of_separators(damage: Damage) -> Iterator[Wrong]:
    lost = [control for control, came in damage.replaced.items() if not came]
    private = [control for control, came in damage.replaced.items() if is_private(came)]
    other = [control for control, came in damage.replaced.items() if came and not is_private(came)]
    if lost:
        yield Fault.SEPARATOR_LOST, "", {"separators": _names(lost)}
    if other:
        came = " ".join(_named(damage.replaced[control]) for control in other)
        yield Fault.SEPARATOR_REPLACED, "", {"separators": _names(other), "replacement": came}
    if damage.method:
        came = " ".join(_named(damage.replaced[control]) for control in private)
        yield Fault.INPUT_METHOD, damage.method, {"replacement": came}


def _of_marks(damage: Damage | None, marks: Marks, framing: Framing) -> Iterator[Wrong]:
    doubled = damage is not None and damage.doubled
    facts = {"terminator": end_name(framing)}
    if not marks.body:
        return
    if marks.copies > 1:
        yield Fault.OUTPUT_DOUBLED, "code", {}
    if not has_end(marks, framing):
        yield Fault.TERMINATOR_MISSING, "", facts
    elif not is_end(marks, framing, doubled=doubled):
        yield Fault.TERMINATOR_DOUBLED, "unwanted" if framing.ends_by_gap else "", facts
    if marks.parts > 1:
        yield Fault.READ_SPLIT, "", {"parts": str(marks.parts)}
    if marks.pace_ms > SLOW_MS:
        yield Fault.WEDGE_SLOW, "", {"milliseconds": f"{marks.pace_ms:.0f}", "wait": f"{marks.seconds:.1f}"}


def _expected(line: bytes, marks: Marks, framing: Framing) -> bytes:
    """The line with the end it came with where that is right, else with the one to set the device to."""
    if is_end(marks, framing):
        return marks.head + line + marks.tail
    return Framing(terminators=framing.terminators[:1], stx_etx=framing.stx_etx).wrap(line)


def _names(controls: list[str]) -> str:
    return ", ".join(character_name(control) for control in controls)


def _named(text: str) -> str:
    return "".join(character_name(character) for character in text)
