"""`station profile`: check, show and test scanner profiles, and print a family's sheet of codes.

What checks, shows, tests or prints needs no station; in a station's data folder its own profiles win over those this
program brought along. `deploy` and `rollback` change what a station reads by.
"""

import argparse
import os
from pathlib import Path
from typing import Final

from station.cli.hardware.deployment import run_deploy, run_rollback
from station.cli.hardware.profile_lines import difference_line, mistake_lines, profile_lines
from station.cli.options import Subparsers, add_command, add_group, add_tool, language_of
from station.problems import Problem
from station.profile_files import PACKAGED, SAMPLES, Read, read_file, read_folder, read_samples_of
from station.profiles.profile import Profile
from station.profiles.reading.corpus import Sample, regressions
from station.profiles.reading.mistakes import unknown
from station.settings import find_home
from traceability.language import Language, Text

_PROFILE = Text("扫码设备的配置文件", "profiles of reading devices")
_CHECK = Text("检查配置文件，列出全部错误", "check profiles and name every mistake")
_CHECK_FILES = Text(
    "配置文件；不给则检查已知的全部", "profiles' files; all that are known where none is named"
)
_SHOW = Text("显示一个设备系列；不给则列出全部", "show a family of devices, or list them all")
_TEST = Text("重放录下的扫描，列出差别", "replay recorded scans and name the differences")
_SHEET = Text(
    "生成设置码和测试码的打印页（PDF 或 SVG）", "make a sheet of set-up and test codes, as PDF or SVG"
)
_DEPLOY = Text("检查并试读后，在本站换用这个文件", "use this file at this station, checked and tried first")
_ROLLBACK = Text("本站退回换用之前的配置", "go back to what this station used before")
_FILE = Text("配置文件", "profile's file")
_FAMILY = Text("设备系列", "family of devices")
_FAMILY_OR_FILE = Text("设备系列，或配置文件", "family of devices, or a profile's file")
_OUT = Text("写到哪里：.pdf 或 .svg（默认 系列名.pdf）", "where to: .pdf or .svg (default: FAMILY.pdf)")
_LANGUAGE = Text("打印页的语言", "the sheet's language")

_RIGHT = Text("{count} 个配置文件没有错误。", "{count} profiles, no mistakes.")
_WRONG = Text("{mistakes} 处错误，没有改动任何文件。", "{mistakes} mistakes; no file was changed.")
_UNKNOWN = Text(
    "没有这个设备系列（{hint}）；用 station profile show 看全部。",
    "There is no such family ({hint}); station profile show lists them all.",
)
_UNUSABLE = Text(
    "配置文件有错误，先改好它：\n{mistakes}", "The profile has mistakes; mend it first:\n{mistakes}"
)
_SAME = Text(
    "{profile}：{count} 个录下的样本，读出都对。", "{profile}: {count} recorded samples, all read right."
)
_DIFFERENT = Text(
    "{profile}：{count} 个样本中有 {differences} 处差别。",
    "{profile}: {differences} differences in {count} samples.",
)
_NO_SAMPLES = Text("{profile}：没有录下的样本。", "{profile}: no recorded samples.")
_BAD_SAMPLES = Text("样本读不了：{detail}", "The samples can't be read: {detail}")
_WRITTEN = Text("已写好 {path}。", "{path} is written.")

_DONE: Final = 0
_SOME_WRONG: Final = 1


def add_to(subparsers: Subparsers) -> None:
    """Add `profile` and what can be done with it."""
    language = language_of(os.environ)
    acts = add_group(subparsers, "profile", _PROFILE).add_subparsers(metavar="ACT", required=True)
    check = add_tool(acts, "check", _CHECK, run_check)
    check.add_argument("files", nargs="*", metavar="FILE", help=_CHECK_FILES.in_language(language))
    show = add_tool(acts, "show", _SHOW, run_show)
    show.add_argument("family", nargs="?", metavar="FAMILY", help=_FAMILY_OR_FILE.in_language(language))
    test = add_tool(acts, "test", _TEST, run_test)
    test.add_argument("family", metavar="FAMILY", help=_FAMILY_OR_FILE.in_language(language))
    sheet = add_tool(acts, "sheet", _SHEET, run_sheet)
    sheet.add_argument("family", metavar="FAMILY", help=_FAMILY.in_language(language))
    sheet.add_argument("--out", metavar="FILE", help=_OUT.in_language(language))
    deploy = add_command(acts, "deploy", _DEPLOY, run_deploy)
    deploy.add_argument("file", metavar="FILE", help=_FILE.in_language(language))
    back = add_command(acts, "rollback", _ROLLBACK, run_rollback)
    back.add_argument("family", metavar="FAMILY", help=_FAMILY.in_language(language))
    sheet.add_argument(
        "--language", choices=[each.value for each in Language], help=_LANGUAGE.in_language(language)
    )


