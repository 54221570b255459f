"""The electronics pack from codes to events: binding, drafts, making, judging."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from traceability.acts import FieldValue, Outcome
from traceability.codes import read
from traceability.entries import RuleOutcome
from traceability.events import AggregationEvent, ObjectEvent, QuantityElement, TransformationEvent
from traceability.facts import Birth, Hold, Moment, StepDone
from traceability.identity import LogisticUnit, Lot, Unit
from traceability.judge import judge_unwanted, judge_values
from traceability.language import Language, Text
from traceability.ledger import ThingState
from traceability.process.binding import Offer, fill, offers
from traceability.process.draft import Draft
from traceability.process.making import documents_of, event_of
from traceability.process.model import Pack
from traceability.process.read import read_pack
from traceability.quantity import Quantity
from traceability.records import WorkOrder
from traceability.sentences import RULES, sentence_of

TODAY = dt.date(2026, 11, 22)
CONTENT = Path("process-packs/electronics/pack.toml")
ORDER = WorkOrder(
    id="WO26-1122-07", version=1, plant="P1", material="TC-300", bom_version=4,
    quantity=Quantity("400", "H87"), due="2026-11-22T20:00:00+08:00",
)  # fmt: skip
RELAY_LABEL = b"]d2010690123450002810HT2610-2231\x1d3050\x1d17281103"
RELAYS = Lot("HENGTAI", "RL24-10A", "HT2610-2231")
GREASE = Lot("BEICHEN", "TG-200", "TG-1")
BOARD = Unit("TC-300", "TC300-26K-004127")
BOX = LogisticUnit("106141412345678908")
HAPPENED = Moment(1, 0, "w", 1)
BORN = Birth(HAPPENED, "e", "2026-11-01T08:00:00+08:00")


def electronics() -> Pack:
    pack = read_pack(CONTENT.read_text())
    assert isinstance(pack, Pack), pack
    return pack


PACK = electronics()


def draft(form: str, *values: FieldValue) -> Draft:
    needs_order = PACK.steps[form].needs_order
    return Draft(piece="p", form=form, order=ORDER if needs_order else None, values=values)


def filled(form: str, code: bytes, *values: FieldValue) -> tuple[FieldValue, ...]:
    open_form = draft(form, *values)
    for offer in offers(read(code, TODAY, patterns=PACK.own_patterns), PACK):
        if found := fill(offer, open_form, PACK.steps[form], PACK):
            return found
    return ()


class Knows:
    """A judge's knowledge in memory: things by key, and how old the snapshot is."""

    def __init__(self, *states: ThingState, seconds: float | None = 0) -> None:
        self._states = {state.thing: state for state in states}
        self._seconds = seconds

    def thing(self, key: str) -> ThingState | None:
        return self._states.get(key)

    def snapshot_seconds(self) -> float | None:
        return self._seconds

    def today(self) -> dt.date:
        return TODAY


def rules(form: str, value: FieldValue, knows: Knows, *before: FieldValue) -> list[str]:
    verdict = judge_values((value,), draft(form, *before), PACK.steps[form], PACK, knows)
    return [outcome.rule for outcome in verdict.rules]


# --- what a code fills ---


def test_one_label_fills_lot_quantity_and_expiry_at_goods_in() -> None:
    assert filled("receiving", RELAY_LABEL) == (
        FieldValue("lot", thing=RELAYS.uri),
        FieldValue("quantity", quantity=Quantity("50", "H87")),
        FieldValue("expiry", text="2028-11-03"),
    )


def test_a_lot_goes_to_the_position_whose_material_it_is_not_to_the_field_asked_for_now() -> None:
    assert filled("assembly", RELAY_LABEL) == (FieldValue("relay", thing=RELAYS.uri),)


def test_a_lot_no_position_takes_goes_to_the_field_asked_for_so_that_it_can_be_judged() -> None:
    board = FieldValue("board", thing=BOARD.uri)
    relay = FieldValue("relay", thing=RELAYS.uri)
    assert filled("assembly", RELAY_LABEL, board, relay) == (FieldValue("pcb", thing=RELAYS.uri),)


def test_own_labels_are_read_by_the_packs_patterns() -> None:
    assert filled("assembly", b"TC300-26K-004127") == (FieldValue("board", thing=BOARD.uri),)
    assert filled("assembly", b"TG-200/BEICHEN/TG-1") == (FieldValue("grease", thing=GREASE.uri),)
    assert filled("receiving", b"DN-4471") == (FieldValue("delivery", text="DN-4471"),)
    assert filled("shipping", b"SO-7781/HAICHUAN") == (
        FieldValue("delivery", text="SO-7781"),
        FieldValue("customer", text="HAICHUAN"),
    )


