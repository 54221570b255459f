"""Pushing a station's backlog: ours, against PouchDB's replication and against storing the same rows without HTTP.

All three move the same 20,000 entries of a real journal and end when the last of them is synced to disk on the far
side. Ours runs from `hello` to the last acknowledgement, the projection of central running as ever; PouchDB from the
start of a replication to its end, both its processes warm; the third reads the journal and writes central's log.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree
from typing import IO

from benchmarks.report import Result, compare
from benchmarks.rigs.plant import Site, free_port, fresh_central, site
from benchmarks.rigs.relay import relay
from benchmarks.scratch import scratch
from station.journal.reading import JournalReader
from station.settings import Home

ENTRIES = 20_000
_ROUNDS = 7
_ROUNDS_OF_BYTES = 3  # they differ by less than a thousandth
_BATCH_SIZE, _BATCHES_LIMIT = 2_000, 10
"""PouchDB's fastest of 100, 500, 1,000, 2,000, 4,000 and 20,000 documents a batch, and of 1, 10 and 100 batches read ahead."""
_PEERS = Path(__file__).parent / "peers"


class Ours:
    """Our side: every push from a fresh copy of the station to a fresh copy of central, processes newly started."""

    def __init__(self, made: Site, folder: Path) -> None:
        self._made = made
        self._folder = folder

    def push(self) -> float:
        """Entries a second."""
        with self._copies() as (home, central), fresh_central(self._made, central, self._made.port):
            return ENTRIES / _seconds("benchmarks.programs.push_backlog", home)

    def wire(self) -> float:
        """Bytes an entry, both directions."""
        port = free_port()
        with (
            self._copies() as (home, central),
            fresh_central(self._made, central, port),
            relay(port, self._made.port) as line,
        ):
            _seconds("benchmarks.programs.push_backlog", home)
            return line.carried / ENTRIES

    def without_http(self) -> float:
        """The peer that shares our files: entries a second."""
        with self._copies() as (home, central):
            copytree(self._made.central, central)
            return ENTRIES / _seconds("benchmarks.peers.rows_without_http", home, central / "central.db")

    @contextmanager
    def _copies(self) -> Iterator[tuple[Path, Path]]:
        home, central = self._folder / "home", self._folder / "central"
        copytree(self._made.station, home)
        try:
            yield home, central
        finally:
            rmtree(home)
            rmtree(central)


class PouchDB:
    """PouchDB's side: the entries lie in a local database, each replication goes to a new one on the server."""

    def __init__(self, client: "subprocess.Popen[str]", port: int) -> None:
        self._client = client
        self._port = port
        self._names = count()

    def push(self) -> float:
        """Entries a second."""
        return ENTRIES / self._replicate(self._port)

    def wire(self) -> float:
        """Bytes an entry, both directions."""
        with relay(self._port) as line:
            self._replicate(line.port)
            return line.carried / ENTRIES

    def _replicate(self, port: int) -> float:
        asked, answers = self._client.stdin, self._client.stdout
        assert asked is not None
        print(f"http://127.0.0.1:{port}/entries-{next(self._names)}", file=asked, flush=True)
        return float(_line(answers))


@contextmanager
def pouchdb(made: Site, folder: Path) -> Iterator[PouchDB]:
    """PouchDB's two processes, the entries loaded, until the block ends."""
    entries = folder / "entries.ndjson"
    kept = JournalReader(Home(made.station).journal).after(0, ENTRIES)
    entries.write_bytes(b"".join(each.canonical + b"\n" for each in kept))
    for name in ("server", "client"):
        (folder / name).mkdir()
    options = (str(_BATCH_SIZE), str(_BATCHES_LIMIT))
    with (
        _node("pouchdb/server.js", str(folder / "server")) as server,
        _node("pouchdb/client.js", str(folder / "client"), str(entries), *options) as client,
    ):
        try:
            port = int(_line(server.stdout))
            assert _line(client.stdout) == "ready"
            yield PouchDB(client, port)
        finally:
            client.terminate()
            server.terminate()


def run() -> list[Result]:
    """Speed against both peers, and bytes against PouchDB."""
    with scratch() as name:
        folder = Path(name)
        made = site(folder / "site", ENTRIES)
        ours = Ours(made, folder)
        with pouchdb(made, folder) as peer:
            faster = compare(
                "push, against PouchDB replication",
                ours.push,
                peer.push,
                unit="entries/s",
                goal="≥ 5",
                ratio="ours/peer",
                rounds=_ROUNDS,
            )
            smaller = compare(
                "push on the wire, against PouchDB replication",
                ours.wire,
                peer.wire,
                unit="bytes/entry",
                goal="≤ 0.1",
                ratio="ours/peer",
                rounds=_ROUNDS_OF_BYTES,
            )
        direct = compare(
            "push, against the same rows without HTTP",
            ours.push,
            ours.without_http,
            unit="entries/s",
            goal="≥ 0.5",
            ratio="ours/peer",
            rounds=_ROUNDS,
        )
    return [faster, smaller, direct]


def _node(program: str, *options: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        ["node", str(_PEERS / program), *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _line(answers: IO[str] | None) -> str:
    assert answers is not None
    line = answers.readline().strip()
    assert line, "the peer ended; its words are above"
    return line


def _seconds(module: str, *arguments: Path) -> float:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
