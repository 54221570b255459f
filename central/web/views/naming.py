"""Ids in words; an id nobody has named stands for itself, made safe to show."""

from collections.abc import Collection

import msgspec

from central.web.views.answer import Names
from central.web.visible import visible
from central.web.words import Words
from traceability.identity import LogisticUnit, Lot, Thing, Unit, thing_of
from traceability.language import Text
from traceability.people import SYSTEM


class Naming(msgspec.Struct, frozen=True):
    """The names in one language."""

    names: Names
    words: Words

    def person(self, person: str) -> str:
        """A person's name; the program's own acts are the system's."""
        if person == SYSTEM:
            return self.words("person.system")
        return self.names.people.get(person) or visible(person)

    def station(self, station: str | None) -> str:
        """A station by its id; None is central itself."""
        if station is None:
            return self.words("station.central")
        name = self.names.stations.get(station)
        return self._text(name) if name else visible(station)

    def material(self, material: str) -> str:
        """A material with its name, or its id alone."""
        name = self.names.materials.get(material)
        return self._text(name) if name else visible(material)

    def step(self, step: str | None) -> str:
        """A step of the route."""
        if step is None:
            return self.words("step.none")
        name = self.names.steps.get(step)
        return self._text(name) if name else visible(step)

    def partner(self, partner: str) -> str:
        """A supplier or customer."""
        name = self.names.partners.get(partner)
        return self._text(name) if name else visible(partner)

    def kind(self, thing: Thing) -> str:
        """Lot, unit or box."""
        return self.kinds({type(thing)})

    def kinds(self, kinds: Collection[type[Thing]]) -> str:
        """One word for several kinds."""
        match tuple(kinds):
            case (only,) if only is Lot:
                return self.words("kind.lot")
            case (only,) if only is Unit:
                return self.words("kind.unit")
            case (only,) if only is LogisticUnit:
                return self.words("kind.logistic-unit")
            case _:
                return self.words("kind.several")

    def sort_of(self, key: str) -> str:
        """What sort of thing it is: its material, or else its kind."""
        thing = thing_of(key)
        return self.kind(thing) if isinstance(thing, LogisticUnit) else self.material(thing.material)

    def _text(self, text: Text) -> str:
        return text.in_language(self.words.language)
