"""What a station is: a versioned record that every PC with its key works by."""

import msgspec

from central.ingest.context import Context
from central.ingest.numbers import reserve_missing
from central.ingest.records import change
from central.store import log
from central.store.records import newest
from traceability.people import SYSTEM
from traceability.process.model import Pack
from traceability.process.read import read_pack
from traceability.records import PackRelease, Plant, Station


class Unknown(msgspec.Struct, frozen=True):
    """Something is named that central does not have: `what` is `plant`, `pack`, `step` or `station`."""

    what: str
    name: str


def define_station(context: Context, station: Station, by: str = SYSTEM) -> Station | Unknown:
    """State what a station is, under the next version; its writers get the number ranges its pack asks for.

    Which scanner profiles it was given stays as it was: that is `profiles.release`'s to say.
    """
    with context.writing() as connection:
        if not isinstance(newest(connection, "plant", station.plant), Plant):
            return Unknown("plant", station.plant)
        release = newest(connection, "pack", station.pack)
        pack = read_pack(release.content) if isinstance(release, PackRelease) else None
        if not isinstance(pack, Pack):
            return Unknown("pack", station.pack)
        for step in station.steps:
            if step not in pack.steps:
                return Unknown("step", step)
        before = newest(connection, "station", station.id)
        if isinstance(before, Station):
            station = msgspec.structs.replace(station, profiles=before.profiles)
        stated = change(connection, context.journal, station, by)
        for writer in log.all_writers(connection):
            if writer.station == station.id:
                reserve_missing(connection, context.journal, writer.id, pack.series)
    return stated


def define_plant(context: Context, plant: Plant, by: str = SYSTEM) -> Plant:
    """State what a plant is, under the next version."""
    with context.writing() as connection:
        return change(connection, context.journal, plant, by)
