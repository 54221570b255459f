"""What workflows and synchronisation need from outside the process, as protocols.

Each promise stands here once; every implementation, real or simulated, is held to it by one contract suite.
"""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from enum import Enum, StrEnum
from functools import cached_property
from typing import Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station.profiles.device_cause import DeviceCause
from traceability.acts import Act
from traceability.entries import Basis, Document, Entry, Signature, ValueSource, Verdict, decode
from traceability.wire import Cursor, Pulled


class DeviceState(Enum):
    """Where a reading device is in its life."""

    CONNECTING = "connecting"
    READY = "ready"
    ABSENT = "absent"
    FAULTY = "faulty"
    STOPPED = "stopped"


class RawScan(msgspec.Struct, frozen=True, kw_only=True):
    """One scan exactly as a device sent it, without the framing.

    Attributes:
        device: the device's configured name, for example `gun-1`.
        raw: the bytes between two frame ends, nothing removed but the framing.
        received_ns: monotonic nanoseconds at which the frame's last byte was seen.
        complete: False when the frame did not end as its device's framing says (terminator lost, too long, device
            gone) or when bytes of it are known to be missing.
    """

    device: str
    raw: bytes
    received_ns: int
    complete: bool


class DeviceReport(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a device's state, or an event (`NO_READ`, `INPUT_LOST`) that leaves it ready.

    Attributes:
        cause: why; None when nothing is wrong.
        detail: the system's or the device's own words, for the technician, untranslated.
    """

    device: str
    state: DeviceState
    cause: DeviceCause | None = None
    detail: str = ""


class Reader(Protocol):
    """A device that reads codes.

    `start` returns at once; scans and reports come from the device's own thread, in order, each exactly once,
    beginning with CONNECTING and ending with STOPPED. A lost device is looked for again until `stop`.
    An exception of a callback ends the device's thread: it is a mistake of the program.
    """

    @property
    def name(self) -> str:
        """The device's configured name."""

    def start(self, on_scan: Callable[[RawScan], None], on_report: Callable[[DeviceReport], None]) -> None:
        """Begin reading. Raises RuntimeError when started twice."""

    def stop(self) -> None:
        """End reading and wait for the device's thread; afterwards nothing more is called back. Idempotent.

        Called from a callback it does not wait: the thread ends when the callback returns.
        """


class NewEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An act about to be journaled: everything but what the journal itself adds.

    The journal adds writer, seq, hybrid logical clock, recording time, boot and place's plant and place.
    """

    actor: str
    body: Act
    step: str | None = None
    happened: str | None = None
    performed_by: str | None = None
    rights: int | None = None
    sources: tuple[ValueSource, ...] = ()
    documents: tuple[Document, ...] = ()
    basis: Basis = Basis()
    verdict: Verdict | None = None
    signature: Signature | None = None


class Kept(msgspec.Struct, frozen=True, dict=True):
    """An entry that is durable: its id in hex, its bytes and the chain's link after it."""

    id: str
    canonical: bytes
    link: bytes

    @cached_property
    def entry(self) -> Entry:
        """The entry, decoded when first asked for: one of a newer release can still be sent, only not be read.

        Raises msgspec.DecodeError for such a one, and for bytes a disk has changed.
        """
        return decode(self.canonical)

    @property
    def is_readable(self) -> bool:
        """Whether this release can read the entry."""
        try:
            return self.entry is not None
        except msgspec.DecodeError:
            return False


class JournalUnavailable(Exception):  # noqa: N818 -- a state of the world, said as one
    """The disk took nothing: full, failing or read-only. Nothing was acknowledged; what was kept is still there.

    `cause` is `full`, `input-output`, `read-only` or `busy`.
    """

    def __init__(self, cause: str) -> None:
        super().__init__(f"the journal can't be written: {cause}")
        self.cause = cause


class ReadableJournal(Protocol):
    """What this station said, to be read by anybody. Every question raises JournalUnavailable.

    After a return to an older release the journal holds entries that this one can't read: `after` and `last_about`
    answer with them, `newest` and `about` leave them out.
    """

    @property
    def writer(self) -> str:
        """The id under which this incarnation of the journal writes, 32 hex digits."""

    def head(self) -> int:
        """The seq of the newest entry, 0 for an empty journal."""

    def after(self, seq: int, most: int) -> tuple[Kept, ...]:
        """At most `most` own entries following `seq`, in order."""

    def newest(self, most: int, before: int | None = None) -> tuple[Kept, ...]:
        """At most `most` own entries older than seq `before`, newest first."""

    def about(self, subject: str, after: int = 0) -> tuple[Kept, ...]:
        """Own entries about a subject (`traceability.subjects`) following seq `after`, in order."""

    def last_about(self, subject: str) -> Kept | None:
        """The newest own entry about a subject, whether it can be read or not."""

    def open_piece(self, form: str, order: str = "") -> str | None:
        """The piece begun last for a form (and a work order), if it has no event yet and not all was withdrawn."""


class Journal(ReadableJournal, Protocol):
    """What this station says: append and read, never change, never delete."""

    def append(self, entry: NewEntry) -> Future[Kept]:
        """Queue an entry. The future is done when it is durable; it raises JournalUnavailable when it is not.

        Entries become durable in the order they were appended; several waiting ones share one transaction.
        """


class Trouble(StrEnum):
    """Why synchronisation can't do its work now; it tries again by itself in every case.

    What the station itself finds wrong with what came is DAMAGED or NOT_UNDERSTOOD.
    """

    NO_NETWORK = "no-network"
    TIMEOUT = "timeout"
    SERVER = "server"
    NOT_CENTRAL = "not-central"
    ENROLMENT = "enrolment"
    REFUSED = "refused"
    STATION_TOO_OLD = "station-too-old"
    STATION_TOO_NEW = "station-too-new"
    TOO_LARGE = "too-large"
    GAP = "gap"
    FORKED = "forked"
    AHEAD = "ahead"
    DISK = "disk"
    DAMAGED = "damaged"
    NOT_UNDERSTOOD = "not-understood"


class SyncStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How synchronisation stands.

    Attributes:
        known: own entries up to this seq are durable at central.
        settled: own entries up to this seq are counted in the state records held.
        cursor: `EPOCH:GSN` of the snapshot held, None before the first.
        snapshot_at: when central last confirmed that the snapshot is all it has (RFC 3339), None before.
        contact_at: when central last answered (RFC 3339), None before.
        trouble: why the last attempt failed, else None.
    """

    known: int = 0
    settled: int = 0
    cursor: str | None = None
    snapshot_at: str | None = None
    contact_at: str | None = None
    trouble: Trouble | None = None


class Replica(Protocol):
    """What central said, as last synchronised. Read-only here; synchronisation alone writes it."""

    def record(self, kind: str, key: str) -> bytes | None:
        """A state record's JSON."""

    def records(self, kind: str) -> tuple[bytes, ...]:
        """All state records of a kind, by key."""

    def status(self, writer: str) -> SyncStatus:
        """How synchronisation stands for a writer."""

    def version(self) -> int:
        """A number that changes when anything in the replica changed."""


class ReplicaUnavailable(Exception):  # noqa: N818 -- a state of the world, said as one
    """The disk took nothing of what central said; it will be said again."""


class Direction(Enum):
    """Which half of synchronisation speaks."""

    PUSH = "push"
    PULL = "pull"


class ReplicaStore(Protocol):
    """The replica's one writer. Each call is one transaction; all raise ReplicaUnavailable."""

    def cursor(self) -> Cursor | None:
        """Where the next pull goes on from."""

    def known(self, writer: str) -> int:
        """The seq up to which central was last known to hold this writer's entries."""

    def keep_page(self, writer: str, page: Pulled, at: str) -> None:
        """Take over a page. With the last one, at `at` (RFC 3339), all pages since the one before become the snapshot."""

    def keep_known(self, writer: str, known: int, at: str, trouble: Trouble | None = None) -> None:
        """Central answered that it holds this writer's entries up to `known`; pushing is in `trouble` or in none."""

    def keep_trouble(self, direction: Direction, trouble: Trouble) -> None:
        """An attempt failed; the trouble stands until that direction's next success."""


class KeyStore(Protocol):
    """The station's own secrets, readable by the station's programs alone."""

    def station_key(self) -> Ed25519PrivateKey:
        """The key that signs for this station; made and durable before it is first returned."""

    def keep_pepper(self, pepper: bytes) -> None:
        """Seal the plant's PIN pepper; replaces an earlier one."""


class Membership(msgspec.Struct, frozen=True):
    """What a station learned when it enrolled: central's address and public key (hex), its own id there."""

    central: str
    station: str
    central_key: str


class MembershipStore(Protocol):
    """Where a station remembers to whom it belongs."""

    def membership(self) -> Membership | None:
        """The membership, None before enrolment."""

    def keep_membership(self, membership: Membership) -> None:
        """Remember it durably; replaces an earlier one."""


class Clock(Protocol):
    """Time from outside."""

    def now(self) -> datetime:
        """Wall time with the local offset."""

    def monotonic_ns(self) -> int:
        """Nanoseconds that never run back while the machine is up."""

    def boot_id(self) -> str:
        """The machine's boot id, 32 hex digits."""


class Ids(Protocol):
    """Randomness from outside."""

    def new(self) -> str:
        """128 random bits as 32 hex digits."""


class Credentials(Protocol):
    """Checks of what people know."""

    def pin_is_right(self, verifier: str, pin: str) -> bool:
        """Whether a PIN fits an argon2id verifier; takes some 100 ms on purpose: never on the screen's thread."""


class Cue(Enum):
    """What a sound says; cues differ in count of tones, not in pitch alone."""

    READ = "read"
    SAVED = "saved"
    PROVISIONAL = "provisional"
    WARN = "warn"
    LEAD = "lead"
    REFUSE = "refuse"


class Sounds(Protocol):
    """The station's loudspeaker."""

    def play(self, cue: Cue) -> None:
        """Sound a cue; returns at once, never raises; a newer cue cuts off an older one."""
