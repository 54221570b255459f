"""What a scanned thing is, outside a form: its state, and one level up and down."""

import msgspec

from station.ports import RawScan
from station.workflows.inputs import meanings, read_scan
from station.workflows.knowledge import Knowledge
from traceability.codes import ReadingError
from traceability.facts import Link
from traceability.identity import Thing
from traceability.ledger import ThingState
from traceability.process.model import Pack


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a scan outside a form.

    Attributes:
        thing: the lot, unit or logistic unit; state: None when nothing is known of it here.
        order: number of the work order scanned instead of a thing.
        text: the scan as text, shown when it is neither; fault: why it can't be read, where it can't.
    """

    thing: Thing | None = None
    state: ThingState | None = None
    order: str | None = None
    text: str = ""
    fault: ReadingError | None = None

    @property
    def made_from(self) -> tuple[Link, ...]:
        """What went into it and is still in it."""
        return tuple(link for link in self.state.made_from if self.state.is_open(link)) if self.state else ()

    @property
    def part_of(self) -> tuple[Link, ...]:
        """What it went into lately and is still in."""
        return tuple(link for link in self.state.part_of if self.state.is_open(link)) if self.state else ()


def look_up(raw: RawScan, pack: Pack, knowledge: Knowledge) -> Found:
    """What a scan shows; of several things it could mean, the first that is known here."""
    scan = read_scan(raw, knowledge.today(), pack)
    offered = meanings(raw, scan, pack)
    things = [offer.thing for offer in offered if offer.thing is not None]
    for offer in offered:
        if offer.document is not None and offer.document[0] == "work-order":
            return Found(order=offer.document[1])
    known = [(thing, state) for thing in things if (state := knowledge.thing(thing.uri)) is not None]
    if known:
        return Found(thing=known[0][0], state=known[0][1])
    fault = next((offer.fault for offer in offered if offer.fault is not None), None)
    return Found(thing=things[0] if things else None, text=scan.text, fault=fault)
