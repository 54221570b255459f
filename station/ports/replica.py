"""What central said, and how synchronisation stands."""

from enum import Enum, StrEnum
from typing import Protocol

import msgspec

from traceability.wire import Cursor, Pulled


class Trouble(StrEnum):
    """Why synchronisation can't do its work now; it tries again by itself in every case.

    What the station itself finds wrong with what came is DAMAGED or NOT_UNDERSTOOD.
    """

    NO_NETWORK = "no-network"
    TIMEOUT = "timeout"
    SERVER = "server"
    NOT_CENTRAL = "not-central"
    ENROLMENT = "enrolment"
    REFUSED = "refused"
    STATION_TOO_OLD = "station-too-old"
    STATION_TOO_NEW = "station-too-new"
    TOO_LARGE = "too-large"
    GAP = "gap"
    FORKED = "forked"
    AHEAD = "ahead"
    DISK = "disk"
    DAMAGED = "damaged"
    NOT_UNDERSTOOD = "not-understood"


class SyncStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How synchronisation stands.

    Attributes:
        known: own entries up to this seq are durable at central.
        settled: own entries up to this seq are counted in the state records held.
        cursor: `EPOCH:GSN` of the snapshot held, None before the first.
        snapshot_at: when central last confirmed that the snapshot is all it has (RFC 3339), None before.
        contact_at: when central last answered (RFC 3339), None before.
        trouble: why the last attempt failed, else None.
    """

    known: int = 0
    settled: int = 0
    cursor: str | None = None
    snapshot_at: str | None = None
    contact_at: str | None = None
    trouble: Trouble | None = None


class Replica(Protocol):
    """What central said, as last synchronised. Read-only here; synchronisation alone writes it."""

    def record(self, kind: str, key: str) -> bytes | None:
        """A state record's JSON."""

    def records(self, kind: str) -> tuple[bytes, ...]:
        """All state records of a kind, by key."""

    def status(self, writer: str) -> SyncStatus:
        """How synchronisation stands for a writer."""

    def version(self) -> int:
        """A number that changes when anything in the replica changed."""


class ReplicaUnavailable(Exception):  # noqa: N818 -- a state of the world, said as one
    """The disk took nothing of what central said; it will be said again."""


class Direction(Enum):
    """Which half of synchronisation speaks."""

    PUSH = "push"
    PULL = "pull"


class ReplicaStore(Protocol):
    """The replica's one writer. Each call is one transaction; all raise ReplicaUnavailable."""

    def cursor(self) -> Cursor | None:
        """Where the next pull goes on from."""

    def known(self, writer: str) -> int:
        """The seq up to which central was last known to hold this writer's entries."""

    def keep_page(self, writer: str, page: Pulled, at: str) -> None:
        """Take over a page. With the last one, at `at` (RFC 3339), all pages since the one before become the snapshot."""

    def keep_known(self, writer: str, known: int, at: str, trouble: Trouble | None = None) -> None:
        """Central answered that it holds this writer's entries up to `known`; pushing is in `trouble` or in none."""

    def keep_trouble(self, direction: Direction, trouble: Trouble) -> None:
        """An attempt failed; the trouble stands until that direction's next success."""
