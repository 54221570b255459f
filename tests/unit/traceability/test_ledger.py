import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability import ledger
from traceability.acts import Act, EventRecorded, HoldLifted, HoldPlaced, Outcome, SignedIn
from traceability.clock import Stamp
from traceability.consequences import consequences, links, partings
from traceability.entries import Boot, Document, Entry, Whereabouts, canonical_bytes, entry_id
from traceability.events import (
    Action,
    AggregationEvent,
    AssociationEvent,
    BizTransaction,
    Destination,
    Event,
    LotMasterData,
    ObjectEvent,
    QuantityElement,
    Source,
    TransactionEvent,
    TransformationEvent,
)
from traceability.facts import Counted, KeptFact, Link, Moment, Relation, canonical_key
from traceability.identity import LogisticUnit, Lot, Unit
from traceability.ledger import PARTS_SHOWN, Ledger, OrderProgress, ThingState, fold, with_fact
from traceability.quantity import Quantity

RELAYS = Lot("HENGTAI", "RL24-10A", "HT2610").uri
BOARD, OTHER_BOARD = Unit("TC-300", "1").uri, Unit("TC-300", "2").uri
BOX = LogisticUnit("106141412345678908").uri


class Writer:
    """Makes entries as one station would."""

    def __init__(self, name: str = "a" * 32) -> None:
        self.name, self.seq = name, 0

    def act(
        self, body: Act, step: str | None = None, order: str | None = None, at: int | None = None
    ) -> Entry:
        self.seq += 1
        return Entry(
            writer=self.name, seq=self.seq, hlc=Stamp(at or self.seq, 0), recorded=f"2026-11-22T10:00:{self.seq:02d}.000+08:00",
            boot=Boot("b", self.seq), actor="p1", place=Whereabouts("P1", "A3", step), body=body, schema=1,
            documents=(Document("work-order", order),) if order else (),
        )  # fmt: skip

    def event(
        self, event: Event, step: str | None = None, order: str | None = None, outcome: Outcome = Outcome.GOOD
    ) -> Entry:
        return self.act(
            EventRecorded(piece="x", form="f", event=event, readings=(), values=(), outcome=outcome),
            step,
            order,
        )


def named(*entries: Entry) -> list[tuple[str, Entry]]:
    return [(entry_id(canonical_bytes(entry)).hex(), entry) for entry in entries]


def used(quantity: str = "2", output: str = BOARD) -> TransformationEvent:
    return TransformationEvent(
        input_quantity_list=(QuantityElement(RELAYS, quantity, "H87", "K1"),), output_epc_list=(output,)
    )


def received(quantity: str, expiry: str | None = None) -> ObjectEvent:
    return ObjectEvent(
        action=Action.ADD,
        quantity_list=(QuantityElement(RELAYS, quantity, "H87"),),
        ilmd=LotMasterData(item_expiration_date=expiry),
        source_list=(Source("possessing_party", "HENGTAI"),),
    )


def thing(ledger: Ledger, key: str) -> ThingState:
    return ledger.things[key]


def test_receipts_add_up_and_uses_are_taken_off() -> None:
    station = Writer()
    ledger = fold(
        named(station.event(received("100")), station.event(received("50")), station.event(used("2")))
    )
    relays = thing(ledger, RELAYS)
    assert relays.received == (Quantity("150", "H87"),)
    assert relays.remaining == (Quantity("148", "H87"),)
    assert [birth.source for birth in relays.births] == ["HENGTAI", "HENGTAI"]


def test_a_lot_used_before_its_birth_is_known_is_in_debt_not_lost() -> None:
    relays = thing(fold(named(Writer().event(used("2")))), RELAYS)
    assert not relays.births
    assert relays.remaining == (Quantity("-2", "H87"),)


def test_the_earliest_expiry_given_counts() -> None:
    station = Writer()
    ledger = fold(
        named(
            station.event(received("1", "2028-11-03")),
            station.event(received("1", "2027-01-31")),
            station.event(received("1")),
        )
    )
    assert thing(ledger, RELAYS).expiry == "2027-01-31"


