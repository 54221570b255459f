r"""`station decode`: what scans and pictures can mean, lines of JSON in and out, for technicians and for tests.

    {"raw": "0109506000134352", "aim": "]d2"}        or {"image": "label.png"}
    {"interpretations": [{"kind": "gs1", "ok": true, "elements": [["01", "09506000134352"]], "errors": []}, …]}

Bytes that are not UTF-8 stand as \udcXX on both sides. Own labels are read by the patterns of a process pack.
"""

import argparse
import datetime as dt
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from station.cli.options import Subparsers, add_tool, language_of
from station.problems import Problem
from traceability.codes import CodeIds, Interpretation, Kind, OwnPattern, read
from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS
from traceability.codes.iso15434.data_identifiers import TITLES
from traceability.language import Language, Text
from traceability.process.mistakes import listed
from traceability.process.read import read_pack

Answer: TypeAlias = dict[str, object]

_DECODE = Text(
    "说明扫描和图片可能的含义（JSON 行）", "say what scans and pictures can mean, in lines of JSON"
)
_FILE = Text(
    '文件，每行 {"raw": …, "aim": …} 或 {"image": …}；不给则读标准输入',
    'file with lines {"raw": …, "aim": …} or {"image": …}; standard input where none is named',
)
_DATE = Text("两位数年份从哪天看（默认今天）", "the day two-digit years are seen from (default: today)")
_NO_DATE = Text("日期要像 2026-11-23", "a date is like 2026-11-23")
_PACK = Text("工艺包，用它的自有标签样式", "process pack whose own labels are read too")
_NAMES = Text("加上标识符的名称", "add the names of identifiers")
_NO_PACK = Text("工艺包 {path} 要改：\n{mistakes}", "The process pack {path} has mistakes:\n{mistakes}")
_NO_FILE = Text("读不了 {path}：{detail}；请检查文件名。", "{path} can't be read: {detail}; check its name.")
_NO_OBJECT = Text("这一行不是 JSON 对象。", "This line is no JSON object.")
_NO_INPUT = Text('这一行没有 "raw" 或 "image" 文字。', 'This line has no text "raw" or "image".')
_NO_AIM = Text('"aim" 要像 ]d2，或为 null。', '"aim" must be like ]d2, or null.')
_NO_TEXT = Text('"raw" 里有写不成字节的字符。', '"raw" holds a character that stands for no bytes.')
_UNREADABLE = Text("读不了图片 {path}：{detail}。", "The picture {path} can't be read: {detail}.")
_NO_PICTURE = Text("{path} 不是能读的图片。", "{path} is no picture that can be read.")

_AIM: Final = re.compile(r"\][A-Za-z][A-Za-z0-9]")
_DONE, _SOME_WRONG = 0, 1


class BadLineError(Exception):
    """A line that can't be answered; its argument is the sentence."""


def add_to(subparsers: Subparsers) -> None:
    """Add `decode`."""
    language = language_of(os.environ)
    parser = add_tool(subparsers, "decode", _DECODE, run)
    parser.add_argument("file", nargs="?", metavar="FILE", help=_FILE.in_language(language))
    parser.add_argument(
        "--date", type=_day, default=None, metavar="YYYY-MM-DD", help=_DATE.in_language(language)
    )
    parser.add_argument("--pack", metavar="PACK.toml", help=_PACK.in_language(language))
    parser.add_argument("--names", action="store_true", help=_NAMES.in_language(language))


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError as error:
        raise argparse.ArgumentTypeError(_NO_DATE.in_language(language_of(os.environ))) from error


def run(arguments: argparse.Namespace, language: Language) -> int:
    """Answer every line; 1 when some could not be answered. Raises Problem when the file can't be read."""
    today = arguments.date or dt.datetime.now().astimezone().date()
    patterns = _patterns(arguments.pack) if arguments.pack else ()
    decoder = Decoder(today, language, patterns, names=arguments.names)
    status = _DONE
    for line in _lines(arguments.file):
        try:
            answer = decoder.answer(line)
        except BadLineError as wrong:
            answer, status = {"error": str(wrong)}, _SOME_WRONG
        print(json.dumps(answer), flush=True)
    return status


