"""What can be wrong with a profile's file, and the sentences that say it."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

import msgspec

from traceability.language import Language, Text

_NEAR: Final = Text("“{written}”没有定义；是不是“{near}”？", "unknown {written!r}; did you mean {near!r}?")
_KNOWN: Final = Text("“{written}”没有定义；可用：{known}", "unknown {written!r}; known: {known}")
NOT_TOML: Final = Text("不是 TOML：{detail}", "not TOML: {detail}")
MISSING: Final = Text("缺少此项", "is missing")
WRONG_TYPE: Final = Text("应为{wanted_zh}，却是{found_zh}", "must be {wanted}, not {found}")
REFUSED: Final = Text("值不能用：{detail}", "cannot be used: {detail}")
SCHEMA_UNKNOWN: Final = Text(
    "本程序只读第 {known} 版格式；请升级程序或改写文件",
    "this program reads schema {known}; update it or rewrite the file",
)
FAMILY_FORM: Final = Text(
    "family 只能有小写字母、数字和横线", "a family has lower-case letters, digits and dashes only"
)
FAMILY_FILE: Final = Text("family 应与文件名一致：“{stem}”", "the family must be the file's name: {stem!r}")
OUT_OF_RANGE: Final = Text("应为 {least} 到 {most}", "must be {least} to {most}")
TOO_LONG: Final = Text("文件超过 {most} 个字符", "the file has more than {most} characters")
UNREASONABLE: Final = Text("嵌套太深，或数字太长", "nested too deep, or a number too long")
EMPTY: Final = Text("不能为空", "must not be empty")
TWICE: Final = Text("“{name}”出现两次", "{name!r} stands here twice")
NO_EVIDENCE: Final = Text(
    "“{key}”没有出处；请写 evidence.{key} = {{ source, confidence }}，不知道就删掉它",
    "{key!r} has no source; add evidence.{key} = {{ source, confidence }}, or leave out what is not known",
)
IDLE_EVIDENCE: Final = Text("“{key}”有出处却没有值", "{key!r} has a source and no value")
NOT_THERE: Final = Text("“{key}”不适用于 {connection}", "{key!r} means nothing on {connection}")
USB_NUMBER: Final = Text("{key} 要写四位小写十六进制", "{key} takes four lower-case hexadecimal digits")
PROPERTY_FORM: Final = Text("“{written}”不是 udev 属性名", "{written!r} is no udev property")
NOT_BYTES: Final = Text(
    "每个字符要在 U+0000–U+00FF 内", "each character must be within U+0000–U+00FF, one byte"
)
NO_SET_UP_SYMBOL: Final = Text("设置码不能是 GS1 码", "a set-up code is no GS1 symbol")


class ProfileMistake(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong with a profile's file: which file, which line from 1, which key, and what, with the way on."""

    path: str
    line: int
    where: str
    what: Text

    def sentence(self, language: Language) -> str:
        """`path:line: key: what`, as editors read it."""
        where = f"{self.where}: " if self.where else ""
        return f"{self.path}:{self.line}: {where}{self.what.in_language(language)}"


def filled(text: Text, **facts: str) -> Text:
    """The text with its places filled in both languages."""
    return text.filled(facts)


def unknown(written: str, known: Iterable[str]) -> Text:
    """That a name is none of the known ones, and which it may be meant to be."""
    names = list(known)
    near = get_close_matches(written, names, n=1)
    if near:
        return filled(_NEAR, written=written, near=near[0])
    return filled(_KNOWN, written=written, known=", ".join(names))
