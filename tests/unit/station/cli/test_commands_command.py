"""`station commands`: the sheet of command codes, without a station."""

from pathlib import Path

import pytest

from station.cli import main


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a station, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACEPOST_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.mark.parametrize(("name", "begin"), [("sheet.pdf", b"%PDF-"), ("sheet.svg", b"<svg ")])
def test_a_sheet_is_written_in_the_form_its_name_says(
    name: str, begin: bytes, nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["commands", "sheet", name]) == 0
    assert (nowhere / name).read_bytes().startswith(begin)
    assert capsys.readouterr().out == f"{name} is written.\n"


def test_a_sheet_speaks_the_language_asked_for_and_has_the_quantities_asked_for(nowhere: Path) -> None:
    words = ["commands", "sheet", "sheet.svg", "--language", "zh", "--quantity", "12", "--quantity", "0.5"]
    assert main(words) == 0
    drawn = (nowhere / "sheet.svg").read_text(encoding="utf-8")
    for text in ("退出登录", "数量 12", "数量 0.5", "TPDO SIGN OUT", "TPDO COUNT 0.5"):
        assert f">{text}<" in drawn


def test_a_file_that_is_there_is_not_overwritten(nowhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (nowhere / "sheet.pdf").write_text("mine")
    assert main(["commands", "sheet", "sheet.pdf"]) == 3
    assert (nowhere / "sheet.pdf").read_text() == "mine"
    assert "sheet.pdf exists and was not overwritten" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sheet.txt"], "sheet.txt must end in .pdf or .svg."),
        (["missing/sheet.pdf"], "missing/sheet.pdf can't be written: No such file or directory"),
        (["sheet.pdf", "--quantity", "a dozen"], "a dozen is no quantity; write it like 12 or 0.5."),
    ],
)
def test_what_makes_no_sheet_is_said_in_a_sentence(
    words: list[str], said: str, nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["commands", "sheet", *words]) == 3
    assert said in capsys.readouterr().err
    assert list(nowhere.iterdir()) == []