def run_check(arguments: argparse.Namespace, language: Language) -> int:
    """Name every mistake of the files; 1 when there are any."""
    if arguments.files:
        reads = [read_file(Path(name)) for name in arguments.files]
        mistakes = [mistake for read in reads if isinstance(read, tuple) for mistake in read]
    else:
        folders = [read_folder(folder) for folder in _folders(arguments)]
        reads = [profile for folder in folders for profile in folder.profiles.values()]
        mistakes = [mistake for folder in folders for mistake in folder.mistakes]
    print(*mistake_lines(mistakes, language), sep="\n", end="\n" if mistakes else "")
    if mistakes:
        print(_WRONG.in_language(language, {"mistakes": str(len(mistakes))}))
        return _SOME_WRONG
    print(_RIGHT.in_language(language, {"count": str(len(reads))}))
    return _DONE


def run_show(arguments: argparse.Namespace, language: Language) -> int:
    """Show one family with everything known and where from, or a line of each."""
    if arguments.family is None:
        for profile in _known(arguments).profiles.values():
            print(f"{profile.id:<28} {profile.vendor:<22} {', '.join(profile.models)}")
        return _DONE
    print(*profile_lines(_profile(arguments, language), language), sep="\n")
    return _DONE


def run_test(arguments: argparse.Namespace, language: Language) -> int:
    """Replay the family's recorded scans; 1 when some come out otherwise."""
    profile = _profile(arguments, language)
    samples = _samples(profile)
    differences = regressions(profile, samples)
    for difference in differences:
        print(difference_line(difference, language))
    verdict = (_DIFFERENT if differences else _SAME) if samples else _NO_SAMPLES
    facts = {"profile": profile.id, "count": str(len(samples)), "differences": str(len(differences))}
    print(verdict.in_language(language, facts))
    return _SOME_WRONG if differences else _DONE


def run_sheet(arguments: argparse.Namespace, language: Language) -> int:
    """Write the family's sheet; an existing file is left alone."""
    from station.cli.sheet_file import write_sheet  # noqa: PLC0415 -- only a sheet needs it
    from station.printing.profile_sheet import profile_sheet  # noqa: PLC0415 -- with it

    profile = _profile(arguments, language)
    target = Path(arguments.out or f"{profile.family}.pdf")
    wanted = Language(arguments.language) if arguments.language else language
    write_sheet(profile_sheet(profile, wanted), target)
    print(_WRITTEN.in_language(language, {"path": str(target)}))
    return _DONE


def _folders(arguments: argparse.Namespace) -> tuple[Path, ...]:
    """Where profiles are, the strongest last."""
    try:
        return (PACKAGED, find_home(arguments.home, os.environ).profiles)
    except Problem:  # there is no station here
        return (PACKAGED,)


def _known(arguments: argparse.Namespace, family: str = "*") -> Read:
    reads = [read_folder(folder, family) for folder in _folders(arguments)]
    profiles = {name: profile for read in reads for name, profile in read.profiles.items()}
    mistakes = tuple(mistake for read in reads for mistake in read.mistakes)
    return Read(profiles=dict(sorted(profiles.items())), mistakes=mistakes)


def _profile(arguments: argparse.Namespace, language: Language) -> Profile:
    """The profile asked for. Raises Problem for one that is not there or not right."""
    name: str = arguments.family
    if name.endswith(".toml") or os.sep in name:
        read = read_file(Path(name))
        if isinstance(read, Profile):
            return read
        mistakes = read
    else:
        known = _known(arguments, name)
        if name in known.profiles and not known.mistakes:
            return known.profiles[name]
        mistakes = known.mistakes
    if mistakes:
        raise Problem(_UNUSABLE, {"mistakes": "\n".join(mistake_lines(mistakes, language))})
    hint = unknown(name, _known(arguments).profiles).in_language(language)
    raise Problem(_UNKNOWN, {"hint": hint})


def _samples(profile: Profile) -> tuple[Sample, ...]:
    try:
        return read_samples_of(SAMPLES, profile.family)
    except (OSError, ValueError) as error:
        raise Problem(_BAD_SAMPLES, {"detail": str(error)}) from error
