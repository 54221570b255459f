"""Dates and times as entries carry them; dates are YYYY-MM-DD and no other spelling, so that they sort as text."""

import datetime as dt
import re

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str) -> dt.date | None:
    """The date a text names; None for what is no date (`dt.date.fromisoformat` alone takes week dates too)."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def moment_of(text: str) -> dt.datetime | None:
    """The moment an RFC 3339 time names; None for what is none, a time without an offset among them."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
