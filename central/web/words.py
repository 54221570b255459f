"""The texts of the pages, from one catalogue in both languages, and the forms of times and amounts."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec

from traceability.language import Language, Text
from traceability.quantity import Quantity

CATALOGUE = Path(__file__).with_name("texts.toml")

_UNITS = {
    "H87": "unit.piece",
    "KGM": "unit.kilogram",
    "GRM": "unit.gram",
    "MTR": "unit.metre",
    "LTR": "unit.litre",
    "MLT": "unit.millilitre",
}


class Phrase(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One text; `one` is the English form for a `count` of 1, where it differs."""

    zh: str
    en: str
    one: str | None = None


@cache
def catalogue() -> Mapping[str, Phrase]:
    """All texts by key. A broken catalogue is a broken installation and raises `msgspec.ValidationError`."""
    return msgspec.convert(tomllib.loads(CATALOGUE.read_text(encoding="utf-8")), dict[str, Phrase])


class Words(msgspec.Struct, frozen=True):
    """The texts in one person's language: `words("nav.trace")`, `words("stack.count", count=12)`."""

    language: Language

    def __call__(self, key: str, **facts: object) -> str:
        """The text of `key`, its places filled. Raises KeyError for an unknown key or a place without a fact."""
        phrase = catalogue()[key]
        if self.language is Language.ENGLISH and phrase.one is not None and facts.get("count") == 1:
            return phrase.one.format_map(facts)
        return Text(phrase.zh, phrase.en).in_language(
            self.language, {name: str(fact) for name, fact in facts.items()}
        )

    def quantity(self, quantity: Quantity) -> str:
        """An amount with its unit as people write it; a unit without a word keeps its Rec 20 code."""
        key = _UNITS.get(quantity.unit)
        unit = self(key) if key else quantity.unit
        return self("quantity", amount=quantity.value, unit=unit)

    def duration(self, length: timedelta) -> str:
        """How long, in the two largest units that matter."""
        seconds = max(0, int(length.total_seconds()))
        days, hours, minutes = seconds // 86_400, seconds // 3_600, seconds // 60
        if days >= 2:
            return self("duration.days", count=days)
        if hours and minutes % 60 == 0:
            return self("duration.whole-hours", count=hours)
        if hours:
            return self("duration.hours", hours=hours, minutes=minutes % 60)
        if minutes:
            return self("duration.minutes", count=minutes)
        return self("duration.seconds", count=seconds)

    def since(self, moment: str, now: datetime) -> str:
        """How long ago an RFC 3339 time was."""
        return self.duration(now - datetime.fromisoformat(moment))


def day_and_time(moment: str) -> str:
    """An RFC 3339 time as its writer's clock showed it: `2026-11-22 10:05`."""
    return f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M}"


def short_time(moment: str) -> str:
    """The same without the year, for places where the year is plain: `11-22 10:05`."""
    return f"{datetime.fromisoformat(moment):%m-%d %H:%M}"
