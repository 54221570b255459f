"""The table under the picture: the same answer row by row, each joined with the entry that says it."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import msgspec

from central.tracing.trace import Happening
from central.web.graph.alike import layers
from central.web.graph.flow import Sides
from central.web.views.answer import Answer, Names, Standing, standing, supplier_of
from central.web.views.naming import Naming
from central.web.visible import visible
from central.web.words import Words, day_and_time
from traceability.genealogy import Trace
from traceability.identity import label_of, thing_of
from traceability.quantity import Quantity

PAGE = 100
"""Rows shown at a time."""

_KIND_ICONS = {"Lot": "lot", "Unit": "unit", "LogisticUnit": "box"}


class Tag(msgspec.Struct, frozen=True):
    """A state: its colour class, icon and word."""

    tone: str
    icon: str
    text: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One link, receipt or shipment as read in the table; times as the station's clock showed them."""

    level: str
    kind: str
    kind_icon: str
    label: str
    href: str | None
    sort: str
    quantity: str
    step: str
    order: str
    person: str
    device: str
    time: str
    station: str
    tag: Tag


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it, with what, when, where and for which order: what every table tells of an entry."""

    step: str
    order: str
    person: str
    device: str
    time: str
    station: str


def work_of(happening: Happening, naming: Naming) -> Work:
    """The circumstances in words."""
    documents = (*((happening.order,) if happening.order else ()), *happening.documents)
    return Work(
        step=naming.step(happening.step),
        order=", ".join(visible(document) for document in documents),
        person=naming.person(happening.actor),
        device=", ".join((*map(visible, happening.devices), *_typed(happening, naming))),
        time=day_and_time(happening.at),
        station=naming.station(happening.station),
    )


def _typed(happening: Happening, naming: Naming) -> Iterable[str]:
    """That people typed codes which no device could read, and who confirmed them."""
    words = naming.words
    return dict.fromkeys(
        words("table.typed-confirmed", person=naming.person(lead)) if lead else words("table.typed")
        for lead in happening.typed
    )


def tag_of(state: Standing, words: Words) -> Tag:
    """How a standing is shown."""
    match state:
        case Standing.HELD:
            return Tag("refuse", "hold", words("state.held"))
        case Standing.PROVISIONAL:
            return Tag("offline", "provisional", words("state.provisional"))
        case Standing.EXPIRED:
            return Tag("warn", "calendar", words("state.expired"))
        case Standing.SCRAPPED:
            return Tag("refuse", "scrap", words("state.scrapped"))
        case Standing.SHIPPED:
            return Tag("accent", "truck", words("state.shipped"))
        case Standing.CONFIRMED:
            return Tag("ok", "read", words("state.confirmed"))


def rows(answer: Answer, names: Names, words: Words, sides: Sides) -> tuple[Row, ...]:
    """All rows: sources from the nearest, then effects."""
    table = _Table(answer, names, words)
    sources = () if sides is Sides.EFFECTS else table.sources()
    effects = () if sides is Sides.SOURCES else table.effects()
    return (*sources, *effects)


class _Table:
    def __init__(self, answer: Answer, names: Names, words: Words) -> None:
        self.answer = answer
        self.names = names
        self.words = words
        self.naming = Naming(names, words)

    def sources(self) -> Iterator[Row]:
        levels = layers(self.answer.backward)
        for link in sorted(
            self.answer.backward.links, key=lambda link: (levels[link.source], link.source, link.moment)
        ):
            yield self._thing(
                self.words("level.source", level=levels[link.source]), link.source, link.entry, link.quantity
            )
        for key, level in self._by_level(self.answer.backward, levels):
            state = self.answer.state_of(key)
            for birth in () if state.made_from else state.births:
                supplier = supplier_of(state, birth, self.names)
                yield self._partner(
                    (self.words("level.source", level=level + 1), Standing.CONFIRMED),
                    supplier,
                    key,
                    birth.entry,
                    birth.quantity,
                )

    def effects(self) -> Iterator[Row]:
        levels = layers(self.answer.forward)
        for link in sorted(
            self.answer.forward.links, key=lambda link: (levels[link.target], link.target, link.moment)
        ):
            yield self._thing(
                self.words("level.effect", level=levels[link.target]), link.target, link.entry, link.quantity
            )
        for key, level in self._by_level(self.answer.forward, levels):
            for shipment in self.answer.state_of(key).shipments:
                yield self._partner(
                    (self.words("level.effect", level=level + 1), Standing.SHIPPED),
                    shipment.to,
                    key,
                    shipment.entry,
                    None,
                )

    @staticmethod
    def _by_level(trace: Trace, levels: dict[str, int]) -> list[tuple[str, int]]:
        return sorted(
            ((node.thing, levels[node.thing]) for node in trace.nodes), key=lambda each: (each[1], each[0])
        )

    def _thing(self, level: str, key: str, entry: str, quantity: Quantity | None) -> Row:
        thing = thing_of(key)
        return self._row(
            level=level,
            kind=self.naming.kind(thing),
            kind_icon=_KIND_ICONS[type(thing).__name__],
            label=visible(label_of(thing)),
            href=f"/thing?key={quote(key, safe='')}",
            sort=self.naming.sort_of(key),
            entry=entry,
            quantity=quantity,
            tag=tag_of(standing(self.answer.state_of(key), self.answer.today), self.words),
        )

    def _partner(
        self, place: tuple[str, Standing], party: str | None, key: str, entry: str, quantity: Quantity | None
    ) -> Row:
        level, state = place
        return self._row(
            level=level,
            kind=self.words("kind.partner"),
            kind_icon="factory",
            label=self.naming.partner(party) if party else self.words("partner.unknown"),
            href=None,
            sort=visible(label_of(thing_of(key))),
            entry=entry,
            quantity=quantity,
            tag=tag_of(state, self.words),
        )

    def _row(  # noqa: PLR0913  one argument per column that differs between things and partners
        self,
        *,
        level: str,
        kind: str,
        kind_icon: str,
        label: str,
        href: str | None,
        sort: str,
        entry: str,
        quantity: Quantity | None,
        tag: Tag,
    ) -> Row:
        work = work_of(self.answer.happenings[entry], self.naming)
        return Row(
            level=level,
            kind=kind,
            kind_icon=kind_icon,
            label=label,
            href=href,
            sort=sort,
            quantity=self.words.quantity(quantity) if quantity else "1",
            tag=tag,
            **msgspec.structs.asdict(work),
        )