def _lines(path: str | None) -> Iterator[bytes]:
    """Every line, blank ones too: the answers stand in the places of what was asked."""
    if path is None:
        yield from sys.stdin.buffer
        return
    try:
        with open(path, "rb") as file:  # noqa: PTH123  the name is shown as it was typed
            yield from file
    except OSError as error:
        raise Problem(_NO_FILE, {"path": path, "detail": os.strerror(error.errno or 0)}) from error


def _patterns(path: str) -> tuple[OwnPattern, ...]:
    """The own labels of a process pack. Raises Problem."""
    try:
        pack = read_pack(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise Problem(_NO_FILE, {"path": path, "detail": os.strerror(error.errno or 0)}) from error
    except UnicodeDecodeError as error:
        raise Problem(_NO_FILE, {"path": path, "detail": str(error)}) from error
    if isinstance(pack, tuple):
        raise Problem(_NO_PACK, {"path": path, "mistakes": listed(pack)})
    return pack.own_patterns


class Decoder:
    """Answers lines, all seen from one day."""

    def __init__(
        self, today: dt.date, language: Language, patterns: tuple[OwnPattern, ...], *, names: bool
    ) -> None:
        self._today = today
        self._language = language
        self._patterns = patterns
        self._names = names

    def answer(self, line: bytes) -> Answer:
        """The answer to a line. Raises BadLineError."""
        try:
            asked = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise self._bad(_NO_OBJECT) from error
        if not isinstance(asked, dict):
            raise self._bad(_NO_OBJECT)
        raw, image, aim = asked.get("raw"), asked.get("image"), asked.get("aim")
        if isinstance(image, str) and raw is None:
            return {"codes": self._codes(image)}
        if not isinstance(raw, str):
            raise self._bad(_NO_INPUT)
        if aim is not None and not (isinstance(aim, str) and _AIM.fullmatch(aim)):
            raise self._bad(_NO_AIM)
        try:
            data = raw.encode(errors="surrogateescape")
        except UnicodeEncodeError as error:
            raise self._bad(_NO_TEXT) from error
        return {"interpretations": self._interpretations(data, CodeIds.AIM, aim or "")}

    def _bad(self, sentence: Text, facts: Mapping[str, str] = {}) -> BadLineError:
        return BadLineError(sentence.in_language(self._language, facts))

    def _codes(self, path: str) -> list[Answer]:
        """The codes in a picture."""
        from station.drivers.camera.pictures import decode_file  # noqa: PLC0415  opencv takes longer than all scans

        try:
            found = decode_file(path)
        except OSError as error:
            raise self._bad(_UNREADABLE, {"path": path, "detail": os.strerror(error.errno or 0)}) from error
        except ValueError as error:
            raise self._bad(_NO_PICTURE, {"path": path}) from error
        return [
            {
                "symbology": code.symbology,
                "aim": code.aim or None,
                "raw": code.raw.decode(errors="surrogateescape"),
                "interpretations": self._interpretations(code.raw, CodeIds.NONE, code.aim),
            }
            for code in found
        ]

    def _interpretations(self, raw: bytes, code_ids: CodeIds, symbology: str) -> list[Answer]:
        scan = read(raw, self._today, code_ids=code_ids, symbology=symbology, patterns=self._patterns)
        return [self._shown(interpretation) for interpretation in scan.interpretations]

    def _shown(self, interpretation: Interpretation) -> Answer:
        """One reading; what the label does badly, or another label must say, beside the reasons against it."""
        shown: Answer = {
            "kind": interpretation.kind.value,
            "ok": interpretation.ok,
            "elements": [[element.identifier, element.value] for element in interpretation.elements],
            "errors": [error.sentence(self._language) for error in interpretation.errors],
        }
        if interpretation.warnings:
            shown["warnings"] = [warning.sentence(self._language) for warning in interpretation.warnings]
        if self._names:
            shown["names"] = _names_in(interpretation)
        return shown


def _names_in(interpretation: Interpretation) -> dict[str, str]:
    """The titles of the identifiers that have one: of GS1, and of ANSI MH10.8.2."""
    identifiers = {element.identifier for element in interpretation.elements}
    titled = {
        each: APPLICATION_IDENTIFIERS[each].title for each in identifiers & APPLICATION_IDENTIFIERS.keys()
    }
    if interpretation.kind is Kind.ISO15434:
        titled |= {each: TITLES[each] for each in identifiers & TITLES.keys()}
    return dict(sorted(titled.items()))
