"""The file of `central seed`: its shape, and reading it with everything it names."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import available_timezones

import msgspec

from central.cli import sentences
from central.cli.sentences import Problem
from traceability.language import Language, Text
from traceability.people import Role
from traceability.process.mistakes import (
    NOT_TOML,
    UNREASONABLE,
    Mistake,
    listed,
    misshapen,
    mistake,
    quantity_mistakes,
)
from traceability.process.model import Pack
from traceability.process.read import read_pack
from traceability.quantity import PIECE
from traceability.records import Device


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A misspelt key is a mistake, not an extra."""


class SeedPlant(_Part, frozen=True):
    """The plant; `time_zone` is an IANA name."""

    id: str
    name: Text
    time_zone: str


class SeedPerson(_Part, frozen=True):
    """A person; `badge` is the text on the badge, `pin` for stations, `password` for pages; roles hold everywhere."""

    id: str
    name: str
    badge: str
    roles: tuple[Role, ...]
    pin: str | None = None
    password: str | None = None
    language: Language = Language.CHINESE


class SeedStation(_Part, frozen=True):
    """A station of the plant; `pack` is the pack's name."""

    id: str
    name: Text
    place: str
    pack: str
    steps: tuple[str, ...]
    devices: tuple[Device, ...] = ()
    language: Language = Language.CHINESE


class SeedWorkOrder(_Part, frozen=True):
    """A work order of the plant; `due` is an RFC 3339 time."""

    id: str
    material: str
    bom_version: int
    quantity: str
    due: str
    unit: str = PIECE


class Seed(_Part, frozen=True):
    """The whole file; `packs` are paths from the file's own folder."""

    plant: SeedPlant
    packs: tuple[str, ...] = ("pack.toml",)
    people: tuple[SeedPerson, ...] = ()
    stations: tuple[SeedStation, ...] = ()
    work_orders: tuple[SeedWorkOrder, ...] = ()


def read_seed(file: Path) -> tuple[Seed, Mapping[Path, str]]:
    """The seed and the texts of its packs by their files. Raises Problem for the first thing that is wrong."""
    seed = _seed(_text(file))
    if isinstance(seed, tuple):
        raise Problem(sentences.WRONG_SEED, file=str(file), mistakes=listed(seed))
    contents = {file.parent / name: _text(file.parent / name) for name in seed.packs}
    packs = dict(_pack(path, content) for path, content in contents.items())
    _check(seed, packs)
    return seed, contents


def _seed(content: str) -> Seed | tuple[Mistake, ...]:
    try:
        seed = msgspec.convert(tomllib.loads(content), Seed)
    except tomllib.TOMLDecodeError as error:
        return (mistake("", NOT_TOML, detail=str(error)),)
    except msgspec.ValidationError as error:
        return (misshapen(error),)
    except (ValueError, RecursionError):  # thousands of digits, thousands of brackets
        return (mistake("", UNREASONABLE),)
    return tuple(_order_mistakes(seed)) or seed


def _order_mistakes(seed: Seed) -> Iterator[Mistake]:
    for order in seed.work_orders:
        yield from quantity_mistakes(f"work_orders.{order.id}", order.quantity, order.unit)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(sentences.NO_FILE, file=str(file), why=str(error)) from error


def _pack(path: Path, content: str) -> tuple[str, Pack]:
    pack = read_pack(content)
    if isinstance(pack, Pack):
        return pack.name, pack
    raise Problem(sentences.WRONG_PACK, file=str(path), mistakes=listed(pack))


def _check(seed: Seed, packs: Mapping[str, Pack]) -> None:
    if seed.plant.time_zone not in available_timezones():
        raise Problem(sentences.UNKNOWN["time-zone"], name=seed.plant.time_zone)
    for station in seed.stations:
        if station.pack not in packs:
            raise Problem(sentences.UNKNOWN["pack"], name=station.pack)
        for step in station.steps:
            if step not in packs[station.pack].steps:
                raise Problem(sentences.UNKNOWN["step"], name=step)
    badges = Counter(person.badge for person in seed.people)
    for person in seed.people:
        if badges[person.badge] > 1:
            owner = next(each.id for each in seed.people if each.badge == person.badge and each is not person)
            raise Problem(sentences.BADGE_TAKEN, person=person.id, owner=owner)
