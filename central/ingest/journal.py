"""What central itself does, as entries of its own writer in the same log."""

from collections.abc import Iterable
from uuid import uuid4

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.ingest.clock import Clock, milliseconds
from central.store import log
from central.store.database import Connection
from traceability.acts import Act
from traceability.clock import next_stamp
from traceability.entries import (
    FIRST_LINK,
    SCHEMA,
    Boot,
    Entry,
    Signature,
    Whereabouts,
    canonical_bytes,
    entry_id,
    next_link,
)
from traceability.people import SYSTEM
from traceability.signing import sign_head

HERE = Whereabouts(plant="", place="central")
"""Where central's acts happen: it belongs to no single plant."""


class Deed(msgspec.Struct, frozen=True):
    """One act of central or of somebody at its pages; `rights` is the version of the actor's rights."""

    body: Act
    actor: str = SYSTEM
    rights: int | None = None
    signature: Signature | None = None


class OwnJournal:
    """Central's own writer. Its head stands in the log, so any process of this machine may append."""

    def __init__(self, key: Ed25519PrivateKey, clock: Clock) -> None:
        self._key = key
        self._clock = clock

    def begin(self, connection: Connection) -> None:
        """Make a new own writer: at the beginning, and when a restored backup may have lost entries of the last."""
        log.add_writer(connection, uuid4().hex, None, self._key.public_key().public_bytes_raw())

    def append(self, connection: Connection, deeds: Iterable[Deed]) -> tuple[str, ...]:
        """Log acts in the caller's transaction and return the entries' ids in hex."""
        own = log.own_writer(connection)
        seq = log.last_seq(connection, own.number)
        link = log.slots(connection, own.number, seq, seq)[-1][2] if seq else FIRST_LINK
        stamp = log.head(connection).hlc
        now = self._clock.now()
        slots: list[log.Slot] = []
        for number, deed in enumerate(deeds, seq + 1):
            stamp = next_stamp(stamp, milliseconds(now))
            data = canonical_bytes(
                Entry(
                    writer=own.id,
                    seq=number,
                    hlc=stamp,
                    recorded=now.isoformat(timespec="milliseconds"),
                    boot=Boot(self._clock.boot_id(), self._clock.monotonic_ms()),
                    actor=deed.actor,
                    place=HERE,
                    body=deed.body,
                    schema=SCHEMA,
                    rights=deed.rights,
                    signature=deed.signature,
                )
            )
            identifier = entry_id(data)
            link = next_link(link, identifier)
            slots.append(log.Slot(seq=number, id=identifier, link=link, data=data, stamp=stamp))
        if slots:
            signed = sign_head(self._key, own.id, slots[-1].seq, link)
            slots[-1] = msgspec.structs.replace(slots[-1], signature=signed)
            log.append(connection, own.number, slots, milliseconds(now))
        return tuple(slot.id.hex() for slot in slots)
