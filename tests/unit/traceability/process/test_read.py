"""Reading packs: every mistake at once, each with where, what and the way on."""

import re
from pathlib import Path

import msgspec
import pytest

from traceability.language import Language, Text
from traceability.process import mistakes as sentences
from traceability.process.mistakes import Mistake, listed
from traceability.process.model import Pack
from traceability.process.read import read_pack

GOOD = Path("process-packs/electronics/pack.toml").read_text()


def mistakes(content: str) -> tuple[Mistake, ...]:
    found = read_pack(content)
    assert isinstance(found, tuple)
    return found


def test_the_shipped_pack_has_no_mistake() -> None:
    pack = read_pack(GOOD)
    assert isinstance(pack, Pack)
    assert pack.identity == "electronics@1"


@pytest.mark.parametrize(
    ("right", "wrong", "where", "what"),
    [
        ('position = "K1", title', 'position = "K9", title', "steps.assembly.relay", 'names "K9"'),
        ('material = "RL24-10A", quantity', 'material = "RL24-10B", quantity', "boms.TC-300", 'did you mean "RL24-10A"?'),
        ('after = ["assembly"]', 'after = ["asembly"]', "steps.inspection.after", 'did you mean "assembly"?'),
        ('outputs = ["board"]', 'outputs = ["bord"]', "steps.assembly.event", "no field of this step"),
        ('series = "box"', 'series = "boxes"', "steps.packing.box", "number series"),
        ("06901234500028", "06901234500029", "materials.RL24-10A", "no GTIN"),
        ("06901234500028", "690123450002A", "materials.RL24-10A", "no GTIN"),
        (r"(?P<document>DN-\d{4,})", "(?P<document>DN-", "patterns.delivery-note", "regular expression"),
        ('document = "delivery-note", title', 'document = "delivery-note", unreadable = "twice", title',
         "steps.receiving.delivery", "for lots, units and logistic units"),
        ('unreadable = "twice"', 'unreadable = "always"', "limits.unreadable", "always"),
        ('document = "delivery-note", title', "title", "steps.receiving.delivery", "of no kind"),
        ('symbologies = ["Data Matrix"]', 'symbologies = ["data-matrix"]', "steps.assembly.board",
         'did you mean "Data Matrix"?'),
        ('parent = "box"', 'parent = "bax"', "steps.packing.event", 'did you mean "box"?'),
        ('parent = "box"', 'parent = "board"\nexpiry = "board"', "steps.packing.event", "no field of type date"),
        ('parent = "box"', "", "steps.packing.event", "AggregationEvent without `parent`"),
        ('children = ["board"]', "", "steps.packing.event", "AggregationEvent without `children`"),
        ('outputs = ["board"]', "", "steps.assembly.event", "TransformationEvent without `outputs`"),
        ('things = ["box"]', "", "steps.shipping.event", "ObjectEvent without `things`"),
        ('key = "box", type = "logistic-unit", presence = "new"', 'key = "box", type = "logistic-unit", required = false',
         "steps.packing.event", "must be a required unit or logistic unit"),
        ('destination = "customer"', 'destination = "box"', "steps.shipping.event", "no field of type party"),
        ('quantity = "quantity"', 'quantity = "expiry"', "steps.receiving.event", "no field of type quantity"),
        ('quantity = "quantity"', "", "steps.receiving.event", "as many amounts as lots"),
        ('key = "quantity", type = "quantity"', 'key = "quantity", type = "quantity", required = false',
         "steps.receiving.event", "as many amounts as lots"),
        ('key = "lot", type = "lot"', 'key = "lot", type = "lot", count = 2', "steps.receiving.event",
         "as many amounts as lots"),
        ('key = "sink", type = "lot"', 'key = "sink", type = "lot", count = 2', "steps.assembly.event",
         "how much of each lot"),
        ('key = "sink", type = "lot"', 'key = "sink", type = "lot", count = 0', "steps.assembly.sink",
         "takes 0 values"),
        ('key = "sink"', 'key = "grease"', "steps.assembly.grease", "more than one field"),
        ('number = 30\nname = { zh = "插件装配", en = "Assembly" }\nneeds_order = true',
         'number = 30\nname = { zh = "插件装配", en = "Assembly" }\nneeds_order = false',
         "steps.assembly.pcb", "only an order gives"),
        ('unit = "GRM"', 'unit = "g"', "materials.TG-200", "Rec 20"),
        ('quantity = "0.5"', 'quantity = "0,5"', "boms.TC-300 version 4, position U7", "no number such as"),
        ('quantity = "0.5"', 'quantity = "0"', "boms.TC-300 version 4, position U7", "more than nothing"),
        ("06901234500028", "06901234500011", "materials.PCB-300", "more than once"),
        ("06901234500028", "٠٦٩٠١٢٣٤٥٠٠٠٢٨", "materials.RL24-10A", "no GTIN"),
        ("06901234500028", "0690123450002B", "materials.RL24-10A", "no GTIN"),   # B has the weight of 8
        ("06901234500028", "6901234500028", "materials.RL24-10A", "no GTIN"),
        ('material = "TC-300"', 'material = "TC-30"', "patterns.board", 'did you mean "TC-300"?'),
        ("L26-{number:06d}", "L26", "series.lot", "needs {number}"),
        ("L26-{number:06d}", "L26-{nummer}", "series.lot", "needs {number}"),
        ("L26-{number:06d}", "L26-{number", "series.lot", "needs {number}"),
        ("L26-{number:06d}", "L26-{number.x}", "series.lot", "needs {number}"),
        ("0690123450{number:07d}", "069012345{number:07d}", "steps.packing.box", "17 digits"),
        ('action = "ADD"', 'action = "AD"', "steps[...].event.action", "can't be 'AD'"),
        ('outcome = "good"', 'outcome = "goood"', "steps[...].fields[1].choices[0].outcome", "'goood'"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(right: str, wrong: str, where: str, what: str) -> None:
    assert right in GOOD
    mistake, *_ = mistakes(GOOD.replace(right, wrong, 1))
    assert mistake.where.startswith(where)
    assert what in mistake.what.en
    assert re.search("[\u4e00-\u9fff]", mistake.what.zh)
    assert not re.search("错误|非法|失败|[。{]$", mistake.what.zh)


def test_all_mistakes_are_found_at_once() -> None:
    wrong = GOOD.replace('series = "box"', 'series = "boxes"').replace(
        'position = "K1", title', 'position = "K9", title'
    )
    assert len(mistakes(wrong)) == 2


def test_a_field_may_want_one_material_only_if_the_pack_has_it() -> None:
    wrong = GOOD.replace('key = "lot", type = "lot"', 'key = "lot", type = "lot", material = "XX"')
    assert [mistake.where for mistake in mistakes(wrong)] == ["steps.receiving.lot"]


def test_a_choice_needs_choices() -> None:
    start = GOOD.index(", choices = [")
    wrong = GOOD[:start] + GOOD[GOOD.index("    ] },", start) + len("    ]") :]
    (mistake,) = mistakes(wrong)
    assert mistake.what.en.startswith("is a choice without choices")


def test_a_product_nobody_knows_has_no_bill_of_materials() -> None:
    found = mistakes(GOOD.replace("[[boms.TC-300]]", "[[boms.TC-301]]"))
    assert found[0].where == "boms.TC-301"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("name = ", "is not TOML"),
        ('name = "x"', 'lacks "version"'),
        (GOOD + "\nnonsense = 1\n", 'has the unknown key "nonsense"'),
    ],
)
def test_a_file_of_the_wrong_shape_is_said_so(content: str, what: str) -> None:
    (mistake,) = mistakes(content)
    assert what in mistake.what.en


@pytest.mark.parametrize(
    ("right", "wrong", "chinese", "english"),
    [
        ('after = ["assembly"]', 'after = ["asembly"]', "steps.inspection.after: 没有工序“asembly”；是不是“assembly”？",
         'steps.inspection.after: names "asembly", which is no step of this pack; did you mean "assembly"?'),
        ('position = "K1", title', 'position = "K9", title', "steps.assembly.relay: 没有清单位置“K9”",
         'steps.assembly.relay: names "K9", which is no BOM position of this pack'),
        ("06901234500028", "06901234500029", "materials.RL24-10A: “06901234500029”不是 14 位 GTIN",
         'materials.RL24-10A: has "06901234500029", which is no GTIN of 14 digits'),
        ("L26-{number:06d}", "L26", "series.lot: 号写成“L26”；要有 {number}，如 L26-{number:06d}",
         'series.lot: writes numbers as "L26"; it needs {number}, as in L26-{number:06d}'),
        ("version = 1", 'version = "1"', "version: 应该是整数，不是文字", "version: must be a whole number, not text"),
        ('after = ["assembly"]', 'after = "assembly"', "steps[...].after: 应该是列表，不是文字",
         "steps[...].after: must be a list, not text"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_in_each_language(
    right: str, wrong: str, chinese: str, english: str
) -> None:
    found = mistakes(GOOD.replace(right, wrong, 1))
    assert found[0].sentence(Language.CHINESE) == chinese
    assert found[0].sentence(Language.ENGLISH) == english
    assert listed(found).zh.splitlines()[0] == f"  {chinese}"


def test_a_mistake_of_the_whole_file_names_no_place() -> None:
    (mistake,) = mistakes("name = ")
    assert mistake.sentence(Language.CHINESE).startswith("不是 TOML：")


def test_the_sentences_of_mistakes_have_the_same_places_in_each_language() -> None:
    texts = [text for text in vars(sentences).values() if isinstance(text, Text)]
    texts += [text for _, text in sentences._SHAPES]
    assert len(texts) > 30
    for text in texts:
        chinese, english = (sorted(re.findall(r"(?<!{){(\w+)}(?!})", words)) for words in (text.zh, text.en))
        assert chinese == english, text


@pytest.mark.parametrize("content", ["a = " + "[" * 20_000, "a = " + "9" * 10_000])
def test_what_would_burst_the_parser_is_a_mistake(content: str) -> None:
    (mistake,) = mistakes(content)
    assert mistake.sentence(Language.CHINESE) == "嵌套太深，或数字太长"


def test_a_shape_without_words_of_ours_is_told_in_the_words_of_the_reader() -> None:
    mistake = sentences.misshapen(
        msgspec.ValidationError("Integer value out of range - at `$.steps[...].number`")
    )
    assert mistake.where == "steps[...].number"
    assert mistake.sentence(Language.CHINESE).endswith("不能这样写：Integer value out of range")
