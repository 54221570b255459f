"""`station decode` as a real process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_PICTURES = Path(__file__).parents[2] / "data" / "camera"
_COMMAND = [sys.executable, "-c", "import sys; from station.cli import main; sys.exit(main())", "decode"]


def decode(lines: str, *words: str, language: str = "en_US.UTF-8") -> tuple[int, list[dict[str, Any]], str]:
    """Status, answers and what was said on standard error; there is no data folder anywhere."""
    done = subprocess.run(
        [*_COMMAND, *words],
        input=lines.encode(),
        env={"PATH": os.environ["PATH"], "LC_ALL": language, "TRACEPOST_HOME": "/nonexistent"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return (
        done.returncode,
        [json.loads(line) for line in done.stdout.decode("ascii").splitlines()],
        done.stderr.decode(),
    )


def kinds(answer: dict[str, Any]) -> list[str]:
    return [interpretation["kind"] for interpretation in answer["interpretations"]]


def test_every_line_is_answered_by_one_line_in_its_order() -> None:
    status, answers, said = decode(
        '{"raw": "0109506000134352\\u001d10AB", "aim": "]d2"}\n'
        '{"raw": "9506000134352", "aim": null}\n'
        '{"raw": "]C1010950600013435210AB"}\n'
        '{"raw": "hello"}\n'
    )
    assert (status, said) == (0, "")
    assert [kinds(answer)[0] for answer in answers] == ["gs1", "ean", "gs1", "text"]
    gs1 = answers[0]["interpretations"][0]
    assert gs1 == {
        "kind": "gs1",
        "ok": True,
        "elements": [["01", "09506000134352"], ["10", "AB"]],
        "errors": [],
    }
    assert answers[1]["interpretations"][0]["elements"] == [["gtin", "09506000134352"]]
    assert answers[3]["interpretations"] == [{"kind": "text", "ok": True, "elements": [], "errors": []}]


def test_with_an_identifier_beside_it_nothing_is_split_off_the_data() -> None:
    _, (answer,), _ = decode('{"raw": "]C1hello", "aim": "]Q1"}')
    assert kinds(answer) == ["text"]


def test_a_reading_with_reasons_names_them() -> None:
    _, (answer,), _ = decode('{"raw": "0109506000134353", "aim": "]d2"}')
    first = answer["interpretations"][0]
    assert (first["kind"], first["ok"]) == ("gs1", False)
    assert first["errors"] == ["The check digit of AI (01) is wrong"]


def test_what_another_label_must_say_is_no_reason_against_a_reading() -> None:
    _, (answer,), _ = decode('{"raw": "10AB", "aim": "]C1"}')
    first = answer["interpretations"][0]
    assert (first["ok"], first["errors"]) == (True, [])
    assert first["warnings"] == ["AI (10) needs AI (01, 02, 03, 8006, 8026) beside it"]


def test_bytes_that_are_not_utf_8_come_back_as_they_went_in() -> None:
    _, (answer,), _ = decode('{"raw": "[)>\\u001e06\\u001dP\\udcff\\u001e\\u0004"}')
    first = answer["interpretations"][0]
    assert (first["kind"], first["ok"]) == ("iso15434", False)
    assert first["elements"] == [["format", "06"], ["P", "\udcff"]]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("", "This line is no JSON object."),  # answers stand in the places of what was asked
        ("no JSON", "This line is no JSON object."),
        ("[" * 100_000, "This line is no JSON object."),
        ('{"raw": ' + "1" * 5_000 + "}", "This line is no JSON object."),
        ("[]", "This line is no JSON object."),
        ('{"aim": "]d2"}', 'This line has no text "raw" or "image".'),
        ('{"raw": 7}', 'This line has no text "raw" or "image".'),
        ('{"raw": null, "image": 7}', 'This line has no text "raw" or "image".'),
        ('{"raw": "x", "aim": "d2"}', '"aim" must be like ]d2, or null.'),
        ('{"raw": "\\ud800"}', '"raw" holds a character that stands for no bytes.'),
        (
            '{"image": "/nonexistent.png"}',
            "The picture /nonexistent.png can't be read: No such file or directory.",
        ),
        ('{"image": "/proc/version"}', "/proc/version is no picture that can be read."),
    ],
)
def test_a_bad_line_is_told_in_its_place_and_the_rest_goes_on(line: str, error: str) -> None:
    status, answers, said = decode(f'{line}\n{{"raw": "hello"}}\n')
    assert (status, said) == (1, "")
    assert answers[0] == {"error": error}
    assert kinds(answers[1]) == ["text"]


def test_a_bad_line_and_a_reason_are_told_in_chinese_too() -> None:
    _, (bad, wrong), _ = decode('no JSON\n{"raw": "0109506000134353", "aim": "]d2"}', language="zh_CN.UTF-8")
    assert bad == {"error": "这一行不是 JSON 对象。"}
    assert wrong["interpretations"][0]["errors"] == ["AI (01) 的校验码不对"]


def test_a_picture_gives_its_codes() -> None:
    status, (answer,), _ = decode(json.dumps({"image": str(_PICTURES / "ean13-1_25.webp")}))
    assert status == 0
    (code,) = answer["codes"]
    assert (code["symbology"], code["aim"], code["raw"]) == ("EAN-13", "]E0", "9780140013993")
    assert code["interpretations"][0]["elements"] == [["gtin", "09780140013993"]]


def test_a_file_is_read_where_one_is_named(tmp_path: Path) -> None:
    file = tmp_path / "scans.jsonl"
    file.write_text('{"raw": "hello"}', encoding="utf-8")
    status, answers, _ = decode("", str(file))
    assert (status, len(answers)) == (0, 1)
    status, answers, said = decode("", str(tmp_path / "none"))
    assert (status, answers) == (3, [])
    assert said == f"{tmp_path / 'none'} can't be read: No such file or directory; check its name.\n"


def test_own_labels_are_read_by_a_packs_patterns(tmp_path: Path) -> None:
    line = '{"raw": "TC300-26K-004127"}'
    assert kinds(decode(line)[1][0]) == ["text"]
    status, (answer,), _ = decode(line, "--pack", "process-packs/electronics/pack.toml")
    assert status == 0
    assert answer["interpretations"][0]["kind"] == "pattern"
    assert answer["interpretations"][0]["elements"] == [["serial", "TC300-26K-004127"]]
    bad = tmp_path / "pack.toml"
    bad.write_text("name = 7", encoding="utf-8")
    status, answers, said = decode(line, "--pack", str(bad))
    assert (status, answers) == (3, [])
    assert said.splitlines()[0] == f"The process pack {bad} has mistakes:"
    assert "  name: must be text, not a whole number" in said.splitlines()
    assert decode(line, "--pack", str(tmp_path / "none"))[0] == 3


def test_identifiers_are_named_where_asked() -> None:
    lines = (
        '{"raw": "010950600013435210AB", "aim": "]d2"}\n'
        '{"raw": "[)>\\u001e06\\u001dP296-LM358\\u001dQ10\\u001e\\u0004"}\n'
    )
    _, (gs1, message), _ = decode(lines, "--names")
    assert gs1["interpretations"][0]["names"] == {"01": "GTIN", "10": "BATCH/LOT"}
    assert message["interpretations"][0]["names"] == {"P": "CUSTOMER ITEM ID", "Q": "QUANTITY"}
    assert "names" not in decode(lines)[1][0]["interpretations"][0]


def test_two_digit_years_are_seen_from_the_date_given() -> None:
    line = '{"raw": "MA.156.M0.100761.21234561.E000229"}'  # 2000 was a leap year, 2100 is none
    assert decode(line, "--date", "2026-01-01")[1][0]["interpretations"][0]["ok"]
    assert not decode(line, "--date", "2090-01-01")[1][0]["interpretations"][0]["ok"]


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "20261123", "2026-W01-1", ""])
def test_a_date_that_is_none_is_told(day: str) -> None:
    status, answers, said = decode('{"raw": "x"}', "--date", day)
    assert (status, answers) == (2, [])
    assert "a date is like 2026-11-23" in said


def test_ten_thousand_lines_take_seconds_at_most() -> None:
    lines = '{"raw": "]d2010950600013435217251231\\u001d10AB"}\n' * 10_000
    status, answers, _ = decode(lines)  # a minute is its deadline; 0.7 s is usual
    assert (status, len(answers)) == (0, 10_000)
