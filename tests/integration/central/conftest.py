"""A running central with a plant, a pack and two stations."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from central.bootstrap.parts import create, opened
from central.process.release import put_work_order, release_pack
from central.stations.define import define_plant, define_station
from tests.integration.central.small_station import Central, Running, Serve
from traceability.language import Text
from traceability.quantity import Quantity
from traceability.records import Plant, Station, WorkOrder

PACK = """
name = "boards"
version = 1
title = { zh = "板", en = "Boards" }
[limits]
snapshot_fresh_seconds = 2
[materials.TG-200]
name = { zh = "硅脂", en = "Grease" }
unit = "GRM"
tracking = "lot"
[series.lot]
form = "L{number:06d}"
block = 10
[boms]
[steps.receiving]
number = 10
name = { zh = "收货", en = "Goods-in" }
needs_order = false
fields = [
    { key = "lot", type = "lot", title = { zh = "批次", en = "Lot" } },
    { key = "amount", type = "quantity", title = { zh = "数量", en = "Amount" } },
]
event = { type = "ObjectEvent", biz_step = "receiving", action = "ADD", things = ["lot"], quantity = "amount" }
"""


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server over a data folder; all are stopped in the end."""
    running: list[Running] = []

    def start(folder: Path) -> Running:
        running.append(Running(folder))
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A data folder with a plant, a pack, an order and the stations A and B."""
    return Path(shutil.copytree(made, tmp_path / "central"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder all tests begin with a copy of."""
    path = tmp_path_factory.mktemp("made") / "central"
    create(path)
    with opened(path) as context:
        define_plant(
            context, Plant(id="QD", version=0, name=Text("青岛", "Qingdao"), time_zone="Asia/Shanghai")
        )
        release_pack(context, PACK)
        for station in ("A", "B"):
            define_station(
                context,
                Station(
                    id=station,
                    version=0,
                    name=Text("工位", "Station"),
                    plant="QD",
                    place="line 1",
                    pack="boards",
                    steps=("receiving",),
                ),
            )
        put_work_order(
            context,
            WorkOrder(
                id="WO-1",
                version=0,
                plant="QD",
                material="TG-200",
                bom_version=1,
                quantity=Quantity("40", "H87"),
                due="2027-01-15T18:00:00+08:00",
            ),
        )
    return path


@pytest.fixture
def central(folder: Path, serve: Serve) -> Central:
    """A running central with a plant and stations."""
    return serve(folder).central()
