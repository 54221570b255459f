"""Verifying a batch: who signed it, whether it fits on, which of its entries are new. Pure."""

from collections.abc import Iterable

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central.store.log import Slot, is_storable
from traceability.clock import ZERO, Stamp
from traceability.entries import FIRST_LINK, decode_head, entry_id, next_link
from traceability.signing import head_signature_is_valid
from traceability.wire import Push


class Batch(msgspec.Struct, frozen=True):
    """A batch whose signature is right: its entries as log slots, the last one carrying the signature."""

    writer: str
    first: int
    link: bytes
    slots: tuple[Slot, ...]


def verified(push: Push, public_key: bytes) -> Batch | None:
    """The batch, every id and link computed anew; None when the writer's key did not sign the head they lead to."""
    link = push.link
    slots: list[Slot] = []
    for seq, data in enumerate(push.entries, push.first):
        identifier = entry_id(data)
        link = next_link(link, identifier)
        slots.append(Slot(seq=seq, id=identifier, link=link, data=data, stamp=_stamp(data)))
    last = push.first + len(slots) - 1
    key = Ed25519PublicKey.from_public_bytes(public_key)
    if not slots or not head_signature_is_valid(key, push.signature, push.writer, last, link):
        return None
    slots[-1] = msgspec.structs.replace(slots[-1], signature=push.signature)
    return Batch(push.writer, push.first, push.link, tuple(slots))


def _stamp(data: bytes) -> Stamp:
    try:
        stamp = decode_head(data).hlc
    except (msgspec.DecodeError, msgspec.ValidationError):
        return ZERO  # poison; the projection says so, the chain goes on
    return stamp if is_storable(*stamp) else ZERO


class Fit(msgspec.Struct, frozen=True):
    """How a batch fits onto what is logged: the entries not logged yet, and whether they fork the writer's chain."""

    new: tuple[Slot, ...]
    forks: bool


def fit(batch: Batch, logged: Iterable[tuple[int, bytes, bytes]]) -> Fit | None:
    """How the batch fits; None for a gap.

    `logged` are (seq, id, link) of all entries at and after the slot before the batch, all branches.
    """
    known = tuple(logged)
    before = {link for seq, _, link in known if seq == batch.first - 1}
    if batch.first == 1:
        before = {FIRST_LINK}
    if batch.link not in before:
        return None
    ids = {(seq, identifier) for seq, identifier, _ in known}
    taken = {seq for seq, _, _ in known}
    new = tuple(slot for slot in batch.slots if (slot.seq, slot.id) not in ids)
    return Fit(new, any(slot.seq in taken for slot in new))
