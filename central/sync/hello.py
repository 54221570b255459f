"""hello: a station says what it has, central says where to resume."""

from central.ingest.context import Context
from central.store import log, sightings
from central.sync.epochs import resumed
from traceability.dates import moment_of
from traceability.wire import PROTOCOL, Hello, Refused, Welcome


def welcome(context: Context, hello: Hello, writer: log.Writer) -> Welcome | Refused:
    """Where this writer resumes; its sighting (backlog, oldest, clock) is kept."""
    if hello.protocol != PROTOCOL:
        age = "old" if hello.protocol < PROTOCOL else "new"
        return Refused(
            reason=f"protocol-too-{age}",
            detail=f"central speaks synchronisation protocol {PROTOCOL}, the station {hello.protocol}",
        )
    resumed(context, hello.cursor)
    now_ms = context.now_ms()
    with context.database.reading() as connection:
        epoch = log.current_epoch(connection)
        shared = set(log.marks_in_log(connection, writer.number, [mark.seq for mark in hello.marks]))
        last = log.last_seq(connection, writer.number)
    known = max((mark.seq for mark in hello.marks if (mark.seq, mark.link) in shared), default=0)
    newest = max((mark.seq for mark in hello.marks), default=0)
    logged = {seq for seq, _ in shared}
    parted = any(mark.seq in logged and (mark.seq, mark.link) not in shared for mark in hello.marks)
    seen = sightings.Sighting(
        writer=writer.id,
        seen_ms=now_ms,
        backlog=hello.backlog,
        # A station's own text: only a time may come near the pages.
        oldest=hello.oldest if hello.oldest and moment_of(hello.oldest) else None,
        offset_ms=now_ms - hello.wall_ms,
        boot=hello.boot,
    )
    with context.database.writing() as connection:
        sightings.put(connection, seen)
    return Welcome(
        epoch=epoch,
        known=known,
        offset_ms=now_ms - hello.wall_ms,
        forked=parted or writer.forked,
        ahead=not parted and last > newest,
    )
