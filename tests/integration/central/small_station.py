"""A real central on a real port, and a small station written from `traceability.wire` alone."""

import hashlib
import socket
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec
import requests
import uvicorn
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.bootstrap.parts import opened
from central.bootstrap.server import application
from central.ingest.context import Context
from central.stations.enrolment import EnrolmentCode, new_code
from traceability import signing, wire
from traceability.acts import Act, EventRecorded, FieldValue, HoldPlaced, Outcome, Reading
from traceability.clock import Stamp
from traceability.entries import (
    FIRST_LINK,
    Boot,
    Document,
    Entry,
    ValueSource,
    Whereabouts,
    canonical_bytes,
    chain,
    entry_id,
)
from traceability.entries import Origin as HowRead
from traceability.events import Action, LotMasterData, ObjectEvent, QuantityElement, TransformationEvent
from traceability.identity import Lot, Unit
from traceability.signing import sign_head

Answer = TypeVar("Answer", wire.Enrolled, wire.Welcome, wire.Pushed, wire.Pulled)


class Journal:
    """A writer's chain in memory: entries as a station would make them."""

    def __init__(self, number: int) -> None:
        self.writer = hashlib.md5(f"writer {number}".encode(), usedforsecurity=False).hexdigest()
        self.key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"key {number}".encode()).digest())
        self.entries: list[bytes] = []

    def add(
        self,
        body: Act,
        *,
        step: str | None = None,
        order: str | None = None,
        typed: tuple[ValueSource, ...] = (),
        recorded: str = "2027-01-15T16:00:00.000+08:00",
    ) -> str:
        """Append an act and return the entry's id in hex; `typed` in place of the gun's scan."""
        seq = len(self.entries) + 1
        entry = Entry(
            writer=self.writer,
            seq=seq,
            hlc=Stamp(1_800_000_000_000 + seq, 0),
            recorded=recorded,
            boot=Boot("00" * 16, 1000 + seq),
            actor="P-1",
            place=Whereabouts("QD", "line 1", step),
            body=body,
            schema=1,
            sources=typed
            or (ValueSource(field="lot", origin=HowRead.SCANNED, device="gun-1", raw=b"]C1" + b"x" * 20),),
            documents=(Document("work-order", order),) if order else (),
        )
        self.entries.append(canonical_bytes(entry))
        return entry_id(self.entries[-1]).hex()

    def receive_lot(self, number: str, amount: str = "100") -> str:
        """Goods-in of a lot: a reading and its event; the lot's key."""
        key = lot(number)
        reading = self.add(Reading(piece=number, form="receiving", values=(FieldValue("lot", thing=key),)))
        event = ObjectEvent(
            action=Action.ADD,
            quantity_list=(QuantityElement(key, amount, "GRM"),),
            biz_step="receiving",
            ilmd=LotMasterData(item_expiration_date="2027-06-30"),
        )
        self.add(
            EventRecorded(piece=number, form="receiving", event=event, readings=(reading,), values=()),
            step="receiving",
        )
        return key

    def build(self, serial: str, parts: Iterable[str], order: str = "WO-1") -> str:
        """Assembly of a board from lots; the board's key."""
        key = Unit("TC-300", serial).uri
        event = TransformationEvent(
            input_quantity_list=tuple(
                QuantityElement(part, "0.5", "GRM", f"U{place}") for place, part in enumerate(parts, 1)
            ),
            output_epc_list=(key,),
            biz_step="assembling",
        )
        body = EventRecorded(
            piece=serial, form="assembly", event=event, readings=(), values=(), outcome=Outcome.GOOD
        )
        self.add(body, step="assembly", order=order)
        return key

    def hold(self, key: str, reason: str) -> str:
        """Hold a thing."""
        return self.add(HoldPlaced(things=(key,), reason=reason))

    def push(self, first: int, last: int, entries: Iterable[bytes] | None = None) -> wire.Push:
        """The batch of entries `first` to `last`."""
        sent = tuple(entries) if entries is not None else tuple(self.entries[first - 1 : last])
        link = chain(FIRST_LINK, self.entries[: first - 1])
        return wire.Push(
            writer=self.writer,
            first=first,
            link=link,
            entries=sent,
            signature=sign_head(self.key, self.writer, first + len(sent) - 1, chain(link, sent)),
        )

    def mark(self, seq: int) -> wire.Mark:
        """The mark of the chain at `seq`."""
        return wire.Mark(seq=seq, link=chain(FIRST_LINK, self.entries[:seq]))


def lot(number: str) -> str:
    """The key of a lot of grease."""
    return Lot("BEICHEN", "TG-200", number).uri


