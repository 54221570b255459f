"""Master data, read as central last stated it."""

from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from central.store import log, states
from traceability.acts import RecordChanged
from traceability.entries import decode
from traceability.records import Record, kind_of

AnyRecord = TypeVar("AnyRecord", bound=Record)
_record = msgspec.json.Decoder(Record)


def newest(connection: Connection, kind: str, key: str) -> Record | None:
    """A record as central last stated it, whether that is projected already or not."""
    body = states.body(connection, kind, key)
    found = _record.decode(body) if body else None
    for logged in log.own_after(connection, log.head(connection).projected):
        act = decode(logged.data).body
        if isinstance(act, RecordChanged) and (kind_of(act.record), act.record.id) == (kind, key):
            found = act.record
    return found


def records(connection: Connection, shape: type[AnyRecord]) -> tuple[AnyRecord, ...]:
    """All projected records of one shape, by key."""
    read = (_record.decode(body) for body in states.of_kind(connection, str(shape.__struct_config__.tag)))
    return tuple(each for each in read if isinstance(each, shape))
