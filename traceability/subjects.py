"""What an entry is about, for looking it up again: things, its piece, form, work order or number series."""

from collections.abc import Iterable, Iterator

from traceability.acts import (
    Act,
    DeviceSetUp,
    EventRecorded,
    HoldLifted,
    HoldPlaced,
    NumbersDrawn,
    Reading,
    Refusal,
    Withdrawal,
)
from traceability.entries import Document
from traceability.events import things_in


def piece(identifier: str) -> str:
    """The subject of everything done to one open form."""
    return f"piece:{identifier}"


def form(key: str, order: str = "") -> str:
    """The subject of the readings made for a form, for one work order where there is one."""
    return f"form:{key}:{order}"


def order(number: str) -> str:
    """The subject of events of a work order."""
    return f"order:{number}"


def series(name: str) -> str:
    """The subject of draws from a number series."""
    return f"series:{name}"


DEVICES = "devices"
"""The subject of reading devices set up at the station."""


def subjects_of(act: Act, documents: Iterable[Document] = ()) -> tuple[str, ...]:
    """The subjects of an act; readings count for no thing, for they have no effect on things yet.

    Journals hold an index of this: what it says of the entries of a released schema never changes.
    """
    match act:
        case Reading():
            return (piece(act.piece), form(act.form, next(_work_orders(documents), "")))
        case Withdrawal() | Refusal():
            return (piece(act.piece),)
        case EventRecorded():
            return (piece(act.piece), *map(order, _work_orders(documents)), *things_in(act.event))
        case HoldPlaced(things=things) | HoldLifted(things=things):
            return things
        case NumbersDrawn() | DeviceSetUp():
            return (series(act.series) if isinstance(act, NumbersDrawn) else DEVICES,)
        case _:
            return ()


def _work_orders(documents: Iterable[Document]) -> Iterator[str]:
    return (each.id for each in documents if each.type == "work-order")
