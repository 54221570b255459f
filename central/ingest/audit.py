"""Verifying the whole log: every byte of every entry, every chain, and that the states are what the entries mean.

Memory grows with the number of things, not of entries. Faults name the entry; the walk goes on to find them all.
"""

from collections.abc import Iterator

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central.ingest.meaning import Poison, read
from central.store import directory, log, states
from central.store.database import Connection
from traceability.acts import RecordChanged, RightsChanged
from traceability.consequences import AboutThing
from traceability.entries import FIRST_LINK, decode, entry_id, next_link
from traceability.ledger import OrderProgress, ThingState, with_count, with_fact
from traceability.records import Record, kind_of
from traceability.signing import head_signature_is_valid


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong: `what` is a stable word, `gsn`, `writer`, `seq` name the entry, `detail` what else there is.

    `what`: `gap` (a gsn is missing), `bytes` (they are not what the id says), `link`, `loghash`, `signature`,
    `head`, `state` (a state record is not what the entries mean), `quarantine`.
    """

    what: str
    gsn: int = 0
    writer: str = ""
    seq: int = 0
    detail: str = ""


class Verified(msgspec.Struct, frozen=True):
    """How much was looked at, and everything that is wrong with it."""

    entries: int
    writers: int
    faults: tuple[Fault, ...]


def verify(connection: Connection) -> Verified:
    """Look at everything."""
    walk = _Walk(connection)
    faults = [fault for logged in log.everything(connection) for fault in walk.faults_of(logged)]
    faults += walk.faults_at_end()
    return Verified(walk.gsn, len(log.all_writers(connection)), tuple(faults))


class _Walk:
    """The log while it is walked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._head = log.head(connection)
        self._keys = {each.id: each.public_key for each in log.all_writers(connection)}
        self._links: dict[tuple[str, int], set[bytes]] = {}
        self._things: dict[str, ThingState] = {}
        self._orders: dict[str, OrderProgress] = {}
        self._records: dict[tuple[str, str], tuple[int, bytes]] = {}
        self._people: set[str] = set()
        self._forked = {each.id for each in log.all_writers(connection) if each.forked}
        self._loghash = FIRST_LINK
        self.gsn = 0

    def faults_of(self, logged: log.Logged) -> Iterator[Fault]:
        """What is wrong with one entry."""

        def fault(what: str, detail: str = "") -> Fault:
            return Fault(what=what, gsn=logged.gsn, writer=logged.writer, seq=logged.seq, detail=detail)

        if logged.gsn != self.gsn + 1:
            yield fault("gap", f"{self.gsn + 1} to {logged.gsn - 1} are missing")
        self.gsn = logged.gsn
        if entry_id(logged.data) != logged.id:
            yield fault("bytes")
        before = self._links.get((logged.writer, logged.seq - 1), set())
        if logged.seq == 1:
            before = {FIRST_LINK}
        # No entry before it, or only one of another branch than a fork that central knows of, is a fault as well.
        if all(next_link(link, logged.id) != logged.link for link in before):
            yield fault("link")
        self._links.setdefault((logged.writer, logged.seq), set()).add(logged.link)
        if logged.writer not in self._forked:
            self._links.pop((logged.writer, logged.seq - 1), None)
        if next_link(self._loghash, logged.link) != logged.loghash:
            yield fault("loghash")
        self._loghash = logged.loghash
        if logged.signature is not None and not self._is_signed(logged, logged.signature):
            yield fault("signature")
        if logged.gsn <= self._head.projected:
            yield from (fault("quarantine", detail) for detail in self._fold(logged))

    def _is_signed(self, logged: log.Logged, signature: bytes) -> bool:
        key = Ed25519PublicKey.from_public_bytes(self._keys[logged.writer])
        return head_signature_is_valid(key, signature, logged.writer, logged.seq, logged.link)

    def _fold(self, logged: log.Logged) -> Iterator[str]:
        taken = read(logged)
        if isinstance(taken, Poison) or logged.quarantined:
            if isinstance(taken, Poison) != logged.quarantined:
                yield taken.reason if isinstance(taken, Poison) else "nothing is wrong with it"
            return
        entry, abouts = taken
        for about in abouts:
            if isinstance(about, AboutThing):
                state = self._things.get(about.thing) or ThingState(about.thing)
                self._things[about.thing] = with_fact(state, about.fact)
            else:
                progress = self._orders.get(about.order) or OrderProgress(about.order)
                self._orders[about.order] = with_count(progress, about.fact)
        if isinstance(entry.body, RecordChanged):
            self._stated(entry.body.record)
        elif isinstance(entry.body, RightsChanged):
            self._people.add(entry.body.person)

    def _stated(self, record: Record) -> None:
        place = (kind_of(record), record.id)
        said = (record.version, msgspec.json.encode(record))
        self._records[place] = max(said, self._records.get(place, said))

    def faults_at_end(self) -> Iterator[Fault]:
        """What only shows at the end: the head, and the state records."""
        if (self._head.gsn, self._head.loghash) != (self.gsn, self._loghash):
            yield Fault(what="head", gsn=self._head.gsn)
        expected = self._expected()
        waiting = self._waiting()
        for state in states.everything(self._connection):
            if state.kind == states.PERSON and state.key in waiting:
                expected.pop((state.kind, state.key), None)
            elif expected.pop((state.kind, state.key), b"") != state.body:
                yield Fault(what="state", gsn=state.gsn, detail=f"{state.kind} {state.key}")
        for kind, key in sorted(expected):
            yield Fault(what="state", detail=f"{kind} {key}")

    def _waiting(self) -> set[str]:
        """People whose directory is ahead of their state record."""
        later = (decode(logged.data).body for logged in log.own_after(self._connection, self._head.projected))
        return {body.person for body in later if isinstance(body, RightsChanged)}

    def _expected(self) -> dict[tuple[str, str], bytes | None]:
        expected: dict[tuple[str, str], bytes | None] = {
            place: body for place, (_, body) in self._records.items()
        }
        expected |= {(states.THING, key): msgspec.json.encode(each) for key, each in self._things.items()}
        expected |= {
            (states.ORDER_PROGRESS, key): msgspec.json.encode(each) for key, each in self._orders.items()
        }
        for identifier in self._people:
            found = directory.account(self._connection, identifier)
            expected[states.PERSON, identifier] = msgspec.json.encode(found.person) if found else None
        return expected
