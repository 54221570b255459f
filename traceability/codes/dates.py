"""Dates in codes: two-digit years, days that are left open, days of the year."""

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


def full_date(value: str) -> dt.date | None:
    """The date meant by YYYYMMDD. None: no such date."""
    if len(value) != 8 or not (value.isascii() and value.isdigit()):
        return None
    try:
        return dt.date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None


def day_of_year(year: int, day: int) -> dt.date | None:
    """The date of a day counted from 1 January as 1. None: the year has no such day."""
    if not dt.MINYEAR <= year <= dt.MAXYEAR or not 1 <= day <= 365 + calendar.isleap(year):
        return None
    return dt.date(year, 1, 1) + dt.timedelta(days=day - 1)
