"""Putting central together: the only place that builds its parts."""

from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from uuid import uuid4

from litestar import Litestar
from litestar.di import Provide
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR

from central.api.answers import broken
from central.api.health import health
from central.api.sync import sync_routes
from central.folder import DataFolder, FolderMissing
from central.ingest.clock import Clock, SystemClock
from central.ingest.context import Context
from central.store import log
from central.store.database import Database
from central.store.migrate import upgrade
from central.web.site import site

WORKERS = 8


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


def application(context: Context) -> Litestar:
    """The server over these parts; its projection runs as long as it does."""
    workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="sync")

    def the_context() -> Context:
        return context

    def the_workers() -> Executor:
        return workers

    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        context.projector.start()
        try:
            yield
        finally:
            context.projector.stop()
            workers.shutdown()

    return Litestar(
        [sync_routes(), health, site(context)],
        dependencies={
            "context": Provide(the_context, sync_to_thread=False),
            "workers": Provide(the_workers, sync_to_thread=False),
        },
        exception_handlers={HTTP_500_INTERNAL_SERVER_ERROR: broken},
        lifespan=[running],
        openapi_config=None,
    )
