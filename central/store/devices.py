"""Statements on what the stations' journals last said of their reading devices."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from central.store.tables import reading_devices


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
