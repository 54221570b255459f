"""What the people at a machine can put right, said as one sentence in their language."""

from collections.abc import Mapping

from traceability.language import Language, Text


class Problem(Exception):  # noqa: N818 -- a state of the world, said as one
    """Something outside the program keeps it from its work.

    `text` says what is the matter, what was kept where that is in doubt, and the way on; `facts` fill its places.
    """

    def __init__(self, text: Text, facts: Mapping[str, str | Text]) -> None:
        super().__init__(text.in_language(Language.ENGLISH, facts))
        self.text = text
        self.facts = facts

    def sentence(self, language: Language) -> str:
        """The sentence a person reads."""
        return self.text.in_language(language, self.facts)
