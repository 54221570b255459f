"""The command `central`, as its users run it."""

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from central.bootstrap.parts import opened
from central.cli import main
from central.folder import DataFolder
from central.ingest.projection import project_all
from central.ingest.receive import receive
from central.stations.enrolment import EnrolmentCode, enrol, new_code
from central.store import log
from tests.integration.central.conftest import PACK
from tests.integration.central.small_station import Journal
from traceability.wire import Enrolled, Enrolment

SEED = """
packs = ["boards.toml"]
[plant]
id = "QD"
name = { zh = "青岛", en = "Qingdao" }
time_zone = "Asia/Shanghai"
[[people]]
id = "P-1"
name = "李华"
badge = "B-1"
pin = "1234"
password = "long enough"
roles = ["operator", "quality"]
[[stations]]
id = "A"
name = { zh = "收货", en = "Goods-in" }
place = "dock"
pack = "boards"
steps = ["receiving"]
devices = [{ name = "gun-1", driver = "simulated", address = "one" }]
[[work_orders]]
id = "WO-1"
material = "TG-200"
bom_version = 1
quantity = "40"
due = "2027-01-15T18:00:00+08:00"
"""


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A seed file and its pack."""
    (tmp_path / "boards.toml").write_text(PACK, encoding="utf-8")
    file = tmp_path / "demo.toml"
    file.write_text(SEED, encoding="utf-8")
    return file


@pytest.fixture
def seeded(tmp_path: Path, seed: Path) -> Path:
    """A seeded central."""
    data = tmp_path / "data"
    assert main(["init", str(data)]) == 0
    assert main(["seed", str(data), str(seed)]) == 0
    return data


def fill(data: Path) -> None:
    """Let a station bring two lots and a board."""
    journal = Journal(1)
    journal.build("S1", [journal.receive_lot("L1"), journal.receive_lot("L2")])
    with opened(data) as context:
        code = new_code(context, "A")
        assert isinstance(code, EnrolmentCode)
        key = journal.key.public_key().public_bytes_raw().hex()
        assert isinstance(
            enrol(context, Enrolment(code=code.code, writer=journal.writer, public_key=key)), Enrolled
        )
        with context.database.reading() as connection:
            writer = log.writer(connection, journal.writer)
        assert writer is not None
        receive(context.database, journal.push(1, 5), writer, 1)
        project_all(context.database, context.journal)


def test_secrets_are_readable_by_their_owner_alone(seeded: Path) -> None:
    assert {stat.S_IMODE(path.stat().st_mode) for path in seeded.iterdir()} == {0o600}


def test_the_log_verifies_and_a_trace_names_what_went_in(
    seeded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(seeded)
    capsys.readouterr()
    assert main(["verify", str(seeded)]) == 0
    assert main(["trace", str(seeded), "S1", "--backward"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Where S1 came from"
    assert [line.split()[:5] for line in lines[2:4]] == [
        ["L1", "U1", "·", "0.5", "GRM"],
        ["L2", "U2", "·", "0.5", "GRM"],
    ]
    assert "station A never synchronised yet" in lines[-1]
    assert main(["trace", str(seeded), "L1", "--forward"]) == 0
    assert "S1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda data: (data / "central.db").write_bytes(b"no database" * 1000), "not a database"),
        (lambda data: os.truncate(data / "central.db", 8192), "malformed"),
    ],
)
def test_a_broken_file_is_one_sentence(
    seeded: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], object], sentence: str
) -> None:
    spoil(seeded)
    capsys.readouterr()
    assert main(["verify", str(seeded)]) == 3
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1


def test_half_a_key_is_never_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", power_cut)
    with pytest.raises(KeyboardInterrupt):
        DataFolder(tmp_path).make()
    monkeypatch.undo()
    assert main(["init", str(tmp_path)]) == 0
    assert main(["verify", str(tmp_path)]) == 0


def test_commands_load_neither_the_web_server_nor_the_migrations(seeded: Path) -> None:
    program = (
        "import sys; from central.cli import main; status = main(sys.argv[1:]);"
        "loaded = {'litestar', 'jinja2', 'uvicorn', 'alembic'} & set(sys.modules); sys.exit(f'{status} {loaded}')"
    )
    for words in (["trace", str(seeded), "x", "--forward"], ["verify", str(seeded)]):
        ended = subprocess.run(
            [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
        )
        assert ended.stderr.strip().endswith("set()"), ended.stderr


def test_a_code_is_printed_with_its_link(seeded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["station", "code", str(seeded), "A", "--address", "https://central.example"]) == 0
    out = capsys.readouterr().out
    code = out.splitlines()[0].split()[5]
    assert f"https://central.example/#enrol={code}" in out


@pytest.mark.parametrize(
    ("words", "language", "sentence"),
    [
        (["verify", "{tmp}/none"], "en_US.UTF-8", "run central init"),
        (["verify", "{tmp}/none"], "zh_CN.UTF-8", "没有追溯中心"),
        (["station", "code", "{data}", "nobody"], "zh_CN.UTF-8", "没有站点 nobody"),
        (["seed", "{data}", "{tmp}/none.toml"], "en_US.UTF-8", "Can't read"),
        (["serve", "--data", "{data}", "--port", "{taken}"], "en_US.UTF-8", "try another port"),
    ],
)
def test_a_mistake_is_one_sentence_in_the_callers_language(
    seeded: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    language: str,
    sentence: str,
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    capsys.readouterr()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        places = {"tmp": tmp_path, "data": seeded, "taken": taken.getsockname()[1]}
        assert main([word.format_map(places) for word in words]) == 3
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (('roles = ["operator", "quality"]', 'roles = ["king"]'), "king"),
        (('steps = ["receiving"]', 'steps = ["recieving"]'), "recieving"),
        (('pack = "boards"', 'pack = "bords"'), "bords"),
        (('quantity = "40"', 'quantity = "many"'), '  work_orders.WO-1: has the quantity "many"'),
        (("[plant]", "[plant"), "  is not TOML: "),
        (("badge", "bagde"), '  people[0]: has the unknown key "bagde"'),
        (("Asia/Shanghai", "Asia/Shangai"), "There is no time zone Asia/Shangai"),
    ],
)
def test_a_seed_with_a_mistake_writes_nothing(
    tmp_path: Path, seed: Path, capsys: pytest.CaptureFixture[str], wrong: tuple[str, str], sentence: str
) -> None:
    data = tmp_path / "data"
    main(["init", str(data)])
    seed.write_text(SEED.replace(*wrong), encoding="utf-8")
    assert main(["seed", str(data), str(seed)]) == 3
    assert sentence in capsys.readouterr().err
    with opened(data) as context, context.database.reading() as connection:
        assert log.head(connection).gsn == 0


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("zh_CN.UTF-8", ("boards.toml 要改，没有发布：", "  steps.receiving.after: 没有工序“nowhere”")),
        (
            "en_US.UTF-8",
            (
                "boards.toml has mistakes and was not released:",
                '  steps.receiving.after: names "nowhere", which is no step of this pack',
            ),
        ),
    ],
)
def test_the_mistakes_of_a_pack_are_told_in_the_callers_language(
    tmp_path: Path,
    seed: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    sentences: tuple[str, str],
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    wrong = PACK.replace("[steps.receiving]", '[steps.receiving]\nafter = ["nowhere"]')
    assert wrong != PACK
    (tmp_path / "boards.toml").write_text(wrong, encoding="utf-8")
    main(["init", str(tmp_path / "data")])
    capsys.readouterr()
    assert main(["seed", str(tmp_path / "data"), str(seed)]) == 3
    first, *mistakes = capsys.readouterr().err.splitlines()
    assert first.endswith(sentences[0])
    assert mistakes == [sentences[1]]


def test_a_pack_that_is_no_newer_than_the_released_one_is_named_by_its_file(
    tmp_path: Path, seeded: Path, seed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "boards.toml").write_text(PACK + "\n# changed\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["seed", str(seeded), str(seed)]) == 3
    first, mistake = capsys.readouterr().err.splitlines()
    assert first.startswith(f"The pack {tmp_path / 'boards.toml'} has mistakes")
    assert mistake == "  version: must be above 1, the version released before"
