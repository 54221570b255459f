"""The sheet of command codes: what a person scans instead of touching the screen."""

from collections.abc import Iterator, Sequence
from typing import Final

from station.printing.sheet import Code, Section, Sheet
from station.workflows.commands import CHOICES, Command, Deed
from traceability.language import Language, Text

_TITLE: Final = Text("命令码：扫码代替触摸", "Command codes: scan instead of touching")
_USE: Final = Text(
    "按原尺寸打印（100%），放在工位上。任何能读 Code 128 的扫描枪都可用，键盘布局设错也不影响。",
    "Print at full size (100%) and keep it at the workplace. Any gun that reads Code 128 will do, "
    "whatever keyboard layout it is set to.",
)
_FOOT: Final = Text("追溯站 命令码", "Tracepost command codes")
_WORK: Final = Text("工作", "Work")
_WORK_USE: Final = Text(
    "确认：看过拒收提示，或输入完毕。撤销：删一位数字，否则撤回上一读。下一个：新号码、下一个可输入项或下一页工单。",
    "Confirm: a refusal was seen, or typing is done. Undo: the last digit, else the last reading. "
    "Next: a new number, the next field to type, or the next page of orders.",
)
_CHOICES: Final = Text("选择", "Choices")
_CHOICES_USE: Final = Text(
    "从左到右、从上到下数：检验结果，或工单列表里的工单。",
    "Counted from left to right and top to bottom: a result, or an order of the list.",
)
_NUMBERS: Final = Text("数字", "Numbers")
_NUMBERS_USE: Final = Text(
    "逐位输入数量或日期，再扫“确认”。选择工作时，数字是第几道工序。",
    "A quantity or date digit by digit, then Confirm. While work is chosen, a digit is the place of a step.",
)
_QUANTITIES: Final = Text("常用数量", "Usual quantities")
_QUANTITIES_USE: Final = Text(
    "一次输入整个数量。这些码里有数字，键盘布局要设对。",
    "The whole quantity at once. These hold digits: the keyboard layout must be right.",
)
_ALWAYS: Final = (Deed.CONFIRM, Deed.UNDO, Deed.NEXT, Deed.OTHER_WORK, Deed.SIGN_OUT)


def command_sheet(language: Language, quantities: Sequence[Command] = ()) -> Sheet:
    """The sheet in one language, with codes of usual quantities where some are given."""
    return Sheet(
        title=_TITLE.in_language(language),
        text=_USE.in_language(language),
        foot=_FOOT.in_language(language),
        sections=tuple(_sections(language, quantities)),
    )


def _sections(language: Language, quantities: Sequence[Command]) -> Iterator[Section]:
    digits = (Command(Deed.DIGIT, str(digit)) for digit in range(10))
    choices = (Command(Deed.CHOICE, str(place)) for place in range(1, CHOICES + 1))
    kinds: tuple[tuple[Text, Text, tuple[Command, ...]], ...] = (
        (_WORK, _WORK_USE, tuple(Command(deed) for deed in _ALWAYS)),
        (_CHOICES, _CHOICES_USE, tuple(choices)),
        (_NUMBERS, _NUMBERS_USE, (*digits, Command(Deed.POINT))),
        (_QUANTITIES, _QUANTITIES_USE, tuple(quantities)),
    )
    for title, use, commands in kinds:
        if commands:
            codes = (
                Code(caption=command.name(language), content=command.code.encode()) for command in commands
            )
            yield Section(
                title=title.in_language(language), text=use.in_language(language), codes=tuple(codes)
            )
