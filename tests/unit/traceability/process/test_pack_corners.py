"""A small pack of odd steps: what the electronics pack does not need and other packs will."""

import datetime as dt

import msgspec
import pytest

from traceability.acts import FieldValue, Outcome
from traceability.codes import read
from traceability.events import (
    Action,
    AggregationEvent,
    AssociationEvent,
    LotMasterData,
    ObjectEvent,
    QuantityElement,
    Source,
    TransactionEvent,
    TransformationEvent,
)
from traceability.facts import Birth, Moment, StepDone
from traceability.identity import LogisticUnit, Lot, Unit
from traceability.judge import judge_unwanted, judge_values
from traceability.language import Language
from traceability.ledger import ThingState
from traceability.process.binding import LONGEST_PART, ODD_LABEL, Offer, expected_material, fill, offers
from traceability.process.draft import Draft
from traceability.process.making import documents_of, event_of
from traceability.process.model import EventType, Pack
from traceability.process.read import read_pack
from traceability.quantity import Quantity
from traceability.records import WorkOrder
from traceability.sentences import sentence_of

TODAY = dt.date(2026, 11, 22)
CONTENT = r"""
name = "corners"
version = 1
title = { zh = "角落", en = "Corners" }
limits = { snapshot_fresh_seconds = 120 }

[materials]
panel = { name = { zh = "拼板", en = "Panel" }, unit = "H87", tracking = "serial", trade_items = [{ gtin = "06901234500011", issuer = "US" }] }
paste = { name = { zh = "锡膏", en = "Paste" }, unit = "GRM", tracking = "lot" }
relay = { name = { zh = "继电器", en = "Relay" }, unit = "H87", tracking = "lot", trade_items = [{ gtin = "06901234500028", issuer = "US" }, { gtin = "06901234500059", issuer = "THEM" }] }

[[boms.panel]]
version = 1
lines = [
    { position = "P", material = "paste", quantity = "0.25" },
    { position = "K1", material = "relay", quantity = "2" },
]

[patterns]
serial-alone = { expression = 'S(?P<serial>\d+)' }
panel = { expression = '#(?P<serial>[^/]+)', material = "panel" }
lot = { expression = '(?P<material>[a-z]+)/(?P<lot>.*)', issuer = "US" }
invoice = { expression = 'IN(?P<document>\d+)?(/(?P<party>[A-Z]+))?', document = "delivery-note" }

[steps.print]
number = 10
name = { zh = "印刷", en = "Printing" }
needs_order = true
fields = [
    { key = "panel", type = "unit", presence = "new", count = 2, title = { zh = "拼板", en = "Panel" } },
    { key = "paste", type = "lot", position = "P", title = { zh = "锡膏", en = "Paste" } },
    { key = "glue", type = "lot", required = false, title = { zh = "胶", en = "Glue" } },
]
event = { type = "TransformationEvent", biz_step = "assembling", inputs = ["paste", "glue"], outputs = ["panel"] }

[steps.mix]
number = 20
name = { zh = "搅拌", en = "Mixing" }
needs_order = false
fields = [
    { key = "made", type = "date", title = { zh = "生产日期", en = "Made on" } },
    { key = "best", type = "date", title = { zh = "有效期", en = "Best before" } },
    { key = "batch", type = "lot", presence = "new", title = { zh = "批次", en = "Batch" } },
    { key = "amount", type = "quantity", title = { zh = "数量", en = "Amount" } },
    { key = "spare", type = "quantity", required = false, title = { zh = "余量", en = "Spare" } },
    { key = "from", type = "unit", material = "panel", title = { zh = "来源", en = "From" } },
]
[steps.mix.event]
type = "TransformationEvent"
biz_step = "assembling"
inputs = ["from"]
outputs = ["batch"]
quantity = "amount"
expiry = "best"

[steps.repair]
number = 30
name = { zh = "返修", en = "Repair" }
needs_order = true
after = ["print"]
fields = [
    { key = "panel", type = "unit", title = { zh = "拼板", en = "Panel" } },
    { key = "relay", type = "lot", position = "K1", title = { zh = "继电器", en = "Relay" } },
]
event = { type = "AssociationEvent", action = "DELETE", biz_step = "repairing", parent = "panel", children = ["relay"] }

[steps.unpack]
number = 40
name = { zh = "拆箱", en = "Unpacking" }
needs_order = false
fields = [
    { key = "box", type = "logistic-unit", title = { zh = "箱", en = "Box" } },
    { key = "panel", type = "unit", material = "panel", title = { zh = "拼板", en = "Panel" } },
]
event = { type = "AggregationEvent", action = "DELETE", biz_step = "unpacking", parent = "box", children = ["panel"] }

[steps.invoice]
number = 50
name = { zh = "开票", en = "Invoicing" }
needs_order = false
fields = [
    { key = "box", type = "logistic-unit", required = false, title = { zh = "箱", en = "Box" } },
    { key = "lot", type = "lot", title = { zh = "批次", en = "Lot" } },
    { key = "amount", type = "quantity", title = { zh = "数量", en = "Amount" } },
    { key = "paper", type = "document", document = "delivery-note", title = { zh = "单据", en = "Paper" } },
    { key = "buyer", type = "party", title = { zh = "买方", en = "Buyer" } },
]
event = { type = "TransactionEvent", action = "ADD", biz_step = "accepting", things = ["box", "lot"], quantity = "amount", destination = "buyer" }

[steps.scrap]
number = 60
name = { zh = "报废", en = "Scrapping" }
needs_order = false
fields = [{ key = "panel", type = "unit", material = "panel", title = { zh = "拼板", en = "Panel" } }]
event = { type = "ObjectEvent", action = "DELETE", biz_step = "destroying", disposition = "destroyed", things = ["panel"] }
"""


