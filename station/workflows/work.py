"""Working a step: readings go into the open form one at a time, a complete form becomes an event.

The screen shows what the journal holds and nothing else: a reading is shown as read, and a piece as saved, when its
entry is durable. While one is being written further inputs wait their turn, so none is lost and none overtakes.
All methods are called on one thread; the journal's answers come back to it through `post`.
"""

import datetime as dt
from collections.abc import Callable

import msgspec

from station.ports import JournalUnavailable, Kept, NewEntry, RawScan
from station.workflows.inputs import Input, drawn, scanned, text_of, typed
from station.workflows.outside import Outside
from station.workflows.piece import Piece, restored
from station.workflows.turns import Turns
from station.workflows.unreadable import by_hand, typed_sources
from station.workflows.view import View, Views
from station.workflows.work_state import ANSWERS, FormAct, Phase, WorkState
from traceability.acts import FieldValue, NumbersDrawn, Reading, Refusal, Withdrawal
from traceability.entries import RuleOutcome, Verdict
from traceability.judge import (
    ACCEPT,
    PROVISIONAL,
    REFUSE,
    judge_unwanted,
    judge_values,
    verdict_of,
)
from traceability.people import Person
from traceability.process.binding import expected_material
from traceability.process.draft import Draft
from traceability.process.model import Field, Pack
from traceability.records import WorkOrder