class Client:
    """The station's side of the protocol."""

    def __init__(self, address: str, journal: Journal) -> None:
        self.address = address
        self.journal = journal
        self.http = requests.Session()

    def post(
        self, path: str, message: wire.Push | wire.Pull | wire.Hello | wire.Enrolment, **changed: str
    ) -> requests.Response:
        """Send a signed message; `changed` replaces headers."""
        body = wire.encode(message)
        headers = {"Content-Type": wire.MEDIA_TYPE, wire.WRITER_HEADER: self.journal.writer}
        if isinstance(message, wire.Push):
            body = zstandard.ZstdCompressor().compress(body)
            headers["Content-Encoding"] = "zstd"
        headers[wire.SIGNATURE_HEADER] = signing.signed_request(self.journal.key, path, body)
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        return self.http.post(self.address + path, data=body, headers=headers, timeout=30)

    def enrol(self, code: str) -> wire.Enrolled:
        """Enrol with a code."""
        asked = wire.Enrolment(
            code=code,
            writer=self.journal.writer,
            public_key=self.journal.key.public_key().public_bytes_raw().hex(),
        )
        return read(self.post("/sync/enrol", asked), wire.Enrolled)

    def push(self, batch: wire.Push) -> wire.Pushed:
        """Push one batch."""
        return read(self.post("/sync/push", batch), wire.Pushed)

    def push_all(self, size: int = 1000) -> None:
        """Push the whole journal."""
        for first in range(1, len(self.journal.entries) + 1, size):
            self.push(self.journal.push(first, first + size - 1))

    def hello(self, *marks: int, cursor: wire.Cursor | None = None, backlog: int = 0) -> wire.Welcome:
        """Say hello with marks at these seqs."""
        said = wire.Hello(
            protocol=wire.PROTOCOL,
            writer=self.journal.writer,
            marks=tuple(self.journal.mark(seq) for seq in marks),
            wall_ms=1_800_000_000_000,
            boot="00" * 16,
            backlog=backlog,
            cursor=cursor,
        )
        return read(self.post("/sync/hello", said), wire.Welcome)

    def pull(self, cursor: wire.Cursor | None = None, wait_s: int = 0) -> wire.Pulled:
        """Pull one page."""
        asked = wire.Pull(writer=self.journal.writer, cursor=cursor, wait_s=wait_s)
        return read(self.post("/sync/pull", asked), wire.Pulled)

    def pull_all(
        self, cursor: wire.Cursor | None = None
    ) -> tuple[dict[tuple[str, str], bytes | None], wire.Pulled]:
        """Pull to the last page: all records met, and that page."""
        records: dict[tuple[str, str], bytes | None] = {}
        while True:
            page = self.pull(cursor)
            records |= {(each.kind, each.key): each.body for each in page.records}
            if not page.more:
                return records, page
            cursor = page.cursor


def read(response: requests.Response, shape: type[Answer]) -> Answer:
    """The message in an answer; a refusal is a failed test."""
    assert response.status_code == 200, (response.status_code, refusal(response))
    return msgspec.msgpack.decode(plain(response), type=shape)


def refusal(response: requests.Response) -> wire.Refused:
    """The refusal in an answer."""
    return msgspec.msgpack.decode(response.content, type=wire.Refused)


def plain(response: requests.Response) -> bytes:
    """The answer's body without compression, whether the HTTP library undid it or not."""
    body = response.content
    if body.startswith(zstandard.FRAME_HEADER):
        return zstandard.ZstdDecompressor().decompress(body)
    return body


class Central:
    """A running central."""

    def __init__(self, context: Context, address: str) -> None:
        self.context = context
        self.address = address

    def code(self, station: str = "A") -> str:
        """A one-time code for a station."""
        made = new_code(self.context, station)
        assert isinstance(made, EnrolmentCode)
        return made.code

    def station(self, number: int, station: str = "A") -> Client:
        """A new enrolled station."""
        client = Client(self.address, Journal(number))
        client.enrol(self.code(station))
        return client


class Running:
    """A server in a thread, until stopped."""

    def __init__(self, folder: Path) -> None:
        self._opened = opened(folder)
        self.context = self._opened.__enter__()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        config = uvicorn.Config(
            application(self.context),
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
            lifespan="on",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._listening],))
        self._thread.start()

    def central(self) -> Central:
        """The running central."""
        return Central(self.context, self.address)

    def stop(self) -> None:
        """Stop and let the database go."""
        if self._thread.is_alive():
            self._server.should_exit = True
            self._thread.join()
            self._listening.close()
            self._opened.__exit__(None, None, None)


Serve = Callable[[Path], Running]
