"""What synchronisation decides to do next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.ports import Trouble
from station.sync.plan import (
    GREET_EVERY_S,
    LOOK_EVERY_S,
    PULL_EVERY_S,
    WAIT_S,
    Failed,
    Pull,
    Pulling,
    PushAfter,
    Pushing,
    Rest,
    SayHello,
    all_sent,
    delay_s,
    greet_now,
    mark_seqs,
    next_pull,
    next_push,
    pull_failed,
    pulled,
    push_failed,
    pushed,
    welcomed,
)
from traceability.wire import MOST_ENTRIES, Cursor, Pulled, Pushed, StateRecord, Welcome

NOW = 1000.0
CURSOR = Cursor(epoch="e1", gsn=1, loghash=bytes(32), signature=bytes(64))
GREETED = Pushing(known=5, greet_at=NOW + 100)
seqs = st.integers(0, 2**40)
fractions = st.floats(0, 1, exclude_max=True)
troubles = st.sampled_from(Trouble)


def welcome(known: int, *, forked: bool = False, ahead: bool = False) -> Welcome:
    return Welcome(epoch="e1", known=known, offset_ms=0, forked=forked, ahead=ahead)


@given(seqs, seqs)
def test_marks_are_own_seqs_newest_first_and_few(head: int, known: int) -> None:
    marks = mark_seqs(head, known)
    assert all(0 < seq <= head for seq in marks)
    assert list(marks) == sorted(set(marks), reverse=True)
    assert len(marks) <= 12 + max(head, 1).bit_length()


@given(st.integers(1, 2**40), seqs)
def test_marks_reach_from_the_head_to_the_first_entry_over_what_central_knew(head: int, known: int) -> None:
    marks = mark_seqs(head, known)
    assert marks[0] == head
    assert marks[-1] == 1
    assert known in marks or not 0 < known <= head


@given(st.integers(1, 2**40), st.data())
def test_central_finds_a_mark_not_much_further_back_than_what_it_lost(head: int, data: st.DataObject) -> None:
    restored = data.draw(st.integers(1, head))
    shared = max(seq for seq in mark_seqs(head, head) if seq <= restored)
    assert restored - shared <= max(1, head - restored)


def test_an_empty_journal_shows_no_mark() -> None:
    assert mark_seqs(0, 0) == ()


@given(st.integers(1, 10_000), fractions)
def test_rests_grow_to_a_limit_and_never_vanish(failures: int, fraction: float) -> None:
    assert 0.5 <= delay_s(failures, fraction) <= 20
    assert delay_s(failures, fraction) <= delay_s(failures + 1, fraction)


def test_two_stations_that_failed_together_do_not_come_back_together() -> None:
    assert delay_s(5, 0.9) - delay_s(5, 0.1) > delay_s(5, 0.9) / 3


def test_a_hello_comes_before_the_first_batch() -> None:
    assert next_push(Pushing(), 3, NOW) == SayHello()


def test_a_backlog_is_sent_from_where_central_stands() -> None:
    assert next_push(GREETED, 9, NOW) == PushAfter(5, MOST_ENTRIES)


def test_with_nothing_to_send_the_journal_is_looked_at_again_soon() -> None:
    assert next_push(GREETED, 5, NOW) == Rest(LOOK_EVERY_S)


def test_a_hello_is_said_on_the_timer_though_nothing_is_new() -> None:
    assert next_push(GREETED, 5, NOW + 100) == SayHello()


def test_nothing_is_tried_while_resting() -> None:
    assert next_push(Pushing(rest_until=NOW + 3), 9, NOW) == Rest(3.0)


def test_after_a_welcome_with_everything_known_all_is_well() -> None:
    failing = Pushing(failures=4, trouble=Trouble.SERVER)
    assert welcomed(failing, welcome(9), 9, NOW, 0.5) == Pushing(known=9, greet_at=NOW + GREET_EVERY_S)


def test_a_welcome_alone_does_not_end_a_run_of_failed_batches() -> None:
    failing = Pushing(failures=4, trouble=Trouble.SERVER)
    after = welcomed(failing, welcome(5), 9, NOW, 0.5)
    assert (after.failures, after.trouble, after.known) == (4, Trouble.SERVER, 5)
    assert next_push(after, 9, NOW) == PushAfter(5, MOST_ENTRIES)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (welcome(3, forked=True), Trouble.FORKED),
        (welcome(3, ahead=True), Trouble.AHEAD),
        (welcome(10), Trouble.AHEAD),
    ],
)
def test_nothing_is_sent_onto_a_chain_that_parts(answer: Welcome, trouble: Trouble) -> None:
    after = welcomed(GREETED, answer, 9, NOW, 0.5)
    assert after.trouble is trouble
    assert isinstance(next_push(after, 9, NOW), Rest)
    assert next_push(after, 9, after.rest_until) == SayHello()


def test_after_a_batch_the_next_follows_with_more_entries() -> None:
    after = pushed(GREETED, PushAfter(5, 100), Pushed(known=105), NOW, 0.5)
    assert (after.known, after.trouble) == (105, None)
    assert 100 < after.most <= MOST_ENTRIES
    assert next_push(after, 205, NOW) == PushAfter(105, after.most)


@given(st.integers(1, MOST_ENTRIES))
def test_batches_never_grow_beyond_what_the_protocol_allows(most: int) -> None:
    assert pushed(GREETED, PushAfter(5, most), Pushed(known=6), NOW, 0.5).most <= MOST_ENTRIES


@pytest.mark.parametrize("answer", [Pushed(known=2, gap=True), Pushed(known=5)])
def test_a_batch_that_did_not_fit_on_leads_to_a_hello(answer: Pushed) -> None:
    after = pushed(GREETED, PushAfter(5, 100), answer, NOW, 0.5)
    assert after.trouble is Trouble.GAP
    assert next_push(after, 9, after.rest_until) == SayHello()


def test_a_batch_too_large_is_halved_and_tried_at_once() -> None:
    after = push_failed(GREETED, Failed(Trouble.TOO_LARGE), NOW, 0.5)
    assert next_push(after, 9, NOW) == PushAfter(5, MOST_ENTRIES // 2)
    assert after.trouble is None


def test_a_single_entry_too_large_is_trouble_and_waits() -> None:
    after = push_failed(Pushing(known=5, most=1), Failed(Trouble.TOO_LARGE), NOW, 0.5)
    assert (after.trouble, after.most) == (Trouble.TOO_LARGE, 1)
    assert isinstance(next_push(after, 9, NOW), Rest)


def test_a_batch_that_took_too_long_is_halved_after_a_rest() -> None:
    after = push_failed(GREETED, Failed(Trouble.TIMEOUT), NOW, 0.5)
    assert (after.trouble, after.most) == (Trouble.TIMEOUT, MOST_ENTRIES // 2)
    assert isinstance(next_push(after, 9, NOW), Rest)


@given(troubles, st.integers(1, MOST_ENTRIES), st.integers(0, 50), seqs, fractions)
def test_no_failure_forgets_what_is_known_or_stops_the_trying(
    trouble: Trouble, most: int, failures: int, known: int, fraction: float
) -> None:
    state = Pushing(known=known, most=most, failures=failures)
    attempts = 0
    while state.trouble is None:
        state = push_failed(state, Failed(trouble), NOW, fraction)
        attempts += 1
    assert attempts <= MOST_ENTRIES.bit_length()
    assert state.known == known
    assert state.most >= 1
    assert NOW + 0.5 <= state.rest_until <= NOW + 20
    assert next_push(state, known + 1, state.rest_until) == SayHello()


def test_a_new_epoch_calls_for_a_hello_now() -> None:
    assert next_push(greet_now(GREETED, NOW), 5, NOW) == SayHello()


def test_a_new_epoch_does_not_cut_a_rest_short() -> None:
    state = push_failed(GREETED, Failed(Trouble.SERVER), NOW, 0.5)
    assert isinstance(next_push(greet_now(state, NOW), 5, NOW), Rest)


def test_all_is_sent_only_once_central_said_so() -> None:
    assert not all_sent(Pushing(known=9), 9)
    assert not all_sent(GREETED, 6)
    assert not all_sent(push_failed(GREETED, Failed(Trouble.SERVER), NOW, 0.5), 5)
    assert all_sent(GREETED, 5)


def test_the_first_pull_does_not_wait_at_central() -> None:
    assert next_pull(Pulling(), NOW) == Pull(0)


def test_pages_follow_at_once_until_the_last() -> None:
    state = pulled(Pulled(cursor=CURSOR, records=(), more=True), NOW)
    assert next_pull(state, NOW) == Pull(0)


def test_after_the_last_page_the_next_pull_waits_at_central() -> None:
    state = pulled(Pulled(cursor=CURSOR, records=()), NOW)
    assert next_pull(state, NOW + PULL_EVERY_S) == Pull(WAIT_S)


def test_a_central_that_never_waits_is_not_asked_in_a_hot_loop() -> None:
    record = StateRecord(kind="lot", key="a", gsn=1, body=b"{}")
    for records in ((), (record,)):
        state = pulled(Pulled(cursor=CURSOR, records=records), NOW)
        assert next_pull(state, NOW) == Rest(PULL_EVERY_S)


@given(troubles, st.integers(0, 50), fractions)
def test_a_failed_pull_rests_and_asks_again_without_waiting(
    trouble: Trouble, failures: int, fraction: float
) -> None:
    state = pull_failed(Pulling(caught_up=True, failures=failures), Failed(trouble), NOW, fraction)
    assert state.trouble is trouble
    assert state.failures == failures + 1
    assert NOW + 0.5 <= state.rest_until <= NOW + 20
    assert next_pull(state, state.rest_until) == Pull(0)
