"""What the GS1 syntax dictionary says about each Application Identifier, as values.

GS1 General Specifications section 3 defines the Application Identifiers; the dictionary restates them per
component for machines. `tables.py` holds its rows, generated; this module gives them names.
"""

from collections.abc import Mapping

import msgspec

from traceability.codes.gs1 import tables


class Component(msgspec.Struct, frozen=True):
    """One part of a value: character set, length in characters, and the linters that judge its content."""

    character_set: str
    """N digits, X set 82, Y set 39, Z file-safe base64 (GS1 General Specifications section 7.11)."""
    minimum: int
    maximum: int
    optional: bool
    """May be absent, with everything after it."""
    linters: tuple[str, ...]


class ApplicationIdentifier(msgspec.Struct, frozen=True):
    """One Application Identifier (AI)."""

    identifier: str
    title: str
    """The data title of GS1 General Specifications section 3.2."""
    predefined_length: bool
    """Needs no separator after it (“element strings with predefined length”)."""
    components: tuple[Component, ...]
    requires: tuple[tuple[tuple[str, ...], ...], ...]
    """Every entry must hold: of its alternatives, one whose patterns are all present.

    GS1 General Specifications, “mandatory association of element strings”.
    """
    excludes: tuple[str, ...]
    """Patterns that must be absent (“invalid pairs of element strings”); an AI never excludes itself."""
    digital_link_attribute: bool
    """Permitted as a data attribute of a GS1 Digital Link."""
    digital_link_qualifiers: tuple[tuple[str, ...], ...] | None
    """Alternative qualifier sequences of a GS1 Digital Link primary key; None for every other AI."""

    @property
    def minimum(self) -> int:
        """Fewest characters of a value."""
        return sum(component.minimum for component in self.components if not component.optional)

    @property
    def maximum(self) -> int:
        """Most characters of a value."""
        return sum(component.maximum for component in self.components)


def _named(rows: tuple[tables.Row, ...]) -> dict[str, ApplicationIdentifier]:
    named = {}
    for first, last, title, predefined, component_rows, requires, excludes, attribute, qualifiers in rows:
        components = tuple(Component(*row) for row in component_rows)
        for number in range(int(first), int(last) + 1):
            identifier = str(number).zfill(len(first))
            named[identifier] = ApplicationIdentifier(
                identifier, title, predefined, components, requires, excludes, attribute, qualifiers
            )
    return named


APPLICATION_IDENTIFIERS: Mapping[str, ApplicationIdentifier] = _named(tables.ROWS)
"""Every assigned Application Identifier by its digits."""
