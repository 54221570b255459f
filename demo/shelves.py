"""What lies on the bench: labels by shelf, and the faults a gun may be given."""

from collections.abc import Mapping
from typing import Final

from demo import goods
from demo.goods import Label, board_label, lot_label, own_label
from demo.guns import Symbology
from station.profiles.doctor.damage import Planted
from station.profiles.doctor.test_codes import TEST_CODES
from station.profiles.faults import Fault
from station.workflows.commands import Command, Deed, quantity_command
from traceability.language import Language, Text

Shelf = Mapping[Text, Label]


def _command(command: Command) -> tuple[Text, Label]:
    words = Text(command.name(Language.CHINESE), command.name(Language.ENGLISH))
    return words, Label(command.code.encode())


_COMMANDS: Final = (
    *(Command(deed) for deed in (Deed.CONFIRM, Deed.UNDO, Deed.NEXT, Deed.OTHER_WORK, Deed.SIGN_OUT)),
    quantity_command("500"),
    *(Command(Deed.CHOICE, place) for place in ("1", "2")),
    *(Command(Deed.DIGIT, str(digit)) for digit in (*range(1, 10), 0)),
    Command(Deed.POINT),
)

_TEST_WORDS: Final = {
    "elements": Text("测试码 1：GS1-128", "Test 1: GS1-128"),
    "characters": Text("测试码 2：Code 128", "Test 2: Code 128"),
    "envelope": Text("测试码 3：DM", "Test 3: Data Matrix"),
}

SHELVES: Final[Mapping[Text, Shelf]] = {
    Text("收货", "Goods-in"): {
        Text("工牌 周凯 1234", "Badge Zhou Kai 1234"): Label(b"BADGE-1001"),
        Text("送货单", "Delivery note"): Label(b"DN-4471"),
        Text("印制板", "Bare boards"): lot_label(goods.PCB, 100),
        Text("继电器", "Relays"): lot_label(goods.RELAYS, 50, goods.GOOD),
        Text("导热硅脂", "Thermal grease"): lot_label(goods.GREASE, expiry=goods.GOOD),
        Text("散热片", "Heat sinks"): lot_label(goods.SINKS, 80, symbology=Symbology.GS1_128),
        Text("接线端子（无批号）", "Terminal blocks, no lot"): goods.TERMINAL_BLOCKS,
        Text("过期硅脂", "Expired grease"): lot_label(goods.OLD_GREASE, expiry=goods.EXPIRED),
        Text("继电器料盘 ISO 15434", "Relay reel ISO 15434"): goods.REEL,
        Text("继电器 GS1 网址码", "Relays, GS1 Digital Link"): goods.DIGITAL_LINK,
        Text("立创商城标签", "Distributor's label"): goods.DISTRIBUTOR,
        Text("医疗码 HIBC", "HIBC of a medical device"): goods.HIBC,
        Text("药品追溯码", "Chinese drug code"): goods.DRUG,
    },
    Text("装配", "Assembly"): {
        Text("工牌 李敏 2345", "Badge Li Min 2345"): Label(b"BADGE-1002"),
        Text("工牌 陈静 3456", "Badge Chen Jing 3456"): Label(b"BADGE-1003"),
        Text("工单", "Work order"): Label(b"WO26-1122-07"),
        Text("印制板", "Bare boards"): lot_label(goods.PCB, 100),
        Text("继电器", "Relays"): lot_label(goods.RELAYS, 50, goods.GOOD),
        Text("导热硅脂", "Thermal grease"): own_label(goods.GREASE),
        Text("散热片", "Heat sinks"): lot_label(goods.SINKS, 80, symbology=Symbology.GS1_128),
        Text("接线端子", "Terminal blocks"): Label(b"CB-12/P1/L26-000001"),
        Text("没入库的散热片", "Heat sinks never received"): lot_label(goods.UNKNOWN_SINKS, 80),
        Text("看不懂的码", "Damaged code"): goods.DAMAGED,
        Text("合格", "Good"): Label(b"PASS"),
        Text("报废", "Scrap"): Label(b"SCRAP"),
        Text("发货单 7781", "Delivery order 7781"): Label(b"SO-7781/HAICHUAN"),
        **{Text(f"主板 {n}", f"Board {n}"): board_label(n) for n in range(1, 10)},
    },
    Text("命令码", "Commands"): dict(map(_command, _COMMANDS)),
    Text("扫描枪", "The gun"): {
        Text("工牌 赵磊 4567", "Badge Zhao Lei 4567"): Label(b"BADGE-1005"),
        **{
            _TEST_WORDS[code.id]: Label(code.content, Symbology(code.symbology.encode()))
            for code in TEST_CODES
        },
    },
}
"""Shelves in the order of their tabs."""

FAULTS: Final = (
    Planted(Fault.SEPARATOR_LOST),
    Planted(Fault.SEPARATOR_REPLACED, detail="|"),
    Planted(Fault.CASE_LOST, "upper"),
    Planted(Fault.CASE_FLIPPED),
    Planted(Fault.SPECIAL_CHARACTERS_LOST, detail="#$&/"),
    Planted(Fault.AIM_IDENTIFIER_MISSING),
    Planted(Fault.OUTPUT_DOUBLED, "code"),
    Planted(Fault.TERMINATOR_MISSING),
    Planted(Fault.TERMINATOR_DOUBLED),
    Planted(Fault.READ_SPLIT),
)
"""What a gun on a serial line may have; the others need a keyboard."""
