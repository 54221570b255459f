"""Statements on what the stations' journals last said of their reading devices, and on codes none of them could read."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from central.store.tables import reading_devices, typed_codes


class DeviceWord(msgspec.Struct, frozen=True, kw_only=True):
    """What one entry says of a device; None: nothing about that.

    Attributes:
        gsn, at: the entry, and when it was recorded (RFC 3339).
        state, detail: as in `DeviceChanged`. profile: the scanner profile it is read by, `FAMILY/VERSION`.
        refused: a released profile its station can't use.
        faults: what the scanner doctor found or ordinary work made suspect; empty: it sends all right.
    """

    gsn: int
    station: str
    device: str
    at: str
    state: str | None = None
    detail: str | None = None
    profile: str | None = None
    refused: str | None = None
    faults: tuple[str, ...] | None = None


class DeviceStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A reading device as its station's journal left it; empty where nothing was said yet."""

    station: str
    device: str
    at: str
    state: str
    detail: str
    profile: str
    refused: str
    faults: tuple[str, ...]


class TypedCodes(msgspec.Struct, frozen=True):
    """How many codes a station's people typed on a day, YYYY-MM-DD by its clock, because they could not be read."""

    station: str
    day: str
    count: int


def count_typed(connection: Connection, typed: Iterable[TypedCodes]) -> None:
    """Add to what was counted before."""
    for each in typed:
        new = insert(typed_codes).values(station=each.station, day=each.day, count=each.count)
        more = {"count": typed_codes.c.count + new.excluded.count}
        connection.execute(new.on_conflict_do_update(index_elements=["station", "day"], set_=more))


def typed_since(connection: Connection, day: str) -> dict[str, int]:
    """How many codes were typed from a day on, by station."""
    counted = select(typed_codes.c.station, func.sum(typed_codes.c.count))
    rows = connection.execute(counted.where(typed_codes.c.day >= day).group_by(typed_codes.c.station))
    return {station: int(count) for station, count in rows}


def hear(connection: Connection, words: Iterable[DeviceWord]) -> None:
    """Take words in, in the order they were logged."""
    for word in words:
        said: dict[str, object] = {"gsn": word.gsn, "at": word.at}
        said |= {
            name: value
            for name in ("state", "detail", "profile", "refused")
            if (value := getattr(word, name)) is not None
        }
        if word.faults is not None:
            said["faults"] = " ".join(word.faults)
        new = {
            "station": word.station,
            "device": word.device,
            "state": "",
            "detail": "",
            "profile": "",
            "refused": "",
            "faults": "",
        }
        connection.execute(
            insert(reading_devices)
            .values(new | said)
            .on_conflict_do_update(index_elements=["station", "device"], set_=said)
        )


def everything(connection: Connection) -> tuple[DeviceStanding, ...]:
    """All devices ever heard of, by station and name."""
    rows = connection.execute(
        select(reading_devices).order_by(reading_devices.c.station, reading_devices.c.device)
    )
    return tuple(
        DeviceStanding(
            station=row.station,
            device=row.device,
            at=row.at,
            state=row.state,
            detail=row.detail,
            profile=row.profile,
            refused=row.refused,
            faults=tuple(row.faults.split()),
        )
        for row in rows
    )