def the_pack() -> Pack:
    pack = read_pack(CONTENT)
    assert isinstance(pack, Pack), pack
    return pack


PACK = the_pack()
ORDER = WorkOrder(
    id="WO1", version=1, plant="P1", material="panel", bom_version=1,
    quantity=Quantity("4", "H87"), due="2026-11-22T20:00:00+08:00",
)  # fmt: skip
PASTE, RELAY = Lot("US", "paste", "1"), Lot("US", "relay", "1")
PANEL, OTHER = Unit("panel", "1"), Unit("panel", "2")
BOX = LogisticUnit("106141412345678908")
BORN = Birth(Moment(1, 0, "w", 1), "e", "2026-11-01T08:00:00+08:00")


class Knows:
    def __init__(self, *states: ThingState, seconds: float | None = 0) -> None:
        self._states = {state.thing: state for state in states}
        self._seconds = seconds

    def thing(self, key: str) -> ThingState | None:
        return self._states.get(key)

    def snapshot_seconds(self) -> float | None:
        return self._seconds

    def today(self) -> dt.date:
        return TODAY


def draft(form: str, *values: FieldValue, order: WorkOrder = ORDER) -> Draft:
    needs_order = PACK.steps[form].needs_order
    return Draft(piece="p", form=form, order=order if needs_order else None, values=values)


def of_thing(field: str, thing: Lot | Unit | LogisticUnit) -> FieldValue:
    return FieldValue(field, thing=thing.uri)


def amount(value: str, unit: str = "H87", field: str = "amount") -> FieldValue:
    return FieldValue(field, quantity=Quantity(value, unit))


def rules(
    form: str, value: FieldValue, knows: Knows, *before: FieldValue, order: WorkOrder = ORDER
) -> list[str]:
    verdict = judge_values((value,), draft(form, *before, order=order), PACK.steps[form], PACK, knows)
    return [outcome.rule for outcome in verdict.rules]


def meanings(code: bytes) -> tuple[Offer, ...]:
    return offers(read(code, TODAY, patterns=PACK.own_patterns), PACK)


