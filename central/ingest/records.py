"""Master data, changed by an entry of central's own."""

from typing import TypeVar

import msgspec

from central.ingest.journal import Deed, OwnJournal
from central.store.database import Connection
from central.store.records import newest
from traceability.acts import RecordChanged
from traceability.people import SYSTEM
from traceability.records import Record, kind_of

AnyRecord = TypeVar("AnyRecord", bound=Record)


def change(connection: Connection, journal: OwnJournal, new: AnyRecord, by: str = SYSTEM) -> AnyRecord:
    """State a record under the version that follows; nothing is written when central said the same last."""
    before = newest(connection, kind_of(new), new.id)
    versioned = msgspec.structs.replace(new, version=before.version if before else 0)
    if versioned == before:
        return versioned
    versioned = msgspec.structs.replace(new, version=versioned.version + 1)
    journal.append(connection, (Deed(RecordChanged(record=versioned), by),))
    return versioned
