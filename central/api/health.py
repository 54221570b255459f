"""GET /health: whether central works, for the service manager and for monitoring."""

import msgspec
from litestar import get
from litestar.di import NamedDependency

from central.ingest.context import Context
from central.store import log, quarantine


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """The log's head, how far behind it the projection is, and how many entries are set apart."""

    status: str
    epoch: str
    gsn: int
    lag: int
    quarantined: int


@get("/health", sync_to_thread=True)
def health(context: NamedDependency[Context]) -> Health:
    """Answers as long as the database can be read."""
    with context.database.reading() as connection:
        head = log.head(connection)
        return Health(
            status="ok",
            epoch=log.current_epoch(connection),
            gsn=head.gsn,
            lag=head.gsn - head.projected,
            quarantined=quarantine.quarantined(connection),
        )