def filled(form: str, code: bytes, *values: FieldValue) -> tuple[FieldValue, ...]:
    step = PACK.steps[form]
    return next(
        (found for each in meanings(code) if (found := fill(each, draft(form, *values), step, PACK))), ()
    )


# --- labels ---


def test_a_serial_without_a_material_is_no_thing() -> None:
    assert meanings(b"S123") == (Offer(), Offer(choice="S123"))


def test_a_group_that_took_no_part_says_nothing() -> None:
    assert meanings(b"IN7")[0] == Offer(document=("delivery-note", "7"))
    assert meanings(b"IN/ACME")[0] == Offer(party="ACME")
    assert meanings(b"paste/")[0] == Offer()


def test_a_pattern_gives_its_issuer_where_the_label_names_none() -> None:
    assert meanings(b"paste/1")[0].thing == PASTE


def test_a_pattern_that_matches_only_a_part_of_the_label_is_not_meant() -> None:
    assert meanings(b"S123x") == (Offer(choice="S123x"),)


@pytest.mark.parametrize(
    "part",
    ["7" * (LONGEST_PART + 1), "A\x00B", "A\tB", "A\u202eB", "A\u200bB", "\ufeffA", "A\x7f"],
)
def test_a_label_made_to_deceive_or_overflow_is_refused_as_unreadable(part: str) -> None:
    code = f"paste/{part}".encode()
    assert filled("print", code) == ()
    verdict = judge_unwanted(meanings(code), draft("print"), PACK.steps["print"])
    assert [outcome.rule for outcome in verdict.rules] == ["code.unreadable"]


def test_a_label_of_the_greatest_length_in_any_script_is_taken() -> None:
    lot = "批" * (LONGEST_PART - 1) + " "
    assert meanings(f"paste/{lot}".encode())[0].thing == Lot("US", "paste", lot)


def test_an_order_and_its_customer_on_one_label_fill_both_fields() -> None:
    assert filled("invoice", b"IN7/ACME") == (
        FieldValue("paper", text="7"),
        FieldValue("buyer", text="ACME"),
    )


def test_each_part_of_a_label_fills_one_field_and_an_expiry_only_the_expiry() -> None:
    offer = Offer(thing=PASTE, expiry="2028-11-03", quantity=Quantity("5", "GRM"))
    assert fill(offer, draft("mix"), PACK.steps["mix"], PACK) == (
        of_thing("batch", PASTE),
        FieldValue("best", text="2028-11-03"),
        FieldValue("amount", quantity=Quantity("5", "GRM")),
    )


def test_a_material_without_lot_still_fills_what_its_label_says() -> None:
    offer = Offer(item=("relay", "US"), quantity=Quantity("5", "H87"))
    assert fill(offer, draft("mix"), PACK.steps["mix"], PACK) == (amount("5"),)


def test_a_gs1_label_that_names_no_item_offers_its_text_alone() -> None:
    assert meanings(b"]C11028A") == (Offer(choice="1028A"),)


def test_a_serial_number_names_a_unit_only_where_units_are_traced() -> None:
    assert meanings(b"]d2010690123450001110A\x1d211")[0].thing == PANEL
    assert meanings(b"]d20106901234500028101\x1d217")[0].thing == RELAY
    assert meanings(b"]d20106901234500028217")[0] == Offer(item=("relay", "US"))


def test_each_trade_item_of_a_material_has_its_own_issuer_of_lots() -> None:
    assert meanings(b"]d20106901234500059101")[0].thing == Lot("THEM", "relay", "1")


def test_a_date_that_never_was_is_a_damaged_code() -> None:
    offer = meanings(b"]d20106901234500028101\x1d17261301")[0]
    assert offer.fault is not None
    assert offer.thing is None


