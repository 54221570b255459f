"""Each planted fault is named, alone and in pairs; a device that is right is left in peace."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.profiles.device import DeviceConfig
from station.profiles.doctor.damage import Planted, damaged
from station.profiles.doctor.diagnosis import diagnose
from station.profiles.doctor.explanations import EXPLANATIONS, explanation_of
from station.profiles.doctor.findings import Mark, aligned
from station.profiles.doctor.reads import Arrival, Received
from station.profiles.doctor.test_codes import (
    CHARACTERS_CODE,
    ELEMENTS_CODE,
    ENVELOPE_CODE,
    TEST_CODES,
    TestCode,
)
from station.profiles.faults import Fault
from station.profiles.framing import Check, Framing
from station.profiles.keyboard_layouts import LAYOUTS
from traceability.codes.code_ids import CodeIds
from traceability.language import Language

GUN = DeviceConfig(name="gun-1", driver="keyboard")
BY_GAP = DeviceConfig(name="gun-2", driver="serial", framing=Framing(terminators=""))

FAULTS = (
    Planted(Fault.SEPARATOR_LOST),
    Planted(Fault.SEPARATOR_REPLACED, detail="|"),
    Planted(Fault.SEPARATOR_REPLACED, detail="<GS>"),
    Planted(Fault.CASE_LOST, "upper"),
    Planted(Fault.CASE_LOST, "lower"),
    Planted(Fault.CASE_FLIPPED),
    Planted(Fault.SPECIAL_CHARACTERS_LOST, detail="-_/+"),
    Planted(Fault.OUTPUT_DOUBLED, "code"),
    Planted(Fault.OUTPUT_DOUBLED, "characters"),
    Planted(Fault.TERMINATOR_MISSING),
    Planted(Fault.TERMINATOR_DOUBLED),
    Planted(Fault.READ_SPLIT),
    Planted(Fault.INPUT_METHOD, "eaten"),
    Planted(Fault.INPUT_METHOD, "composed"),
    Planted(Fault.INPUT_METHOD, "full-width"),
    Planted(Fault.INPUT_METHOD, "private-use"),
    Planted(Fault.WEDGE_SLOW),
    Planted(Fault.AIM_IDENTIFIER_MISSING),
    *(Planted(Fault.LAYOUT_WRONG, detail=layout) for layout in LAYOUTS if layout != GUN.layout),
)


def _kind(planted: Planted) -> tuple[Fault, str]:
    return planted.fault, planted.variant


_SEPARATORS = {
    (Fault.SEPARATOR_LOST, ""),
    (Fault.SEPARATOR_REPLACED, ""),
    (Fault.INPUT_METHOD, "private-use"),
}
_CASES = {(Fault.CASE_LOST, "upper"), (Fault.CASE_LOST, "lower"), (Fault.CASE_FLIPPED, "")}
_WITHOUT_LETTERS = {(Fault.INPUT_METHOD, "eaten"), (Fault.INPUT_METHOD, "composed")}


def _coexist(one: Planted, other: Planted) -> bool:
    """Whether a device can show both: the same characters can't be lost and changed, letters that are gone have no case."""
    kinds = {_kind(one), _kind(other)}
    return (
        one.fault is not other.fault
        and not kinds <= _SEPARATORS
        and not kinds <= _CASES
        and not (kinds & _CASES and kinds & _WITHOUT_LETTERS)
        and {one.fault, other.fault} != {Fault.TERMINATOR_MISSING, Fault.TERMINATOR_DOUBLED}
    )


def _named(faults: tuple[Planted, ...], configuration: DeviceConfig = GUN) -> set[tuple[Fault, str]]:
    return {
        (finding.fault, finding.variant)
        for code in TEST_CODES
        for finding in diagnose(code, damaged(faults, code, configuration), configuration)
    }


@pytest.mark.parametrize("planted", FAULTS, ids=str)
def test_a_planted_fault_is_named_and_nothing_else(planted: Planted) -> None:
    assert _named((planted,)) == {_kind(planted)}


@pytest.mark.parametrize("planted", FAULTS, ids=str)
def test_two_planted_faults_are_both_named_and_nothing_else(planted: Planted) -> None:
    others = [other for other in FAULTS[FAULTS.index(planted) + 1 :] if _coexist(planted, other)]
    wrong = {
        str(other): named
        for other in others
        if (named := _named((planted, other))) != {_kind(planted), _kind(other)}
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("gun", "station"), [(gun, station) for gun in LAYOUTS for station in LAYOUTS if gun != station]
)
def test_the_layout_a_gun_types_for_is_named(gun: str, station: str) -> None:
    configuration = DeviceConfig(name="gun-1", driver="keyboard", layout=station)
    planted = (Planted(Fault.LAYOUT_WRONG, detail=gun),)

    (finding,) = diagnose(CHARACTERS_CODE, damaged(planted, CHARACTERS_CODE, configuration), configuration)

    assert (finding.fault, finding.facts) == (Fault.LAYOUT_WRONG, {"typed": gun, "configured": station})
    for code in (ELEMENTS_CODE, ENVELOPE_CODE):
        for each in diagnose(code, damaged(planted, code, configuration), configuration):
            assert each.fault is Fault.LAYOUT_WRONG
            assert gun in each.facts["typed"].split(", ")


