import base64
import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from station.cli import main
from station.journal.reading import JournalReader
from tests.simulation.unreliable_disk import unreliable_disk
from tests.unit.station.journal.made import DEADLINE_S, event, new, open_journal, reading, refusal, signed_in
from traceability.acts import DeviceChanged

ENGLISH = {"LANG": "en_US.UTF-8"}
CHINESE = {"LANG": "zh_CN.UTF-8"}


def station(*words: str, home: Path, language: dict[str, str] = ENGLISH) -> subprocess.CompletedProcess[str]:
    """Run the real command."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONIOENCODING": "utf-8",
        "TRACEPOST_HOME": str(home),
        **language,
    }
    command = [sys.executable, "-c", "import sys; from station.cli import main; sys.exit(main())", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with closing(open_journal(tmp_path / "journal.db")) as journal:
        kept = journal.append(reading()).result(DEADLINE_S)
        for entry in (event(kept.id), refusal(), signed_in()):
            journal.append(entry).result(DEADLINE_S)
    return tmp_path


def spoil(home: Path) -> None:
    with closing(apsw.Connection(str(home / "journal.db"))) as connection:
        connection.execute("DROP TRIGGER entries_keep_their_content")
        connection.execute(
            "UPDATE entries SET canonical = CAST(replace(canonical, 'p-17', 'p-18') AS BLOB) WHERE seq = 2"
        )


def test_a_sound_journal_is_verified_with_status_0(home: Path) -> None:
    done = station("journal", "verify", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("All 4 entries are as written")


def test_a_flipped_entry_is_named_with_status_1_in_the_readers_language(home: Path) -> None:
    spoil(home)
    english, chinese = (
        station("journal", "verify", home=home, language=language) for language in (ENGLISH, CHINESE)
    )
    assert english.returncode == chinese.returncode == 1
    assert "entry 2: its bytes do not have its id" in english.stdout
    assert "第 2 条：内容与编号不符" in chinese.stdout


def test_a_damaged_file_is_named_as_a_whole(home: Path) -> None:
    path = home / "journal.db"
    path.write_bytes(path.read_bytes()[:-4096])
    done = station("journal", "verify", home=home)
    assert done.returncode == 1
    assert "the whole file: the file's structure is damaged" in done.stdout


def test_a_journal_shorter_than_central_acknowledged_is_not_sound(home: Path) -> None:
    with closing(JournalReader(home / "journal.db")) as journal:
        writer = journal.writer
    keep = (
        "import sys; from pathlib import Path; from station.replica.store import ReplicaFile;"
        "ReplicaFile(Path(sys.argv[1])).keep_known(sys.argv[2], int(sys.argv[3]), '2026-11-23T09:00:00+08:00')"
    )
    for known, status in ((4, 0), (6, 1)):  # kept by a process of its own: two SQLite libraries, one file
        command = [sys.executable, "-c", keep, str(home / "replica.db"), writer, str(known)]
        subprocess.run(command, check=True)
        done = station("journal", "verify", home=home)
        assert done.returncode == status
    assert f"writer {writer} entry 5: central has it, and it is gone here" in done.stdout


def test_an_empty_journal_has_nothing_to_verify(tmp_path: Path) -> None:
    open_journal(tmp_path / "journal.db").close()
    assert "nothing to verify" in station("journal", "verify", home=tmp_path).stdout


def test_the_tail_shows_the_newest_entries_oldest_first(home: Path) -> None:
    done = station("journal", "tail", "-n", "3", home=home)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [(line[0], line[3]) for line in lines] == [("2", "event"), ("3", "refusal"), ("4", "signed-in")]
    assert lines[1][4:] == ["refuse", "piece:piece-1"]


def test_no_control_character_of_an_entry_reaches_the_terminal(tmp_path: Path) -> None:
    with closing(open_journal(tmp_path / "journal.db")) as journal:
        journal.append(reading(piece="\x1b[2J\u202egood\n")).result(DEADLINE_S)
    done = station("journal", "tail", home=tmp_path)
    assert done.stdout.count("\n") == 1
    assert r"piece:\x1b[2J\u202egood\n" in done.stdout


def test_the_tail_tells_what_is_wrong_with_a_device(tmp_path: Path) -> None:
    wrong = "settings-refused: unknown option 'terminator'"
    with closing(open_journal(tmp_path / "journal.db")) as journal:
        journal.append(new(DeviceChanged(device="gun-1", state="faulty", detail=wrong))).result(DEADLINE_S)
    assert station("journal", "tail", home=tmp_path).stdout.endswith(f"  gun-1  faulty  {wrong}\n")


def test_what_a_station_keeps_is_readable_by_its_own_user_only(tmp_path: Path) -> None:
    refused = station("enrol", "http://127.0.0.1:1", "ABCD-EFGH-JKMN", home=tmp_path)
    assert refused.returncode == 1
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) & 0o077 for path in tmp_path.iterdir()}
    assert modes.keys() >= {"journal.db", "station.key"}
    assert not any(modes.values()), modes


@pytest.fixture
def following(home: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", "from station.cli import main; raise SystemExit(main())"]
    words = ["--home", str(home), "journal", "tail", "-f", "-n", "1"]
    with subprocess.Popen([*command, *words], stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_the_tail_goes_on_with_entries_as_they_come(home: Path, following: subprocess.Popen[str]) -> None:
    assert following.stdout is not None
    assert following.stdout.readline().split()[0] == "4"
    with closing(open_journal(home / "journal.db")) as journal:
        for _ in range(2):
            journal.append(reading()).result(DEADLINE_S)
    assert [following.stdout.readline().split()[0] for _ in range(2)] == ["5", "6"]
    following.send_signal(signal.SIGINT)
    assert following.wait(DEADLINE_S) == 130


def test_an_export_can_be_checked_with_sha_256_alone(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "export.jsonl"
    assert station("journal", "export", str(target), home=home).returncode == 0
    about, *entries = map(json.loads, target.read_text().splitlines())
    assert (about["format"], about["version"], len(entries)) == ("tracepost-journal", 1, 4)
    link = bytes(32)
    for seq, line in enumerate(entries, start=1):
        canonical = base64.b64decode(line["entry"])
        identifier = hashlib.sha256(canonical).digest()
        link = hashlib.sha256(link + identifier).digest()
        assert (line["seq"], line["id"], line["link"]) == (seq, identifier.hex(), link.hex())
        assert json.loads(canonical)["writer"] == line["writer"]
    assert station("journal", "export", "-", home=home).stdout == target.read_text()


def test_an_export_overwrites_nothing(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.write_text("kept")
    done = station("journal", "export", str(target), home=home)
    assert (done.returncode, target.read_text()) == (3, "kept")
    assert "was not overwritten" in done.stderr


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["journal", "verify", "--home", "/nowhere"], 3, "There is no data folder /nowhere"),
        (["--home", "/nowhere", "journal", "verify"], 3, "There is no data folder /nowhere"),
        (["journal", "--home", "/nowhere", "verify"], 3, "There is no data folder /nowhere"),
        (["journal", "export", "/nowhere/file"], 3, "/nowhere/file can't be written"),
        (["journal", "burn"], 2, "The command is not understood"),
        (["burn"], 2, "The command is not understood"),
        ([], 2, "The command is not understood"),
    ],
)
def test_mistakes_are_one_sentence_on_standard_error(
    home: Path, words: list[str], status: int, sentence: str
) -> None:
    done = station(*words, home=home)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_a_folder_without_a_journal_is_said(tmp_path: Path) -> None:
    done = station("journal", "verify", home=tmp_path, language=CHINESE)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "没有找到作业日志" in done.stderr


def test_a_journal_the_disk_does_not_give_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def unreadable(_act: str, _path: str) -> None:
        raise apsw.exception_for(apsw.SQLITE_IOERR_READ)

    with unreliable_disk("unreadable") as disk:
        disk.fault = unreadable
        assert main(["--home", str(home), "journal", "verify"]) == 3
    assert "check the disk" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_mistake(home: Path) -> None:
    done = subprocess.run(
        [
            *("sh", "-c", f'"{sys.executable}" -c "$0" --home "$1" journal export - | head -c 1'),
            "from station.cli import main; raise SystemExit(main())",
            str(home),
        ],
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert (done.stdout, done.stderr) == (b"{", b"")


def test_help_is_in_the_readers_language_and_tells_the_exit_status(home: Path) -> None:
    assert "退出码" in station("--help", home=home, language=CHINESE).stdout
    assert "exit status" in station("--help", home=home).stdout