def test_a_use_links_lot_and_unit_both_ways_with_its_position() -> None:
    ((identifier, entry),) = named(Writer().event(used("2"), "assembly", "WO1"))
    ledger = fold([(identifier, entry)])
    (link,) = thing(ledger, BOARD).made_from
    assert (link.source, link.target, link.relation, link.position) == (RELAYS, BOARD, Relation.USED, "K1")
    assert link.quantity == Quantity("2", "H87")
    assert thing(ledger, RELAYS).part_of == (link,)
    assert links(identifier, entry) == (link,)


def test_a_lot_names_its_latest_uses_and_counts_them_all() -> None:
    station = Writer()
    entries = named(*(station.event(used("2", Unit("TC-300", str(n)).uri)) for n in range(20)))
    random.Random(7).shuffle(entries)
    relays = thing(fold(entries), RELAYS)
    assert relays.uses == 20
    assert [link.target for link in relays.part_of] == [
        Unit("TC-300", str(n)).uri for n in range(20 - PARTS_SHOWN, 20)
    ]
    assert relays.used == (Quantity("40", "H87"),)


def test_what_was_taken_out_again_is_no_longer_part_of_it_but_what_was_put_back_is() -> None:
    station = Writer()
    pack = AggregationEvent(action=Action.ADD, parent_id=BOX, child_epcs=(BOARD, OTHER_BOARD))
    unpack = AggregationEvent(action=Action.DELETE, parent_id=BOX, child_epcs=(BOARD,))
    seen = AggregationEvent(action=Action.OBSERVE, parent_id=BOX, child_epcs=(OTHER_BOARD,))
    entries = named(station.event(pack), station.event(unpack), station.event(seen))
    box = thing(fold(entries), BOX)
    assert [link.source for link in box.made_from if box.is_open(link)] == [OTHER_BOARD]
    again = named(station.event(AggregationEvent(action=Action.ADD, parent_id=BOX, child_epcs=(BOARD,))))
    box = thing(fold(entries + again), BOX)
    assert sorted(link.source for link in box.made_from if box.is_open(link)) == [BOARD, OTHER_BOARD]
    assert [part.source for part in partings(*entries[1])] == [BOARD]


def test_a_component_is_built_in_and_taken_out_in_a_repair() -> None:
    station = Writer()
    fit = AssociationEvent(
        action=Action.ADD, parent_id=BOARD, child_quantity_list=(QuantityElement(RELAYS, "1", "H87", "K1"),)
    )
    (fitted,) = named(station.event(fit, "rework"))
    (link,) = links(*fitted)
    assert (link.relation, link.position, link.quantity) == (Relation.BUILT_IN, "K1", Quantity("1", "H87"))


def test_a_hold_stands_until_a_lift_names_it_and_a_second_hold_stays() -> None:
    station = Writer()
    (first,) = named(station.act(HoldPlaced(things=(RELAYS,), reason="crack")))
    (second,) = named(station.act(HoldPlaced(things=(RELAYS,), reason="rust")))
    (lift,) = named(station.act(HoldLifted(holds=(first[0],), things=(RELAYS,), reason="checked")))
    held = thing(fold([first, lift, second]), RELAYS)
    assert [hold.reason for hold in held.open_holds] == ["rust"]


def test_orders_count_pieces_by_step_and_outcome() -> None:
    station = Writer()
    pack = AggregationEvent(action=Action.ADD, parent_id=BOX, child_epcs=(BOARD, OTHER_BOARD))
    look = ObjectEvent(action=Action.OBSERVE, epc_list=(BOARD,), disposition="conformant")
    ledger = fold(
        named(
            station.event(used(), "assembly", "WO1"),
            station.event(used(output=OTHER_BOARD), "assembly", "WO1"),
            station.event(look, "inspection", "WO1"),
            station.event(look, "inspection", "WO1", Outcome.SCRAP),
            station.event(pack, "packing", "WO1"),
            station.event(used(output=Unit("TC-300", "3").uri), "assembly"),
        )
    )
    progress = ledger.orders["WO1"]
    assert progress.pieces("assembly") == 2
    assert progress.pieces("inspection") == 2
    assert progress.pieces("inspection", Outcome.SCRAP) == 1
    assert progress.pieces("packing") == 2
    assert OrderProgress("WO9", (Counted("a", Outcome.GOOD, 3),)).pieces("b") == 0


