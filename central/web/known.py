"""Names and dates the pages need from the master data, read per request."""

from datetime import datetime
from zoneinfo import ZoneInfo

from central.ingest.context import Context
from central.process.release import packs
from central.store.records import records
from central.tracing.search import people_named
from central.web.views.answer import Names
from traceability.language import Text
from traceability.records import Plant, Station


def names(context: Context) -> Names:
    """What people, stations, materials, steps and partners are called; of a name in several packs the last."""
    with context.database.reading() as connection:
        stations = records(connection, Station)
        own = records(connection, Plant)
    materials: dict[str, Text] = {}
    steps: dict[str, Text] = {}
    # A lot without a supplier's number is numbered by the plant itself.
    partners = {plant.id: plant.name for plant in own}
    for pack in packs(context):
        materials |= {key: material.name for key, material in pack.materials.items()}
        steps |= {key: step.name for key, step in pack.steps.items()}
        partners |= pack.partners
    return Names(
        people=people_named(context),
        stations={station.id: station.name for station in stations},
        materials=materials,
        steps=steps,
        partners=partners,
    )


def plants(context: Context) -> dict[str, Plant]:
    """All plants by id."""
    with context.database.reading() as connection:
        return {plant.id: plant for plant in records(connection, Plant)}


def now(context: Context) -> datetime:
    """The time at the plant; at a central of several plants, at the first of them."""
    zone = next((plant.time_zone for plant in plants(context).values()), None)
    return context.clock.now().astimezone(ZoneInfo(zone)) if zone else context.clock.now()
