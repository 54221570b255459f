"""Raw bytes as a technician reads them."""

import datetime as dt

import pytest

from station.profiles.doctor.findings import Mark, Span
from station.ui.viewmodels.devices.raw_bytes import compared, hex_compared, hex_of, identifiers_in, runs_of
from station.ui.views.devices import ByteLook, ByteRuns

TODAY = dt.date(2026, 11, 22)
READ = b"]d2010690123450003510L261012-TG-05\x1d21000482\r"
SHORT = {ByteLook.DATA: "", ByteLook.IDENTIFIER: "_", ByteLook.CONTROL: "^", ByteLook.MISSING: "?"}


def written(runs: ByteRuns) -> str:
    """The runs in one line; identifiers begin with `_`, control characters `^`, missing `?`, wrong `!`."""
    return " ".join(SHORT.get(run.look, "!") + run.text for run in runs)


def test_control_characters_have_their_names_and_identifiers_are_marked() -> None:
    runs = runs_of(READ, identifiers_in(READ, TODAY))
    assert written(runs) == "^]d2 _01 06901234500035 _10 L261012-TG-05 ^GS _21 000482 ^CR"


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"", ""),
        (b"\x02ABC\x03", "^STX ABC ^ETX"),
        (b"\x00\x7f\x1e\x04", "^NUL ^DEL ^RS ^EOT"),
        ("批次12\r".encode(), "批次 12 ^CR"),
        (b"\xe9\xff", "^E9 ^FF"),
        (b"]", "]"),
        (b"A]d2B", "A]d2B"),
    ],
)
def test_every_byte_is_shown_whatever_it_is(data: bytes, shown: str) -> None:
    assert written(runs_of(data)) == shown


def test_a_long_read_shows_its_beginning_and_its_end() -> None:
    shown = written(runs_of(b"A" * 3000 + b"END\r"))
    assert shown.startswith("AAA")
    assert shown.endswith("AEND ^CR")
    assert "…" in shown
    assert len(shown) < 250


def test_a_lost_separator_is_seen_in_its_place_in_text_and_digits() -> None:
    place = READ.index(b"\x1d")
    before, after = READ[:place], READ[place + 1 :]
    spans = (
        Span(mark=Mark.SAME, expected=before, received=before),
        Span(mark=Mark.MISSING, expected=b"\x1d"),
        Span(mark=Mark.SAME, expected=after, received=after),
    )
    expected, received = compared(spans, identifiers_in(READ, TODAY))
    assert written(expected) == "^]d2 _01 06901234500035 _10 L261012-TG-05 ^GS _21 000482 ^CR"
    assert written(received) == "^]d2 _01 06901234500035 _10 L261012-TG-05 ?GS _21 000482 ^CR"
    digits = "".join(run.text for run in hex_compared(spans, "缺"))
    assert digits == "… 54 47 2d 30 35 [1d\u00a0缺] 32 31 30 30 30 34 38 32 0d"


def test_what_came_instead_or_besides_stands_out() -> None:
    spans = (
        Span(mark=Mark.SAME, expected=b"10AB", received=b"10AB"),
        Span(mark=Mark.CHANGED, expected=b"\x1d", received=b"|"),
        Span(mark=Mark.SAME, expected=b"21C", received=b"21C"),
        Span(mark=Mark.EXTRA, received=b"\r"),
    )
    expected, received = compared(spans, ())
    assert written(expected) == "10AB ^GS 21C"
    assert written(received) == "10AB !| 21C !CR"


def test_the_digits_of_a_read_are_those_of_its_end() -> None:
    assert "".join(run.text for run in hex_of(READ)) == "… 54 47 2d 30 35 1d 32 31 30 30 30 34 38 32 0d"
    assert hex_of(b"") == ()
