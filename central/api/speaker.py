"""Who speaks: the one place where a station's request is read, and its signature checked."""

import asyncio
from concurrent.futures import Executor
from typing import Any, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from litestar import Request
from litestar.di import NamedDependency
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from central.api.answers import RefusedRequest
from central.api.compression import MOST_COMPRESSED, NotZstandard, TooLarge, decompressed
from central.ingest.context import Context
from central.store import log
from traceability.signing import request_is_signed
from traceability.wire import SIGNATURE_HEADER, WRITER_HEADER, Enrolment, Hello, Pull, Push

HttpRequest = Request[Any, Any, Any]
Asked = TypeVar("Asked", Enrolment, Hello, Push, Pull)


class Spoken(msgspec.Struct, frozen=True):
    """A request whose signature is right: the writer it comes from, and its plain body."""

    writer: log.Writer
    body: bytes


async def spoken(
    request: HttpRequest, context: NamedDependency[Context], workers: NamedDependency[Executor]
) -> Spoken:
    """Read a request of a known writer. Raises RefusedRequest."""
    sent = await body_of(request)
    identifier = request.headers.get(WRITER_HEADER, "")
    signature = request.headers.get(SIGNATURE_HEADER, "")
    compressed = request.headers.get("Content-Encoding") == "zstd"
    path = request.url.path

    def check() -> Spoken:
        with context.database.reading() as connection:
            writer = log.writer(connection, identifier)
        if writer is None or writer.station is None:
            raise RefusedRequest(
                "unknown-writer", "this writer is not enrolled here; enrol with a one-time code"
            )
        check_signature(writer.public_key, signature, path, sent)
        return Spoken(writer, plain(sent) if compressed else sent)

    return await asyncio.get_running_loop().run_in_executor(workers, check)


async def body_of(request: HttpRequest) -> bytes:
    """The body as sent. Raises RefusedRequest for one that is too large."""
    try:
        return await request.body()
    except RequestEntityTooLarge as error:
        raise RefusedRequest("too-large", f"a body has at most {MOST_COMPRESSED} bytes") from error


def check_signature(public_key: bytes, signature: str, path: str, sent: bytes) -> None:
    """Raises RefusedRequest unless the key signed this path and these bytes."""
    key = Ed25519PublicKey.from_public_bytes(public_key)
    if not request_is_signed(key, signature, path, sent):
        raise RefusedRequest(
            "bad-signature", f"{SIGNATURE_HEADER} is not this writer's for this path and body"
        )


def plain(sent: bytes) -> bytes:
    """The body without its compression. Raises RefusedRequest."""
    try:
        return decompressed(sent)
    except TooLarge as error:
        raise RefusedRequest("too-large", "the body grows too large") from error
    except NotZstandard as error:
        raise RefusedRequest("malformed", f"the body is not Zstandard: {error}") from error


def message(body: bytes, shape: type[Asked]) -> Asked:
    """The message in a plain body. Raises RefusedRequest."""
    try:
        return msgspec.msgpack.decode(body, type=shape)
    except (msgspec.DecodeError, RecursionError) as error:
        raise RefusedRequest("malformed", f"not a {shape.__name__}: {error}") from error


def own_message(said: Spoken, shape: type[Asked]) -> Asked:
    """The message, which must be about the writer that signed it. Raises RefusedRequest."""
    asked = message(said.body, shape)
    if asked.writer != said.writer.id:
        raise RefusedRequest("bad-signature", "the message names another writer than the one that signed it")
    return asked
