"""Looking things up."""

from collections.abc import Collection

import msgspec

from central.ingest.context import Context
from central.store import directory, states
from central.store.database import Connection
from central.tracing import queries
from traceability.identity import LogisticUnit, Thing, label_of, thing_of
from traceability.ledger import ThingState

_state = msgspec.json.Decoder(ThingState)


class ThingView(msgspec.Struct, frozen=True, kw_only=True):
    """A thing and all that is known of it."""

    thing: Thing
    state: ThingState

    @property
    def key(self) -> str:
        """Its key."""
        return self.thing.uri

    @property
    def label(self) -> str:
        """What a person calls it."""
        return label_of(self.thing)

    @property
    def material(self) -> str | None:
        """Its material; None for a logistic unit."""
        return None if isinstance(self.thing, LogisticUnit) else self.thing.material


def browse(
    context: Context,
    text: str = "",
    materials: Collection[str] = (),
    *,
    kind: str | None = None,
    after: str | None = None,
    most: int = 50,
) -> tuple[ThingView, ...]:
    """One page of the things whose label begins with `text` or that are of `materials`; without text the newest.

    `after` is the key of the last thing of the page before; an unknown one begins anew.
    """
    with context.database.reading() as connection:
        keys = queries.keys_after(connection, text.strip(), materials, kind, after, most)
        found = views(connection, keys)
    return tuple(found[key] for key in keys if key in found)


def thing(context: Context, key: str) -> ThingView | None:
    """One thing by its key; None when nothing was ever heard of it."""
    with context.database.reading() as connection:
        return views(connection, (key,)).get(key)


def by_label(context: Context, label: str) -> tuple[ThingView, ...]:
    """Things with exactly this label; two suppliers may use the same lot number."""
    return tuple(view for view in browse(context, label, most=200) if view.label == label)


def people_named(context: Context) -> dict[str, str]:
    """Names by person id, for showing who did something; erased people are missing."""
    with context.database.reading() as connection:
        return directory.names(connection)


def views(connection: Connection, keys: Collection[str]) -> dict[str, ThingView]:
    """Things by key, those that are known."""
    bodies = states.bodies(connection, states.THING, keys)
    return {key: ThingView(thing=thing_of(key), state=_state.decode(body)) for key, body in bodies.items()}