_FRAMINGS = st.builds(
    Framing,
    terminators=st.sampled_from(("\r", "\n", "\r\n", "\t", "")),
    stx_etx=st.booleans(),
    gap_ms=st.integers(20, 140),
)
_RIGHT = st.builds(
    DeviceConfig,
    name=st.just("gun-1"),
    driver=st.sampled_from(("keyboard", "serial", "tcp")),
    framing=_FRAMINGS,
    layout=st.sampled_from(tuple(LAYOUTS)),
    code_ids=st.sampled_from(CodeIds),
)


@given(_RIGHT, st.sampled_from(TEST_CODES), st.lists(st.integers(1, 64), min_size=1), st.integers(0, 16))
def test_a_device_that_is_set_right_has_no_fault(
    configuration: DeviceConfig, code: TestCode, sizes: list[int], pace_ms: int
) -> None:
    received = _in_pieces(damaged((), code, configuration).stream, sizes, pace_ms)
    assert diagnose(code, received, configuration) == ()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_cr_lf_and_crlf_are_one_and_the_same_end(end: bytes) -> None:
    assert diagnose(ELEMENTS_CODE, _whole(b"]C1" + ELEMENTS_CODE.content + end), GUN) == ()


@pytest.mark.parametrize("modifier", [b"]d1", b"]d4"])
def test_the_options_a_modifier_tells_are_no_fault(modifier: bytes) -> None:
    assert diagnose(ENVELOPE_CODE, _whole(modifier + ENVELOPE_CODE.content + b"\r"), GUN) == ()


def test_a_gs1_code_that_comes_as_plain_code_128_is_told() -> None:
    assert diagnose(ELEMENTS_CODE, _whole(b"]C0" + ELEMENTS_CODE.content + b"\r"), GUN) != ()


@pytest.mark.parametrize(
    ("stream", "configuration", "kind"),
    [
        (b"]C1%b\t", GUN, (Fault.TERMINATOR_MISSING, "")),
        (
            b"]C1%b\r\n",
            DeviceConfig(name="g", driver="serial", framing=Framing(terminators="\r")),
            (Fault.TERMINATOR_DOUBLED, ""),
        ),
        (b"\n]C1%b\r", GUN, (Fault.TERMINATOR_DOUBLED, "")),
        (b"]C1%b\r", BY_GAP, (Fault.TERMINATOR_DOUBLED, "unwanted")),
        (
            b"\x02]C1%b\r",
            DeviceConfig(name="g", driver="serial", framing=Framing(stx_etx=True)),
            (Fault.TERMINATOR_MISSING, ""),
        ),
        (b"]C1%b]C1%b\r", GUN, (Fault.OUTPUT_DOUBLED, "code")),
        (b"\xff\xfe%b\r", GUN, (Fault.UNEXPLAINED, "")),
        (b"\r", GUN, (Fault.UNEXPLAINED, "")),
    ],
)
def test_what_surrounds_the_code_is_judged(
    stream: bytes, configuration: DeviceConfig, kind: tuple[Fault, str]
) -> None:
    received = _whole(stream.replace(b"%b", ELEMENTS_CODE.content))
    assert {(each.fault, each.variant) for each in diagnose(ELEMENTS_CODE, received, configuration)} == {kind}


def test_a_code_cut_into_packets_is_split() -> None:
    content = ELEMENTS_CODE.content
    received = _whole(b"]C1" + content[:12] + b"\r" + content[12:25] + b"\r" + content[25:] + b"\r")
    (finding,) = diagnose(ELEMENTS_CODE, received, GUN)
    assert (finding.fault, finding.facts) == (Fault.READ_SPLIT, {"parts": "3"})


def test_a_terminator_that_comes_late_splits_the_read() -> None:
    late = Received((Arrival(b"]C1" + ELEMENTS_CODE.content, 0), Arrival(b"\r", 500_000_000)))
    (finding,) = diagnose(ELEMENTS_CODE, late, GUN)
    assert finding.fault is Fault.READ_SPLIT


def test_a_line_feed_that_comes_late_splits_nothing() -> None:
    halves = (
        Arrival(b"]C1" + ELEMENTS_CODE.content[:9], 0),
        Arrival(ELEMENTS_CODE.content[9:] + b"\r", 1_000_000),
    )
    assert diagnose(ELEMENTS_CODE, Received((*halves, Arrival(b"\n", 500_000_000))), GUN) == ()


def test_a_suffix_where_silence_ends_the_scan_is_unwanted() -> None:
    planted = Planted(Fault.TERMINATOR_DOUBLED, "unwanted")
    (finding,) = diagnose(ELEMENTS_CODE, damaged((planted,), ELEMENTS_CODE, BY_GAP), BY_GAP)
    assert (finding.fault, finding.variant) == (Fault.TERMINATOR_DOUBLED, "unwanted")


