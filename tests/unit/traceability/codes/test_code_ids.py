"""AIM identifiers and vendors' code identifiers, each only where the profile says so."""

import datetime as dt

import pytest

from traceability.codes import CodeIds, Kind, read
from traceability.codes.code_ids import split

_TODAY = dt.date(2026, 11, 23)
_LABEL = b"010950600013435210AB"


@pytest.mark.parametrize(
    ("code_ids", "sent", "aim"),
    [
        (CodeIds.AIM, b"]C1", "]C1"),
        (CodeIds.AIM, b"]JC1", "]C1"),  # Zebra: a composite sent as GS1-128
        (CodeIds.ZEBRA_SYMBOL, b"K", "]C1"),
        (CodeIds.ZEBRA_SYMBOL, b"R", "]e0"),
        (CodeIds.ZEBRA_SYMBOL, b"P0G", "]d2"),
        (CodeIds.ZEBRA_SYMBOL, b"P0Q", "]Q3"),
        (CodeIds.HONEYWELL, b"I", "]C1"),
        (CodeIds.HONEYWELL, b"y", "]e0"),
        (CodeIds.DATALOGIC_EU, b"k", "]C1"),
        (CodeIds.DATALOGIC_EU, b"t", "]e0"),
        (CodeIds.DATALOGIC_USA, b"RX", "]e0"),
        (CodeIds.DATALOGIC_USA, b"", "]C1"),  # GS1-128 has no identifier there
    ],
)
def test_an_identifier_for_gs1_makes_the_data_gs1(code_ids: CodeIds, sent: bytes, aim: str) -> None:
    scan = read(sent + _LABEL, _TODAY, code_ids=code_ids)
    assert scan.symbology is not None
    assert (scan.symbology.identifier, scan.data, scan.raw) == (aim, _LABEL, sent + _LABEL)
    assert [each.kind for each in scan.interpretations] == [Kind.GS1, Kind.TEXT]
    assert scan.best.ok


@pytest.mark.parametrize(
    ("code_ids", "sent", "symbology", "data"),
    [
        (CodeIds.ZEBRA_SYMBOL, b"P01PART-7", "QR Code", b"PART-7"),
        (CodeIds.ZEBRA_SYMBOL, b"BP01", "Code 39", b"P01"),
        (CodeIds.ZEBRA_SYMBOL, b"P0HX", "Han Xin Code", b"X"),
        (CodeIds.HONEYWELL, b"wX", "Data Matrix", b"X"),
        (CodeIds.HONEYWELL, b"jX", "Code 128", b"X"),
        (CodeIds.DATALOGIC_USA, b"AzX", "Aztec Code", b"X"),
        (CodeIds.DATALOGIC_USA, b"A123", "Code 39", b"123"),
        (CodeIds.DATALOGIC_USA, b"$SX", "Han Xin Code", b"X"),
        (CodeIds.DATALOGIC_EU, b"AX", "EAN/UPC", b"X"),
        (CodeIds.DATALOGIC_EU, b"!X", "Aztec Code", b"X"),
    ],
)
def test_each_vendors_letters_have_their_own_meaning(
    code_ids: CodeIds, sent: bytes, symbology: str, data: bytes
) -> None:
    told, start = split(sent, code_ids)
    assert told is not None
    assert (told.name, sent[start:]) == (symbology, data)


@pytest.mark.parametrize(
    ("code_ids", "raw"),
    [
        (CodeIds.NONE, b"]C1" + _LABEL),
        (CodeIds.AIM, b"K" + _LABEL),
        (CodeIds.AIM, b"P01PART-7"),
        (CodeIds.ZEBRA_SYMBOL, b"]C1" + _LABEL),
        (CodeIds.HONEYWELL, b"5X"),
        (CodeIds.DATALOGIC_USA, b"zX"),
        (CodeIds.ZEBRA_SYMBOL, b""),
        (CodeIds.DATALOGIC_USA, b""),
    ],
)
def test_what_the_profiles_table_does_not_have_is_data(code_ids: CodeIds, raw: bytes) -> None:
    scan = read(raw, _TODAY, code_ids=code_ids)
    assert (scan.symbology, scan.data) == (None, raw)


@pytest.mark.parametrize(
    ("sent", "gtin"),
    [
        (b"A9506000134352", "09506000134352"),
        (b"A614141123452", "00614141123452"),
        (b"A96385074", "00000096385074"),  # EAN-8
        (b"A04252614", "00042100005264"),  # UPC-E
    ],
)
def test_one_letter_for_all_ean_and_upc_is_told_apart_by_digits(sent: bytes, gtin: str) -> None:
    best = read(sent, _TODAY, code_ids=CodeIds.ZEBRA_SYMBOL).best
    assert (best.kind, best.ok, [element.value for element in best.elements]) == (Kind.EAN, True, [gtin])


def test_an_identifier_told_beside_the_data_leaves_the_data_whole() -> None:
    scan = read(b"]Q1]C1", _TODAY, symbology="]d1")
    assert scan.symbology is not None
    assert (scan.symbology.name, scan.data) == ("Data Matrix", b"]Q1]C1")
    assert read(b"x", _TODAY, symbology="]~~").symbology is None


@pytest.mark.parametrize(
    ("raw", "data"),
    [
        (rb"]L1C:\\parts\\7", rb"C:\parts\7"),
        (b"]Q2\\000026\xe8\x9e\xba", b"\xe8\x9e\xba"),
        (rb"]Q2\\000026", rb"\000026"),
        (rb"]L0C:\\parts", rb"C:\\parts"),
        (rb"]L1a\b", rb"a\b"),
    ],
)
def test_what_a_reader_escapes_for_character_sets_is_undone(raw: bytes, data: bytes) -> None:
    scan = read(raw, _TODAY)
    assert (scan.data, scan.raw) == (data, raw)


@pytest.mark.parametrize("identifier", ["]C12", "]C", "C1x", "]\u017f0"])
def test_what_is_told_beside_the_data_and_is_no_identifier_says_nothing(identifier: str) -> None:
    scan = read(_LABEL, _TODAY, symbology=identifier)
    assert (scan.symbology, scan.data) == (None, _LABEL)
