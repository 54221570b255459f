"""Central over HTTP: every request signed, every outcome a value."""

import ssl
from http import HTTPStatus
from typing import IO, TypeVar, cast

import msgspec
import requests
import urllib3
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from requests.adapters import HTTPAdapter

from station.ports import Trouble
from station.sync.plan import Failed
from traceability.signing import cursor_is_signed, signed_request
from traceability.wire import (
    MEDIA_TYPE,
    SIGNATURE_HEADER,
    WRITER_HEADER,
    Enrolled,
    Enrolment,
    Hello,
    Pull,
    Pulled,
    Push,
    Pushed,
    Refused,
    Welcome,
    encode,
)

CONNECT_S = 5.0
"""How long a connection may take to be made."""

ANSWER_S = 20.0
"""How long an answer may stay away beyond the time central was asked to wait."""

MOST_ANSWER_BYTES = 64 * 1024 * 1024
"""An unpacked answer above this is no answer of central."""

_CHUNK = 256 * 1024
_LEVEL = 3
_Answer = TypeVar("_Answer", Welcome, Pushed, Pulled, Enrolled)

_TROUBLE_OF_REASON = {
    "unknown-writer": Trouble.ENROLMENT,
    "bad-code": Trouble.ENROLMENT,
    "protocol-too-old": Trouble.STATION_TOO_OLD,
    "protocol-too-new": Trouble.STATION_TOO_NEW,
    "too-large": Trouble.TOO_LARGE,
}


class Central:
    """Central as one writer speaks to it, over one kept-alive connection; for one thread.

    `central_key` is central's public key: a cursor that is not signed by it is not central's. None before enrolment.
    """

    def __init__(
        self,
        address: str,
        writer: str,
        key: Ed25519PrivateKey,
        central_key: Ed25519PublicKey | None,
        answer_s: float = ANSWER_S,
    ) -> None:
        self._address = address.rstrip("/")
        self._writer = writer
        self._key = key
        self._central_key = central_key
        self._answer_s = answer_s
        self._session = requests.Session()
        # Neither a proxy nor a password is taken from the environment: central's address alone says where to go.
        self._session.trust_env = False
        self._session.verify = _trusted_certificates()
        self._session.headers = requests.structures.CaseInsensitiveDict(
            {"User-Agent": "tracepost-station", "Accept-Encoding": "zstd", "Content-Type": MEDIA_TYPE}
        )
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=1, max_retries=0)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def enrol(self, enrolment: Enrolment) -> Enrolled | Failed:
        """Make this writer known to central."""
        return self._asked("/sync/enrol", encode(enrolment), Enrolled)

    def hello(self, hello: Hello) -> Welcome | Failed:
        """Ask where to resume."""
        return self._asked("/sync/hello", encode(hello), Welcome)

    def push(self, batch: bytes) -> Pushed | Failed:
        """Send a batch, as `packed` made it."""
        return self._asked("/sync/push", batch, Pushed, {"Content-Encoding": "zstd"})

    def pull(self, pull: Pull) -> Pulled | Failed:
        """Ask for the next page of state records."""
        answer = self._asked("/sync/pull", encode(pull), Pulled, wait_s=pull.wait_s)
        if isinstance(answer, Pulled) and self._central_key is not None:
            if cursor_is_signed(self._central_key, answer.cursor):
                return answer
            return Failed(
                Trouble.NOT_CENTRAL, "the cursor is not signed by the central this station enrolled at"
            )
        return answer

    def _asked(
        self,
        path: str,
        body: bytes,
        expected: type[_Answer],
        headers: dict[str, str] | None = None,
        wait_s: int = 0,
    ) -> _Answer | Failed:
        signed = {WRITER_HEADER: self._writer, SIGNATURE_HEADER: signed_request(self._key, path, body)}
        try:
            with self._session.post(
                self._address + path,
                data=body,
                headers=signed | (headers or {}),
                timeout=(CONNECT_S, wait_s + self._answer_s),
                allow_redirects=False,
                stream=True,
            ) as response:
                content = _unpacked(response)
            if response.status_code != HTTPStatus.OK:
                return _refusal(response.status_code, content)
            return msgspec.msgpack.decode(content, type=expected)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            return Failed(_line_trouble(error), str(error))
        except (zstandard.ZstdError, msgspec.MsgspecError) as error:
            return Failed(Trouble.NOT_CENTRAL, str(error))


def _line_trouble(error: Exception) -> Trouble:
    match error:
        case requests.exceptions.SSLError():
            return Trouble.NOT_CENTRAL
        case requests.ReadTimeout() | urllib3.exceptions.ReadTimeoutError():
            return Trouble.TIMEOUT
        case _:
            return Trouble.NO_NETWORK


def packed(batch: Push) -> bytes:
    """A batch's bytes on the wire."""
    return zstandard.compress(encode(batch), _LEVEL)


def _unpacked(response: requests.Response) -> bytes:
    # Read and unpacked here, not by requests: the size stays bounded, and zstd needs no optional package of urllib3.
    body = cast("IO[bytes]", response.raw)
    if response.headers.get("Content-Encoding", "") == "zstd":
        body = zstandard.ZstdDecompressor().stream_reader(body, read_size=_CHUNK)
    content = bytearray()
    while chunk := body.read(_CHUNK):
        content += chunk
        if len(content) > MOST_ANSWER_BYTES:
            raise zstandard.ZstdError("the answer is larger than any of central's")
    return bytes(content)


def _refusal(status: int, content: bytes) -> Failed:
    try:
        refused = msgspec.msgpack.decode(content, type=Refused)
    except msgspec.MsgspecError:
        # Not central's own words: a proxy's, or those of a server in distress.
        if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return Failed(Trouble.TOO_LARGE, f"HTTP {status}")
        if status in {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT}:
            return Failed(Trouble.TIMEOUT, f"HTTP {status}")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Failed(Trouble.SERVER, f"HTTP {status}")
        return Failed(Trouble.NOT_CENTRAL, f"HTTP {status}")
    otherwise = Trouble.SERVER if status >= HTTPStatus.INTERNAL_SERVER_ERROR else Trouble.REFUSED
    return Failed(_TROUBLE_OF_REASON.get(refused.reason, otherwise), f"{refused.reason}: {refused.detail}")


def _trusted_certificates() -> str | bool:
    # The machine's own certificates, where a plant installs its authority; the bundle of requests where there are none.
    paths = ssl.get_default_verify_paths()
    return paths.cafile or paths.capath or True
