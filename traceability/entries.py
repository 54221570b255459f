"""The journal entry: one act, who, when, where, on what knowledge, and the chain that makes it unalterable.

An entry's bytes are made once, as canonical JSON (RFC 8785; keys are ASCII and there are no floats, so sorting keys by
bytes is the same), and are carried unchanged ever after. Its id is their SHA-256. The chain stands beside the entry,
not in it: link(n) = SHA-256(link(n-1) + id(n)), so the bytes carry no hash and compress well.
"""

from collections.abc import Iterable
from enum import Enum
from hashlib import sha256

import msgspec

from traceability.acts import Act
from traceability.clock import Stamp

SCHEMA = 1
"""The newest entry schema this release writes."""

FIRST_LINK = bytes(32)
"""The link before a writer's first entry."""


class Origin(Enum):
    """How a value came in."""

    SCANNED = "scanned"
    CAMERA = "camera"
    TYPED = "typed"
    LOADED = "loaded"
    DEFAULT = "default"


class ValueSource(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the value of a field came from.

    Attributes:
        field: the field's key; empty for an input no field wanted.
        device: the device's name; profile: the scanner profile and its version.
        raw: the bytes of the scan as the device sent them, or the text typed for a code (base64 in JSON).
        symbology: AIM identifier where the device told one.
        verified: False where a weak reading was taken without a second look, and for a code that was typed.
        confirmed_by: opaque id of the shift lead who confirmed a typed code.
    """

    field: str
    origin: Origin
    device: str | None = None
    profile: str | None = None
    raw: bytes | None = None
    symbology: str | None = None
    verified: bool = True
    confirmed_by: str | None = None

    @property
    def is_typed_code(self) -> bool:
        """Whether a person typed it where a code could not be read."""
        return self.origin is Origin.TYPED and not self.verified


class Document(msgspec.Struct, frozen=True):
    """A business document: `type` is `work-order`, `purchase-order`, `delivery-note` or `delivery-order`."""

    type: str
    id: str


class Whereabouts(msgspec.Struct, frozen=True, omit_defaults=True):
    """Plant, place and, at work, the step of the route."""

    plant: str
    place: str
    step: str | None = None


class Boot(msgspec.Struct, frozen=True):
    """The machine's run in which the entry was made: its boot id and the milliseconds since."""

    id: str
    monotonic_ms: int


class Version(msgspec.Struct, frozen=True):
    """A version of something the act relied on, for example `bom`, `TC-300`, 4."""

    kind: str
    key: str
    version: int


class Basis(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the station knew when it acted.

    Attributes:
        cursor: `EPOCH:GSN` of its snapshot of central; None before the first one.
        pack: `NAME@VERSION` of the process pack.
        versions: versions of the work order, bill of materials and lots relied on.
        heads: ids of the corrections seen of what this act corrects.
    """

    cursor: str | None = None
    pack: str | None = None
    versions: tuple[Version, ...] = ()
    heads: tuple[str, ...] = ()


class RuleOutcome(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rule that spoke: its id, severity, the field and value it spoke of, the facts of its sentence."""

    rule: str
    severity: str
    field: str | None = None
    value: str | None = None
    facts: dict[str, str] = {}


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the act was judged: `accept`, `provisional`, `warn`, `needs-lead` or `refuse`, and the rules behind it."""

    outcome: str
    rules: tuple[RuleOutcome, ...] = ()


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """An electronic signature (21 CFR 11.50, 11.70): who, printed name, meaning, and how they proved themselves.

    `subject` is the id of what is signed, so a signature can't be moved to another record.
    """

    signer: str
    printed_name: str
    meaning: str
    proof: str
    subject: str


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act in one writer's journal.

    Attributes:
        writer: 32 hex digits, random for each incarnation of a journal.
        seq: from 1, without gaps, per writer.
        hlc: hybrid logical clock.
        recorded: local wall time with offset, RFC 3339, milliseconds.
        happened: when it happened, where that differs from `recorded`.
        actor: opaque person id; `system` for acts of the program itself.
        performed_by: who did the work, where that is not the actor.
        rights: version of the actor's rights.
        body: the act; its tag is the entry's kind.
        schema: the version of this shape.
    """

    writer: str
    seq: int
    hlc: Stamp
    recorded: str
    boot: Boot
    actor: str
    place: Whereabouts
    body: Act
    schema: int
    happened: str | None = None
    performed_by: str | None = None
    rights: int | None = None
    sources: tuple[ValueSource, ...] = ()
    documents: tuple[Document, ...] = ()
    basis: Basis = Basis()
    verdict: Verdict | None = None
    signature: Signature | None = None

    @property
    def kind(self) -> str:
        """The kind of act, for example `reading` or `event`."""
        return str(self.body.__struct_config__.tag)


class Head(msgspec.Struct, frozen=True):
    """The fields of an entry that every schema has, readable when the body is not."""

    writer: str
    seq: int
    hlc: Stamp
    recorded: str
    schema: int


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Entry)
_head_decoder = msgspec.json.Decoder(Head)


def canonical_bytes(entry: Entry) -> bytes:
    """The entry's bytes, to be made once and kept."""
    return _encoder.encode(entry)


def decode(canonical: bytes) -> Entry:
    """The entry behind canonical bytes. Raises msgspec.DecodeError (ValidationError is one) for what is none."""
    try:
        return _decoder.decode(canonical)
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(str(error)) from error


def decode_head(canonical: bytes) -> Head:
    """The fields every schema has. Raises msgspec.DecodeError (ValidationError is one) for what is no entry at all."""
    try:
        return _head_decoder.decode(canonical)
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(str(error)) from error


def entry_id(canonical: bytes) -> bytes:
    """SHA-256 of the entry's bytes, 32 bytes."""
    return sha256(canonical).digest()


def next_link(link: bytes, identifier: bytes) -> bytes:
    """The chain's link after the entry `identifier`, 32 bytes."""
    return sha256(link + identifier).digest()


def chain(link: bytes, canonical: Iterable[bytes]) -> bytes:
    """The link after all of `canonical`, starting from `link`."""
    for data in canonical:
        link = next_link(link, entry_id(data))
    return link
