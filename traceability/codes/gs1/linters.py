"""The linters of the GS1 syntax dictionary: what a component of a value may hold.

Each takes the component's characters and answers the first fault or None. Names, codes and blamed characters
are those of the official barcode syntax tests. Company prefixes are checked for shape only: which are allocated is
known to GS1's registry, not to an offline station. Sections are those of the GS1 General Specifications.
"""

import re
from collections.abc import Callable, Mapping

from traceability.codes.check_digits import LONGEST_PAIRED, check_digit_holds, check_pair
from traceability.codes.gs1.code_lists import (
    COUNTRY_LETTERS,
    COUNTRY_NUMBERS,
    CURRENCY_NUMBERS,
    PACKAGE_TYPES,
)
from traceability.codes.gs1.coupons import coupon_code, positive_offer_coupon
from traceability.codes.gs1.faults import Fault, whole

Linter = Callable[[str], Fault | None]

_SHORTEST_COMPANY_PREFIX = 4
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_OF_EVERY_YEAR = frozenset(
    f"{month:02}{day:02}" for month, days in enumerate(_DAYS, 1) for day in range(1, days + 1)
)
_OUTSIDE_SET_82 = re.compile(r"[^!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]")
_OUTSIDE_SET_39 = re.compile(r"[^#\-/0-9A-Z]")
_OUTSIDE_SET_64 = re.compile(r"[^\-0-9A-Z_a-z]")
_OUTSIDE_DIGITS = re.compile(r"[^0-9]")
_PERCENT_WITHOUT_CODE = re.compile(r"%(?![0-9A-Fa-f]{2}).{0,2}", re.DOTALL)
_POSITION_IN_SEQUENCE = re.compile(r"([0-9]+)/([0-9]+)")
_NOT_IBAN = re.compile(r"[^0-9A-Z]")


def _outside(pattern: re.Pattern[str], code: str) -> Linter:
    """A linter that blames the first character `pattern` finds."""

    def check(value: str) -> Fault | None:
        match = pattern.search(value)
        return None if match is None else Fault(code, match.start(), 1)

    return check


def _one_of(values: frozenset[str], code: str) -> Linter:
    """A linter that takes exactly these values."""

    def check(value: str) -> Fault | None:
        return None if value in values else whole(code, value)

    return check


cset82 = _outside(_OUTSIDE_SET_82, "invalid-cset82-character")
cset39 = _outside(_OUTSIDE_SET_39, "invalid-cset39-character")


def csetnumeric(value: str) -> Fault | None:
    """Digits only."""
    if value.isdigit() and value.isascii():
        return None
    match = _OUTSIDE_DIGITS.search(value)
    return None if match is None else Fault("non-digit-character", match.start(), 1)


def cset64(value: str) -> Fault | None:
    """File-safe base64 with optional padding (section 7.11)."""
    bare = value.rstrip("=")
    padding = len(value) - len(bare)
    if padding > 2 or (padding and len(value) % 3):
        return Fault("invalid-cset64-padding", len(bare), padding)
    match = _OUTSIDE_SET_64.search(bare)
    return None if match is None else Fault("invalid-cset64-character", match.start(), 1)


def csum(value: str) -> Fault | None:
    """Digits, the last of which checks the others (section 7.9.1)."""
    if not value:
        return whole("too-short-for-check-digit", value)
    if not (value.isdigit() and value.isascii()):
        return csetnumeric(value)
    return None if check_digit_holds(value) else Fault("incorrect-check-digit", len(value) - 1, 1)


def csumalpha(value: str) -> Fault | None:
    """Characters of set 82, the last two of which check the others (“check character pair”)."""
    if len(value) < 2:
        return whole("too-short-for-check-pair", value)
    if len(value) - 2 > LONGEST_PAIRED:
        return whole("too-long-for-check-pair-implementation", value)
    fault = cset82(value)
    if fault is not None:
        return fault
    holds = check_pair(value[:-2]) == value[-2:]
    return None if holds else Fault("incorrect-check-pair", len(value) - 2, 2)


