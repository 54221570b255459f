"""What every capability of central works with."""

from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.ingest.clock import Clock, milliseconds
from central.ingest.journal import OwnJournal
from central.ingest.news import News
from central.ingest.projection import Projector
from central.store import log
from central.store.database import Connection, Database

_PATIENCE_S = 3.0


class Context:
    """Central's database, clock and key, its own journal, and the projection that follows the log."""

    def __init__(self, database: Database, clock: Clock, key: Ed25519PrivateKey, pepper: bytes) -> None:
        self.database = database
        self.clock = clock
        self.key = key
        self.pepper = pepper
        self.journal = OwnJournal(key, clock)
        self.news = News()
        self.projector = Projector(database, self.journal, self.news.ring)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writer's connection; afterwards the projection is told that the log may have grown."""
        with self.database.writing() as connection:
            yield connection
        self.projector.wake()

    def catch_up(self) -> None:
        """Wait, seconds at the most, until all that is logged now is projected: a page shows what was just done."""
        with self.database.reading() as connection:
            gsn = log.head(connection).gsn
        self.projector.wait_for(gsn, _PATIENCE_S)

    def now_ms(self) -> int:
        """Wall time in milliseconds since 1970."""
        return milliseconds(self.clock.now())
