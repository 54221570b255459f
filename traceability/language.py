"""Texts people read, in Chinese and English, with named places for facts."""

from collections.abc import Mapping
from enum import Enum

import msgspec


class Language(Enum):
    """A language a person can choose; the value is the IETF tag used in files and settings."""

    CHINESE = "zh"
    ENGLISH = "en"


class Text(msgspec.Struct, frozen=True):
    """One text in every language. Places for facts are named: `{lot}`."""

    zh: str
    en: str

    def in_language(self, language: Language, facts: "Mapping[str, str | Text] | None" = None) -> str:
        """The text in `language`, its places filled, by a text in the same language.

        A place without a fact raises KeyError (our mistake).
        """
        words = self.zh if language is Language.CHINESE else self.en
        if facts is None:
            return words
        return words.format_map(
            {
                place: fact if isinstance(fact, str) else fact.in_language(language)
                for place, fact in facts.items()
            }
        )

    def filled(self, facts: "Mapping[str, str | Text]") -> "Text":
        """The text with its places filled in every language; it has none any more."""
        return Text(self.in_language(Language.CHINESE, facts), self.in_language(Language.ENGLISH, facts))
