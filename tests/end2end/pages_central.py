"""A central on a loopback port, filled through the same doors stations use: enrolment, hello, push."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.bootstrap.parts import create, opened
from central.bootstrap.server import application
from central.ingest.clock import milliseconds
from central.ingest.context import Context
from central.ingest.projection import project_all
from central.ingest.receive import receive
from central.people.directory import NewPerson, put_person
from central.process.release import release_pack
from central.stations.define import define_plant, define_station
from central.stations.enrolment import EnrolmentCode, enrol, new_code
from central.store import log
from central.sync.hello import welcome
from tests.unit.central.web.small_plant import ASSEMBLY, GOODS_IN
from tests.unit.central.web.small_plant import Plant as Work
from traceability.entries import FIRST_LINK, canonical_bytes, chain
from traceability.language import Language, Text
from traceability.people import Assignment, Role
from traceability.records import Plant, Station
from traceability.signing import sign_head
from traceability.wire import PROTOCOL, Enrolled, Enrolment, Hello, Push, Pushed, Welcome

PACK = Path("process-packs/electronics/pack.toml")
PASSWORD = "correct horse 7"  # noqa: S105  made for this test
QUALITY, LEAD, ADMINISTRATOR, OPERATOR = "q-100", "l-100", "a-100", "o-100"

_STATIONS = {
    GOODS_IN: ("goods-in", Text("收货 1 号站", "Goods-in 1"), ("receiving", "shipping")),
    ASSEMBLY: ("assembly", Text("装配 3 号站", "Assembly 3"), ("assembly", "inspection", "packing")),
}


class Served:
    """A running central: its address, its parts, and the stations' side of it."""

    def __init__(self, context: Context, address: str) -> None:
        self.context = context
        self.address = address
        self.keys = {writer: Ed25519PrivateKey.generate() for writer in _STATIONS}

    def set_up(self) -> None:
        """The master data, the people, both stations enrolled."""
        context = self.context
        define_plant(
            context, Plant(id="P1", version=0, name=Text("一厂", "Plant 1"), time_zone="Asia/Shanghai")
        )
        release_pack(context, PACK.read_text(encoding="utf-8"))
        for number, (person, name, role) in enumerate(
            (
                (QUALITY, "陈静", Role.QUALITY),
                (LEAD, "张伟", Role.SHIFT_LEAD),
                (ADMINISTRATOR, "何俊", Role.ADMINISTRATOR),
                (OPERATOR, "李敏", Role.OPERATOR),
            )
        ):
            new = NewPerson(
                id=person,
                name=name,
                badge=f"BADGE-{number}",
                password=PASSWORD,
                assignments=(Assignment(role),),
                language=Language.CHINESE,
            )
            put_person(context, new)
        for writer, (station, title, steps) in _STATIONS.items():
            define_station(
                context,
                Station(
                    id=station, version=0, name=title, plant="P1", place="A", pack="electronics", steps=steps
                ),
            )
            code = new_code(context, station)
            assert isinstance(code, EnrolmentCode)
            public_key = self.keys[writer].public_key().public_bytes_raw().hex()
            asked = Enrolment(code=code.code, writer=writer, public_key=public_key)
            assert isinstance(enrol(context, asked), Enrolled)

    def push(self, work: Work) -> None:
        """Everything written so far, as each writer's chain."""
        for writer, key in self.keys.items():
            entries = tuple(canonical_bytes(each) for each in work.entries.values() if each.writer == writer)
            if entries:
                link = chain(FIRST_LINK, entries)
                push = Push(
                    writer=writer,
                    first=1,
                    link=FIRST_LINK,
                    entries=entries,
                    signature=sign_head(key, writer, len(entries), link),
                )
                answer = receive(self.context.database, push, self._writer(writer), self.context.now_ms())
                assert isinstance(answer, Pushed), answer
                assert not answer.gap
        self.settle()

    def hello(self, writer: str, *, backlog: int = 0, slow_ms: int = 0) -> None:
        """A station says that it is there, what it holds back, and what its clock shows."""
        now = self.context.clock.now()
        said = Hello(
            protocol=PROTOCOL,
            writer=writer,
            marks=(),
            wall_ms=milliseconds(now) - slow_ms,
            boot="b",
            backlog=backlog,
            oldest=now.isoformat(timespec="milliseconds") if backlog else None,
        )
        assert isinstance(welcome(self.context, said, self._writer(writer)), Welcome)

    def settle(self) -> None:
        """Everything logged is projected."""
        project_all(self.context.database, self.context.journal)

    def _writer(self, writer: str) -> log.Writer:
        with self.context.database.reading() as connection:
            known = log.writer(connection, writer)
        assert known is not None
        return known


@contextmanager
def serving(folder: Path, wait_for: Callable[[threading.Event], None]) -> Iterator[Served]:
    """Central over a new data folder, until the block ends."""
    create(folder)
    with opened(folder) as context, socket.create_server(("127.0.0.1", 0)) as listener:
        ready = threading.Event()
        server = _Server(
            uvicorn.Config(application(context), log_config=None, timeout_graceful_shutdown=2), ready
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            wait_for(ready)
            yield Served(context, f"http://127.0.0.1:{listener.getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join(timeout=10)


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()
