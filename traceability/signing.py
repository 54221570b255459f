"""What stations and central sign: Ed25519 (RFC 8032), over bytes that name their purpose.

Apart from the entries and messages that carry the signatures: most programs never sign, and cryptography loads slowly.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from traceability.wire import Cursor


def sign_head(key: Ed25519PrivateKey, writer: str, seq: int, link: bytes) -> bytes:
    """Sign that `link` is the head of `writer`'s chain at `seq`; 64 bytes."""
    return key.sign(_head_text(writer, seq, link))


def head_signature_is_valid(
    key: Ed25519PublicKey, signature: bytes, writer: str, seq: int, link: bytes
) -> bool:
    """Whether `signature` is this key's for that head; no number outside 0 to 2^64-1 was ever signed."""
    try:
        key.verify(signature, _head_text(writer, seq, link))
    except (InvalidSignature, OverflowError):
        return False
    return True


def signed_request(key: Ed25519PrivateKey, path: str, body: bytes) -> str:
    """The value of the signature header: the station's signature over path and body, in hex."""
    return key.sign(_request_text(path, body)).hex()


def request_is_signed(key: Ed25519PublicKey, signature: str, path: str, body: bytes) -> bool:
    """Whether a request's signature header is this key's. A replayed request changes nothing: all are idempotent."""
    try:
        key.verify(bytes.fromhex(signature), _request_text(path, body))
    except (InvalidSignature, ValueError):
        return False
    return True


def sign_cursor(key: Ed25519PrivateKey, epoch: str, gsn: int, loghash: bytes) -> Cursor:
    """A cursor that only central can make."""
    return Cursor(
        epoch=epoch, gsn=gsn, loghash=loghash, signature=key.sign(_cursor_text(epoch, gsn, loghash))
    )


def cursor_is_signed(key: Ed25519PublicKey, cursor: Cursor) -> bool:
    """Whether central made this cursor; no gsn outside 0 to 2^64-1 was ever signed."""
    try:
        key.verify(cursor.signature, _cursor_text(cursor.epoch, cursor.gsn, cursor.loghash))
    except (InvalidSignature, OverflowError):
        return False
    return True


def _head_text(writer: str, seq: int, link: bytes) -> bytes:
    return b"tracepost batch head 1\x00" + writer.encode() + b"\x00" + seq.to_bytes(8, "big") + link


def _request_text(path: str, body: bytes) -> bytes:
    return b"tracepost request 1\x00" + path.encode() + b"\x00" + body


def _cursor_text(epoch: str, gsn: int, loghash: bytes) -> bytes:
    return b"tracepost cursor 1\x00" + epoch.encode() + b"\x00" + gsn.to_bytes(8, "big") + loghash
