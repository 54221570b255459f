"""Dates as entries carry them: YYYY-MM-DD and no other spelling, so that they sort as text."""

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