def test_a_shipment_says_to_whom_and_under_which_document() -> None:
    ship = ObjectEvent(
        action=Action.OBSERVE, epc_list=(BOX,), biz_step="shipping",
        biz_transaction_list=(BizTransaction("desadv", "SO-7781"),),
        destination_list=(Destination("owning_party", "HAICHUAN"),),
    )  # fmt: skip
    bare = ObjectEvent(action=Action.OBSERVE, epc_list=(BOX,), biz_step="shipping")
    station = Writer()
    shipped, unnamed = thing(fold(named(station.event(ship, "shipping"), station.event(bare))), BOX).shipments
    assert (shipped.to, shipped.document) == ("HAICHUAN", "SO-7781")
    assert (unnamed.to, unnamed.document) == (None, None)


def test_a_step_done_is_on_the_thing_with_its_disposition() -> None:
    look = ObjectEvent(action=Action.OBSERVE, epc_list=(BOARD,), disposition="conformant")
    (done,) = thing(fold(named(Writer().event(look, "inspection", "WO1"))), BOARD).steps
    assert (done.step, done.disposition, done.order) == ("inspection", "conformant", "WO1")


def test_what_several_pieces_share_went_out_of_the_lot_once() -> None:
    panel = TransformationEvent(
        input_quantity_list=(QuantityElement(RELAYS, "4", "H87", "K1"),),
        output_epc_list=(BOARD, OTHER_BOARD),
    )
    relays = thing(fold(named(Writer().event(panel))), RELAYS)
    assert relays.uses == 2
    assert relays.used == (Quantity("4", "H87"),)


def test_a_lot_made_in_two_amounts_is_born_with_both() -> None:
    mixed = TransformationEvent(
        input_epc_list=(BOARD,),
        output_quantity_list=(QuantityElement(RELAYS, "2", "KGM"), QuantityElement(RELAYS, "3", "H87")),
    )
    relays = thing(fold(named(Writer().event(mixed))), RELAYS)
    assert relays.received == (Quantity("3", "H87"), Quantity("2", "KGM"))
    assert [link.source for link in relays.made_from] == [BOARD]


def test_every_output_has_its_step_and_counts_and_no_input_does() -> None:
    split = TransformationEvent(
        input_epc_list=(BOX,),
        output_epc_list=(BOARD, OTHER_BOARD),
        output_quantity_list=(QuantityElement(RELAYS, "3", "H87"),),
    )
    ledger = fold(named(Writer().event(split, "split", "WO1")))
    for key in (BOARD, OTHER_BOARD, RELAYS):
        assert [done.step for done in thing(ledger, key).steps] == ["split"]
        assert [link.source for link in thing(ledger, key).made_from] == [BOX]
    assert not thing(ledger, BOX).steps
    assert ledger.orders["WO1"].pieces("split") == 3


def test_a_box_and_what_is_packed_have_the_step() -> None:
    pack = AggregationEvent(
        action=Action.ADD, parent_id=BOX, child_epcs=(BOARD,),
        child_quantity_list=(QuantityElement(RELAYS, "3", "H87"),),
    )  # fmt: skip
    ledger = fold(named(Writer().event(pack, "packing")))
    assert len(thing(ledger, BOX).steps) == len(thing(ledger, BOARD).steps) == 1
    assert thing(ledger, RELAYS).used == (Quantity("3", "H87"),)
    assert [link.relation for link in thing(ledger, BOX).made_from] == [Relation.PACKED] * 2


def test_seen_lots_have_the_step_and_count() -> None:
    seen = ObjectEvent(
        action=Action.OBSERVE, epc_list=(BOARD,), quantity_list=(QuantityElement(RELAYS, "3", "H87"),)
    )
    ledger = fold(named(Writer().event(seen, "look", "WO1")))
    assert [done.step for done in thing(ledger, RELAYS).steps] == ["look"]
    assert ledger.orders["WO1"].pieces("look") == 2


def test_a_lot_that_went_into_itself_is_counted_once_each_way() -> None:
    topped = TransformationEvent(
        input_quantity_list=(QuantityElement(RELAYS, "2", "H87"),),
        output_quantity_list=(QuantityElement(RELAYS, "2", "H87"),),
    )
    (entry,) = named(Writer().event(topped))
    relays = thing(fold([entry]), RELAYS)
    assert (relays.uses, relays.used) == (1, (Quantity("2", "H87"),))
    assert relays.made_from == relays.part_of == links(*entry)


