"""The sentence of every rule: what is the matter, and the way on, as an operator reads it at a glance.

A sentence is a thing and a fact, at most 16 Chinese characters or 8 English words; the way on begins with a verb.
Facts in braces come from the rule's outcome, names from the pack.
"""

import msgspec

from traceability.codes.sentences import reason
from traceability.entries import RuleOutcome
from traceability.language import Language, Text
from traceability.process.model import Pack, Step


class Sentence(msgspec.Struct, frozen=True):
    """What is the matter and how to go on; `reason`: why a code can't be read, where it is known."""

    matter: str
    way_on: str
    reason: str = ""


UNREADABLE = "code.unreadable"
"""The rule whose outcome has the reason's error code for its value, and that reason's facts."""


class _Rule(msgspec.Struct, frozen=True):
    matter: Text
    way_on: Text


_RULES: dict[str, _Rule] = {
    "form.not-wanted": _Rule(
        Text("这里不需要这个码", "This code is not wanted here"),
        Text("扫{field}", "Scan: {field}"),
    ),
    "form.twice": _Rule(
        Text("这一件刚刚扫过", "This one was just scanned"),
        Text("扫下一件", "Scan the next one"),
    ),
    UNREADABLE: _Rule(
        Text("这个码不完整", "This code is damaged"),
        Text("再扫一次，不行就换一把枪", "Scan again, then try another gun"),
    ),
    "code.unknown-item": _Rule(
        Text("工艺里没有这种物料", "This item is not in the process"),
        Text("放到一边，叫班组长", "Set it aside, call the lead"),
    ),
    "code.no-lot": _Rule(
        Text("这个码里没有批次号", "This code has no lot number"),
        Text("扫带批次号的标签", "Scan the label with the lot number"),
    ),
    "typed.unlike": _Rule(
        Text("标签上的号不是这样写的", "Its label is not written like this"),
        Text("照标签从头再输一次", "Type it again from the label"),
    ),
    "typed.no-box": _Rule(
        Text("这不是 18 位箱号，或校验码不对", "Not 18 digits, or the last is wrong"),
        Text("照标签把 18 位再输一次", "Type all 18 digits from the label"),
    ),
    "typed.no-material": _Rule(
        Text("光有这个号，看不出是什么物料", "The number alone names no material"),
        Text("照标签整行输入，带括号", "Type the whole line with its brackets"),
    ),
    "typed.issuer-unclear": _Rule(
        Text("看不出是哪家的批次", "It is unclear whose lot this is"),
        Text("放到一边，叫班组长", "Set it aside, call the lead"),
    ),
    "thing.unknown": _Rule(
        Text("没有它的入库记录", "It was never received here"),
        Text("退回收货处先入库", "Take it back to goods-in"),
    ),
    "thing.provisional": _Rule(
        Text("本站还没收到它的记录", "Its record has not arrived yet"),
        Text("可以继续用，联网后自动核对", "Go on; it is checked once online"),
    ),
    "thing.on-hold": _Rule(
        Text("它已冻结：{reason}", "It is on hold: {reason}"),
        Text("换一个，这个放到隔离区", "Take another, put this in quarantine"),
    ),
    "lot.not-expired": _Rule(
        Text("这批已过期 {days} 天", "This lot expired {days} days ago"),
        Text("换一批再扫", "Take another lot and scan it"),
    ),
    "lot.expiry-unclear": _Rule(
        Text("这批的有效期不是日期", "The expiry of this lot is unclear"),
        Text("换一批再扫，叫班组长", "Take another lot, call the lead"),
    ),
    "date.unclear": _Rule(
        Text("这不是日期", "This is no date"),
        Text("按年-月-日再输一次", "Enter it as year-month-day"),
    ),
    "quantity.unit": _Rule(
        Text("数量的单位和物料不同", "The quantity has another unit"),
        Text("撤回，先扫批次再输数量", "Take it back, scan the lot first"),
    ),
    "bom.position": _Rule(
        Text("工单的清单里没有{field}", "Not in the order's parts: {field}"),
        Text("放到一边，叫班组长", "Set it aside, call the lead"),
    ),
    "bom.material": _Rule(
        Text("这是{material}，不是{wanted}", "This is {material}, not {wanted}"),
        Text("拿{wanted}再扫", "Take {wanted} and scan it"),
    ),
    "unit.once": _Rule(
        Text("这一块已经做过", "This piece was done already"),
        Text("放到下一道工序", "Pass it to the next step"),
    ),
    "box.once": _Rule(
        Text("这个箱号已经用过", "This box number was used already"),
        Text("贴一个新箱号再扫", "Use a new box label and scan it"),
    ),
    "numbers.used-up": _Rule(
        Text("本站的号用完了", "This station has no numbers left"),
        Text("联网后自动补号，或叫班组长", "Go online for more, or call the lead"),
    ),
    "step.passed": _Rule(
        Text("{step}不合格", "{step} was not passed"),
        Text("送去返工或报废", "Send it to rework or scrap"),
    ),
    "step.after": _Rule(
        Text("还没做{step}", "{step} is not done yet"),
        Text("先送去{step}", "Send it to {step} first"),
    ),
}

RULES = tuple(_RULES)
"""The ids of all rules there are."""


def sentence_of(outcome: RuleOutcome, step: Step, pack: Pack, language: Language) -> Sentence:
    """The sentence for a rule's outcome in a person's language.

    What the pack no longer names is shown by its key, and a rule of a newer release by its id.
    """
    rule = _RULES.get(outcome.rule)
    if rule is None:
        return Sentence(outcome.rule, "")
    facts = dict(outcome.facts)
    for fact in ("material", "wanted"):
        if fact in facts and facts[fact] in pack.materials:
            facts[fact] = pack.materials[facts[fact]].name.in_language(language)
    if facts.get("step") in pack.steps:
        facts["step"] = pack.steps[facts["step"]].name.in_language(language)
    titles = {field.key: field.title.in_language(language) for field in step.fields}
    facts["field"] = (
        titles.get(outcome.field, outcome.field) if outcome.field else step.name.in_language(language)
    )
    return Sentence(
        matter=rule.matter.in_language(language, facts),
        way_on=rule.way_on.in_language(language, facts),
        reason=reason(outcome.value or "", outcome.facts, language) if outcome.rule == UNREADABLE else "",
    )
