"""How a PIN becomes a verifier: the same on both sides, so that a verifier made at central fits at every station.

verifier = argon2id(password = HMAC-SHA256(key = the plant's pepper, message = the PIN's UTF-8), random salt), in its
PHC string form with the parameters in it (RFC 9106, section 3.1; we make them with its second recommended set: 3
passes, 64 MiB, 4 lanes). A PIN has few digits, so a stolen verifier alone must be worth nothing: the pepper is in a
file of its own, never in a database or a journal. A station's disk holds both, so who has the disk can guess PINs.
argon2 itself is not here, for it is no dependency of this package.
"""

import hmac


def peppered(pepper: bytes, pin: str) -> bytes:
    """What goes into argon2id as the password: 32 bytes. Raises ValueError for a pepper under 16 bytes."""
    if len(pepper) < 16:
        raise ValueError(f"a pepper has at least 16 bytes, not {len(pepper)}")
    return hmac.digest(pepper, pin.encode(), "sha256")