def test_a_lot_taken_out_of_a_board_ends_its_link_on_both() -> None:
    station = Writer()
    child = (QuantityElement(RELAYS, "1", "H87", "K1"),)
    fit = AssociationEvent(action=Action.ADD, parent_id=BOARD, child_quantity_list=child)
    unfit = AssociationEvent(action=Action.DELETE, parent_id=BOARD, child_quantity_list=child)
    ledger = fold(named(station.event(unfit, "rework"), station.event(fit, "rework")))
    early = thing(ledger, RELAYS)
    assert early.is_open(early.part_of[0])
    station = Writer()
    ledger = fold(named(station.event(fit, "rework"), station.event(unfit, "rework")))
    for key in (RELAYS, BOARD):
        state = thing(ledger, key)
        assert len(state.partings) == 1
        assert not any(state.is_open(link) for link in (*state.part_of, *state.made_from))
    assert [done.step for done in thing(ledger, BOARD).steps] == ["rework", "rework"]


def test_a_repair_counts_one_piece_however_many_parts() -> None:
    fit = AssociationEvent(action=Action.ADD, parent_id=BOX, child_epcs=(BOARD, OTHER_BOARD))
    progress = fold(named(Writer().event(fit, "rework", "WO1"))).orders["WO1"]
    assert progress.counts == (Counted("rework", Outcome.GOOD, 1),)


def test_a_transaction_is_about_every_thing_it_names() -> None:
    tied = TransactionEvent(
        action=Action.ADD, parent_id=BOX, epc_list=(BOARD,), biz_step="shipping",
        quantity_list=(QuantityElement(RELAYS, "5", "H87"),),
    )  # fmt: skip
    ledger = fold(named(Writer().event(tied, "shipping", "WO1")))
    for key in (BOX, BOARD, RELAYS):
        assert len(thing(ledger, key).shipments) == len(thing(ledger, key).steps) == 1
        assert not thing(ledger, key).births
    assert ledger.orders["WO1"].pieces("shipping") == 3


def test_only_what_is_added_is_born() -> None:
    seen = ObjectEvent(action=Action.OBSERVE, quantity_list=(QuantityElement(RELAYS, "5", "H87"),))
    gone = ObjectEvent(action=Action.DELETE, epc_list=(BOARD,))
    ledger = fold(named(Writer().event(seen, "count"), Writer("b" * 32).event(gone, "scrap")))
    assert not thing(ledger, RELAYS).births
    assert not thing(ledger, BOARD).births


def test_births_say_when_it_happened_whatever_the_time_of_writing() -> None:
    late = msgspec.structs.replace(Writer().event(received("1")), happened="2026-11-20T08:00:00.000+08:00")
    (birth,) = thing(fold(named(late)), RELAYS).births
    assert birth.at == "2026-11-20T08:00:00.000+08:00"
    hold = msgspec.structs.replace(Writer().act(HoldPlaced(things=(BOX,), reason="r")), happened="h")
    assert [each.at for each in thing(fold(named(hold)), BOX).holds] == ["h"]


def test_a_made_lot_has_the_expiry_its_making_gave() -> None:
    made = TransformationEvent(
        output_quantity_list=(QuantityElement(RELAYS, "5", "H87"),),
        ilmd=LotMasterData(item_expiration_date="2028-11-03"),
    )
    assert thing(fold(named(Writer().event(made))), RELAYS).expiry == "2028-11-03"


def test_a_unit_is_born_without_an_amount() -> None:
    unit = thing(fold(named(Writer().event(ObjectEvent(action=Action.ADD, epc_list=(BOARD,))))), BOARD)
    assert len(unit.births) == 1
    assert unit.received == unit.remaining == ()


def test_units_of_measure_are_kept_apart() -> None:
    station = Writer()
    in_grams = TransformationEvent(
        input_quantity_list=(QuantityElement(RELAYS, "0.5", "GRM"),), output_epc_list=(BOARD,)
    )
    relays = thing(fold(named(station.event(received("10")), station.event(in_grams))), RELAYS)
    assert relays.remaining == (Quantity("-0.5", "GRM"), Quantity("10", "H87"))


