"""A small plant in a folder: central, two stations, each with its window and its synchronisation, and their guns.

Everything is the product's own: central is made and seeded by its command, stations are enrolled by theirs with
one-time codes, every process is a real one. Between stations and central lies a cable that can be cut.
"""

import re
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import requests

from demo.goods import ZONE
from demo.guns import PtyGun
from demo.people.operator import Account, Operator
from demo.people.remote import Finger
from demo.people.technician import Technician
from demo.people.visitor import Visitor
from demo.plant.network import Cable
from demo.plant.processes import PYTHON, Watched, program, run
from demo.plant.watching import until
from station.journal.reading import JournalReader
from station.ports import SyncStatus
from station.replica.reader import ReplicaReader
from station.settings import Home
from station.system import SystemClock
from station.workflows.knowledge import Knowledge
from traceability.identity import Thing
from traceability.process.model import Pack

PACK = Path(__file__).parents[2] / "process-packs" / "electronics"
_CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}")
SIZE = "1024x768"
WAIT_S = "2"
"""Longest wait of a poll, so that the demonstration need not wait long for a snapshot to be old."""


GOODS_IN = Account("BADGE-1001", "1234")
LINE = Account("BADGE-1002", "2345")
TECHNICIAN = Account("BADGE-1005", "4567")
QUALITY = ("chen", "demo-quality")


class Site:
    """One station with its processes, its gun and its operator."""

    def __init__(
        self,
        name: str,
        folder: Path,
        gun: PtyGun,
        account: Account,
        place: int,
        environment: Mapping[str, str],
    ) -> None:
        """`place` counts the windows beside each other."""
        self.name = name
        self.home = Home(folder)
        self.gun = gun
        self.journal = JournalReader(self.home.journal)
        self._replica = ReplicaReader(self.home.replica)
        socket_path = folder / "hand"
        sync = [program("station"), "sync", "--home", str(folder), "--longest-wait", WAIT_S]
        self.sync = Watched(f"{name} sync", sync, folder / "sync.log", environment)
        self.window = Watched(
            f"{name} window",
            [PYTHON, "-m", "demo.plant.window", str(folder), str(socket_path), SIZE, str(place)],
            folder / "window.log",
            environment,
        )
        finger = Finger(socket_path)
        self.operator = Operator(account, gun, finger, self.window, self.journal)
        examiner = Operator(TECHNICIAN, gun, finger, self.window, self.journal)
        self.technician = Technician(examiner, gun, self.journal)

    def knowledge(self) -> Knowledge:
        """What the station knows, read from its files as its own window does."""
        return Knowledge(self.journal, self._replica, SystemClock(), lambda: self.name)

    def status(self) -> SyncStatus:
        """How its synchronisation stands."""
        return self._replica.status(self.journal.writer)

    def backlog(self) -> int:
        """Entries that exist on this station only."""
        return self.journal.head() - self.status().known

    def knows_hold(self, thing: Thing) -> bool:
        """Whether the station has heard that a thing is on hold."""
        state = self.knowledge().thing(thing.uri)
        return state is not None and bool(state.open_holds)

    def wait_until_stale(self) -> None:
        """Wait until the snapshot is too old to say that an unknown lot does not exist."""
        pack = self.knowledge().pack()
        fresh = pack.limits.snapshot_fresh_seconds if isinstance(pack, Pack) else 0

        def old() -> bool | None:
            seconds = self.knowledge().snapshot_seconds()
            return True if seconds is None or seconds > fresh else None

        until(f"{self.name}'s snapshot to be old", old, 60.0)

    def stop(self) -> None:
        """End both processes and put the files away."""
        self.window.stop()
        self.sync.stop()
        self.journal.close()
        self._replica.close()


class Factory:
    """The whole plant, running, until the `with` ends. `environment` is for its processes."""

    def __init__(self, folder: Path, output: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.output = output
        self._environment = {**environment, "TZ": ZONE}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with self._stack:
            self._open()
            self._stack = self._stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def central_folder(self) -> Path:
        """Central's data."""
        return self.folder / "central"

    @property
    def sites(self) -> tuple[Site, Site]:
        """Both stations."""
        return self.goods_in, self.line

    @property
    def processes(self) -> tuple[Watched, ...]:
        """Every process of the plant."""
        return (self.central, *(process for site in self.sites for process in (site.window, site.sync)))

    def _open(self) -> None:
        self.output.mkdir(parents=True, exist_ok=True)
        guns = {name: self._gun(name) for name in ("goods-in", "line")}
        run([program("central"), "init", str(self.central_folder)])
        run([program("central"), "seed", str(self.central_folder), str(self._seed(guns))])
        port = _free_port()
        self.address = f"http://127.0.0.1:{port}"
        serve = [program("central"), "serve", "--data", str(self.central_folder), "--port", str(port)]
        self.central = Watched("central", serve, self.folder / "central.log", self._environment)
        self._stack.callback(self.central.stop)
        until("central to answer", lambda: _answers(port), 30.0)
        self._cable = self._stack.enter_context(Cable(port))
        self.goods_in = self._site("goods-in", guns["goods-in"], GOODS_IN, 0)
        self.line = self._site("line", guns["line"], LINE, 1)

    def _gun(self, name: str) -> PtyGun:
        return self._stack.enter_context(PtyGun(self.folder / f"{name}-gun"))

    def _seed(self, guns: Mapping[str, PtyGun]) -> Path:
        """The pack's demo data, with the guns' lines put in."""
        seed = (PACK / "demo.toml").read_text()
        for name, gun in guns.items():
            seed = seed.replace(f"@{name}-gun@", str(gun.link))
        (self.folder / "pack.toml").write_text(
            (PACK / "pack.toml")
            .read_text()
            .replace("snapshot_fresh_seconds = 120", "snapshot_fresh_seconds = 8")
        )
        path = self.folder / "demo.toml"
        path.write_text(seed)
        return path

    def _site(self, name: str, gun: PtyGun, account: Account, place: int) -> Site:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        printed = run([program("central"), "station", "code", str(self.central_folder), name])
        found = _CODE.search(printed)
        if found is None:
            raise RuntimeError(f"central printed no code: {printed}")
        address = f"http://127.0.0.1:{self._cable.port}"
        run([program("station"), "enrol", address, found[0], "--home", str(folder)])
        site = Site(name, folder, gun, account, place, self._environment)
        self._stack.callback(site.stop)
        return site

    # -- what happens to a plant --

    def hold(self, thing: Thing, reason: str) -> None:
        """Quality holds a thing at central's pages; tries again while central starts anew."""

        def attempt() -> bool | None:
            try:
                Visitor(self.address, *QUALITY).hold(thing, reason)
            except requests.RequestException:
                return None
            return True

        until("the hold to be placed", attempt, 30.0)

    def wait_until_told(self, device: str, words: str) -> None:
        """Wait until central's page of scanner profiles says this of a device of the line."""

        def attempt() -> bool | None:
            try:
                row = Visitor(self.address, *QUALITY).device_row("装配 3 号站", device)
            except requests.RequestException:
                return None
            return True if words in row else None

        until(f"central's page to say {words} of {device}", attempt, 30.0)

    def cut_network(self) -> None:
        """Pull the cable."""
        self._cable.cut()

    def mend_network(self) -> None:
        """Plug the cable back in."""
        self._cable.mend()

    def wait_until_synchronised(self) -> None:
        """Wait until everything every station said is at central and counted in what every station knows."""

        def even() -> bool | None:
            settled = all(site.status().settled >= site.journal.head() for site in self.sites)
            return True if settled else None

        until("everything to be synchronised", even, 60.0)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool | None:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return None
    return True
