"""What the doctor found, worded for the technician: the fault, what comes of it, what shows it, what to change."""

import datetime as dt

from station.profiles.doctor.explanations import explanation_of
from station.profiles.doctor.findings import Finding, Mark
from station.profiles.faults import Fault
from station.profiles.profile import Cure
from station.ui.translations import Wording
from station.ui.viewmodels.devices.raw_bytes import compared, hex_compared, hex_of, identifiers_in, runs_of
from station.ui.views.devices import ByteLine, Examined, LastRead
from station.ui.views.frame import Action
from station.ui.views.text import Content, Run
from station.ui.views.work import Fact

_SPACE = 0x20


def finding_card(
    finding: Finding, evidence: str, cure: Cure | None, actions: tuple[Action, ...], words: Wording
) -> Examined:
    """The card of a finding; `cure` is what its device's profile knows of the setting."""
    say, explanation = words.say, explanation_of(finding)
    title, consequence, cause, change = (
        text.in_language(words.language, finding.facts)
        for text in (explanation.title, explanation.consequence, explanation.cause, explanation.cure)
    )
    return Examined(
        role="warn",
        icon="doctor",
        title=title,
        facts=(
            Fact(say("doctor.consequence"), _with_example(consequence, finding, words)),
            Fact(say("doctor.evidence"), evidence),
            Fact(say("doctor.cause"), cause),
            Fact(say("doctor.change"), _setting(cure, words) if cure else change),
        ),
        actions=actions,
    )


def plain_read(data: bytes, at: dt.datetime, words: Wording) -> LastRead:
    """What a device sent, with nothing to compare it with."""
    return LastRead(
        title=words.say("devices.last-read"),
        detail=_detail(at, len(data), words),
        lines=(ByteLine("", runs_of(data, identifiers_in(data, at.date()))),),
        hex=hex_of(data),
    )


def compared_read(finding: Finding, at: dt.datetime, words: Wording) -> LastRead:
    """What should have come and what came, one below the other."""
    say = words.say
    expected = b"".join(span.expected for span in finding.spans)
    received = b"".join(span.received for span in finding.spans)
    right, came = compared(finding.spans, identifiers_in(expected, at.date()))
    return LastRead(
        title=say("devices.last-read"),
        detail=_detail(at, len(received), words),
        lines=(ByteLine(say("doctor.expected"), right), ByteLine(say("doctor.received"), came)),
        hex=hex_compared(finding.spans, say("doctor.missing")),
    )


def _with_example(consequence: str, finding: Finding, words: Wording) -> Content:
    """A lost separator is shown by the two values that became one."""
    if finding.fault is not Fault.SEPARATOR_LOST:
        return consequence
    expected = b"".join(span.expected for span in finding.spans)
    ends = [end for _, end in identifiers_in(expected, dt.date.min)]
    examples = []
    start = 0
    for span in finding.spans:
        if span.mark is Mark.MISSING:
            after = expected[start + len(span.expected) :]
            value = after[: next((i for i, byte in enumerate(after) if byte < _SPACE), len(after))]
            # The value before a separator begins behind its identifier; what has none is an envelope's head.
            begin = max((end for end in ends if end <= start), default=start)
            examples.append(expected[begin:start] + value if begin < start else b"")
        start += len(span.expected)
    example = max(examples, key=len, default=b"")
    if not example:
        return consequence
    lead = words.say("doctor.for-example", consequence=consequence)
    return (Run(lead), Run(example.decode("latin-1"), code=True))


def _setting(cure: Cure, words: Wording) -> Content:
    """The vendor's own name of the setting and its values, untranslated."""
    say = words.say
    before = (Run(say("doctor.from", value=cure.before)),) if cure.before else ()
    return (
        Run(say("doctor.setting")),
        Run(cure.setting, bold=True),
        *before,
        Run(say("doctor.to")),
        Run(cure.after, bold=True),
    )


def _detail(at: dt.datetime, count: int, words: Wording) -> Content:
    return (Run(f"{at:%H:%M:%S}", code=True), Run(words.say("devices.bytes", count=str(count))))
