"""What can be wrong with a pack or a seed, and the sentences that say it: what is there, and the way on."""

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Final

import msgspec

from traceability.language import Language, Text
from traceability.quantity import PIECE, Quantity, QuantityError

UNREASONABLE: Final = Text("嵌套太深，或数字太长", "is nested too deeply, or a number in it is too long")
NOT_TOML: Final = Text("不是 TOML：{detail}", "is not TOML: {detail}")
GTIN: Final = Text("“{gtin}”不是 14 位 GTIN", 'has "{gtin}", which is no GTIN of 14 digits')
TWICE: Final = Text(
    "“{written}”在包里出现不止一次", 'has "{written}", which stands in this pack more than once'
)
LABEL_CODE: Final = Text(
    "标签码“{code}”没有写种类；可写成“1P:{name}”",
    'has the label code "{code}"; write for example "1P:{name}"',
)
AMOUNT: Final = Text(
    "数量是 {quantity}，应该大于 0", "has a quantity of {quantity}; it must be more than nothing"
)
NUMBER: Final = Text(
    "“{quantity}”不是 374 或 0.5 这样的数",
    'has the quantity "{quantity}", which is no number such as 374 or 0.5',
)
UNIT: Final = Text(
    "“{unit}”不是 UN/ECE Rec 20 的单位代码，如 H87、KGM",
    'has the unit "{unit}", which is no UN/ECE Rec 20 code such as H87 or KGM',
)
SERIES: Final = Text(
    "号写成“{form}”；要有 {{number}}，如 L26-{{number:06d}}",
    'writes numbers as "{form}"; it needs {{number}}, as in L26-{{number:06d}}',
)
KEY_TWICE: Final = Text("不止一个字段用这个键", "is the key of more than one field")
NO_ORDER: Final = Text(
    "清单位置只有工单才给；请写 needs_order = true",
    "has a BOM position, which only an order gives; set needs_order = true",
)
SSCC_START: Final = Text(
    "给的号是“{written}”；SSCC 的校验码前要有 17 位数字",
    'draws "{written}"; an SSCC needs 17 digits before its check digit',
)
NO_CHOICES: Final = Text(
    "是选择却没有选项；请写在 `choices` 里", "is a choice without choices; list them under `choices`"
)
UNREADABLE: Final = Text(
    "写了读不出的码怎么录入；只有批次、单件和物流单元可以写",
    "says how an unreadable code is entered; that is for lots, units and logistic units",
)
NO_DOCUMENT: Final = Text(
    '单据没有写种类；如 document = "delivery-note"',
    'is a document of no kind; add for example document = "delivery-note"',
)
COUNT: Final = Text("要 {count} 个值；至少要一个", "takes {count} values; a field takes one or more")
EVENT_PART: Final = Text("{event} 缺少 `{part}`", "is {event} without `{part}`")
FIELD_TYPE: Final = Text(
    "`{part}` 取自“{key}”，它不是 {type} 字段",
    'takes `{part}` from "{key}", which is no field of type {type}',
)
PARENT: Final = Text(
    "`parent` 取自“{key}”，它应该是必填的单件或物流单元",
    'has the parent "{key}", which must be a required unit or logistic unit',
)
LOT_AMOUNTS: Final = Text(
    "“{key}”有几个批次，就要有几个数量；请用必填字段作 `quantity`",
    'needs as many amounts as lots for "{key}": name a required field as `quantity`',
)
LOT_SHARES: Final = Text(
    "看不出“{key}”的每个批次用了多少；请给每个批次一个字段",
    'can\'t know how much of each lot of "{key}" went in: give each a field',
)
NO_EXPRESSION: Final = Text("不是正则表达式：{detail}", "is no regular expression: {detail}")
RUNS_AWAY: Final = Text(
    "重复的部分自己也会变，可能永远算不完；请去掉一层重复",
    "repeats a part that varies itself, which can take for ever; take one repetition out",
)
NOT_NEWER: Final = Text(
    "要大于已发布的第 {version} 版", "must be above {version}, the version released before"
)