def test_an_sscc_fills_a_box_and_a_choice_card_its_choice() -> None:
    assert filled("packing", b"]C100106141412345678908") == (FieldValue("box", thing=BOX.uri),)
    assert filled("inspection", b"REWORK") == (FieldValue("result", text="REWORK"),)


def test_a_form_takes_as_many_boards_as_it_counts_and_then_no_more() -> None:
    boards = [FieldValue("board", thing=Unit("TC-300", f"TC300-26K-00000{n}").uri) for n in range(4)]
    assert filled("packing", b"TC300-26K-004127", *boards[:3]) == (FieldValue("board", thing=BOARD.uri),)
    assert filled("packing", b"TC300-26K-004127", *boards) == ()


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        (b"HELLO", "form.not-wanted"),
        (b"DN-4471", "form.not-wanted"),
        (b"]C100106141412345678908", "form.not-wanted"),
        (b"]d201069012345000281", "code.unreadable"),
        (b"]E06901234500028", "code.no-lot"),
        (b"]d2010950600013435210A", "code.unknown-item"),
        (b"", "form.not-wanted"),
    ],
)
def test_a_code_nothing_wants_is_refused_for_what_it_is(code: bytes, rule: str) -> None:
    form = draft("assembly")
    verdict = judge_unwanted(
        offers(read(code, TODAY, patterns=PACK.own_patterns), PACK), form, PACK.steps["assembly"]
    )
    assert [outcome.rule for outcome in verdict.rules] == [rule]
    assert verdict.outcome == "refuse"


def test_a_code_that_can_not_be_read_is_refused_with_the_readings_own_reason() -> None:
    step = PACK.steps["assembly"]
    damaged = offers(read(b"]d20106901234500023", TODAY, patterns=PACK.own_patterns), PACK)
    (outcome,) = judge_unwanted(damaged, draft("assembly"), step).rules
    assert (outcome.rule, outcome.value) == ("code.unreadable", "incorrect-check-digit")
    assert outcome.facts == {"identifier": "01", "value": "3", "other": ""}
    reasons = [sentence_of(outcome, step, PACK, language).reason for language in Language]
    assert reasons == ["AI (01) 的校验码不对", "The check digit of AI (01) is wrong"]
    before = msgspec.structs.replace(outcome, facts={})
    assert sentence_of(before, step, PACK, Language.CHINESE).reason == ""


@pytest.mark.parametrize(
    ("code", "quantity"),
    [(b"]d2010690123450002810A\x1d3000000007", Quantity("7", "H87")),
     (b"]d2020690123450002810A\x1d3799999999", Quantity("99999999", "H87")),
     (b"]d2010690123450002810A\x1d3000000000", None), (b"]d2010690123450002810A", None)],
)  # fmt: skip
def test_a_label_counts_pieces_and_a_count_of_none_says_nothing(
    code: bytes, quantity: Quantity | None
) -> None:
    offer = offers(read(code, TODAY, patterns=PACK.own_patterns), PACK)[0]
    assert offer == Offer(
        thing=Lot("HENGTAI", "RL24-10A", "A"), item=("RL24-10A", "HENGTAI"), quantity=quantity
    )


def test_a_count_of_syringes_is_no_weight_of_grease() -> None:
    assert filled("receiving", b"]d2010690123450003510TG-1\x1d3050") == (FieldValue("lot", thing=GREASE.uri),)


# --- verdicts ---

RELAY = FieldValue("relay", thing=RELAYS.uri)
KNOWN = ThingState(RELAYS.uri, births=(BORN,))


def test_a_known_lot_of_the_right_material_is_accepted() -> None:
    verdict = judge_values((RELAY,), draft("assembly"), PACK.steps["assembly"], PACK, Knows(KNOWN))
    assert (verdict.outcome, verdict.rules) == ("accept", ())


@pytest.mark.parametrize(
    ("seconds", "rule"), [(119, "thing.unknown"), (121, "thing.provisional"), (None, "thing.provisional")]
)
def test_an_unknown_lot_is_refused_only_by_who_can_know(seconds: float | None, rule: str) -> None:
    assert rules("assembly", RELAY, Knows(seconds=seconds)) == [rule]


