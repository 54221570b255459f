"""The tables. One database holds one log; `alembic` brings a file to this shape (`migrations`).

Entries and writers have integer surrogates; texts and hashes stand once. Times are milliseconds since 1970.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect


class Bytes(LargeBinary):
    """Bytes, given to the driver as they are: wrapping each in a buffer costs a fifth of an ingest."""

    def bind_processor(self, dialect: Dialect) -> None:
        """No processing."""


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

epochs = Table(
    "epochs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("epoch", Text, nullable=False, unique=True),
    # None: a life of this log that a restored backup forgot; known only from a cursor we once signed.
    Column("first_gsn", BigInteger),
)

log_head = Table(
    "log_head",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("gsn", BigInteger, nullable=False),
    Column("loghash", Bytes, nullable=False),
    Column("projected", BigInteger, nullable=False),
    # The highest clock stamp seen in an entry, so that central's own acts sort after what it knew.
    Column("hlc_ms", BigInteger, nullable=False),
    Column("hlc_counter", BigInteger, nullable=False),
)

writers = Table(
    "writers",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    # None: central's own writer.
    Column("station", Text),
    Column("public_key", Bytes, nullable=False),
    Column("forked", Boolean, nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("gsn", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("writer", Integer, ForeignKey("writers.number"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("id", Bytes, nullable=False),
    Column("link", Bytes, nullable=False),
    Column("bytes", Bytes, nullable=False),
    Column("hlc_ms", BigInteger, nullable=False),
    Column("hlc_counter", BigInteger, nullable=False),
    # The writer's signature, at the entry that ended a batch.
    Column("signature", Bytes),
    Column("received_ms", BigInteger, nullable=False),
    Column("loghash", Bytes, nullable=False),
    # Two ids may share a slot (a fork); one id may stand in two writers' chains (then one of them is poison).
    UniqueConstraint("writer", "seq", "id"),
    Index(None, "id"),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("gsn", ForeignKey("log.gsn"), primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

things = Table(
    "things",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("material", Text),
    Column("label", Text, nullable=False),
    Index(None, "label"),
    Index(None, "material", "label"),
)

links = Table(
    "links",
    metadata,
    Column("target", Integer, ForeignKey("things.number"), primary_key=True, autoincrement=False),
    Column("source", Integer, ForeignKey("things.number"), primary_key=True, autoincrement=False),
    Column("gsn", ForeignKey("log.gsn"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("relation", Text, nullable=False),
    Column("position", Text),
    Column("quantity", Text),
    Column("unit", Text),
    Index(None, "source", "target"),
    sqlite_with_rowid=False,
)

partings = Table(
    "partings",
    metadata,
    Column("target", Integer, ForeignKey("things.number"), primary_key=True, autoincrement=False),
    Column("source", Integer, ForeignKey("things.number"), primary_key=True, autoincrement=False),
    Column("gsn", ForeignKey("log.gsn"), primary_key=True, autoincrement=False),
    Index(None, "source", "target"),
    sqlite_with_rowid=False,
)

state_records = Table(
    "state_records",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("gsn", BigInteger, nullable=False),
    # None: the record ended.
    Column("body", Bytes),
    Index(None, "gsn", "kind", "key"),
)

number_ranges = Table(
    "number_ranges",
    metadata,
    Column("series", Text, primary_key=True),
    Column("first", BigInteger, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    Column("writer", Text, nullable=False),
    # The highest number its writer said it drew; first - 1 at the beginning.
    Column("drawn", BigInteger, nullable=False),
    Index(None, "writer", "series"),
)

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("badge", Text, nullable=False, unique=True),
    Column("pin", Text),
    Column("password", Text),
    Column("language", Text, nullable=False),
    Column("assignments", Bytes, nullable=False),
    Column("rights", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until_ms", BigInteger, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", Bytes, primary_key=True),
    Column("person", Text, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
)

enrolment_codes = Table(
    "enrolment_codes",
    metadata,
    Column("code", Bytes, primary_key=True),
    Column("station", Text, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    # The writer that used it: only the very same enrolment may be repeated.
    Column("writer", Text),
)

sightings = Table(
    "sightings",
    metadata,
    Column("writer", Text, primary_key=True),
    Column("seen_ms", BigInteger, nullable=False),
    Column("backlog", Integer, nullable=False),
    Column("oldest", Text),
    Column("offset_ms", BigInteger, nullable=False),
    Column("boot", Text, nullable=False),
)

typed_codes = Table(
    "typed_codes",
    metadata,
    Column("station", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

reading_devices = Table(
    "reading_devices",
    metadata,
    Column("station", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("gsn", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("refused", Text, nullable=False),
    Column("faults", Text, nullable=False),
)
