"""Devices are suspected from ordinary work: by three different codes, never by one label, and never by what is right."""

import datetime as dt
from collections.abc import Callable, Mapping
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.ports import NewEntry, RawScan
from station.profiles.doctor.explaining.retyping import retyped
from station.profiles.doctor.traces import Sent, compared, traces
from station.profiles.faults import Fault
from station.profiles.keyboard_typing import read_as
from station.workflows.devices.suspicion import ENOUGH, TAKE_ANOTHER, Suspicions
from traceability.acts import DeviceSuspected, SignedOut

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

TODAY = dt.date(2026, 11, 23)


def _label(number: int) -> bytes:
    """A right GS1 Data Matrix whose lot is too long to swallow what follows a lost separator."""
    return b"]d20106901234567892" + b"10Lot-qy-%08dAB\x1d21Z%05d" % (number, number)


def _through_layout(raw: bytes, gun: str, station: str = "us") -> bytes:
    return read_as(raw.decode(), gun, station)


DAMAGES: Mapping[Fault, Callable[[bytes], bytes]] = {
    Fault.SEPARATOR_LOST: lambda raw: raw.replace(b"\x1d", b""),
    Fault.SEPARATOR_REPLACED: lambda raw: raw.replace(b"\x1d", b"|"),
    Fault.CASE_LOST: bytes.upper,
    Fault.CASE_FLIPPED: bytes.swapcase,
    Fault.LAYOUT_WRONG: lambda raw: _through_layout(raw, "de"),
    Fault.OUTPUT_DOUBLED: lambda raw: raw * 2,
    Fault.INPUT_METHOD: lambda raw: raw.replace(b"\x1d", "\uf70b".encode()),
}


class Bench:
    """Guns at a station, and what is suspected of them."""

    def __init__(self, stage: "Stage") -> None:
        self.suspicions = Suspicions(stage.journal, lambda: TODAY, lambda _: "us", stage.changed)
        self._stage = stage
        self._clock = count(step=1_000_000_000)

    def scan(self, raw: bytes, device: str = "gun-1", *, complete: bool = True, after_ns: int = 0) -> None:
        at = after_ns or next(self._clock)
        self.suspicions.scanned(RawScan(device=device, raw=raw, received_ns=at, complete=complete))

    def journaled(self) -> list[DeviceSuspected]:
        self._stage.journal.append(NewEntry(actor="p1", body=SignedOut())).result(
            5
        )  # comes behind all others
        bodies = [kept.entry.body for kept in self._stage.journal.after(0, 1000)]
        return [body for body in bodies if isinstance(body, DeviceSuspected)]


@pytest.fixture
def bench(stage: "Stage") -> Bench:
    return Bench(stage)


@pytest.mark.parametrize("fault", DAMAGES, ids=lambda fault: fault.value)
def test_three_different_codes_that_show_a_fault_are_a_suspicion(bench: Bench, fault: Fault) -> None:
    for number in range(ENOUGH - 1):
        bench.scan(DAMAGES[fault](_label(number)))
    assert bench.suspicions.current == {}

    bench.scan(DAMAGES[fault](_label(ENOUGH)))

    suspicion = bench.suspicions.current["gun-1"]
    assert (suspicion.fault, suspicion.seen, suspicion.of) == (fault, ENOUGH, ENOUGH)
    assert len(suspicion.evidence) == ENOUGH


def test_a_suspicion_is_journaled_once_with_its_evidence(bench: Bench) -> None:
    for number in range(ENOUGH + 2):
        bench.scan(_label(number).replace(b"\x1d", b""))

    (body,) = bench.journaled()
    assert (body.device, body.fault, len(body.evidence)) == ("gun-1", "separator-lost", ENOUGH)
    assert "Lot-qy-00000000AB21Z00000" in body.evidence[0]


def test_one_damaged_label_scanned_over_and_over_is_no_suspicion(bench: Bench) -> None:
    for _ in range(3 * ENOUGH):
        bench.scan(_label(1).replace(b"\x1d", b""))
    assert bench.suspicions.current == {}


def test_labels_that_every_gun_reads_alike_are_the_labels_fault(bench: Bench) -> None:
    for number in range(2 * ENOUGH):
        for gun in ("gun-1", "gun-2"):
            bench.scan(_label(number).replace(b"\x1d", b""), gun)
    assert bench.suspicions.current == {}


