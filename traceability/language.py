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

    def in_language(self, language: Language, facts: Mapping[str, str] | None = None) -> str:
        """The text in `language`, its places filled; a place without a fact raises KeyError (our mistake)."""
        words = self.zh if language is Language.CHINESE else self.en
        return words.format_map(facts) if facts is not None else words
