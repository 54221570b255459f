"""Receiving a batch: verified, deduplicated, logged all or nothing, acknowledged when durable."""

from central.ingest.verify import fit, verified
from central.store import log, sightings
from central.store.database import Database
from traceability.wire import Push, Pushed, Refused


def receive(database: Database, push: Push, writer: log.Writer, received_ms: int) -> Pushed | Refused:
    """Log a batch. The answer is durable when this returns; the same batch again changes nothing."""
    batch = verified(push, writer.public_key)
    if batch is None:
        return Refused(reason="bad-signature", detail="the batch's head is not signed by this writer's key")
    last = batch.first + len(batch.slots) - 1
    with database.writing() as connection:
        fitting = fit(batch, log.slots(connection, writer.number, batch.first - 1, last))
        if fitting is None:
            return Pushed(known=log.last_seq(connection, writer.number), gap=True)
        log.append(connection, writer.number, fitting.new, received_ms)
        if fitting.forks:
            log.mark_forked(connection, writer.number)
        sightings.arrived(connection, writer.id, len(fitting.new), received_ms)
    return Pushed(known=last)
