"""What could still change an answer: stations that hold entries back, entries set apart, the projection's lag."""

from datetime import UTC, datetime

from central.store import log, quarantine, sightings
from central.store.database import Connection
from traceability.genealogy import Completeness, Missing

SILENT_MS = 2 * 60 * 1000
"""A station that waits for news is heard at least once a minute; after two it counts as not synchronised."""


def completeness(connection: Connection, now_ms: int) -> Completeness:
    """What is missing now. A station counts while it holds entries back or was not heard for two minutes."""
    seen = sightings.everything(connection)
    newest = {writer.station: writer for writer in log.all_writers(connection) if writer.station is not None}
    missing = []
    for station, writer in sorted(newest.items()):
        sighting = seen.get(writer.id)
        if sighting is None:
            missing.append(Missing(station=station, since=None, backlog=0))
        elif sighting.backlog or now_ms - sighting.seen_ms > SILENT_MS:
            since = sighting.oldest or datetime.fromtimestamp(sighting.seen_ms / 1000, UTC).isoformat(
                timespec="milliseconds"
            )
            missing.append(Missing(station=station, since=since, backlog=sighting.backlog))
    return Completeness(
        stations=tuple(missing),
        quarantined=quarantine.quarantined(connection),
        # Central's own acts make no links: somebody who signs in does not open the answers of others.
        lag=log.stations_after(connection, log.head(connection).projected),
    )
