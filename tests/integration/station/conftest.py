"""A central and a station that may enrol with it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from central.bootstrap.parts import create, opened
from central.process.release import release_pack
from central.stations.define import define_plant, define_station
from central.stations.enrolment import EnrolmentCode, new_code
from station.settings import Home
from tests.integration.station.real_central import DEADLINE_S, PACK, ROOT, Central, command, station
from traceability.language import Text
from traceability.records import Plant, Station


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Central]:
    folder = tmp_path / "central"
    create(folder)
    process = Central(folder)
    yield process
    process.kill()


@pytest.fixture
def code(central: Central) -> str:
    with opened(central.folder) as context:
        define_plant(
            context, Plant(id="p1", version=0, name=Text("一厂", "Plant 1"), time_zone="Asia/Shanghai")
        )
        release_pack(context, PACK.read_text(encoding="utf-8"))
        defined = Station(
            id="goods-in-1",
            version=0,
            name=Text("收货", "Goods in"),
            plant="p1",
            place="dock",
            pack="electronics",
            steps=("receiving",),
        )
        assert isinstance(define_station(context, defined), Station)
        made = new_code(context, "goods-in-1")
    assert isinstance(made, EnrolmentCode)
    return made.code


@pytest.fixture
def home(tmp_path: Path) -> Home:
    folder = tmp_path / "station"
    folder.mkdir(mode=0o700)
    return Home(folder)


@pytest.fixture
def syncing(home: Home, central: Central, code: str) -> Iterator[subprocess.Popen[str]]:
    central.start()
    assert station(home, "enrol", central.address, code).returncode == 0
    process = subprocess.Popen(command(home, "sync"), cwd=ROOT, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate(timeout=DEADLINE_S)
