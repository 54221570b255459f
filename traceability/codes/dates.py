"""Dates of element strings: two-digit years, days that are left open."""

import calendar
import datetime as dt


def four_digit_year(two_digits: int, today: dt.date) -> int:
    """The year meant by its last two digits, seen from `today`.

    GS1 General Specifications section 7.12: at most 49 years back and 50 years ahead.
    """
    century, current = divmod(today.year, 100)
    difference = two_digits - current
    if difference >= 51:
        century -= 1
    elif difference <= -50:
        century += 1
    return century * 100 + two_digits


def resolved_date(value: str, today: dt.date) -> dt.date | None:
    """The date meant by YYMMDD; day 00 is the last day of the month. None: no such date."""
    if len(value) != 6 or not (value.isascii() and value.isdigit()):
        return None
    year, month, day = four_digit_year(int(value[:2]), today), int(value[2:4]), int(value[4:])
    if not 1 <= month <= 12 or not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, day or last) if day <= last else None
