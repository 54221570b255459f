"""Statements that write the genealogy: things with their surrogates, links and the ends of links."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from central.store.tables import links, partings, things
from traceability.facts import Link, Parting
from traceability.identity import LogisticUnit, Lot, Thing, Unit, label_of, thing_of

_CHUNK = 500


class NewLink(msgspec.Struct, frozen=True):
    """A link of entry `gsn`; `place` tells several links of one entry between the same two things apart."""

    gsn: int
    place: int
    link: Link


class NewParting(msgspec.Struct, frozen=True):
    """A parting of entry `gsn`."""

    gsn: int
    parting: Parting


def add_things(connection: Connection, keys: Iterable[str]) -> None:
    """Make things known that are not yet."""
    rows = [
        {
            "key": key,
            "kind": kind_of(thing),
            "material": None if isinstance(thing, LogisticUnit) else thing.material,
            "label": label_of(thing),
        }
        for key in keys
        for thing in (thing_of(key),)
    ]
    if rows:
        connection.execute(insert(things).on_conflict_do_nothing(index_elements=["key"]), rows)


def kind_of(thing: Thing) -> str:
    """`lot`, `unit` or `logistic-unit`."""
    return {Lot: "lot", Unit: "unit", LogisticUnit: "logistic-unit"}[type(thing)]


def numbers(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """The surrogates of those of the things that are known."""
    wanted = list(dict.fromkeys(keys))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(
            select(things.c.key, things.c.number).where(things.c.key.in_(wanted[start : start + _CHUNK]))
        )
        found.update((row.key, row.number) for row in rows)
    return found


def add_edges(connection: Connection, new: Sequence[NewLink], ended: Sequence[NewParting]) -> None:
    """Write links and their ends; their things must be known."""
    facts: list[Link | Parting] = [*(each.link for each in new), *(each.parting for each in ended)]
    number = numbers(connection, (key for fact in facts for key in (fact.source, fact.target)))
    if new:
        connection.execute(insert(links), [_link_row(each, number) for each in new])
    if ended:
        connection.execute(
            insert(partings).on_conflict_do_nothing(),
            [
                {
                    "gsn": each.gsn,
                    "source": number[each.parting.source],
                    "target": number[each.parting.target],
                }
                for each in ended
            ],
        )


def _link_row(new: NewLink, number: dict[str, int]) -> dict[str, object]:
    link = new.link
    return {
        "gsn": new.gsn,
        "place": new.place,
        "source": number[link.source],
        "target": number[link.target],
        "relation": link.relation.value,
        "position": link.position,
        "quantity": link.quantity.value if link.quantity else None,
        "unit": link.quantity.unit if link.quantity else None,
    }