def test_codes_may_be_printed_in_what_the_open_fields_say_and_in_anything_where_one_says_nothing() -> None:
    step = the_pack().steps["print"]
    said = {"panel": ("Data Matrix",), "paste": ("Code 128", "QR Code"), "glue": ("Code 128",)}
    fields = tuple(msgspec.structs.replace(field, symbologies=said[field.key]) for field in step.fields)
    telling = msgspec.structs.replace(step, fields=fields)
    panels = [of_thing("panel", Unit("panel", number)) for number in ("1", "2")]
    assert draft("print").symbologies(telling) == {"Data Matrix", "Code 128", "QR Code"}
    assert draft("print", panels[0]).symbologies(telling) == {"Data Matrix", "Code 128", "QR Code"}
    assert draft("print", *panels).symbologies(telling) == {"Code 128", "QR Code"}
    silent = msgspec.structs.replace(fields[2], symbologies=())
    partly = msgspec.structs.replace(step, fields=(*fields[:2], silent))
    assert draft("print").symbologies(partly) == frozenset()


def test_a_position_means_nothing_without_an_order() -> None:
    step = PACK.steps["print"]
    without = msgspec.structs.replace(draft("print"), order=None)
    assert expected_material(step.field("paste"), without, PACK) is None
    assert expected_material(step.field("panel"), without, PACK) is None
    assert expected_material(step.field("panel"), draft("print"), PACK) == "panel"


# --- verdicts ---


@pytest.mark.parametrize(
    ("offer", "rule", "value"),
    [
        (Offer(thing=PASTE), "form.not-wanted", "1"),
        (Offer(document=("delivery-note", "DN-7"), party="ACME"), "form.not-wanted", "DN-7"),
        (Offer(party="ACME"), "form.not-wanted", "ACME"),
        (Offer(choice="HELLO"), "form.not-wanted", "HELLO"),
        (Offer(unknown_item="06901234500042"), "code.unknown-item", "06901234500042"),
        (Offer(item=("relay", "US")), "code.no-lot", "relay"),
        (Offer(fault=ODD_LABEL), "code.unreadable", "odd-label"),
    ],
)
def test_a_refusal_names_what_came_and_the_field_wanted(offer: Offer, rule: str, value: str) -> None:
    (outcome,) = judge_unwanted((Offer(), offer), draft("unpack"), PACK.steps["unpack"]).rules
    assert (outcome.rule, outcome.field, outcome.value) == (rule, "box", value)
    full = draft("unpack", of_thing("box", BOX), of_thing("panel", PANEL))
    (outcome,) = judge_unwanted((offer,), full, PACK.steps["unpack"]).rules
    assert outcome.field is None


def test_a_position_the_order_has_no_part_for_takes_nothing() -> None:
    later = msgspec.structs.replace(ORDER, bom_version=2)
    assert rules("print", of_thing("paste", PASTE), Knows(), order=later) == ["bom.position"]


def test_a_material_the_process_does_not_have_is_refused_where_any_would_do() -> None:
    assert rules("print", of_thing("glue", Lot("US", "glue", "1")), Knows()) == ["code.unknown-item"]
    assert rules("print", of_thing("glue", PASTE), Knows(ThingState(PASTE.uri, births=(BORN,)))) == []


def test_a_refusal_of_the_wrong_material_names_both() -> None:
    verdict = judge_values((of_thing("paste", RELAY),), draft("print"), PACK.steps["print"], PACK, Knows())
    (outcome,) = verdict.rules
    assert (outcome.rule, outcome.value) == ("bom.material", "1")
    assert outcome.facts == {"material": "relay", "wanted": "paste"}


@pytest.mark.parametrize("text", ["20261122", "22.11.2026", "2026-13-01", "", "soon", "2026-W47-7"])
@pytest.mark.parametrize("field", ["made", "best"])
def test_a_date_that_is_none_is_refused(field: str, text: str) -> None:
    assert rules("mix", FieldValue(field, text=text), Knows()) == ["date.unclear"]