def test_a_lost_separator_that_leaves_a_right_reading_is_seen_beside_another_gun(bench: Bench) -> None:
    for number in range(ENOUGH):
        raw = b"]d2010690123456789210L%03d\x1d21Z7" % number
        bench.scan(raw, "gun-2")
        bench.scan(raw.replace(b"\x1d", b""), "gun-1")
    assert {name: each.fault for name, each in bench.suspicions.current.items()} == {
        "gun-1": Fault.SEPARATOR_LOST
    }


def test_the_same_code_twice_within_half_a_second_is_doubled_output(bench: Bench) -> None:
    for number in range(ENOUGH):
        at = (number + 1) * 10_000_000_000
        bench.scan(_label(number), after_ns=at)
        bench.scan(_label(number), after_ns=at + 100_000_000)
    assert bench.suspicions.current["gun-1"].fault is Fault.OUTPUT_DOUBLED


def test_a_code_scanned_again_by_a_person_is_no_doubled_output(bench: Bench) -> None:
    for number in range(2 * ENOUGH):
        bench.scan(_label(number))
        bench.scan(_label(number))
    assert bench.suspicions.current == {}


def test_identifiers_that_stop_coming_are_missed(bench: Bench) -> None:
    for number in range(5):
        bench.scan(_label(number))
    for number in range(ENOUGH):
        bench.scan(_label(10 + number)[3:])
    assert bench.suspicions.current["gun-1"].fault is Fault.AIM_IDENTIFIER_MISSING


def test_a_gun_that_never_sent_identifiers_is_not_missed_any(bench: Bench) -> None:
    for number in range(10):
        bench.scan(_label(number)[3:])
    assert bench.suspicions.current == {}


def test_whole_codes_that_end_by_silence_lack_their_terminator(bench: Bench) -> None:
    for number in range(ENOUGH):
        bench.scan(_label(number), complete=False)
    assert bench.suspicions.current["gun-1"].fault is Fault.TERMINATOR_MISSING


def test_a_device_that_was_examined_begins_anew(bench: Bench) -> None:
    for number in range(ENOUGH):
        bench.scan(_label(number).replace(b"\x1d", b""))
    bench.suspicions.clear("gun-1")
    assert bench.suspicions.current == {}
    bench.scan(_label(9).replace(b"\x1d", b""))
    assert bench.suspicions.current == {}


def test_every_fault_that_can_be_suspected_tells_the_operator_to_take_another_gun() -> None:
    assert {*DAMAGES, Fault.TERMINATOR_MISSING, Fault.AIM_IDENTIFIER_MISSING} <= set(TAKE_ANOTHER)
    for sentence in TAKE_ANOTHER.values():
        assert len(sentence.zh) <= 18
        assert len(sentence.en.split()) <= 10


@given(
    st.text("ABCDEFabcdef0123456789-/.", min_size=1, max_size=12),
    st.text("ABCDEFabcdef0123456789", min_size=1, max_size=8),
    st.sampled_from((b"]d2", b"]C1", b"]Q3", b"")),
    st.sampled_from(("us", "de", "fr", "")),
)
def test_right_element_strings_show_no_fault(lot: str, serial: str, identifier: bytes, layout: str) -> None:
    raw = identifier + f"010690123456789210{lot}\x1d21{serial}".encode()
    assert traces(Sent(raw=raw, layout=layout), TODAY) == frozenset()


@given(
    st.text("ABCDEFGHabcdefgh0123456789-/._ ", min_size=1, max_size=24), st.sampled_from(("us", "de", "fr"))
)
def test_own_labels_show_no_fault(text: str, layout: str) -> None:
    assert traces(Sent(raw=b"L-" + text.encode(), layout=layout), TODAY) == frozenset()


def test_an_ean_is_no_data_bar_in_the_other_case() -> None:
    assert traces(Sent(raw=b"]E02112345678900"), TODAY) == frozenset()


def test_two_lost_separators_are_seen_as_well() -> None:
    raw = b"]C1010690123456789210Lz26-qTG_05AAAAAAAA2112345678901234567891235112345"
    assert traces(Sent(raw=raw), TODAY) == {Fault.SEPARATOR_LOST}


def test_a_label_without_an_identifier_shows_it_as_well() -> None:
    raw = b"010690123456789210Lz26-qTG_051234567890121Yw048"
    assert traces(Sent(raw=raw), TODAY) == {Fault.SEPARATOR_LOST}


@pytest.mark.parametrize(
    "raw", [b"]d20106901234567893", b"]d2010690123456789310LOT12345678901234567890123", b"]C117AB"]
)
def test_what_a_separator_would_not_mend_is_no_sign_of_a_lost_one(raw: bytes) -> None:
    assert traces(Sent(raw=raw), TODAY) == frozenset()


