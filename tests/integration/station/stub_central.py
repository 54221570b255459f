"""A small central written from `traceability.wire` alone: keeps logs in memory, and misbehaves on demand."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from traceability.entries import FIRST_LINK, chain
from traceability.signing import cursor_is_signed, head_signature_is_valid, request_is_signed, sign_cursor
from traceability.wire import (
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
    StateRecord,
    Welcome,
    encode,
)

DEADLINE_S = 30.0
PAGE = 100

REFUSE = "close before answering"
LOSE_ANSWER = "do the work, then close before answering"
CUT = "do the work, then cut the answer in the middle"
HANG = "do the work, answer never"
CODE = "4711"
_ANSWER_HEAD_BYTES = 180
"""What the head of an answer of a common server comes to."""

Fault = str | int | Refused | bytes
Answer = msgspec.Struct


class StubCentral:
    """Central's side. `with changed:` guards everything; it is notified of every change."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.tls = tls
        self.changed = threading.Condition()
        self.key = Ed25519PrivateKey.generate()
        self.public_keys: dict[str, Ed25519PublicKey] = {}
        self.logs: dict[str, list[bytes]] = {}
        self.epoch = "e1"
        self.gsn = 0
        self.records: dict[tuple[str, str], StateRecord] = {}
        self.faults: dict[str, list[Fault]] = {}
        self.largest_batch: int | None = None
        self.longest_wait_s = 0.0
        self.welcome: Callable[[Welcome], Welcome] = lambda welcome: welcome
        self.requests: list[str] = []
        self.batches: list[int] = []
        self.hellos: list[Hello] = []
        self.bytes = 0
        self.largest_request = 0
        self.waiting = 0
        self._known_links: dict[str, list[bytes]] = {}
        self._server: _Server | None = None
        self._port = 0

    @property
    def address(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Listen, at the same port as before."""
        self._server = _Server(("127.0.0.1", self._port), _Handler)
        self._server.central = self
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Stop listening and cut every connection."""
        if self._server is not None:
            server, self._server = self._server, None
            server.shutdown()
            server.server_close()
            server.cut_all()
        with self.changed:
            self.changed.notify_all()

    @property
    def is_open(self) -> bool:
        return self._server is not None

    def say(self, kind: str, key: str, body: bytes | None) -> None:
        """A state record changes."""
        with self.changed:
            self.gsn += 1
            self.records[kind, key] = StateRecord(kind=kind, key=key, gsn=self.gsn, body=body)
            self.changed.notify_all()

    def fail(self, path: str, *faults: Fault) -> None:
        """The next requests to `path` meet these faults, one each."""
        with self.changed:
            self.faults.setdefault(path, []).extend(faults)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so, however it came about."""
        with self.changed:
            assert self.changed.wait_for(condition, DEADLINE_S), "it never came about"

    def answer(self, path: str, content: bytes) -> Answer | Refused:
        if path == "/sync/enrol":
            return self._enrol(msgspec.msgpack.decode(content, type=Enrolment))
        if path == "/sync/hello":
            return self._hello(msgspec.msgpack.decode(content, type=Hello))
        if path == "/sync/push":
            return self._push(msgspec.msgpack.decode(content, type=Push))
        return self._pull(msgspec.msgpack.decode(content, type=Pull))

    def _enrol(self, enrolment: Enrolment) -> Enrolled | Refused:
        if enrolment.code != CODE:
            return Refused(reason="bad-code", detail="no such code")
        public_key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(enrolment.public_key))
        self.public_keys[enrolment.writer] = public_key
        central_key = self.key.public_key().public_bytes_raw().hex()
        return Enrolled(station="goods-in-1", central_key=central_key, pepper=b"p" * 32)

    def _links(self, writer: str) -> list[bytes]:
        """The links before and after each entry of a log, which a test may have cut short."""
        log, links = self.logs.get(writer, []), self._known_links.setdefault(writer, [FIRST_LINK])
        del links[len(log) + 1 :]
        for canonical in log[len(links) - 1 :]:
            links.append(chain(links[-1], [canonical]))
        return links

    def _hello(self, hello: Hello) -> Welcome:
        self.hellos.append(hello)
        links = self._links(hello.writer)
        known = max(
            (mark.seq for mark in hello.marks if mark.seq < len(links) and links[mark.seq] == mark.link),
            default=0,
        )
        return self.welcome(Welcome(epoch=self.epoch, known=known, offset_ms=0))

    def _push(self, push: Push) -> Pushed | Refused:
        self.batches.append(len(push.entries))
        if self.largest_batch is not None and len(push.entries) > self.largest_batch:
            return Refused(reason="too-large", detail="a smaller batch, please")
        log = self.logs.setdefault(push.writer, [])
        links = self._links(push.writer)
        if push.first > len(links) or links[push.first - 1] != push.link:
            return Pushed(known=len(log), gap=True)
        last = push.first + len(push.entries) - 1
        head = chain(push.link, push.entries)
        if not head_signature_is_valid(
            self.public_keys[push.writer], push.signature, push.writer, last, head
        ):
            return Refused(reason="bad-signature", detail="the head")
        overlap = log[push.first - 1 : last]
        assert list(push.entries[: len(overlap)]) == overlap, "one place, two entries"
        log.extend(push.entries[len(overlap) :])
        self.gsn += 1
        self.changed.notify_all()
        return Pushed(known=last)

    def _pull(self, pull: Pull) -> Pulled:
        since = 0
        reset = False
        if pull.cursor is not None:
            reset = pull.cursor.epoch != self.epoch or not cursor_is_signed(
                self.key.public_key(), pull.cursor
            )
            since = 0 if reset else pull.cursor.gsn
        if pull.wait_s and self.longest_wait_s:
            self.waiting += 1
            self.changed.notify_all()
            self.changed.wait_for(
                lambda: self.gsn > since or not self.is_open, min(pull.wait_s, self.longest_wait_s)
            )
            self.waiting -= 1
        due = sorted(
            (record for record in self.records.values() if record.gsn > since), key=lambda record: record.gsn
        )
        page, more = tuple(due[:PAGE]), len(due) > PAGE
        gsn = page[-1].gsn if more else self.gsn
        return Pulled(
            cursor=sign_cursor(self.key, self.epoch, gsn, bytes(32)),
            records=page,
            more=more,
            settled=None if more else len(self.logs.get(pull.writer, [])),
            reset=reset,
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    central: StubCentral

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self._connections: set[socket.socket] = set()

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        connection, address = cast("tuple[socket.socket, tuple[str, int]]", super().get_request())
        self._connections.add(connection)
        return connection, address

    def cut_all(self) -> None:
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        central = cast("_Server", self.server).central
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        with central.changed:
            head = f"{self.requestline}\r\n" + "".join(f"{n}: {v}\r\n" for n, v in self.headers.items())
            central.bytes += len(head) + 2 + len(raw)
            central.requests.append(self.path)
            central.largest_request = max(central.largest_request, len(raw))
            central.changed.notify_all()
            fault = central.faults[self.path].pop(0) if central.faults.get(self.path) else None
            if fault == REFUSE:
                self._hang_up()
                return
            if isinstance(fault, int):
                self._send(fault, b"<html>a proxy speaks</html>", {})
                return
            if isinstance(fault, Refused):
                self._send(403, encode(fault), {})
                return
            if isinstance(fault, bytes):
                self._send(200, fault, {})
                return
            answer = self._verified(central, raw)
            status = 200
            if isinstance(answer, Refused):
                status = 413 if answer.reason == "too-large" else 403
        body = msgspec.msgpack.encode(answer)
        headers = {}
        if self.path == "/sync/pull":
            body, headers = zstandard.compress(body), {"Content-Encoding": "zstd"}
        if fault == LOSE_ANSWER:
            self._hang_up()
        elif fault == HANG:
            with central.changed:
                central.changed.wait_for(lambda: not central.is_open, DEADLINE_S)
        elif fault == CUT:
            self._send(status, body, headers, cut_at=len(body) // 2)
        else:
            self._send(status, body, headers)

    def _verified(self, central: StubCentral, raw: bytes) -> Answer | Refused:
        writer = self.headers[WRITER_HEADER]
        key = central.public_keys.get(writer)
        content = raw
        if self.headers.get("Content-Encoding") == "zstd":
            content = zstandard.decompress(raw)
        if self.path != "/sync/enrol":
            if key is None:
                return Refused(reason="unknown-writer", detail="never enrolled")
            if not request_is_signed(key, self.headers[SIGNATURE_HEADER], self.path, raw):
                return Refused(reason="bad-signature", detail="the request")
        return central.answer(self.path, content)

    def _send(self, status: int, body: bytes, headers: dict[str, str], cut_at: int | None = None) -> None:
        central = cast("_Server", self.server).central
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        central.bytes += len(body) + _ANSWER_HEAD_BYTES
        self.end_headers()
        self.wfile.write(body if cut_at is None else body[:cut_at])
        if cut_at is not None:
            self._hang_up()

    def _hang_up(self) -> None:
        # A reset, as a dying line gives: nothing that was sent is waited for.
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def handle(self) -> None:
        with suppress(OSError):
            super().handle()

    def log_message(self, *arguments: object) -> None:
        """Stay silent."""
