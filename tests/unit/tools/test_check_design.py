import shutil
from pathlib import Path

from tools.check_design import CENTRAL, STATION, differences

REPOSITORY = Path(__file__).parents[3]


def test_both_sides_draw_with_the_same_tokens_and_icons() -> None:
    assert differences(REPOSITORY) == []


def test_a_changed_token_and_a_foreign_icon_are_named(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / STATION, tmp_path / STATION)
    (tmp_path / CENTRAL / "static" / "icons").mkdir(parents=True)
    tokens = (REPOSITORY / CENTRAL / "tokens.json").read_text(encoding="utf-8")
    (tmp_path / CENTRAL / "tokens.json").write_text(tokens.replace("#E9EDF1", "#E9EDF2"), encoding="utf-8")
    (tmp_path / CENTRAL / "static" / "icons" / "own.svg").write_text("<svg/>", encoding="utf-8")
    assert differences(tmp_path) == [
        "central/web/tokens.json differs from station/ui/theme/tokens.json",
        "central/web/static/icons/own.svg differs from station/ui/theme/icons/own.svg",
    ]
