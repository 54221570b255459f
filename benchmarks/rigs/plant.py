"""A plant to measure: central in a process of its own, and a station enrolled there with a backlog."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

import msgspec

from benchmarks.rigs.entries import PACK, PLACE, make_journal
from central.bootstrap.parts import create, opened
from central.process.release import release_pack
from central.stations.define import define_plant, define_station
from central.stations.enrolment import EnrolmentCode, new_code
from station.bootstrap.sync import enrolled
from station.ports import Membership
from station.settings import Home
from traceability.language import Text
from traceability.records import Plant, Station

_PATIENCE_S = 20.0
_COMMAND = "import sys; from central.cli import main; sys.exit(main())"


class Site(msgspec.Struct, frozen=True):
    """Central's data folder before anything was pushed, the station's home with its backlog, central's port."""

    central: Path
    station: Path
    port: int


def site(folder: Path, backlog: int) -> Site:
    """Make both sides in `folder`; the station holds a backlog of so many entries."""
    made = Site(folder / "central", folder / "station", free_port())
    made.station.mkdir(parents=True)
    make_journal(Home(made.station).journal, backlog)
    create(made.central)
    with opened(made.central) as context:
        name = Text("青岛", "Qingdao")
        define_plant(context, Plant(id=PLACE.plant, version=0, name=name, time_zone="Asia/Shanghai"))
        release_pack(context, PACK.read_text(encoding="utf-8"))
        station = Station(
            id="ST-1",
            version=0,
            name=Text("装配一", "Assembly 1"),
            plant=PLACE.plant,
            place=PLACE.place,
            pack="electronics",
            steps=("assembly", "inspection", "packing"),
        )
        define_station(context, station)
        code = new_code(context, "ST-1")
        assert isinstance(code, EnrolmentCode), code
    with serving(made.central, made.port) as address:
        membership = enrolled(Home(made.station), address, code.code)
        assert isinstance(membership, Membership), membership
    return made


@contextmanager
def fresh_central(made: Site, folder: Path, port: int) -> Iterator[None]:
    """Central as it stood before anything was pushed, serving from a copy in `folder`, until the block ends."""
    copytree(made.central, folder)
    with serving(folder, port):
        yield


@contextmanager
def serving(folder: Path, port: int) -> Iterator[str]:
    """Central's process, until the block ends; gives its address."""
    address = f"http://127.0.0.1:{port}"
    words = ("serve", "--data", str(folder), "--port", str(port))
    process = subprocess.Popen([sys.executable, "-c", _COMMAND, *words], stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"{address}/health", process)
        yield address
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port of the loopback nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE_S):  # noqa: S310 -- our own address
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
