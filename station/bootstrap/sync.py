"""Synchronisation and enrolment, put together: apsw reads the journal, pysqlite3 writes the replica."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from station.credentials.keys import KeyFiles
from station.journal.file import JournalFile
from station.journal.reading import JournalReader
from station.ports import Membership
from station.problems import Problem
from station.replica.store import ReplicaFile
from station.settings import Home, MembershipFile
from station.sync.client import Central
from station.sync.enrol import enrol
from station.sync.plan import WAIT_S, Failed
from station.sync.puller import Puller
from station.sync.pusher import Pusher
from station.system import SystemClock, SystemIds
from traceability.entries import Whereabouts
from traceability.language import Text

_NOT_ENROLLED = Text(
    "本站还没有登记；请在中心取代码，运行 station enrol 地址 代码。",
    "This station is not enrolled; get a code at central and run station enrol ADDRESS CODE.",
)


class Halves(msgspec.Struct, frozen=True):
    """Both halves of a station's synchronisation."""

    pusher: Pusher
    puller: Puller


@contextmanager
def synchronisation(home: Home, longest_wait_s: int = WAIT_S) -> Iterator[Halves]:
    """Both halves over a station's files. Raises Problem, JournalUnavailable, ReplicaUnavailable."""
    membership = MembershipFile(home.enrolment).membership()
    if membership is None:
        raise Problem(_NOT_ENROLLED, {})
    key = KeyFiles(home.station_key, home.pepper).station_key()
    central_key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(membership.central_key))
    clock, chance = SystemClock(), random.SystemRandom().random
    with ExitStack() as stack:
        journal = stack.enter_context(closing(JournalReader(home.journal)))
        store = stack.enter_context(closing(ReplicaFile(home.replica)))

        def line() -> Central:
            # A connection for each half: a batch must not wait for a poll to be answered.
            return stack.enter_context(closing(Central(membership.central, journal.writer, key, central_key)))

        pusher = Pusher(journal, store, line(), key, clock, chance)
        puller = Puller(
            journal.writer,
            store,
            line(),
            clock,
            chance,
            on_new_epoch=pusher.greet,
            longest_wait_s=longest_wait_s,
        )
        yield Halves(pusher, puller)


def enrolled(home: Home, address: str, code: str) -> Membership | Failed:
    """Make this machine a station of the central at `address`. Raises Problem, JournalUnavailable, OSError."""
    keys = KeyFiles(home.station_key, home.pepper)
    memberships = MembershipFile(home.enrolment)
    journal = JournalFile(home.journal, SystemClock(), SystemIds(), lambda: Whereabouts("", ""))
    with closing(journal), closing(Central(address, journal.writer, keys.station_key(), None)) as central:
        return enrol(central, address, code, journal.writer, keys, memberships)
