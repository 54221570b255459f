from pathlib import Path

import msgspec
import pytest

from station.ports import Membership
from station.problems import Problem
from station.settings import Home, MembershipFile, ReportFiles, find_home
from traceability.language import Language

RIGHT = Membership(
    central="https://central.plant-1.example:8443", station="line-2.assembly_1", central_key="0f" * 32
)


def test_the_command_line_names_the_folder_before_the_environment_does(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    environment = {"TRACEPOST_HOME": str(tmp_path / "b")}
    assert find_home(str(tmp_path / "a"), environment) == Home(tmp_path / "a")
    assert find_home(None, environment) == Home(tmp_path / "b")


def test_the_files_of_a_station_have_fixed_names(tmp_path: Path) -> None:
    home = Home(tmp_path)
    named = [home.journal, home.replica, home.station_key, home.pepper, home.enrolment]
    assert [path.relative_to(tmp_path).as_posix() for path in named] == [
        "journal.db",
        "replica.db",
        "station.key",
        "pepper",
        "enrolment.toml",
    ]


def test_a_missing_folder_is_said_with_the_way_on(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no data folder") as refused:
        find_home(str(tmp_path / "none"), {})
    assert "--home" in refused.value.sentence(Language.CHINESE)


def test_a_membership_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "enrolment.toml"
    assert MembershipFile(path).membership() is None
    MembershipFile(path).keep_membership(RIGHT)
    assert MembershipFile(path).membership() == RIGHT
    moved = msgspec.structs.replace(RIGHT, central="http://10.0.0.7")
    MembershipFile(path).keep_membership(moved)
    assert MembershipFile(path).membership() == moved


@pytest.mark.parametrize(
    "central",
    [
        "",
        "central.plant-1.example",
        "ftp://central",
        "https://",
        "https://central:0",
        "https://central:99999",
        "https://central/path",
        "https://user:word@central",
        'https://central"\nstation = "x',
        "https://[::1",
    ],
)
def test_an_address_that_can_not_be_central_s_is_refused_and_nothing_written(
    tmp_path: Path, central: str
) -> None:
    path = tmp_path / "enrolment.toml"
    with pytest.raises(Problem, match="https://host"):
        MembershipFile(path).keep_membership(msgspec.structs.replace(RIGHT, central=central))
    assert not path.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("station", "line 2", "letters, digits"),
        ("station", "", "letters, digits"),
        ("central_key", "0F" * 32, "64 hexadecimal"),
        ("central_key", "0f" * 31, "64 hexadecimal"),
    ],
)
def test_other_values_that_can_not_be_right_are_refused(
    tmp_path: Path, field: str, value: str, sentence: str
) -> None:
    path = tmp_path / "enrolment.toml"
    with pytest.raises(Problem, match=sentence):
        MembershipFile(path).keep_membership(msgspec.structs.replace(RIGHT, **{field: value}))


@pytest.mark.parametrize("content", [b"central = ", b"\xff", b"central = 'https://x'", b"central = 1"])
def test_a_damaged_membership_is_said_with_the_way_on(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "enrolment.toml"
    path.write_bytes(content)
    with pytest.raises(Problem, match=r"can't be read: .* station enrol"):
        MembershipFile(path).membership()


def test_reports_have_names_of_their_own_and_none_is_lost(tmp_path: Path) -> None:
    reports = ReportFiles(tmp_path / "reports")
    first, second = reports.keep("gun-1", "one\n"), reports.keep("gun-1", "两\n")
    assert (Path(first).name, Path(second).name) == ("gun-1-1.txt", "gun-1-2.txt")
    assert Path(first).read_text(encoding="utf-8") == "one\n"
    assert Path(second).read_text(encoding="utf-8") == "两\n"


def test_a_report_stays_in_its_folder_whatever_its_device_is_called(tmp_path: Path) -> None:
    kept = Path(ReportFiles(tmp_path / "reports").keep("../../etc/gun 1", "x"))
    assert kept.parent == tmp_path / "reports"
