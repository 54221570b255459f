"""`central seed FOLDER FILE`: plants, packs, people, stations and work orders from one TOML file, at go-live.

The file is read whole before anything is written; run again, it states only what reads differently, and the people.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

from central.bootstrap.parts import opened
from central.cli import sentences
from central.cli.options import Subparsers, add_folder
from central.cli.seed_file import Seed, read_seed
from central.cli.sentences import Problem
from central.ingest.context import Context
from central.ingest.projection import project_all
from central.people.directory import BadgeTaken, NewPerson, put_person
from central.process.release import put_work_order, release_pack
from central.stations.define import Unknown, define_plant, define_station
from traceability.language import Language
from traceability.people import Assignment
from traceability.process.mistakes import listed
from traceability.quantity import Quantity
from traceability.records import PackRelease, Plant, Station, WorkOrder


def add_to(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser("seed")
    add_folder(parser)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, language: Language) -> int:
    """Read the file and write what it says."""
    seed, packs = read_seed(arguments.file)
    with opened(arguments.folder) as context:
        write(context, seed, packs)
        project_all(context.database, context.journal)
    facts = {
        "plants": "1",
        "packs": str(len(packs)),
        "people": str(len(seed.people)),
        "stations": str(len(seed.stations)),
        "orders": str(len(seed.work_orders)),
    }
    print(sentences.SEEDED.in_language(language, facts))
    return 0


def write(context: Context, seed: Seed, packs: Mapping[Path, str]) -> None:
    """Write a seed. Raises Problem for what only central can know is wrong."""
    plant = seed.plant
    define_plant(context, Plant(id=plant.id, version=0, name=plant.name, time_zone=plant.time_zone))
    for file, content in packs.items():
        released = release_pack(context, content)
        if not isinstance(released, PackRelease):
            raise Problem(sentences.WRONG_PACK, file=str(file), mistakes=listed(released))
    _write_people(context, seed)
    for station in seed.stations:
        stated = define_station(
            context,
            Station(
                id=station.id,
                version=0,
                name=station.name,
                plant=plant.id,
                place=station.place,
                pack=station.pack,
                steps=station.steps,
                devices=station.devices,
                language=station.language,
            ),
        )
        if isinstance(stated, Unknown):
            raise Problem(sentences.UNKNOWN[stated.what], name=stated.name)
    for order in seed.work_orders:
        put_work_order(
            context,
            WorkOrder(
                id=order.id,
                version=0,
                plant=plant.id,
                material=order.material,
                bom_version=order.bom_version,
                quantity=Quantity.of(order.quantity, order.unit),
                due=order.due,
            ),
        )


def _write_people(context: Context, seed: Seed) -> None:
    for person in seed.people:
        put = put_person(
            context,
            NewPerson(
                id=person.id,
                name=person.name,
                badge=person.badge,
                assignments=tuple(Assignment(role) for role in person.roles),
                pin=person.pin,
                password=person.password,
                language=person.language,
            ),
        )
        if isinstance(put, BadgeTaken):
            raise Problem(sentences.BADGE_TAKEN, person=person.id, owner=put.owner)