class Work:
    """A person working a step of an order; `changed` is called after every change of `state`."""

    def __init__(
        self,
        outside: Outside,
        person: Person,
        pack: Pack,
        step: str,
        order: WorkOrder | None,
        changed: Callable[[], None],
    ) -> None:
        self._outside = outside
        self._person = person
        self._changed = changed
        self._turns = Turns(outside.journal, outside.post, outside.tell, self._not_kept)
        self._views = Views()
        self._in_doubt = False
        draft = Draft(piece="", form=step, order=order)
        self.state = WorkState(pack=pack, step_key=step, piece=Piece(draft))
        self._restore()

    def scan(self, raw: RawScan) -> None:
        """Take a scan; the codes of one view are taken together."""
        codes = self._views.add(raw)
        if len(codes) > 1:
            self._take(lambda: self._saw(View(codes, self.state.piece.draft.piece)), raw.device)
        elif codes:
            self._take(lambda: self._scanned(raw), raw.device)

    def enter(self, field: str, text: str) -> bool:
        """Take a typed or tapped value for a field; False when it is no value of the field's kind.

        A button touched again while the first touch is on its way to the disk means the same value, not another one.
        """
        state = self.state
        entered = typed(state.step.field(field), text, state.piece.draft, state.pack)
        if entered is not None:
            self._take(lambda: self._entered(field, entered, state.piece.draft.piece))
        return entered is not None

    def enter_code(self, field: str, text: str, lead: str | None) -> None:
        """Take a code typed for a field because it can't be read; `lead` is the id of who confirmed it."""
        self._take(lambda: self._by_hand(field, text, lead))

    def draw(self, field: str) -> None:
        """Give a field a new number from the station's reserved range; nothing where it takes none now."""
        self._take(lambda: self._draw_for(field))

    def withdraw_last(self) -> None:
        """Take the last reading of the open piece back."""
        self._take(self._withdraw)

    def refresh(self) -> None:
        """Work by what central says now; a piece that is begun ends by what it began with."""
        self._take(self._renew)

    def leave(self, then: Callable[[], None]) -> None:
        """Call `then` when all that came before is dealt with; see `Turns.end`."""
        self._turns.end(then)

    @property
    def busy(self) -> bool:
        """Whether an entry is on its way to the disk."""
        return self._turns.busy

    @property
    def is_crowded(self) -> bool:
        """Whether inputs wait behind the one that was answered last."""
        return self._turns.is_crowded

    def acknowledge(self) -> None:
        """The operator has seen a refusal."""
        if self.state.phase in {Phase.REFUSED, Phase.UNWRITABLE}:
            self._show(Phase.WAITING)

    # -- what inputs do --

    def _take(self, act: Callable[[], None], device: str = "") -> None:
        if self._in_doubt:
            self._turns.take(self._restore)
        self._turns.take(act, device)

    def _not_kept(self, unavailable: JournalUnavailable) -> None:
        """Where a write fails at its very end the entry may stand all the same: the journal is asked before going on."""
        self._in_doubt = True
        self._show(Phase.UNWRITABLE, cause=unavailable.cause)

    def _restore(self) -> None:
        """Take the open piece as the journal has it; one that lacks nothing but its event is saved now."""
        draft = self.state.piece.draft
        piece = restored(self._outside.journal, draft.form, draft.order)
        if piece is None:
            piece = self._empty(draft.order)
        self.state = msgspec.structs.replace(self.state, piece=piece)
        self._in_doubt = False
        if piece.readings and piece.draft.wanted(self.state.step) is None:
            self._save(())

    def _empty(self, order: WorkOrder | None) -> Piece:
        return Piece(Draft(piece=self._outside.ids.new(), form=self.state.step_key, order=order))

    def _scanned(self, raw: RawScan) -> None:
        came = self._came(raw)
        lot = self.state.lot_to_number
        if came.item and lot:
            self._draw(lot, came.item, came)
        elif came.values:
            self._judged(came)
        else:
            self._refused(came, judge_unwanted(came.offered, self.state.piece.draft, self.state.step))

    def _saw(self, view: View) -> None:
        """Take one code of a view; what comes next is settled when it is durable."""

        def fits(raw: RawScan) -> bool:
            came = self._came(raw)
            return bool(came.values or (came.item and self.state.lot_to_number))

        def accepted(raw: RawScan) -> bool:
            return fits(raw) and self._judge(self._came(raw)).outcome != REFUSE

        raw = view.next(self.state.piece.draft.piece, fits, accepted)
        if raw is not None:
            self._scanned(raw)
            self._turns.take(lambda: self._saw(view), raw.device)
        elif view.rest:
            today = self._outside.knowledge.today()
            beside = tuple(text_of(each, today) for each in view.rest)
            self.state = msgspec.structs.replace(self.state, beside=beside)
            self._changed()

    def _came(self, raw: RawScan) -> Input:
        state, knowledge = self.state, self._outside.knowledge
        came = scanned(raw, state.piece.draft, state.step, state.pack, knowledge.today())
        return came.confirmed(lambda thing: knowledge.thing(thing) is not None)

    def _entered(self, field: str, came: Input, piece: str) -> None:
        draft = self.state.piece.draft
        if draft.piece == piece and any(each.key == field for each in draft.open_fields(self.state.step)):
            self._judged(came)

    def _by_hand(self, key: str, text: str, lead: str | None) -> None:
        came, against = by_hand(key, text, lead, self.state, self._outside.knowledge)
        if against is not None:
            self._refused(came, against)
        elif came.values:
            self._judged(came)

    def _judged(self, came: Input) -> None:
        state, verdict = self.state, self._judge(came)
        if verdict.outcome == REFUSE:
            self._refused(came, verdict)
            return
        body = Reading(piece=state.piece.draft.piece, form=state.step_key, values=came.values)
        self._turns.append(self._entry(body, verdict, came), self._read)

    def _judge(self, came: Input) -> Verdict:
        state = self.state
        return judge_values(came.values, state.piece.draft, state.step, state.pack, self._outside.knowledge)

    def _read(self, kept: Kept) -> None:
        piece = self.state.piece.with_reading(kept)
        self.state = msgspec.structs.replace(self.state, piece=piece, read=kept)
        verdict = kept.entry.verdict or Verdict(ACCEPT)
        body = kept.entry.body
        values = body.values if isinstance(body, Reading) else ()
        phase = Phase.PROVISIONAL if verdict.outcome == PROVISIONAL else Phase.READ
        if piece.draft.wanted(self.state.step) is None:
            self._save(values)
        else:
            self._show(phase, values=values, verdict=verdict, kept=kept)

    def _save(self, values: tuple[FieldValue, ...]) -> None:
        state, piece = self.state, self.state.piece
        body, came = piece.event(state.step, state.pack), Input((), typed_sources(piece.readings))
        entry = self._entry(body, verdict_of(piece.rules), came)
        self._turns.append(entry, lambda kept: self._saved(kept, values))

    def _saved(self, kept: Kept, values: tuple[FieldValue, ...]) -> None:
        empty = self._empty(self.state.piece.draft.order)
        self.state = msgspec.structs.replace(self.state, piece=empty)
        self._renew()
        self._show(Phase.SAVED, values=values, verdict=kept.entry.verdict, kept=kept, saved=kept)

    def _renew(self) -> None:
        """Take pack and order as central says them now, if no piece is begun and the step is still in the pack."""
        self.state = self.state.renewed(self._outside.knowledge)

    def _refused(self, came: Input, verdict: Verdict) -> None:
        body = Refusal(piece=self.state.piece.draft.piece, form=self.state.step_key, values=came.values)
        self._turns.append(
            self._entry(body, verdict, came),
            lambda kept: self._show(Phase.REFUSED, values=came.values, verdict=verdict, kept=kept),
        )

    def _withdraw(self) -> None:
        if not self.state.piece.readings:
            return
        last = self.state.piece.readings[-1]
        body = Withdrawal(piece=self.state.piece.draft.piece, readings=(last.id,))

        def withdrawn(_kept: Kept) -> None:
            self.state = msgspec.structs.replace(self.state, piece=self.state.piece.without_last())
            self._show(Phase.WAITING)

        self._turns.append(self._entry(body, Verdict(ACCEPT)), withdrawn)

    def _draw_for(self, field: str) -> None:
        drawable = self.state.drawable
        if drawable is not None and drawable.key == field:
            self._draw(drawable, None, None)

    def _draw(self, field: Field, material: str | None, came: Input | None) -> None:
        """Draw a number, durable before anyone sees it, then judge what it names like any other input."""
        state, knowledge = self.state, self._outside.knowledge
        series = field.series or ""
        number = knowledge.next_number(series)
        station = knowledge.station()
        if number is None or station is None:
            none_left = RuleOutcome(rule="numbers.used-up", severity=REFUSE, field=field.key)
            self._refused(came or Input((), ()), verdict_of((none_left,)))
            return
        expected = material or expected_material(field, state.piece.draft, state.pack)
        numbered = drawn(field, number, state.pack, station.plant, expected).joined(came)
        body = NumbersDrawn(series=series, first=number, last=number)
        self._turns.append(self._entry(body, Verdict(ACCEPT)), lambda _kept: self._judged(numbered))

    # -- what goes out --

    def _entry(self, body: FormAct, verdict: Verdict, came: Input | None = None) -> NewEntry:
        sources = came.sources if came else ()
        return self.state.entry(body, verdict, sources, self._person, self._outside.knowledge)

    def _show(
        self,
        phase: Phase,
        *,
        values: tuple[FieldValue, ...] = (),
        verdict: Verdict | None = None,
        kept: Kept | None = None,
        saved: Kept | None = None,
        cause: str = "",
    ) -> None:
        self.state = msgspec.structs.replace(
            self.state,
            phase=phase,
            values=values,
            verdict=verdict or Verdict(ACCEPT),
            at=dt.datetime.fromisoformat(kept.entry.recorded) if kept else self._outside.clock.now(),
            saved=saved,
            cause=cause,
            beside=(),
        )
        if phase in ANSWERS:
            cue, feedback = ANSWERS[phase]
            self._outside.sounds.play(cue)
            self._outside.tell(self._turns.device, feedback)
        self._changed()
