import contextlib
import json
from hashlib import sha256

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from traceability import entries
from traceability.acts import FieldValue, HoldPlaced, Reading, SignedIn
from traceability.clock import Stamp
from traceability.entries import Boot, Entry, Origin, RuleOutcome, ValueSource, Verdict, Whereabouts

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
moments = st.builds(Stamp, st.integers(0, 2**42), st.integers(0, 2**31))
bodies = st.one_of(
    st.builds(Reading, piece=texts, form=texts, values=st.tuples(st.builds(FieldValue, texts, text=texts))),
    st.builds(HoldPlaced, things=st.lists(texts, max_size=3).map(tuple), reason=texts),
    st.just(SignedIn()),
)
sources = st.builds(
    ValueSource,
    field=texts,
    origin=st.sampled_from(Origin),
    device=st.none() | texts,
    raw=st.none() | st.binary(),
    verified=st.booleans(),
    confirmed_by=st.none() | texts,
)
outcomes = st.builds(
    RuleOutcome, rule=texts, severity=texts, facts=st.dictionaries(st.text("abcdef", min_size=1), texts)
)
any_entry = st.builds(
    Entry,
    writer=st.text("0123456789abcdef", min_size=32, max_size=32),
    seq=st.integers(1, 2**53 - 1),
    hlc=moments,
    recorded=texts,
    boot=st.builds(Boot, texts, st.integers(0, 2**53 - 1)),
    actor=texts,
    place=st.builds(Whereabouts, texts, texts, st.none() | texts),
    body=bodies,
    schema=st.just(1),
    sources=st.lists(sources, max_size=3).map(tuple),
    verdict=st.none() | st.builds(Verdict, texts, st.lists(outcomes, max_size=2).map(tuple)),
)


@given(any_entry)
def test_bytes_are_canonical_json(entry: Entry) -> None:
    canonical = entries.canonical_bytes(entry)
    assert canonical == rfc8785.dumps(json.loads(canonical))


@given(any_entry)
def test_an_entry_comes_back_from_its_bytes(entry: Entry) -> None:
    assert entries.decode(entries.canonical_bytes(entry)) == entry


@given(any_entry)
def test_every_entry_names_its_schema_and_kind(entry: Entry) -> None:
    written = json.loads(entries.canonical_bytes(entry))
    assert written["schema"] == 1
    assert written["body"]["kind"] == entry.kind


def test_the_head_can_be_read_of_an_entry_whose_body_is_from_the_future() -> None:
    raw = b'{"body":{"kind":"teleported"},"hlc":[5,1],"recorded":"r","schema":99,"seq":3,"writer":"w"}'
    assert entries.decode_head(raw) == entries.Head("w", 3, Stamp(5, 1), "r", 99)
    with pytest.raises(msgspec.ValidationError):
        entries.decode(raw)


@given(any_entry, st.data())
def test_any_bytes_are_an_entry_or_none_and_nothing_else_is_raised(entry: Entry, data: st.DataObject) -> None:
    canonical = bytearray(entries.canonical_bytes(entry))
    at = data.draw(st.integers(0, len(canonical) - 1))
    canonical[at] = data.draw(st.integers(0, 255))
    for read in (entries.decode, entries.decode_head):
        with contextlib.suppress(msgspec.DecodeError):
            read(bytes(canonical))


@pytest.mark.parametrize("field", [b'"recorded":"r', b'"writer":"w'])
def test_text_that_is_no_utf_8_is_no_entry(field: bytes) -> None:
    raw = b'{"body":{"kind":"signed-in"},"hlc":[5,1],"recorded":"r","schema":1,"seq":3,"writer":"w"}'
    for read in (entries.decode, entries.decode_head):
        with pytest.raises(msgspec.DecodeError):
            read(raw.replace(field, field + b"\xff"))


@given(st.lists(st.binary(), min_size=1), st.data())
def test_any_change_in_a_chain_changes_its_head(chained: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(chained) - 1))
    altered = [*chained]
    altered[at] += b"!"
    head = entries.chain(entries.FIRST_LINK, chained)
    assert entries.chain(entries.FIRST_LINK, altered) != head
    assert entries.chain(entries.FIRST_LINK, chained[:at] + chained[at + 1 :]) != head


def test_a_chain_can_be_continued_from_any_of_its_links() -> None:
    parts = [b"a", b"b", b"c"]
    middle = entries.chain(entries.FIRST_LINK, parts[:1])
    assert entries.chain(middle, parts[1:]) == entries.chain(entries.FIRST_LINK, parts)


def test_hashes_and_chain_are_those_anybody_can_compute() -> None:
    """Ids and links stand in partners' files: what they are made of never changes."""
    first = sha256(b"a").digest()
    assert entries.entry_id(b"a") == first
    assert entries.next_link(entries.FIRST_LINK, first) == sha256(bytes(32) + first).digest()


def test_an_entry_without_extras_writes_none_of_them() -> None:
    plain = Entry(
        writer="w", seq=1, hlc=Stamp(5, 0), recorded="r", boot=Boot("b", 1), actor="p",
        place=Whereabouts("P1", "A3"), body=SignedIn(), schema=entries.SCHEMA,
    )  # fmt: skip
    assert entries.canonical_bytes(plain) == (
        b'{"actor":"p","body":{"kind":"signed-in"},"boot":{"id":"b","monotonic_ms":1},"hlc":[5,0],'
        b'"place":{"place":"A3","plant":"P1"},"recorded":"r","schema":1,"seq":1,"writer":"w"}'
    )


def test_a_source_without_a_confirming_lead_is_written_as_before() -> None:
    scanned = ValueSource(field="relay", origin=Origin.SCANNED, device="gun-1")
    assert json.loads(msgspec.json.encode(scanned)) == {
        "field": "relay",
        "origin": "scanned",
        "device": "gun-1",
    }


def test_a_typed_code_is_told_from_a_typed_quantity() -> None:
    assert ValueSource(field="relay", origin=Origin.TYPED, verified=False).is_typed_code
    assert not ValueSource(field="quantity", origin=Origin.TYPED).is_typed_code
    assert not ValueSource(field="relay", origin=Origin.CAMERA, verified=False).is_typed_code
