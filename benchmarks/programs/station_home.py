"""Make a station's data folder as an enrolled station has it: a million lots known, one person, its guns.

In a process of its own, because synchronisation writes the replica with another SQLite than the screen reads it with.
`python -m benchmarks.programs.station_home HOME GUN...`
"""

import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

import argon2
import msgspec

from benchmarks.rigs.entries import PACK
from benchmarks.rigs.labels import EXPIRY, lots
from benchmarks.rigs.operator import BADGE, ORDER, PIN
from station.credentials.keys import KeyFiles
from station.journal.file import JournalFile
from station.ports import Membership
from station.replica.store import ReplicaFile
from station.settings import Home, MembershipFile
from station.system import SystemClock, SystemIds
from traceability.entries import Whereabouts
from traceability.facts import Birth, Moment
from traceability.identity import Lot
from traceability.language import Text
from traceability.ledger import ThingState
from traceability.people import Assignment, Person, Role
from traceability.pins import peppered
from traceability.quantity import PIECE, Quantity
from traceability.records import Device, PackRelease, Plant, Station, WorkOrder, kind_of
from traceability.wire import Cursor, Pulled, StateRecord

_PAGE = 20_000
_PEPPER = bytes(range(32))
_CURSOR = Cursor(
    epoch="0d9f6a40b1f34c5c9f3f6f6f3e3b2a10", gsn=1_100_000, loghash=bytes(32), signature=bytes(64)
)


def main(home: Home, guns: list[str]) -> None:
    """Write journal, replica, keys and membership."""
    journal = JournalFile(home.journal, SystemClock(), SystemIds(), lambda: Whereabouts("QD", "line-1"))
    journal.close()
    keys = KeyFiles(home.station_key, home.pepper)
    keys.station_key()
    keys.keep_pepper(_PEPPER)
    membership = Membership(central="http://127.0.0.1:1", station="ST-1", central_key="00" * 32)
    MembershipFile(home.enrolment).keep_membership(membership)
    store = ReplicaFile(home.replica)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    every = (_record("thing", state.thing, state) for state in map(_known, lots()))
    while page := tuple(islice(every, _PAGE)):
        store.keep_page(journal.writer, Pulled(cursor=_CURSOR, records=page, more=True), now)
    store.keep_page(journal.writer, Pulled(cursor=_CURSOR, records=_master_data(guns), settled=0), now)
    # Synchronised: central holds more than will be made here, and was heard of in an hour from now.
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="milliseconds")
    store.keep_known(journal.writer, 1_000_000, soon)
    store.close()


def _known(lot: Lot) -> ThingState:
    birth = Birth(Moment(1, 0, "w", 1), "e0", "2026-11-01T08:00:00+08:00", Quantity("5000", PIECE), EXPIRY)
    return ThingState(lot.uri, births=(birth,))


def _master_data(guns: list[str]) -> tuple[StateRecord, ...]:
    name = Text("青岛", "Qingdao")
    station = Station(
        id="ST-1",
        version=1,
        name=name,
        plant="QD",
        place="line-1",
        pack="electronics",
        steps=("assembly",),
        devices=tuple(
            Device(
                name=f"gun-{number}",
                driver="serial",
                address=gun,
                profile="honeywell-xenon",
                options={"interface": "base-usb-serial"},  # told what came of each scan
            )
            for number, gun in enumerate(guns, start=1)
        ),
    )
    order = WorkOrder(
        id=ORDER,
        version=1,
        plant="QD",
        material="TC-300",
        bom_version=4,
        quantity=Quantity("100000", PIECE),
        due="2031-01-01T00:00:00+08:00",
    )
    records = (
        Plant(id="QD", version=1, name=name, time_zone="Asia/Shanghai"),
        station,
        order,
        PackRelease(id="electronics", version=1, content=PACK.read_text(encoding="utf-8")),
    )
    person = Person(
        id="P-1031",
        name="李敏",
        badge=sha256(BADGE).hexdigest(),
        assignments=(Assignment(Role.OPERATOR),),
        rights=1,
        pin=argon2.PasswordHasher().hash(peppered(_PEPPER, PIN)),
    )
    stated = tuple(_record(kind_of(each), each.id, each) for each in records)
    return (*stated, _record("person", person.id, person))


def _record(kind: str, key: str, value: msgspec.Struct) -> StateRecord:
    return StateRecord(kind=kind, key=key, gsn=1, body=msgspec.json.encode(value))


if __name__ == "__main__":
    main(Home(Path(sys.argv[1])), sys.argv[2:])