def test_only_the_expiry_must_lie_ahead() -> None:
    assert rules("mix", FieldValue("made", text="2026-11-21"), Knows()) == []
    assert rules("mix", FieldValue("best", text="2026-11-22"), Knows()) == []
    verdict = judge_values(
        (FieldValue("best", text="2026-11-20"),), draft("mix"), PACK.steps["mix"], PACK, Knows()
    )
    (outcome,) = verdict.rules
    assert (outcome.rule, outcome.field, outcome.value) == ("lot.not-expired", "best", "2026-11-20")
    assert outcome.facts == {"days": "2", "expiry": "2026-11-20"}


def test_a_lot_whose_expiry_nobody_can_read_is_not_used() -> None:
    odd = ThingState(PASTE.uri, births=(msgspec.structs.replace(BORN, expiry="2026-02-30"),))
    assert rules("print", of_thing("paste", PASTE), Knows(odd)) == ["lot.expiry-unclear"]


def test_days_since_expiry_are_told() -> None:
    old = ThingState(PASTE.uri, births=(msgspec.structs.replace(BORN, expiry="2026-11-10"),))
    verdict = judge_values((of_thing("paste", PASTE),), draft("print"), PACK.steps["print"], PACK, Knows(old))
    assert verdict.rules[0].facts == {"days": "12", "expiry": "2026-11-10"}
    assert verdict.outcome == "refuse"


def test_an_amount_in_another_unit_than_its_material_is_refused_whichever_came_first() -> None:
    lot, grams = of_thing("batch", PASTE), amount("5", "GRM")
    assert rules("mix", amount("5"), Knows(), lot) == ["quantity.unit"]
    assert rules("mix", lot, Knows(), amount("5")) == ["quantity.unit"]
    assert rules("mix", grams, Knows(), lot) == rules("mix", lot, Knows(), grams) == []
    assert rules("mix", FieldValue("made", text="2026-11-21"), Knows(), lot, amount("5")) == []


@pytest.mark.parametrize(
    ("seconds", "rule"),
    [(0, "thing.unknown"), (120, "thing.unknown"), (120.1, "thing.provisional"), (-1, "thing.provisional")],
)
def test_a_clock_set_back_makes_no_old_snapshot_fresh(seconds: float, rule: str) -> None:
    assert rules("print", of_thing("paste", PASTE), Knows(seconds=seconds)) == [rule]


def done(step: str, at: int, outcome: Outcome) -> StepDone:
    return StepDone(Moment(at, 0, "w", at), "e", step, outcome)


def test_what_did_not_end_well_goes_no_further_until_it_does() -> None:
    def at_repair(*steps: StepDone) -> list[str]:
        state = ThingState(PANEL.uri, births=(BORN,), steps=steps)
        return rules("repair", of_thing("panel", PANEL), Knows(state))

    bad, good = done("print", 1, Outcome.SCRAP), done("print", 2, Outcome.GOOD)
    assert at_repair(bad) == ["step.passed"]
    assert at_repair(done("print", 1, Outcome.REWORK)) == ["step.passed"]
    assert at_repair(bad, good) == []
    assert at_repair() == ["step.after"]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [(Outcome.GOOD, ["unit.once"]), (Outcome.SCRAP, ["unit.once"]), (Outcome.REWORK, [])],
)
def test_only_a_piece_to_be_reworked_comes_to_a_step_again(outcome: Outcome, expected: list[str]) -> None:
    state = ThingState(PANEL.uri, births=(BORN,), steps=(done("scrap", 1, outcome),))
    assert rules("scrap", of_thing("panel", PANEL), Knows(state)) == expected


def test_a_box_of_an_unknown_birth_is_not_asked_for_earlier_steps() -> None:
    state = ThingState(PANEL.uri, steps=(done("unpack", 1, Outcome.GOOD),))
    assert rules("repair", of_thing("panel", PANEL), Knows(state)) == []


