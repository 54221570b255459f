"""POST /sync/…: the synchronisation protocol (`traceability.wire`). Work runs in threads; the loop stays free."""

import asyncio
from concurrent.futures import Executor

from litestar import Response, Router, post
from litestar.di import NamedDependency, Provide

from central.api.answers import RefusedRequest, answer
from central.api.compression import MOST_COMPRESSED
from central.api.speaker import HttpRequest, Spoken, body_of, check_signature, message, own_message, spoken
from central.ingest.context import Context
from central.ingest.receive import receive
from central.stations.enrolment import enrol
from central.store import log, sightings
from central.sync.hello import welcome
from central.sync.pull import Answer, pulled
from traceability.wire import (
    MOST_ENTRIES,
    MOST_WAIT_S,
    SIGNATURE_HEADER,
    Enrolled,
    Enrolment,
    Hello,
    Pull,
    Push,
    Refused,
)


@post("/enrol", status_code=200)
async def enrol_station(
    request: HttpRequest, context: NamedDependency[Context], workers: NamedDependency[Executor]
) -> Response[bytes]:
    """A new station shows its one-time code; the signature is made with the very key it brings."""
    sent = await body_of(request)
    asked = message(sent, Enrolment)
    signature = request.headers.get(SIGNATURE_HEADER, "")
    path = request.url.path

    def work() -> Enrolled | Refused:
        try:
            public_key = bytes.fromhex(asked.public_key)
            check_signature(public_key, signature, path, sent)
        except ValueError as error:
            raise RefusedRequest("malformed", "the public key is not 32 bytes in hex") from error
        return enrol(context, asked)

    return answer(await asyncio.get_running_loop().run_in_executor(workers, work))


@post("/hello", status_code=200)
async def hello(
    said: NamedDependency[Spoken], context: NamedDependency[Context], workers: NamedDependency[Executor]
) -> Response[bytes]:
    """A station says what it has and is told where to resume."""
    asked = own_message(said, Hello)
    _check_numbers(asked.wall_ms, asked.backlog, *(mark.seq for mark in asked.marks))
    loop = asyncio.get_running_loop()
    return answer(await loop.run_in_executor(workers, welcome, context, asked, said.writer))


@post("/push", status_code=200)
async def push(
    said: NamedDependency[Spoken], context: NamedDependency[Context], workers: NamedDependency[Executor]
) -> Response[bytes]:
    """A batch of entries, acknowledged when durable."""
    asked = own_message(said, Push)
    if len(asked.entries) > MOST_ENTRIES:
        raise RefusedRequest("too-large", f"a batch has at most {MOST_ENTRIES} entries")
    _check_numbers(asked.first - 1)
    loop = asyncio.get_running_loop()
    pushed = await loop.run_in_executor(
        workers, receive, context.database, asked, said.writer, context.now_ms()
    )
    context.projector.wake(burst=True)
    return answer(pushed)


@post("/pull", status_code=200)
async def pull(
    said: NamedDependency[Spoken], context: NamedDependency[Context], workers: NamedDependency[Executor]
) -> Response[bytes]:
    """What is new since a cursor; waits for news as long as the station asks, a minute at the most."""
    asked = own_message(said, Pull)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + min(asked.wait_s, MOST_WAIT_S)

    def look() -> Answer:
        return pulled(context, asked, said.writer)

    await loop.run_in_executor(workers, _seen, context, said)
    with context.news.listening() as bell:
        while True:
            bell.clear()
            found = await loop.run_in_executor(workers, look)
            left = deadline - loop.time()
            if found.is_news or left <= 0:
                return answer(found.pulled)
            try:
                await asyncio.wait_for(bell.wait(), left)
            except TimeoutError:
                continue  # the last look tells the newest cursor


def _check_numbers(*numbers: int) -> None:
    if not log.is_storable(*numbers):
        raise RefusedRequest("malformed", "a number is negative or above 2^53")


def _seen(context: Context, said: Spoken) -> None:
    with context.database.writing() as connection:
        sightings.touch(connection, said.writer.id, context.now_ms())


def _refused(_request: HttpRequest, error: RefusedRequest) -> Response[bytes]:
    return answer(error.refused)


def sync_routes() -> Router:
    """The routes under /sync; they need the dependencies `context` and `workers`."""
    return Router(
        "/sync",
        route_handlers=[enrol_station, hello, push, pull],
        dependencies={"said": Provide(spoken)},
        exception_handlers={RefusedRequest: _refused},
        request_max_body_size=MOST_COMPRESSED,
    )
