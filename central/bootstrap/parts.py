"""Central's parts over its data folder, as every command needs them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from central.folder import DataFolder, FolderMissing
from central.ingest.clock import Clock, SystemClock
from central.ingest.context import Context
from central.store import log
from central.store.database import Database
from central.store.migrate import upgrade


def create(path: Path) -> None:
    """Make a new central in a folder; one that is there stays as it is."""
    folder = DataFolder(path)
    folder.make()
    with opened(path, new=True) as context, context.database.writing() as connection:
        if not log.all_writers(connection):
            log.begin_log(connection, uuid4().hex)
            context.journal.begin(connection)


@contextmanager
def opened(path: Path, clock: Clock | None = None, *, new: bool = False) -> Iterator[Context]:
    """Central's parts over a data folder, the database in its newest shape. Raises FolderMissing, DatabaseError."""
    folder = DataFolder(path)
    if not new and not folder.exists:
        raise FolderMissing(path)
    key, pepper = folder.key(), folder.pepper()
    database = Database(folder.database)
    try:
        upgrade(database)
        yield Context(database, clock or SystemClock(), key, pepper)
    finally:
        database.close()