def test_a_lot_only_heard_of_through_its_uses_is_not_known() -> None:
    assert rules("assembly", RELAY, Knows(ThingState(RELAYS.uri, uses=3))) == ["thing.unknown"]


def test_wrong_material_is_said_before_anything_else() -> None:
    expired = ThingState(RELAYS.uri, births=(Birth(HAPPENED, "e", "t", expiry="2020-01-01"),))
    assert rules("assembly", FieldValue("grease", thing=RELAYS.uri), Knows(expired)) == ["bom.material"]


def test_a_held_lot_is_refused_with_the_reason_of_every_hold() -> None:
    held = ThingState(
        RELAYS.uri, births=(BORN,), holds=(Hold("h1", "t", "p", "crack"), Hold("h2", "t", "p", "rust"))
    )
    verdict = judge_values((RELAY,), draft("assembly"), PACK.steps["assembly"], PACK, Knows(held))
    assert [outcome.facts["reason"] for outcome in verdict.rules] == ["crack", "rust"]


@pytest.mark.parametrize(
    ("expiry", "expected"), [("2026-11-22", []), ("2026-11-21", ["lot.not-expired"]), ("2026-11-23", [])]
)
def test_a_lot_may_be_used_on_its_last_day_and_not_after(expiry: str, expected: list[str]) -> None:
    state = ThingState(RELAYS.uri, births=(Birth(HAPPENED, "e", "t", expiry=expiry),))
    assert rules("assembly", RELAY, Knows(state)) == expected


def test_an_expired_lot_is_not_received() -> None:
    assert rules("receiving", FieldValue("expiry", text="2026-11-10"), Knows()) == ["lot.not-expired"]
    assert rules("receiving", FieldValue("expiry", text="2026-12-10"), Knows()) == []
    assert rules("receiving", FieldValue("delivery", text="DN-4471"), Knows()) == []


def test_the_same_serial_twice_is_refused_wherever_the_first_was() -> None:
    board = FieldValue("board", thing=BOARD.uri)
    assert rules("packing", board, Knows(), board) == ["form.twice"]
    assert rules("assembly", board, Knows(ThingState(BOARD.uri, births=(BORN,)))) == ["unit.once"]
    done = ThingState(BOARD.uri, births=(BORN,), steps=(StepDone(HAPPENED, "e", "inspection", Outcome.GOOD),))
    assert rules("inspection", board, Knows(done)) == ["unit.once"]


def test_a_box_number_is_used_once_and_shipped_once() -> None:
    packed = ThingState(BOX.uri, steps=(StepDone(HAPPENED, "e", "packing", Outcome.GOOD),))
    shipped = ThingState(BOX.uri, steps=(*packed.steps, StepDone(HAPPENED, "f", "shipping", Outcome.GOOD)))
    box = FieldValue("box", thing=BOX.uri)
    assert rules("packing", box, Knows(packed)) == ["box.once"]
    assert rules("packing", box, Knows()) == []
    assert rules("shipping", box, Knows(packed)) == []
    assert rules("shipping", box, Knows(shipped)) == ["box.once"]


def test_a_board_skips_no_step_that_is_known_to_be_missing() -> None:
    board = FieldValue("board", thing=BOARD.uri)
    assembled = StepDone(HAPPENED, "e", "assembly", Outcome.GOOD)
    assert rules("packing", board, Knows(ThingState(BOARD.uri, births=(BORN,), steps=(assembled,)))) == [
        "step.after"
    ]
    assert rules("inspection", board, Knows(ThingState(BOARD.uri, births=(BORN,), steps=(assembled,)))) == []


def test_a_new_lot_may_come_in_twice() -> None:
    assert rules("receiving", FieldValue("lot", thing=RELAYS.uri), Knows(KNOWN)) == []


# --- sentences ---


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("language", Language)
def test_every_rule_has_a_sentence_and_a_way_on_in_the_persons_language(
    rule: str, language: Language
) -> None:
    facts = {"reason": "x", "days": "12", "material": "TG-200", "wanted": "RL24-10A", "step": "assembly"}
    outcome = RuleOutcome(rule=rule, severity="refuse", field="grease", facts=facts)
    sentence = sentence_of(outcome, PACK.steps["assembly"], PACK, language)
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in sentence.matter)
    assert chinese is (language is Language.CHINESE)
    assert sentence.way_on
    assert "{" not in sentence.matter + sentence.way_on