MATERIAL: Final = Text("物料", "material of this pack")
STEP: Final = Text("工序", "step of this pack")
FIELD: Final = Text("字段", "field of this step")
POSITION: Final = Text("清单位置", "BOM position of this pack")
NUMBER_SERIES: Final = Text("编号序列", "number series of this pack")
SYMBOLOGY: Final = Text("码制", "symbology")
LABEL_KIND: Final = Text("数据标识符、标签种类或样式", "data identifier, kind of label or pattern")

_UNKNOWN: Final = Text("没有{kind}“{name}”", 'names "{name}", which is no {kind}')
_NEAR: Final = Text(
    "没有{kind}“{name}”；是不是“{near}”？",
    'names "{name}", which is no {kind}; did you mean "{near}"?',
)
_SHAPES: Final = (
    (r"Object missing required field `(?P<key>.+)`", Text("缺少“{key}”", 'lacks "{key}"')),
    (r"Object contains unknown field `(?P<key>.+)`", Text("“{key}”没有定义", 'has the unknown key "{key}"')),
    (r"Invalid enum value (?P<word>.+)", Text("{word} 不能写在这里", "can't be {word}")),
    (
        r"Expected `(?P<wanted>.+)`, got `(?P<found>.+)`",
        Text("应该是{wanted}，不是{found}", "must be {wanted}, not {found}"),
    ),
)
_OTHER_SHAPE: Final = Text("不能这样写：{detail}", "can't be written like this: {detail}")
_TYPES: Final = {
    "str": Text("文字", "text"),
    "int": Text("整数", "a whole number"),
    "float": Text("小数", "a number"),
    "bool": Text("是或否", "true or false"),
    "array": Text("列表", "a list"),
    "object": Text("表", "a table"),
}


class Mistake(msgspec.Struct, frozen=True):
    """One thing wrong with a file: where (`steps.packing.fields[1]`; empty for the file) and what, with the way on."""

    where: str
    what: Text

    def sentence(self, language: Language) -> str:
        """`where: what`."""
        what = self.what.in_language(language)
        return f"{self.where}: {what}" if self.where else what


def mistake(where: str, what: Text, **facts: str | Text) -> Mistake:
    """A mistake with the places of its sentence filled."""
    return Mistake(where, what.filled(facts))


def unknown(where: str, name: str, known: Collection[str], kind: Text) -> Iterator[Mistake]:
    """That a name is none of the known ones, and which it may be meant to be; nothing where it is one."""
    if name in known:
        return
    near = get_close_matches(name, list(known), n=1)
    if near:
        yield mistake(where, _NEAR, name=name, kind=kind, near=near[0])
    else:
        yield mistake(where, _UNKNOWN, name=name, kind=kind)


def quantity_mistakes(where: str, quantity: str, unit: str) -> Iterator[Mistake]:
    """What is wrong with an amount of something."""
    try:
        if Quantity.of(quantity, PIECE).amount <= 0:
            yield mistake(where, AMOUNT, quantity=quantity)
    except QuantityError:
        yield mistake(where, NUMBER, quantity=quantity)
    try:
        Quantity.of(1, unit)
    except QuantityError:
        yield mistake(where, UNIT, unit=unit)


def misshapen(error: msgspec.ValidationError) -> Mistake:
    """What msgspec says of data that has not the shape wanted."""
    said, _, where = str(error).partition(" - at ")
    for pattern, what in _SHAPES:
        if found := re.fullmatch(pattern, said):
            facts = {place: _TYPES.get(word, word) for place, word in found.groupdict().items()}
            return mistake(where.strip("`$."), what, **facts)
    return mistake(where.strip("`$."), _OTHER_SHAPE, detail=said)


def listed(mistakes: Iterable[Mistake]) -> Text:
    """An indented line for each mistake."""
    found = tuple(mistakes)
    chinese, english = (
        "\n".join("  " + each.sentence(language) for each in found)
        for language in (Language.CHINESE, Language.ENGLISH)
    )
    return Text(chinese, english)
