"""Making a station known to central: one code, one key, one time."""

from typing import Protocol

from station.ports import KeyStore, Membership, MembershipStore
from station.sync.plan import Failed
from traceability.wire import Enrolled, Enrolment


class Registrar(Protocol):
    """Central, as far as enrolling goes; see `station.sync.client.Central`."""

    def enrol(self, enrolment: Enrolment) -> Enrolled | Failed:
        """Make this writer known to central."""


def enrol(
    central: Registrar, address: str, code: str, writer: str, keys: KeyStore, memberships: MembershipStore
) -> Membership | Failed:
    """Enrol `writer` at the central at `address`.

    The key is durable before central hears of it, the membership is kept last: after a crash in between the same code
    can be shown again.
    """
    public_key = keys.station_key().public_key().public_bytes_raw().hex()
    answer = central.enrol(Enrolment(code=code, writer=writer, public_key=public_key))
    if isinstance(answer, Failed):
        return answer
    keys.keep_pepper(answer.pepper)
    membership = Membership(central=address, station=answer.station, central_key=answer.central_key)
    memberships.keep_membership(membership)
    return membership
