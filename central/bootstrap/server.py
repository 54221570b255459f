"""The server over central's parts."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.di import Provide
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR

from central.api.answers import broken
from central.api.health import health
from central.api.sync import sync_routes
from central.ingest.context import Context
from central.web.site import site

WORKERS = 8


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
