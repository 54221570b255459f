"""Answers of the synchronisation, and the refusals among them with their HTTP status."""

import logging
from typing import Any

from litestar import MediaType, Request, Response
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_401_UNAUTHORIZED,
    HTTP_403_FORBIDDEN,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_426_UPGRADE_REQUIRED,
)

from central.api.compression import compressed
from traceability.wire import MEDIA_TYPE, Enrolled, Pulled, Pushed, Refused, Welcome, encode

_logger = logging.getLogger(__name__)

Message = Enrolled | Welcome | Pushed | Pulled | Refused

_STATUS = {
    "malformed": HTTP_400_BAD_REQUEST,
    "bad-signature": HTTP_401_UNAUTHORIZED,
    "unknown-writer": HTTP_403_FORBIDDEN,
    "bad-code": HTTP_403_FORBIDDEN,
    "too-large": HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    "protocol-too-old": HTTP_426_UPGRADE_REQUIRED,
    "protocol-too-new": HTTP_426_UPGRADE_REQUIRED,
}


def answer(message: Message) -> Response[bytes]:
    """The HTTP answer that carries a message; state records go compressed."""
    if isinstance(message, Pulled):
        return Response(
            compressed(encode(message)), media_type=MEDIA_TYPE, headers={"Content-Encoding": "zstd"}
        )
    status = _STATUS[message.reason] if isinstance(message, Refused) else 200
    return Response(encode(message), media_type=MEDIA_TYPE, status_code=status)


def broken(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
    """Our own mistake: logged in full, nothing of it told; the station keeps its entries and asks again."""
    _logger.error("%s failed", request.url.path, exc_info=error)
    return Response("central failed; its log says why", media_type=MediaType.TEXT, status_code=500)


class RefusedRequest(Exception):  # noqa: N818 -- an outcome, not a mistake
    """A request that is answered with a refusal."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.refused = Refused(reason=reason, detail=detail)