def test_a_material_the_pack_does_not_name_is_shown_by_its_code() -> None:
    outcome = RuleOutcome(
        rule="bom.material", severity="refuse", facts={"material": "XX-1", "wanted": "TG-200"}
    )
    sentence = sentence_of(outcome, PACK.steps["assembly"], PACK, Language.ENGLISH)
    assert sentence.matter == "This is XX-1, not Thermal grease"


def test_a_rule_of_a_newer_release_is_shown_by_its_id() -> None:
    outcome = RuleOutcome(rule="newer.rule", severity="refuse")
    assert sentence_of(outcome, PACK.steps["assembly"], PACK, Language.ENGLISH).matter == "newer.rule"


# --- events ---


def test_goods_in_makes_the_birth_of_a_lot() -> None:
    form = draft("receiving", FieldValue("delivery", text="DN-4471"), *filled("receiving", RELAY_LABEL))
    event = event_of(form, PACK.steps["receiving"], PACK)
    assert isinstance(event, ObjectEvent)
    assert event.quantity_list == (QuantityElement(RELAYS.uri, "50", "H87"),)
    assert event.ilmd is not None
    assert event.ilmd.item_expiration_date == "2028-11-03"
    assert [source.source for source in event.source_list] == ["HENGTAI"]
    assert [(each.type, each.biz_transaction) for each in event.biz_transaction_list] == [
        ("desadv", "DN-4471")
    ]
    assert (event.biz_step, event.disposition) == ("receiving", "in_progress")


def test_assembly_uses_what_the_bill_of_materials_takes_at_each_position() -> None:
    form = draft(
        "assembly", FieldValue("board", thing=BOARD.uri), RELAY, FieldValue("grease", thing=GREASE.uri)
    )
    event = event_of(form, PACK.steps["assembly"], PACK)
    assert isinstance(event, TransformationEvent)
    assert event.output_epc_list == (BOARD.uri,)
    assert event.input_quantity_list == (
        QuantityElement(RELAYS.uri, "2", "H87", "K1"),
        QuantityElement(GREASE.uri, "0.5", "GRM", "U7"),
    )
    assert [(each.type, each.id) for each in documents_of(form, PACK.steps["assembly"])] == [
        ("work-order", ORDER.id)
    ]


def test_packing_puts_boards_into_the_box() -> None:
    boards = tuple(Unit("TC-300", f"TC300-26K-00000{n}").uri for n in range(4))
    values = [*(FieldValue("board", thing=board) for board in boards), FieldValue("box", thing=BOX.uri)]
    event = event_of(draft("packing", *values), PACK.steps["packing"], PACK)
    assert isinstance(event, AggregationEvent)
    assert (event.parent_id, event.child_epcs) == (BOX.uri, boards)


def test_shipping_names_the_customer() -> None:
    form = draft("shipping", FieldValue("box", thing=BOX.uri), *filled("shipping", b"SO-7781/HAICHUAN"))
    event = event_of(form, PACK.steps["shipping"], PACK)
    assert [destination.destination for destination in event.destination_list] == ["HAICHUAN"]


@pytest.mark.parametrize(
    ("choice", "outcome", "disposition"),
    [
        ("PASS", Outcome.GOOD, "conformant"),
        ("REWORK", Outcome.REWORK, "needs_replacement"),
        ("SCRAP", Outcome.SCRAP, "non_conformant"),
    ],
)
def test_an_inspections_choice_decides_how_the_piece_ended(
    choice: str, outcome: Outcome, disposition: str
) -> None:
    form = draft("inspection", FieldValue("board", thing=BOARD.uri), FieldValue("result", text=choice))
    assert form.outcome(PACK.steps["inspection"]) is outcome
    assert event_of(form, PACK.steps["inspection"], PACK).disposition == disposition


def test_the_wanted_field_is_the_first_required_one_still_open() -> None:
    form = draft("receiving", FieldValue("delivery", text="DN-4471"))
    wanted = form.wanted(PACK.steps["receiving"])
    assert wanted is not None
    assert wanted.key == "lot"
    whole = draft("receiving", FieldValue("delivery", text="DN-4471"), *filled("receiving", RELAY_LABEL))
    assert whole.wanted(PACK.steps["receiving"]) is None


def test_a_pack_speaks_both_languages() -> None:
    assert Text("批次", "Lot").in_language(Language.CHINESE) == "批次"
    assert PACK.steps["assembly"].name.in_language(Language.ENGLISH) == "Assembly"