def test_amounts_beyond_any_form_still_add_up() -> None:
    station = Writer()
    most = "999999999999.999999"
    ledger = fold(named(*(station.event(used(most, Unit("m", str(n)).uri)) for n in range(3))))
    assert thing(ledger, RELAYS).remaining == (Quantity("-2999999999999.999997", "H87"),)


def test_a_hold_on_several_things_and_a_lift_of_several_holds_count_for_each() -> None:
    station = Writer()
    first, second = named(
        station.act(HoldPlaced(things=(RELAYS, BOARD), reason="crack")),
        station.act(HoldPlaced(things=(RELAYS, BOARD), reason="rust")),
    )
    (lift,) = named(station.act(HoldLifted(holds=(first[0], second[0]), things=(RELAYS,), reason="checked")))
    ledger = fold([first, second, lift])
    assert thing(ledger, RELAYS).open_holds == ()
    assert [hold.actor for hold in thing(ledger, BOARD).open_holds] == ["p1", "p1"]


@pytest.mark.parametrize(
    "body",
    [
        SignedIn(),
        EventRecorded(piece="x", form="f", event=TransactionEvent(action=Action.ADD), readings=(), values=()),
    ],
)
def test_other_acts_mean_nothing_for_things(body: Act) -> None:
    (entry,) = named(Writer().act(body))
    assert consequences(*entry) == ()


keys = st.sampled_from([RELAYS, Lot("X", "Y", "Z").uri])
units = st.sampled_from([BOARD, OTHER_BOARD, BOX])
amounts = st.builds(
    QuantityElement, keys, st.sampled_from(["1", "0.5", "12"]), st.sampled_from(["H87", "KGM"])
)
actions = st.sampled_from(Action)
events = st.one_of(
    st.builds(ObjectEvent, action=actions, epc_list=st.tuples(units), quantity_list=st.tuples(amounts)),
    st.builds(TransformationEvent, input_epc_list=st.tuples(units), input_quantity_list=st.tuples(amounts),
              output_epc_list=st.tuples(units), output_quantity_list=st.tuples(amounts)),
    st.builds(AggregationEvent, action=actions, parent_id=units, child_epcs=st.tuples(units, units)),
    st.builds(AssociationEvent, action=actions, parent_id=units, child_quantity_list=st.tuples(amounts)),
    st.builds(TransactionEvent, action=actions, epc_list=st.tuples(units)),
)  # fmt: skip


@given(
    st.lists(
        st.tuples(events, st.sampled_from(Outcome), st.sampled_from(["a" * 32, "b" * 32]), st.integers(1, 3)),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_any_order_and_repetition_of_a_set_gives_the_same_bytes(
    happenings: list[tuple[Event, Outcome, str, int]], chance: random.Random
) -> None:
    """Invariant 1: a pure function of the set."""
    stations = {"a" * 32: Writer("a" * 32), "b" * 32: Writer("b" * 32)}
    entries = named(
        *(
            stations[writer].act(
                EventRecorded(piece="x", form="f", event=event, readings=(), values=(), outcome=outcome),
                "s",
                "WO1",
                at,
            )
            for event, outcome, writer, at in happenings
        )
    )
    shuffled = entries + entries[: len(entries) // 2]
    chance.shuffle(shuffled)
    assert msgspec.json.encode(fold(shuffled)) == msgspec.json.encode(fold(entries))


def test_one_more_piece_in_a_large_box_looks_at_few_of_those_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    box = LogisticUnit("340000000000000005").uri
    state = ThingState(box)
    for number in range(1000):
        state = with_fact(state, packed(number, box))
    looked_at: list[KeptFact] = []

    def counting(fact: KeptFact) -> tuple[tuple[object, ...], bytes]:
        looked_at.append(fact)
        return canonical_key(fact)

    monkeypatch.setattr(ledger, "canonical_key", counting)
    state = with_fact(state, packed(1000, box))
    assert len(looked_at) < 20
    assert [link.moment.seq for link in state.made_from] == list(range(1001))


def packed(number: int, box: str) -> Link:
    """The piece of this number went into the box."""
    moment = Moment(1, 0, "00" * 16, number)
    return Link(moment, f"{number:064x}", Unit("TC-300", f"S{number}").uri, box, Relation.PACKED)
