"""Reading packs: every mistake at once, each with where, what and the way on."""

from pathlib import Path

import pytest

from traceability.process.model import Pack
from traceability.process.read import Mistake, read_pack

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
        ('quantity = "0.5"', 'quantity = "0,5"', "boms.TC-300 version 4, position U7", "no good quantity"),
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
        ('action = "ADD"', 'action = "AD"', "steps[...].event.action", "Invalid enum value 'AD'"),
        ('outcome = "good"', 'outcome = "goood"', "steps[...].fields[1].choices[0].outcome", "'goood'"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(right: str, wrong: str, where: str, what: str) -> None:
    assert right in GOOD
    mistake, *_ = mistakes(GOOD.replace(right, wrong, 1))
    assert mistake.where.startswith(where)
    assert what in mistake.what


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
    assert mistake.what.startswith("is a choice without choices")


def test_a_product_nobody_knows_has_no_bill_of_materials() -> None:
    found = mistakes(GOOD.replace("[[boms.TC-300]]", "[[boms.TC-301]]"))
    assert found[0].where == "boms.TC-301"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("name = ", "is not TOML"),
        ('name = "x"', "missing required field"),
        (GOOD + "\nnonsense = 1\n", "unknown field"),
    ],
)
def test_a_file_of_the_wrong_shape_is_said_so(content: str, what: str) -> None:
    (mistake,) = mistakes(content)
    assert what in mistake.what