def gcppos1(value: str) -> Fault | None:
    """Starts with what can be a GS1 Company Prefix: four digits at least."""
    if len(value) < _SHORTEST_COMPANY_PREFIX:
        return whole("too-short-for-gcp", value)
    match = _OUTSIDE_DIGITS.search(value, 0, _SHORTEST_COMPANY_PREFIX)
    return None if match is None else Fault("invalid-gcp-prefix", match.start(), 1)


def gcppos2(value: str) -> Fault | None:
    """As `gcppos1`, from the second character on."""
    if not value:
        return whole("too-short-for-gcp", value)
    fault = gcppos1(value[1:])
    return None if fault is None else fault._replace(start=fault.start + 1)


def hasnondigit(value: str) -> Fault | None:
    """At least one character that is no digit."""
    return None if _OUTSIDE_DIGITS.search(value) else whole("requires-non-digit-character", value)


def hyphen(value: str) -> Fault | None:
    """Hyphens only."""
    return None if value and not value.strip("-") else whole("not-hyphen", value)


def iban(value: str) -> Fault | None:
    """An International Bank Account Number (ISO 13616-1)."""
    if len(value) <= 10:
        return whole("iban-too-short", value)
    if len(value) > 34:
        return whole("iban-too-long", value)
    if value[:2] not in COUNTRY_LETTERS:
        return Fault("illegal-iban-country-code", 0, 2)
    match = _NOT_IBAN.search(value)
    if match is not None:
        return Fault("invalid-iban-character", match.start(), 1)
    digits = "".join(str(int(character, 36)) for character in value[4:] + value[:4])
    return None if int(digits) % 97 == 1 else Fault("incorrect-iban-checksum", 2, 2)


def importeridx(value: str) -> Fault | None:
    """One character of set 64."""
    if len(value) != 1:
        return whole("importer-idx-must-be-one-character", value)
    return whole("invalid-import-idx-character", value) if _OUTSIDE_SET_64.search(value) else None


def nonzero(value: str) -> Fault | None:
    """Digits that are not all zero."""
    return csetnumeric(value) or (None if value.strip("0") else whole("illegal-zero-value", value))


def nozeroprefix(value: str) -> Fault | None:
    """Digits that do not start with zero."""
    return csetnumeric(value) or (Fault("illegal-zero-prefix", 0, 1) if value.startswith("0") else None)


def pcenc(value: str) -> Fault | None:
    """Every percent sign starts a percent-encoded byte (RFC 3986 section 2.1)."""
    match = _PERCENT_WITHOUT_CODE.search(value)
    return None if match is None else Fault("invalid-percent-sequence", match.start(), len(match[0]))


def pieceoftotal(value: str) -> Fault | None:
    """The number of a piece and the total of pieces, halves of equal length."""
    if not value or len(value) % 2:
        return whole("invalid-length-for-piece-of-total", value)
    fault = csetnumeric(value)
    if fault is not None:
        return fault
    half = len(value) // 2
    piece, total = int(value[:half]), int(value[half:])
    if not piece:
        return Fault("zero-piece-number", 0, half)
    if not total:
        return Fault("zero-total-pieces", half, half)
    return whole("piece-number-exceeds-total", value) if piece > total else None


def posinseqslash(value: str) -> Fault | None:
    """Position and end of a sequence with a slash between, neither starting with zero."""
    match = _POSITION_IN_SEQUENCE.fullmatch(value)
    if match is None:
        return whole("position-in-sequence-malformed", value)
    for part in (1, 2):
        if match[part].startswith("0"):
            return Fault("illegal-zero-prefix", match.start(part), len(match[part]))
    return whole("position-exceeds-end", value) if int(match[1]) > int(match[2]) else None


def zero(value: str) -> Fault | None:
    """Zeros only."""
    return None if value and not value.strip("0") else whole("not-zero", value)


