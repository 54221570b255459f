import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.identity import (
    LogisticUnit,
    Lot,
    Thing,
    Unit,
    digital_link,
    epc_urn,
    label_of,
    thing_of,
)

words = st.text(min_size=0, max_size=30)
things = st.one_of(
    st.builds(Lot, words, words, words),
    st.builds(Unit, words, words),
    st.builds(LogisticUnit, st.text("0123456789", min_size=18, max_size=18)),
)


@given(things)
def test_a_key_leads_back_to_its_thing(thing: Thing) -> None:
    assert thing_of(thing.uri) == thing


@given(things, things)
def test_two_things_never_share_a_key(first: Thing, second: Thing) -> None:
    assert (first.uri == second.uri) == (first == second)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "urn:tracepost:lot:a:b",
        "urn:tracepost:unit:a",
        "urn:tracepost:pallet:a:b",
        "urn:epc:id:sscc:1.2",
        "lot:a:b:c",
        "https://id.gs1.org/00/",
        "https://id.gs1.org/00/banana",
        "https://id.gs1.org/00/1061414123456789080",
        "https://id.gs1.org/00/10614141234567890",
        "https://id.gs1.org/00/106141412345678908/21/1",
        "http://id.gs1.org/00/106141412345678908",
    ],
)
def test_a_strange_uri_is_no_key(uri: str) -> None:
    with pytest.raises(ValueError, match="not the key"):
        thing_of(uri)


def test_people_call_a_thing_by_its_number() -> None:
    assert label_of(Lot("HENGTAI", "RL24", "HT-1")) == "HT-1"
    assert label_of(Unit("TC-300", "TC300-26K-000001")) == "TC300-26K-000001"
    assert label_of(LogisticUnit("106141412345678908")) == "106141412345678908"


# Examples of the EPC Tag Data Standard 2.0, sections 6.3.1 (SGTIN), 6.3.2 (SSCC) and 6.3.17 (LGTIN).
def test_epc_urns_are_those_of_the_tag_data_standard() -> None:
    assert epc_urn(Unit("m", "62852"), 7, "80614141123458") == "urn:epc:id:sgtin:0614141.812345.62852"
    assert epc_urn(LogisticUnit("106141412345678908"), 7) == "urn:epc:id:sscc:0614141.1234567890"
    assert (
        epc_urn(Lot("i", "m", "ABC/1"), 7, "80614141123458") == "urn:epc:class:lgtin:0614141.812345.ABC%2F1"
    )


def test_digital_links_are_canonical() -> None:
    assert (
        digital_link(Lot("i", "m", "A/1"), "09506000134352")
        == "https://id.gs1.org/01/09506000134352/10/A%2F1"
    )
    assert (
        digital_link(Unit("m", "12345"), "09506000134352") == "https://id.gs1.org/01/09506000134352/21/12345"
    )
    assert digital_link(LogisticUnit("106141412345678908")) == "https://id.gs1.org/00/106141412345678908"
