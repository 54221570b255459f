"""Releasing process packs and stating work orders; stations pick both up with their next pull."""

import tomllib

from central.ingest.context import Context
from central.ingest.numbers import reserve_missing
from central.ingest.records import change
from central.store import log
from central.store.records import newest, records
from traceability.people import SYSTEM
from traceability.process.mistakes import NOT_NEWER, Mistake, mistake
from traceability.process.model import Pack
from traceability.process.read import read_pack
from traceability.records import PackRelease, Station, WorkOrder


def release_pack(context: Context, content: str, by: str = SYSTEM) -> PackRelease | tuple[Mistake, ...]:
    """Release a pack from its TOML; its own `version` must grow. All mistakes at once when it has any."""
    pack = read_pack(content)
    if not isinstance(pack, Pack):
        return pack
    with context.writing() as connection:
        before = newest(connection, "pack", pack.name)
        if isinstance(before, PackRelease) and before.content != content and _version(before) >= pack.version:
            return (mistake("version", NOT_NEWER, version=str(_version(before))),)
        release = change(
            connection, context.journal, PackRelease(id=pack.name, version=pack.version, content=content), by
        )
        using = {station.id for station in records(connection, Station) if station.pack == pack.name}
        for writer in log.all_writers(connection):
            if writer.station in using:
                reserve_missing(connection, context.journal, writer.id, pack.series)
    return release


def pack(context: Context, name: str) -> Pack | None:
    """The released pack of this name."""
    with context.database.reading() as connection:
        release = newest(connection, "pack", name)
    found = read_pack(release.content) if isinstance(release, PackRelease) else None
    return found if isinstance(found, Pack) else None


def packs(context: Context) -> tuple[Pack, ...]:
    """All released packs, by name."""
    with context.database.reading() as connection:
        released = records(connection, PackRelease)
    read = (read_pack(release.content) for release in released)
    return tuple(each for each in read if isinstance(each, Pack))


def put_work_order(context: Context, order: WorkOrder, by: str = SYSTEM) -> WorkOrder:
    """State a work order, under its next version."""
    with context.writing() as connection:
        return change(connection, context.journal, order, by)


def work_orders(context: Context) -> tuple[WorkOrder, ...]:
    """All work orders, by id."""
    with context.database.reading() as connection:
        return records(connection, WorkOrder)


def _version(release: PackRelease) -> int:
    return int(tomllib.loads(release.content)["version"])
