"""`station profile`: what a technician asks of profiles, without a station."""

from pathlib import Path

import pytest

from station.cli import main
from station.profile_files import PACKAGED


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a station, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACEPOST_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


def _own(folder: Path, family: str, old: str, new: str) -> Path:
    """A copy of a packaged profile with one thing changed."""
    text = (PACKAGED / f"{family}.toml").read_text(encoding="utf-8")
    assert old in text
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{family}.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_all_known_profiles_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "check"]) == 0
    assert capsys.readouterr().out.endswith("profiles, no mistakes.\n")


def test_every_mistake_of_a_file_is_named_with_its_line(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _own(nowhere, "tera", 'kind = "handheld"', 'kind = "handhold"\ncolour = "red"')
    assert main(["profile", "check", str(path), str(nowhere / "missing.toml")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert f"{path}:7: kind: unknown 'handhold'; did you mean 'handheld'?" in lines
    assert any(line.startswith(f"{path}:8: colour: unknown 'colour'") for line in lines)
    assert f"{nowhere / 'missing.toml'}:1: can't be read: No such file or directory" in lines
    assert lines[-1] == "3 mistakes; no file was changed."


def test_a_stations_own_file_wins_and_its_mistakes_are_told(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = nowhere / "home" / "profiles"
    path = _own(own, "tera", "version = 1", "version = 9")
    assert main(["profile", "show", "tera"]) == 0
    assert capsys.readouterr().out.startswith("tera  version 9  Tera: 5100, EVHK0012")
    _own(own, "tera", "version = 1", "version = 0")
    assert main(["profile", "show", "tera"]) == 3
    assert f"{path}:4: version: must be 1 to 2147483647" in capsys.readouterr().err


def test_a_family_is_shown_with_its_settings_and_where_they_come_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["profile", "show", "keyence-sr"]) == 0
    shown = capsys.readouterr().out
    assert "rs-232 (read by serial, only SR-750)" in shown
    assert '"baud_rate": 115200, "data_bits": 8, "parity": "E"' in shown
    assert "[SR-750 manual, p. 71; high]" in shown
    assert main(["profile", "show", "honeywell-xenon"]) == 0
    shown = capsys.readouterr().out
    assert 'quiet: Good-read beep off: CODE_128 "BEPBEP0." FNC3' in shown
    assert "terminator-missing: Suffix for all symbologies: none → CR (0D)" in shown


def test_all_families_are_listed_and_a_near_name_is_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "show"]) == 0
    families = [line.split("/")[0] for line in capsys.readouterr().out.splitlines()]
    assert families == sorted(path.stem for path in PACKAGED.glob("*.toml"))
    assert main(["profile", "show", "zebra-ds220"]) == 3
    assert "did you mean 'zebra-ds2208'?" in capsys.readouterr().err


def test_a_profile_is_tested_with_the_scans_recorded_of_its_family(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profile", "test", "keyence-sr"]) == 0
    assert capsys.readouterr().out == "keyence-sr/1: 1 recorded samples, all read right.\n"
    path = _own(nowhere, "keyence-sr", '["ERROR"]', '["NG"]')
    assert main(["profile", "test", str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        'sample error-word, scan 2: expected {"data": "ERROR", "no_read": true}, got {"data": "ERROR"}',
        "keyence-sr/1: 1 differences in 1 samples.",
    ]


def test_a_family_without_recorded_scans_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "test", "tera"]) == 0
    assert capsys.readouterr().out == "tera/1: no recorded samples.\n"


def test_a_sheet_is_written_once_and_never_over_another_file(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profile", "sheet", "honeywell-xenon"]) == 0
    written = nowhere / "honeywell-xenon.pdf"
    assert written.read_bytes().startswith(b"%PDF")
    before = written.read_bytes()
    assert main(["profile", "sheet", "honeywell-xenon"]) == 3
    assert "was not overwritten" in capsys.readouterr().err
    assert written.read_bytes() == before


def test_a_sheet_is_written_as_a_picture_in_the_language_asked_for(nowhere: Path) -> None:
    assert main(["profile", "sheet", "zebra-ds2208", "--out", "sheet.svg", "--language", "zh"]) == 0
    assert "没有查到此设备的设置码" in (nowhere / "sheet.svg").read_text(encoding="utf-8")
    assert main(["profile", "sheet", "zebra-ds2208", "--out", "sheet.doc"]) == 3
    assert main(["profile", "sheet", "zebra-ds2208", "--out", "no/where.pdf"]) == 3