def _date(year_digits: int, *, open_day: bool) -> Linter:
    """A linter of dates; `open_day` permits day 00."""
    length = year_digits + 4

    def check(value: str) -> Fault | None:
        if len(value) != length:
            return whole("date-too-short" if len(value) < length else "date-too-long", value)
        if not (value.isdigit() and value.isascii()):
            return csetnumeric(value)
        if value[-4:] in _DAYS_OF_EVERY_YEAR:
            return None
        year, month, day = int(value[:-4]), int(value[-4:-2]), int(value[-2:])
        if not 1 <= month <= 12:
            return Fault("illegal-month", year_digits, 2)
        leap = year % 4 == 0 and (year_digits == 2 or year % 100 != 0 or year % 400 == 0)
        last = 29 if leap and month == 2 else _DAYS[month - 1]
        return None if (day or open_day) and day <= last else Fault("illegal-day", year_digits + 2, 2)

    return check


def _time(name: str, *parts: tuple[str, int]) -> Linter:
    """A linter of two-digit `parts`, each with its name and its limit."""
    length = 2 * len(parts)

    def check(value: str) -> Fault | None:
        if len(value) != length:
            return whole(f"{name}-too-short" if len(value) < length else f"{name}-too-long", value)
        fault = csetnumeric(value)
        if fault is not None:
            return fault
        for start, (part, limit) in zip(range(0, length, 2), parts, strict=True):
            if int(value[start : start + 2]) >= limit:
                return Fault(f"illegal-{part}", start, 2)
        return None

    return check


def _coordinate(name: str, limit: int) -> Linter:
    """A linter of ten digits: degrees from the pole or meridian, in units of 10⁻⁷."""

    def check(value: str) -> Fault | None:
        if len(value) != 10:
            return whole(f"{name}-invalid-length", value)
        fault = csetnumeric(value)
        if fault is not None:
            return fault
        return whole(f"invalid-{name}", value) if int(value) > limit else None

    return check


_MEDIA_TYPES = frozenset(f"{number:02}" for number in (*range(1, 11), *range(80, 100)))

LINTERS: Mapping[str, Linter] = {
    "couponcode": coupon_code,
    "couponposoffer": positive_offer_coupon,
    "cset39": cset39,
    "cset64": cset64,
    "cset82": cset82,
    "csetnumeric": csetnumeric,
    "csum": csum,
    "csumalpha": csumalpha,
    "gcppos1": gcppos1,
    "gcppos2": gcppos2,
    "hasnondigit": hasnondigit,
    "hh": _time("hour", ("hour", 24)),
    "hhmi": _time("hour-with-minute", ("hour", 24), ("minute", 60)),
    "hyphen": hyphen,
    "iban": iban,
    "importeridx": importeridx,
    "iso3166": _one_of(COUNTRY_NUMBERS, "not-iso3166"),
    "iso3166999": _one_of(COUNTRY_NUMBERS | {"999"}, "not-iso3166-or-999"),
    "iso3166alpha2": _one_of(COUNTRY_LETTERS, "not-iso3166-alpha2"),
    "iso4217": _one_of(CURRENCY_NUMBERS, "not-iso4217"),
    "iso5218": _one_of(frozenset("0129"), "invalid-biological-sex-code"),
    "latitude": _coordinate("latitude", 180_0000000),
    "longitude": _coordinate("longitude", 360_0000000),
    "mediatype": _one_of(_MEDIA_TYPES, "invalid-media-type"),
    "mi": _time("minute", ("minute", 60)),
    "nonzero": nonzero,
    "nozeroprefix": nozeroprefix,
    "packagetype": _one_of(PACKAGE_TYPES, "invalid-package-type"),
    "pcenc": pcenc,
    "pieceoftotal": pieceoftotal,
    "posinseqslash": posinseqslash,
    "ss": _time("second", ("second", 60)),
    "winding": _one_of(frozenset("019"), "invalid-winding-direction"),
    "yesno": _one_of(frozenset("01"), "not-zero-or-one"),
    "yymmd0": _date(2, open_day=True),
    "yymmdd": _date(2, open_day=False),
    "yyyymmd0": _date(4, open_day=True),
    "yyyymmdd": _date(4, open_day=False),
    "zero": zero,
}
"""Every linter by its name in the dictionary."""
