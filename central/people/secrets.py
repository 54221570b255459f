"""Secrets of people, kept as hashes only: badges, PINs, passwords, session tokens."""

from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from traceability.pins import peppered

_hasher = PasswordHasher()
_NOBODY = _hasher.hash(b"nobody has this password")


def badge_hash(badge: str) -> str:
    """SHA-256 of the text on a badge, in hex."""
    return sha256(badge.encode()).hexdigest()


def pin_verifier(pepper: bytes, pin: str) -> str:
    """argon2id over HMAC-SHA256(pepper, PIN): without the plant's pepper a copied verifier can't be guessed at."""
    return _hasher.hash(peppered(pepper, pin))


def password_hash(password: str) -> str:
    """argon2id of a password."""
    return _hasher.hash(password)


def password_is_right(hashed: str | None, password: str) -> bool:
    """Whether a password fits; takes as long for nobody's as for somebody's."""
    try:
        return _hasher.verify(hashed or _NOBODY, password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def token_hash(token: str) -> bytes:
    """What is kept of a random token; it has no need of a slow hash."""
    return sha256(token.encode()).digest()
