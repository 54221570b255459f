"""All texts of the station's screens: one catalogue, read once, chosen by key and language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from station.ports import DeviceState, Trouble
from station.profiles.faults import Fault
from traceability.acts import Outcome
from traceability.language import Language, Text
from traceability.people import Role
from traceability.quantity import Quantity

Catalogue = Mapping[str, Text]

FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "trouble": tuple(each.value for each in Trouble),
    "device": tuple(each.value for each in DeviceState),
    "role": tuple(each.value for each in Role),
    "outcome": tuple(each.value for each in Outcome),
    "unwritable": ("full", "input-output", "read-only", "busy"),
    "sign-in-failure": ("unknown-badge", "no-right", "wrong-pin", "no-check", "unwritable"),
    "sign-in-way": ("unknown-badge", "no-right", "wrong-pin", "no-check", "unwritable"),
    "lead-failure": ("unknown-badge", "no-right", "yourself", "wrong-pin", "no-check", "unwritable"),
    "lead-way": ("unknown-badge", "no-right", "yourself", "wrong-pin", "no-check", "unwritable"),
    "unwritable-way": ("full", "input-output", "read-only", "busy"),
    "order-trouble": ("unknown-order", "closed-order", "order-needs-step"),
    "order-trouble-way": ("unknown-order", "closed-order", "order-needs-step"),
    "fault": tuple(each.value for each in Fault),
    "unit": ("H87", "GRM", "KGM", "MLT", "LTR", "MTR"),
}
"""Keys of which the second part is a value of the program: every value has its text."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@cache
def catalogue() -> Catalogue:
    """The texts by `group.name`. A broken file is a broken installation: raises msgspec.ValidationError."""
    content = Path(__file__).with_name("texts.toml").read_bytes()
    groups = msgspec.toml.decode(content, type=dict[str, dict[str, Text]])
    return {f"{group}.{name}": text for group, texts in groups.items() for name, text in texts.items()}


class Wording:
    """Words in the language of the moment; `language` may change at any time."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = catalogue()

    def say(self, key: str, **facts: str) -> str:
        """The text of a key, its places filled. Raises KeyError for an unknown key or a missing fact."""
        return self._texts[key].in_language(self.language, facts)

    def member(self, family: str, value: str, **facts: str) -> str:
        """The text of one value of a family. Raises KeyError for a value the family does not have."""
        return self._texts[f"{family}.{value}"].in_language(self.language, facts)

    def of(self, text: Text) -> str:
        """A text that came as data."""
        return text.in_language(self.language)

    def unit(self, code: str) -> str:
        """The word for a unit of UN/ECE Recommendation 20; the code itself where we have none."""
        return self.member("unit", code) if code in FAMILIES["unit"] else code

    def amount(self, quantity: Quantity) -> str:
        """An amount with its unit, kept together by a no-break space."""
        return f"{quantity.value}\u00a0{self.unit(quantity.unit)}"

    def age(self, seconds: float) -> str:
        """A span of time as people say it, in its one or two largest units."""
        whole = max(int(seconds), 0)
        if whole < _MINUTE:
            return self.say("age.seconds", seconds=str(whole))
        if whole < _HOUR:
            return self.say("age.minutes", minutes=str(whole // _MINUTE))
        if whole < _DAY:
            minutes = whole % _HOUR // _MINUTE
            return self.say("age.hours", hours=str(whole // _HOUR), minutes=str(minutes))
        return self.say("age.days", days=str(whole // _DAY))
