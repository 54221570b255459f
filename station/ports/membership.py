"""To which central a station belongs, and the secrets it holds for that."""

from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:  # the screen signs nothing: it need not load this
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class KeyStore(Protocol):
    """The station's own secrets, readable by the station's programs alone."""

    def station_key(self) -> "Ed25519PrivateKey":
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