def test_sentences_show_by_its_key_what_the_pack_no_longer_names() -> None:
    step = PACK.steps["repair"]
    verdict = judge_values(
        (of_thing("panel", PANEL),), draft("repair"), step, PACK,
        Knows(ThingState(PANEL.uri, births=(BORN,))),
    )  # fmt: skip
    (outcome,) = verdict.rules
    assert sentence_of(outcome, step, PACK, Language.ENGLISH).matter == "Printing is not done yet"
    gone = msgspec.structs.replace(outcome, facts={"step": "etch"}, field="bar")
    assert sentence_of(gone, step, PACK, Language.CHINESE).matter == "还没做etch"
    lost = msgspec.structs.replace(outcome, rule="bom.position", field="bar")
    assert sentence_of(lost, step, PACK, Language.ENGLISH).matter == "Not in the order's parts: bar"
    nowhere = msgspec.structs.replace(outcome, rule="form.not-wanted", field=None)
    assert sentence_of(nowhere, step, PACK, Language.ENGLISH).way_on == "Scan: Repair"


def test_a_fact_that_looks_like_a_place_for_one_stays_as_it_is() -> None:
    step = PACK.steps["print"]
    held = judge_unwanted((Offer(fault=ODD_LABEL),), draft("print"), step).rules[0]
    outcome = msgspec.structs.replace(held, rule="thing.on-hold", facts={"reason": "{field} {0}"})
    assert sentence_of(outcome, step, PACK, Language.ENGLISH).matter == "It is on hold: {field} {0}"


# --- drafts ---


def test_values_of_a_field_the_pack_no_longer_has_or_has_otherwise_do_not_count() -> None:
    stale = (
        FieldValue("gone", text="x"),
        FieldValue("batch", text="a lot as text"),
        of_thing("from", PASTE),
        FieldValue("amount", text="5"),
        FieldValue("best", quantity=Quantity("1", "H87")),
    )
    form, step = draft("mix", *stale), PACK.steps["mix"]
    assert [field.key for field in form.open_fields(step)] == [field.key for field in step.fields]
    event = event_of(form, step, PACK)
    assert event == TransformationEvent(biz_step="assembling")
    assert form.outcome(step) is Outcome.GOOD
    assert rules("mix", of_thing("from", PANEL), Knows(ThingState(PANEL.uri, births=(BORN,))), *stale) == []
    left = FieldValue("gone", thing=PANEL.uri)
    assert rules("mix", of_thing("from", PANEL), Knows(ThingState(PANEL.uri, births=(BORN,))), left) == []


def test_values_are_kept_in_the_order_they_came() -> None:
    first = draft("print", of_thing("panel", PANEL))
    assert first.with_values([of_thing("panel", OTHER)]).of(PACK.steps["print"].field("panel")) == (
        of_thing("panel", PANEL),
        of_thing("panel", OTHER),
    )


def test_a_form_does_not_know_fields_it_does_not_have() -> None:
    with pytest.raises(KeyError):
        PACK.steps["print"].field("relay")


# --- events ---


def test_several_pieces_made_at_once_take_the_bill_of_materials_as_many_times() -> None:
    form = draft(
        "print",
        of_thing("panel", PANEL), of_thing("panel", OTHER), of_thing("paste", PASTE), of_thing("glue", RELAY),
    )  # fmt: skip
    event = event_of(form, PACK.steps["print"], PACK)
    assert isinstance(event, TransformationEvent)
    assert event.output_epc_list == (PANEL.uri, OTHER.uri)
    assert event.input_quantity_list == (
        QuantityElement(PASTE.uri, "0.5", "GRM", "P"),
        QuantityElement(RELAY.uri, "2", "H87"),
    )


def test_a_material_that_left_the_pack_is_counted_in_pieces_rather_than_lost() -> None:
    form = draft("print", of_thing("panel", PANEL), of_thing("glue", Lot("US", "glue", "1")))
    event = event_of(form, PACK.steps["print"], PACK)
    assert isinstance(event, TransformationEvent)
    assert event.input_quantity_list == (QuantityElement(Lot("US", "glue", "1").uri, "1", "H87"),)