def test_a_check_byte_is_no_surplus() -> None:
    framing = Framing(stx_etx=True, check=Check.LRC)
    configuration = DeviceConfig(name="gun-3", driver="serial", framing=framing)
    stream = framing.wrap(b"]C1" + ELEMENTS_CODE.content)
    assert diagnose(ELEMENTS_CODE, _whole(stream), configuration) == ()


@settings(deadline=None)  # what nothing explains is searched for the longest
@given(st.binary(max_size=80), st.sampled_from(TEST_CODES))
def test_whatever_else_comes_is_a_finding_with_all_its_bytes(stream: bytes, code: TestCode) -> None:
    findings = diagnose(code, _whole(stream), GUN)
    assert findings
    for finding in findings:
        assert b"".join(span.received for span in finding.spans) == stream
        assert explanation_of(finding).title.in_language(Language.ENGLISH, finding.facts)


def test_a_lost_separator_is_marked_where_it_should_stand() -> None:
    (finding,) = diagnose(ELEMENTS_CODE, damaged((Planted(Fault.SEPARATOR_LOST),), ELEMENTS_CODE, GUN), GUN)
    assert [(span.mark, span.expected) for span in finding.spans if span.mark is not Mark.SAME] == [
        (Mark.MISSING, b"\x1d")
    ]


@pytest.mark.parametrize(
    ("expected", "received", "marks"),
    [
        (b"Ym", b"Zm", "changed:Y>Z same:m>m"),
        (b"aZwYb", b"aYwZb", "same:a>a changed:Z>Y same:w>w changed:Y>Z same:b>b"),
        (b"A\x1dB", b"AB", "same:A>A missing:\x1d> same:B>B"),
        (b"A\r", b"A\r\r", "same:A>A extra:>\r same:\r>\r"),
        ("批\r".encode(), "次\r".encode(), "changed:批>次 same:\r>\r"),
    ],
)
def test_what_came_stands_beside_what_should_have_come(expected: bytes, received: bytes, marks: str) -> None:
    spans = (
        f"{span.mark.value}:{span.expected.decode()}>{span.received.decode()}"
        for span in aligned(expected, received)
    )
    assert " ".join(spans) == marks


@given(st.binary(max_size=30), st.binary(max_size=30))
def test_both_lines_are_whole_in_what_stands_side_by_side(expected: bytes, received: bytes) -> None:
    spans = aligned(expected, received)
    assert b"".join(span.expected for span in spans) == expected
    assert b"".join(span.received for span in spans) == received
    assert all((span.expected == span.received) is (span.mark is Mark.SAME) for span in spans)


@pytest.mark.parametrize("planted", FAULTS, ids=str)
@pytest.mark.parametrize("language", Language)
def test_every_sentence_of_a_finding_has_its_facts(planted: Planted, language: Language) -> None:
    for code in TEST_CODES:
        for finding in diagnose(code, damaged((planted,), code, GUN), GUN):
            explanation = explanation_of(finding)
            for name in explanation.__struct_fields__:
                assert "{" not in getattr(explanation, name).in_language(language, finding.facts)


def test_every_fault_has_its_sentences() -> None:
    assert {fault for fault, _ in EXPLANATIONS} == set(Fault)


def _whole(stream: bytes) -> Received:
    return Received((Arrival(stream, 0),))


def _in_pieces(stream: bytes, sizes: list[int], pace_ms: int) -> Received:
    """The stream as a device may deliver it: in pieces of these sizes, over and over."""
    arrivals = list[Arrival]()
    position = at_ns = 0
    while position < len(stream):
        size = sizes[len(arrivals) % len(sizes)]
        arrivals.append(Arrival(stream[position : position + size], at_ns))
        position += size
        at_ns += pace_ms * 1_000_000
    return Received(tuple(arrivals))


def _read(sent: bytes, configuration: DeviceConfig, code: TestCode) -> set[Fault]:
    received = Received((Arrival(sent + b"\r", 0),))
    return {finding.fault for finding in diagnose(code, received, configuration)}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"%m\x1e", b"%~\x1e"),  # one character is another
        (b"Q125", b"QA25"),
        (b"Q125", b"Q152"),
        (b"]d1[)>", b"]d1)[>"),  # two have changed places
    ],
)
def test_chance_damage_is_no_bundle_of_settings(right: bytes, wrong: bytes) -> None:
    """A control character that arrives right in one place and not in another was not changed by a setting."""
    sent = b"]d1" + ENVELOPE_CODE.content
    assert right in sent
    for configuration in (GUN, DeviceConfig(name="gun-4", driver="serial")):
        assert _read(sent.replace(right, wrong), configuration, ENVELOPE_CODE) == {Fault.UNEXPLAINED}


def test_letters_missing_on_a_line_are_no_input_methods_doing() -> None:
    sent = b"]C1" + ELEMENTS_CODE.content.replace(b"qTG", b"")
    assert _read(sent, GUN, ELEMENTS_CODE) == {Fault.INPUT_METHOD}
    for driver in ("serial", "tcp"):
        line = DeviceConfig(name="gun-4", driver=driver)
        assert _read(sent, line, ELEMENTS_CODE) == {Fault.UNEXPLAINED}