@pytest.mark.parametrize(
    ("whole", "damaged", "fault"),
    [
        (b"LOT-7/a", b"LOT7a", Fault.SPECIAL_CHARACTERS_LOST),
        (b"Lot-7/a", b"LOT-7/A", Fault.CASE_LOST),
        (b"LOT-7\x1dB", b"LOT-7B", Fault.SEPARATOR_LOST),
    ],
)
def test_what_another_gun_reads_whole_shows_what_a_gun_loses(
    whole: bytes, damaged: bytes, fault: Fault
) -> None:
    sent, other = Sent(raw=damaged), Sent(raw=whole)
    assert compared(sent, other, TODAY) is fault
    assert compared(other, sent, TODAY) is None
    assert compared(other, other, TODAY) is None


@pytest.mark.parametrize(("one", "other"), [(b"Lot-7", b"lOT-7"), (b"A|7", b"A\x1d7"), (b"L-7", b"K-9")])
def test_of_two_readings_of_which_either_may_be_right_none_is_blamed(one: bytes, other: bytes) -> None:
    assert compared(Sent(raw=one), Sent(raw=other), TODAY) is None


def test_a_key_without_a_character_is_a_sign_of_another_layout() -> None:
    assert traces(Sent(raw="LOT\ufffd7".encode(), layout="us"), TODAY) == {Fault.LAYOUT_WRONG}


def test_a_french_guns_ean_is_known_by_its_keys() -> None:
    assert traces(Sent(raw=read_as("6901234567892", "fr", "us"), layout="us"), TODAY) == {Fault.LAYOUT_WRONG}


def test_full_width_digits_are_an_input_methods() -> None:
    assert traces(Sent(raw="６９０１２３４５６７８９２".encode()), TODAY) == {Fault.INPUT_METHOD}


_DATA_MATRIX, _EAN = "]d20106901234567892", "]E06901234567892"
_LINK, _BRACKETS = "https://id.gs1.org/01/06901234567892/10/LOT-7", "(01)06901234567892(10)LOT-7/B"


@pytest.mark.parametrize(
    ("whole", "gun", "station"),
    [
        *((_DATA_MATRIX, gun, station) for gun, station in (("de", "us"), ("fr", "us"), ("us", "fr"))),
        *((_EAN, gun, station) for gun, station in (("us", "fr"), ("us", "de"))),
        *((_LINK, gun, station) for gun, station in (("de", "us"), ("fr", "us"), ("us", "es"))),
        *((_BRACKETS, gun, station) for gun, station in (("de", "us"), ("fr", "us"), ("us", "fr"))),
    ],
)
def test_a_structure_typed_for_another_country_is_known_by_its_keys(
    whole: str, gun: str, station: str
) -> None:
    arrived = Sent(raw=read_as(whole, gun, station), layout=station)
    assert traces(arrived, TODAY) == {Fault.LAYOUT_WRONG}


@pytest.mark.parametrize("raw", [b"BOX000123", b"LABEL-" * 40, b"BOX-000123"])
def test_plain_labels_are_not_tried_in_every_layout(raw: bytes) -> None:
    """It would cost the operator a millisecond a scan, of long ones fifty."""
    traces(Sent(raw=raw, layout="us"), TODAY)
    tried = retyped.cache_info().misses
    assert traces(Sent(raw=raw + b"x", layout="us"), TODAY) == frozenset()
    assert retyped.cache_info().misses == tried


def test_what_happens_now_and_then_is_no_suspicion(bench: Bench) -> None:
    for number in range(36):
        whole = _label(number)
        bench.scan(whole.replace(b"\x1d", b"") if number % 12 == 0 else whole)
    assert bench.suspicions.current == {}


def test_a_suspected_gun_stays_suspected_of_what_it_was_first(bench: Bench) -> None:
    for number in range(ENOUGH):
        bench.scan(_label(number).replace(b"\x1d", b""))
    for number in range(ENOUGH):
        bench.scan(_label(number + 10).swapcase())
    assert bench.suspicions.current["gun-1"].fault is Fault.SEPARATOR_LOST
    assert [body.fault for body in bench.journaled()] == ["separator-lost"]


def test_a_damaged_reading_is_no_measure_for_another_gun(bench: Bench) -> None:
    for number in range(ENOUGH):
        bench.scan(f"LOT-{70 + number}|A\ufffd".encode(), "gun-2")
        bench.scan(f"LOT-{70 + number}A".encode(), "gun-1")
    assert "gun-1" not in bench.suspicions.current
    assert bench.suspicions.current["gun-2"].fault is Fault.LAYOUT_WRONG
