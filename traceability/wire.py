"""Messages between a station's synchronisation and central.

Every message is a MessagePack map of one of these structs, requests and answers alike, compressed with zstd where it
carries entries. A request is signed by the station's key (`traceability.signing`); entries travel as the bytes they were
made of. The station says what it has; the server says where to resume.
"""

import msgspec

PROTOCOL = 1

MOST_ENTRIES = 1_000
"""Entries in one batch at the most."""

MOST_BYTES = 512 * 1024
"""Compressed bytes of one batch at the most."""

MOST_WAIT_S = 60
"""Seconds a pull may wait at central at the most; a longer wish is cut to it."""

WRITER_HEADER = "Tracepost-Writer"
SIGNATURE_HEADER = "Tracepost-Signature"
MEDIA_TYPE = "application/vnd.tracepost.v1+msgpack"


class _Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What all messages share."""


class Enrolment(_Message, frozen=True):
    """POST /sync/enrol: a new station shows its one-time code and the public key (hex) it made for its writer."""

    code: str
    writer: str
    public_key: str


class Enrolled(_Message, frozen=True):
    """Accepted: what the station is called, central's public key (hex) and the plant's PIN pepper."""

    station: str
    central_key: str
    pepper: bytes


class Cursor(_Message, frozen=True):
    """A place in central's log: epoch, gsn, the log's hash there, and central's signature over the three."""

    epoch: str
    gsn: int
    loghash: bytes
    signature: bytes


class Mark(_Message, frozen=True):
    """A place in a writer's chain."""

    seq: int
    link: bytes


class Hello(_Message, frozen=True):
    """POST /sync/hello: who speaks, some marks of its chain (dense at the head, then sparser), what it holds back.

    `wall_ms` is the station's wall clock; `backlog` and `oldest` (RFC 3339) describe what is not at central yet.
    """

    protocol: int
    writer: str
    marks: tuple[Mark, ...]
    wall_ms: int
    boot: str
    backlog: int
    oldest: str | None = None
    cursor: Cursor | None = None


class Welcome(_Message, frozen=True):
    """Where to resume: `known` is the highest mark central shares (seq 0: none); `forked` when chains part there.

    `ahead`: central holds entries of this writer beyond `known` that the station does not have.
    `offset_ms` is central's wall clock less the station's.
    """

    epoch: str
    known: int
    offset_ms: int
    forked: bool = False
    ahead: bool = False


class Push(_Message, frozen=True):
    """POST /sync/push: entries `first` and following of a writer, all or nothing.

    `link` stands before the first entry; `signature` is the station's over the head the batch leads to.
    """

    writer: str
    first: int
    link: bytes
    entries: tuple[bytes, ...]
    signature: bytes


class Pushed(_Message, frozen=True):
    """The entries up to `known` are durable in central's log. `gap`: the batch did not fit on; say hello again."""

    known: int
    gap: bool = False


class Pull(_Message, frozen=True):
    """POST /sync/pull: what is new since `cursor`, waiting up to `wait_s` seconds for something to be new."""

    writer: str
    cursor: Cursor | None = None
    wait_s: int = 0


class StateRecord(_Message, frozen=True):
    """One state record as of gsn: kind and key, its JSON, or None where it ended."""

    kind: str
    key: str
    gsn: int
    body: bytes | None


class Pulled(_Message, frozen=True):
    """One page of state records, and the cursor to go on from.

    On the last page `settled` says up to which seq this writer's own entries are in the state records; before it
    they are not counted, because a record can be newer than the page it was due on.
    `reset`: the cursor was not central's; take everything from the start.
    """

    cursor: Cursor
    records: tuple[StateRecord, ...]
    more: bool = False
    settled: int | None = None
    reset: bool = False


class Refused(_Message, frozen=True):
    """Any request may be answered so, with an HTTP status of 400 and up.

    `reason`: `unknown-writer`, `bad-signature`, `bad-code`, `protocol-too-old` (update the station),
    `protocol-too-new` (update central), `malformed`, `too-large`; `detail` is for the technician, in English.
    """

    reason: str
    detail: str


def encode(message: _Message) -> bytes:
    """A message's bytes."""
    return msgspec.msgpack.encode(message)
