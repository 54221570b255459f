"""What this station says: acts on their way to the disk, entries that are there, and the journal of them."""

from concurrent.futures import Future
from functools import cached_property
from typing import Protocol

import msgspec

from traceability.acts import Act
from traceability.entries import Basis, Document, Entry, Signature, ValueSource, Verdict, decode


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
