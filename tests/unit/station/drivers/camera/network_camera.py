"""A network camera: RTSP (RFC 2326) over one TCP connection, each frame a JPEG in RTP packets (RFC 2435)."""

import itertools
import socket
import struct
import threading
from collections.abc import Iterator

import cv2

from station.drivers.camera.decoders import Picture

_RATE = 25
_CLOCK = 90_000
_QUANTISATION, _START_OF_SCAN, _END = 0xDB, 0xDA, b"\xff\xd9"
_MOST = 1400


class NetworkCamera:
    """Serves one picture over and over to whoever connects, until it is switched off."""

    def __init__(self, picture: Picture, port: int = 0) -> None:
        self._packets = _payload(cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))[1].tobytes())
        self._rows, self._columns = picture.shape
        self._server = socket.create_server(("127.0.0.1", port))
        self.port: int = self._server.getsockname()[1]
        self._off = threading.Event()
        self._still = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="network camera")
        self._thread.start()

    @property
    def url(self) -> str:
        return f"rtsp://127.0.0.1:{self.port}/stream"

    def hang(self) -> None:
        """Send nothing more and stay connected."""
        self._still.set()

    def switch_off(self) -> None:
        self._off.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._server.close()

    def _serve(self) -> None:
        while not self._off.is_set():
            try:
                link, _ = self._server.accept()
            except OSError:
                return
            with link:
                try:
                    self._talk(link)
                except OSError:
                    continue

    def _talk(self, link: socket.socket) -> None:
        requests = link.makefile("rb")
        for request in iter(requests.readline, b""):
            method = request.split()[0].decode()
            headers = dict(line.split(b": ", 1) for line in iter(lambda: requests.readline().strip(), b""))
            link.sendall(self._answer(method, headers[b"CSeq"].decode()))
            if method == "PLAY":
                self._play(link)
                return

    def _answer(self, method: str, number: str) -> bytes:
        body = ""
        more = ["Session: 1"]
        if method == "OPTIONS":
            more = ["Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN"]
        if method == "DESCRIBE":
            body = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 0 RTP/AVP 26\r\na=control:track\r\n"
            more = [
                "Content-Type: application/sdp",
                f"Content-Base: {self.url}/",
                f"Content-Length: {len(body)}",
            ]
        if method == "SETUP":
            more.append("Transport: RTP/AVP/TCP;unicast;interleaved=0-1")
        return "\r\n".join(["RTSP/1.0 200 OK", f"CSeq: {number}", *more, "", body]).encode()

    def _play(self, link: socket.socket) -> None:
        tables, scan = self._packets
        number = itertools.count()
        for frame in itertools.count():
            if self._off.wait(1 / _RATE):
                return
            if self._still.is_set():
                continue
            for offset in range(0, len(scan), _MOST):
                part = scan[offset : offset + _MOST]
                last = offset + _MOST >= len(scan)
                jpeg = struct.pack(
                    ">II", offset, 1 << 24 | 255 << 16 | self._columns // 8 << 8 | self._rows // 8
                )
                quantisation = struct.pack(">HH", 0, len(tables)) + tables if offset == 0 else b""
                kind = 26 | (0x80 if last else 0)
                rtp = struct.pack(">BBHII", 0x80, kind, next(number) & 0xFFFF, frame * _CLOCK // _RATE, 7)
                packet = rtp + jpeg + quantisation + part
                link.sendall(struct.pack(">cBH", b"$", 0, len(packet)) + packet)


def _payload(jpeg: bytes) -> tuple[bytes, bytes]:
    """The quantisation tables of a JPEG and its entropy-coded scan, which is all that RTP carries of it."""
    tables = b""
    for marker, segment, end in _segments(jpeg):
        if marker == _QUANTISATION:
            tables += b"".join(segment[start + 1 : start + 65] for start in range(0, len(segment), 65))
        if marker == _START_OF_SCAN:
            return tables, jpeg[end:].removesuffix(_END)
    raise ValueError("no scan")


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes, int]]:
    at = 2
    while True:
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        yield jpeg[at + 1], jpeg[at + 4 : at + 2 + length], at + 2 + length
        at += 2 + length