def test_a_made_lot_has_its_amount_its_expiry_and_its_sources() -> None:
    form = draft(
        "mix", FieldValue("best", text="2028-11-03"), of_thing("batch", PASTE), amount("12.5", "GRM"),
        of_thing("from", PANEL), FieldValue("made", text="2026-11-22"),
    )  # fmt: skip
    assert event_of(form, PACK.steps["mix"], PACK) == TransformationEvent(
        input_epc_list=(PANEL.uri,),
        output_quantity_list=(QuantityElement(PASTE.uri, "12.5", "GRM"),),
        ilmd=LotMasterData(item_expiration_date="2028-11-03"),
        biz_step="assembling",
    )


@pytest.mark.parametrize("action", Action)
def test_only_a_birth_gives_a_lot_its_expiry_and_its_source(action: Action) -> None:
    mix = PACK.steps["mix"]
    plan = msgspec.structs.replace(
        mix.event, type=EventType.OBJECT, action=action, things=("batch", "from"), inputs=(), outputs=()
    )
    step = msgspec.structs.replace(mix, event=plan)
    form = draft(
        "mix", of_thing("batch", PASTE), amount("5", "GRM"), FieldValue("best", text="2028-11-03"),
        of_thing("from", PANEL),
    )  # fmt: skip
    event = event_of(form, step, PACK)
    assert isinstance(event, ObjectEvent)
    assert (event.action, event.epc_list) == (action, (PANEL.uri,))
    assert event.quantity_list == (QuantityElement(PASTE.uri, "5", "GRM"),)
    born = action is Action.ADD
    assert event.ilmd == (LotMasterData(item_expiration_date="2028-11-03") if born else None)
    assert event.source_list == ((Source("possessing_party", "US"),) if born else ())


def test_a_part_taken_out_in_a_repair_is_an_association_ended() -> None:
    form = draft("repair", of_thing("panel", PANEL), of_thing("relay", RELAY))
    event = event_of(form, PACK.steps["repair"], PACK)
    assert isinstance(event, AssociationEvent)
    assert (event.action, event.parent_id, event.child_epcs) == (Action.DELETE, PANEL.uri, ())
    assert event.child_quantity_list == (QuantityElement(RELAY.uri, "2", "H87", "K1"),)


def test_a_piece_taken_out_of_a_box_is_an_aggregation_ended() -> None:
    form = draft("unpack", of_thing("box", BOX), of_thing("panel", PANEL))
    event = event_of(form, PACK.steps["unpack"], PACK)
    assert isinstance(event, AggregationEvent)
    assert (event.action, event.parent_id, event.child_epcs) == (Action.DELETE, BOX.uri, (PANEL.uri,))


def test_an_invoice_is_a_transaction_with_its_paper_and_buyer() -> None:
    form = draft(
        "invoice", of_thing("box", BOX), of_thing("lot", PASTE), amount("5", "GRM"),
        FieldValue("paper", text="7"), FieldValue("buyer", text="ACME"),
    )  # fmt: skip
    step = PACK.steps["invoice"]
    event = event_of(form, step, PACK)
    assert isinstance(event, TransactionEvent)
    assert (event.action, event.epc_list) == (Action.ADD, (BOX.uri,))
    assert event.quantity_list == (QuantityElement(PASTE.uri, "5", "GRM"),)
    assert [(each.type, each.biz_transaction) for each in event.biz_transaction_list] == [("desadv", "7")]
    assert [(each.type, each.destination) for each in event.destination_list] == [("owning_party", "ACME")]
    assert [(each.type, each.id) for each in documents_of(form, step)] == [("delivery-note", "7")]


def test_a_piece_scrapped_is_an_object_ended_and_not_born() -> None:
    event = event_of(draft("scrap", of_thing("panel", PANEL)), PACK.steps["scrap"], PACK)
    assert event == ObjectEvent(
        action=Action.DELETE, epc_list=(PANEL.uri,), biz_step="destroying", disposition="destroyed"
    )
