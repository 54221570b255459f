"""`station profile deploy | rollback`: a profile of this station's own, and one step back."""

import argparse
from pathlib import Path
from typing import Final

from station.cli.hardware.profile_lines import difference_line, mistake_lines
from station.problems import Problem
from station.profile_deployment import Refusal, Stepped, deploy, step_back, usable
from station.profile_files import PACKAGED, read_folder, read_text
from station.settings import Home
from traceability.language import Language, Text

_DEPLOYED = Text(
    "本站在两次扫描之间换用 {profile}；退回：station profile rollback {family}。",
    "This station uses {profile} from between two scans on; station profile rollback {family} undoes it.",
)
_REFUSED = Text(
    "没有换用 {path}，原来的照旧；先改好：\n{reasons}",
    "{path} is not used, all stays as it was; mend it first:\n{reasons}",
)
_NOT_NEWER = Text(
    "没有换用：{family} 现在是第 {version} 版，新的版本号要更大。",
    "Not used: {family} is at version {version} here; the new one needs a higher number.",
)
_NOT_READABLE = Text("读写不了 {path}：{detail}；没有改动。", "{path}: {detail}; nothing was changed.")
_STEPPED: Final = {
    Stepped.BEFORE: Text("本站退回上一版 {family}。", "This station goes back to its {family} of before."),
    Stepped.NONE_OF_ITS_OWN: Text(
        "本站不再用自己的 {family}，改用发布的或自带的。",
        "This station has no {family} of its own any more; the released or packaged one holds.",
    ),
    Stepped.NOTHING_TO_STEP_BACK: Text(
        "{family} 没有上一版，没有改动。", "There is no {family} of before; nothing was changed."
    ),
}


def run_deploy(arguments: argparse.Namespace, home: Home, language: Language) -> int:
    """Use a profile at this station once it has no mistake and reads all that was recorded. Raises Problem."""
    path = Path(arguments.file)
    try:
        content = read_text(path)
        found = usable(content, str(path))
        if isinstance(found, Refusal):
            raise Problem(_REFUSED, {"path": str(path), "reasons": "\n".join(_reasons(found, language))})
        holding = [read_folder(folder, found.family).profiles for folder in (home.profiles, PACKAGED)]
        newest = max((each[found.family].version for each in holding if found.family in each), default=0)
        if found.version <= newest:
            raise Problem(_NOT_NEWER, {"family": found.family, "version": str(newest)})
        deploy(home.profiles, found.family, content)
    except (OSError, ValueError) as error:
        raise Problem(_NOT_READABLE, {"path": str(path), "detail": str(error)}) from error
    print(_DEPLOYED.in_language(language, {"profile": found.id, "family": found.family}))
    return 0


def run_rollback(arguments: argparse.Namespace, home: Home, language: Language) -> int:
    """Go back to what was used before; 1 when there is nothing to go back to. Raises Problem."""
    family: str = arguments.family
    try:
        stepped = step_back(home.profiles, family)
    except OSError as error:
        raise Problem(_NOT_READABLE, {"path": str(home.profiles), "detail": str(error)}) from error
    print(_STEPPED[stepped].in_language(language, {"family": family}))
    return 1 if stepped is Stepped.NOTHING_TO_STEP_BACK else 0


def _reasons(refusal: Refusal, language: Language) -> list[str]:
    lines = mistake_lines(refusal.mistakes, language)
    return [*lines, *(difference_line(each, language) for each in refusal.differences)]
