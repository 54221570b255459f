"""What a label says, in one shape whatever kind of code it is in."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

import msgspec

from traceability.codes import Interpretation, Kind
from traceability.codes.check_digits import check_digit_holds
from traceability.codes.dates import full_date, resolved_date

DATA_IDENTIFIER = re.compile(r"[0-9]{0,3}[A-Z]")
LABEL_KINDS = tuple(kind.value for kind in (Kind.HIBC, Kind.CN_DRUG, Kind.MA, Kind.HANDLE))
"""What may stand before the colon of a label code, beside data identifiers and names of patterns."""

_LICENCE_PLATES = ("J", "1J", "2J", "3J", "4J", "5J", "6J")
_ITEMS = ("1P", "P", "9N", "25P")
"""Data identifiers for what a thing is: the supplier's and the customer's item code, PPN, UPN."""
_LOTS = ("1T", "T")
"""Traceability numbers, assigned by the supplier or the customer."""


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """What one reading of a label says; what it does not say is empty.

    Attributes:
        sscc: 18 digits. gtin: 14 digits.
        codes: what it calls the material, in the forms of a pack's label codes.
        name: the same for people.
        count: how many pieces, as written.
    """

    sscc: str = ""
    gtin: str = ""
    codes: tuple[str, ...] = ()
    name: str = ""
    lot: str = ""
    serial: str = ""
    count: str = ""
    expiry: dt.date | None = None


def label_of(interpretation: Interpretation, today: dt.date) -> Label:
    """What a reading that is right says."""
    values: dict[str, str] = {}
    for element in interpretation.elements:
        values.setdefault(element.identifier, element.value)
    reader = _READERS.get(interpretation.kind)
    return reader(values, interpretation, today) if reader else Label()


def _gs1(values: Mapping[str, str], _: Interpretation, today: dt.date) -> Label:
    """GS1 General Specifications section 3: AIs 00, 01 or 02, 10, 21, 30 or 37, 17 or the day of 7003."""
    return Label(
        sscc=values.get("00", ""),
        gtin=_first(values, "01", "02"),
        lot=values.get("10", ""),
        serial=values.get("21", ""),
        count=_first(values, "30", "37"),
        expiry=resolved_date(_first(values, "17", "7003")[:6], today),
    )


def _number(values: Mapping[str, str], _: Interpretation, __: dt.date) -> Label:
    return Label(sscc=values.get("sscc", ""), gtin=values.get("gtin", ""))


def _message(values: Mapping[str, str], interpretation: Interpretation, today: dt.date) -> Label:
    """ANSI MH10.8.2: item codes, 1T or T lot, S serial, Q pieces, 14D expiry, J to 6J licence plates.

    D means expiry only beside a pharmacy product number (9N), where IFA's specification says so; elsewhere the
    partners agree on what it means. What format 05 says in the same message counts where these are silent.
    """
    gs1 = _gs1(values, interpretation, today)
    day = full_date(re.sub("[-/]", "", values.get("14D", "")))
    if day is None and "9N" in values:
        day = resolved_date(values.get("D", ""), today)
    return Label(
        sscc=_sscc_in(_first(values, *_LICENCE_PLATES)) or gs1.sscc,
        gtin=gs1.gtin,
        codes=tuple(f"{identifier}:{value}" for identifier, value in values.items()),
        name=_first(values, *_ITEMS),
        lot=_first(values, *_LOTS) or gs1.lot,
        serial=_first(values, "S") or gs1.serial,
        count=_first(values, "Q") or gs1.count,
        expiry=day or gs1.expiry,
    )


def _sscc_in(plate: str) -> str:
    """The SSCC that a licence plate is, with or without its AI; empty for plates of other issuers."""
    digits = plate.removeprefix("00") if len(plate) == 20 else plate
    numeric = len(digits) == 18 and digits.isascii() and digits.isdigit()
    return digits if numeric and check_digit_holds(digits) else ""


def _hibc(values: Mapping[str, str], interpretation: Interpretation, _: dt.date) -> Label:
    name = values.get("lic", "") + values.get("product", "")
    return Label(
        codes=(f"{Kind.HIBC}:{name}",),
        name=name,
        lot=values.get("lot", ""),
        serial=values.get("serial", ""),
        count=values.get("quantity", ""),
        expiry=interpretation.expiry,
    )


def _drug(values: Mapping[str, str], _: Interpretation, __: dt.date) -> Label:
    name = values["product"]
    return Label(codes=(f"{Kind.CN_DRUG}:{name}",), name=name, serial=values["serial"])


def _ma(values: Mapping[str, str], interpretation: Interpretation, _: dt.date) -> Label:
    name = f"{values['registrant']}.{values['product']}"
    return Label(
        codes=(f"{Kind.MA}:{name}",),
        name=name,
        lot=values.get("L", ""),
        serial=values.get("S", ""),
        expiry=interpretation.expiry,
    )


def _handle(values: Mapping[str, str], _: Interpretation, __: dt.date) -> Label:
    name = f"{values['prefix']}/{values['suffix']}"
    return Label(codes=(f"{Kind.HANDLE}:{name}",), name=name)


def _own(values: Mapping[str, str], interpretation: Interpretation, _: dt.date) -> Label:
    name = values.get("code", "")
    return Label(
        codes=(f"{interpretation.pattern}:{name}",),
        name=name,
        lot=values.get("lot", ""),
        serial=values.get("serial", ""),
        count=values.get("quantity", ""),
    )


def _first(values: Mapping[str, str], *identifiers: str) -> str:
    return next((values[each] for each in identifiers if values.get(each)), "")


_READERS: Mapping[Kind, Callable[[Mapping[str, str], Interpretation, dt.date], Label]] = {
    Kind.GS1: _gs1,
    Kind.DIGITAL_LINK: _gs1,
    Kind.EAN: _number,
    Kind.SSCC: _number,
    Kind.ISO15434: _message,
    Kind.HIBC: _hibc,
    Kind.CN_DRUG: _drug,
    Kind.MA: _ma,
    Kind.HANDLE: _handle,
    Kind.PATTERN: _own,
}
