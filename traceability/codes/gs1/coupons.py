"""North American coupon codes inside element strings: AI (8110) and AI (8112).

Shapes as in the GS1 US "North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols" and the
"GS1 AI (8112) Coupon Data Specification". A coupon is a row of fields; most carry their own length.
"""

import re
from typing import Literal, NamedTuple

from traceability.codes.gs1.faults import Fault, whole

_NOT_A_DIGIT = re.compile(r"[^0-9]")
_LEAP_MONTHS = ("31", "29", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31")


class _Field(NamedTuple):
    """One field of a coupon.

    `sized`: a permitted digit, then as many digits as it says and `length` more, or none where it is `empty`.
    `code`: one permitted digit. `fixed`: `length` digits. `date`: YYMMDD.
    """

    shape: Literal["sized", "code", "fixed", "date"]
    name: str
    permitted: str = "0123456789"
    length: int = 0
    empty: str = ""


def _purchase(ordinal: str) -> tuple[_Field, ...]:
    return (
        _Field("sized", f"{ordinal}-purchase-requirement", "12345"),
        _Field("code", f"{ordinal}-purchase-requirement-code", "012349"),
        _Field("fixed", f"{ordinal}-purchase-family-code", length=3),
    )


_OFFER_CODE = _Field("fixed", "offer-code", length=6)
_SERIAL_NUMBER = _Field("sized", "serial-number", length=6)
_COUPON_CODE = (
    _Field("sized", "gcp", "0123456", 6),
    _OFFER_CODE,
    _Field("sized", "save-value", "12345"),
    *_purchase("1st"),
)
_COUPON_OPTIONS: dict[str, tuple[_Field, ...]] = {
    "1": (
        _Field("code", "additional-purchase-rules-code", "0123"),
        *_purchase("2nd"),
        _Field("sized", "2nd-purchase-gcp", "01234569", 6, empty="9"),
    ),
    "2": (*_purchase("3rd"), _Field("sized", "3rd-purchase-gcp", "01234569", 6, empty="9")),
    "3": (_Field("date", "expiration-date"),),
    "4": (_Field("date", "start-date"),),
    "5": (_SERIAL_NUMBER,),
    "6": (_Field("sized", "retailer-gcp-or-gln", "1234567", 6),),
    "9": (
        _Field("code", "save-value-code", "01256"),
        _Field("code", "save-value-applies-to-item", "012"),
        _Field("code", "store-coupon-flag"),
        _Field("code", "dont-multiply-flag", "01"),
    ),
}
_POSITIVE_OFFER = (
    _Field("code", "format-code", "01"),
    _Field("sized", "funder", "0123456", 6),
    _OFFER_CODE,
    _SERIAL_NUMBER,
)


def _cut_short(code: str, value: str, at: int) -> Fault:
    rest = len(value) - at
    return Fault(code, at, rest) if rest else whole(code, value)


def _date(field: _Field, value: str, at: int) -> int | Fault:
    stop = at + 6
    if len(value) < stop:
        return _cut_short(f"coupon-too-short-for-{field.name}", value, at)
    year, month, day = int(value[at : at + 2]), int(value[at + 2 : at + 4]), value[at + 4 : stop]
    real = 1 <= month <= 12 and "01" <= day <= _LEAP_MONTHS[month - 1]
    if not real or (month == 2 and day == "29" and year % 4):
        return Fault(f"coupon-invalid-{field.name}", at, 6)
    return stop


def _step(field: _Field, value: str, at: int) -> int | Fault:
    """Where the next field starts, or what is wrong with this one."""
    if field.shape == "date":
        return _date(field, value, at)
    if field.shape == "fixed":
        stop = at + field.length
        return stop if stop <= len(value) else _cut_short(f"coupon-truncated-{field.name}", value, at)
    sized = field.shape == "sized"
    if at == len(value):
        return whole(f"coupon-missing-{field.name}{'-vli' if sized else ''}", value)
    digit = value[at]
    if digit not in field.permitted:
        return Fault(f"coupon-invalid-{field.name}{'-length' if sized else ''}", at, 1)
    start = stop = at + 1
    if sized and digit != field.empty:
        stop += int(digit) + field.length
    return stop if stop <= len(value) else _cut_short(f"coupon-truncated-{field.name}", value, start)


def _walk(fields: tuple[_Field, ...], value: str, at: int) -> int | Fault:
    for field in fields:
        reached = _step(field, value, at)
        if isinstance(reached, Fault):
            return reached
        at = reached
    return at


def _options(value: str, at: int) -> int | Fault:
    """Walk the optional fields, each led by its number, in rising order."""
    expires = ""
    for number, fields in _COUPON_OPTIONS.items():
        if value[at : at + 1] != number:
            continue
        reached = _walk(fields, value, at + 1)
        if isinstance(reached, Fault):
            return reached
        if number == "3":
            expires = value[at + 1 : reached]
        if number == "4" and expires and value[at + 1 : reached] > expires:
            return Fault("coupon-expiration-before-start", at - 7, 14)
        at = reached
    return at


def _finished(value: str, reached: int | Fault) -> Fault | None:
    if isinstance(reached, Fault):
        return reached
    rest = len(value) - reached
    return Fault("coupon-excess-data", reached, rest) if rest else None


def _non_digit(value: str) -> Fault | None:
    match = _NOT_A_DIGIT.search(value)
    return None if match is None else Fault("non-digit-character", match.start(), 1)


def coupon_code(value: str) -> Fault | None:
    """The coupon code of AI (8110)."""
    fault = _non_digit(value)
    if fault is not None:
        return fault
    reached = _walk(_COUPON_CODE, value, 0)
    return _finished(value, reached if isinstance(reached, Fault) else _options(value, reached))


def positive_offer_coupon(value: str) -> Fault | None:
    """The positive offer file coupon code of AI (8112)."""
    return _non_digit(value) or _finished(value, _walk(_POSITIVE_OFFER, value, 0))
