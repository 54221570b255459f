"""Writes `docs/symptoms.md` from what the scanner doctor says of each fault, so that neither can get ahead.

`python -m tools.generate_symptoms` writes the file.
"""

import re
from pathlib import Path

from station.profiles.doctor.explanations import EXPLANATIONS, Explanation
from traceability.language import Language, Text

TARGET = Path(__file__).parent.parent / "docs" / "symptoms.md"

_TITLE = "# What a scanner does wrong · 扫描枪症状表"
_ABOUT = """\
Made by `python -m tools.generate_symptoms` from the scanner doctor's own data. `station doctor` finds these with three
test codes and proves the repair with three right reads in a row. Where the device's profile knows the vendor's own name
of the setting, the doctor shows that name and, where it is known, the set-up code.

本表由 `python -m tools.generate_symptoms` 从扫描枪医生自己的数据生成。`station doctor` 用三个测试码找出这些问题，并以连续三次读对
证明已修好。设备配置文件里有厂商设置名时，医生会直接显示它；知道设置码的也一并显示。"""
_HEADS = {
    Language.ENGLISH: ("Symptom", "What it is", "What comes of it", "Cause", "Fix"),
    Language.CHINESE: ("症状", "问题", "后果", "原因", "改法"),
}
_PLACES = {
    "separators": Text("GS 或 RS", "GS or RS"),
    "replacement": Text("别的字符", "another character"),
    "typed": Text("另一国", "another country"),
    "configured": Text("本站的布局", "the station's layout"),
    "characters": Text("- / + 等", "such as - / +"),
    "terminator": Text("CR", "CR"),
    "parts": Text("几", "several"),
    "milliseconds": Text("34", "34"),
    "wait": Text("1.5", "1.5"),
    "identifier": Text("（如 ]d2）", "(such as ]d2)"),
}
"""What stands for the facts of one device in a table that is about all of them."""


def symptoms() -> str:
    """The document."""
    tables = (_table(language) for language in (Language.CHINESE, Language.ENGLISH))
    return "\n\n".join((_TITLE, _ABOUT, *tables)) + "\n"


def _table(language: Language) -> str:
    heads = _HEADS[language]
    rows = [heads, ("---",) * len(heads)]
    rows += [_row(explanation, language) for explanation in EXPLANATIONS.values()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(explanation: Explanation, language: Language) -> tuple[str, ...]:
    facts = {name: text.in_language(language) for name, text in _PLACES.items()}
    texts = (
        explanation.symptom,
        explanation.title,
        explanation.consequence,
        explanation.cause,
        explanation.cure,
    )
    return tuple(_cell(text.in_language(language, facts)) for text in texts)


def _cell(text: str) -> str:
    """The text in a Markdown table: its signs escaped, and no space left between Chinese characters."""
    closed = re.sub(r"(?<=[\u3001-\u9fff]) (?=[\u3001-\u9fff（])", "", text)
    return re.sub(r"([|<])", r"\\\1", closed)


if __name__ == "__main__":
    TARGET.write_text(symptoms(), encoding="utf-8")
