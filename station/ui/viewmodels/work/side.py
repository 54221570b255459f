"""Beside the form: how far the work is, what was saved last, what only this station has."""

import datetime as dt
from typing import NamedTuple

from station.ports import Journal, JournalUnavailable, Kept
from station.ui.translations import Wording
from station.ui.viewmodels.choose.orders import product_name
from station.ui.viewmodels.standing import Standing
from station.ui.viewmodels.work.values import clock_of, main_label
from station.ui.views.camera import CameraWords
from station.ui.views.text import short_code
from station.ui.views.work import Offline, Progress, Recent, Tally
from station.workflows.knowledge import Knowledge
from station.workflows.outside import Outside
from station.workflows.work_state import Phase, WorkState
from traceability.acts import EventRecorded, Outcome
from traceability.judge import PROVISIONAL
from traceability.process.model import Pack

RECENT = 8
_LOOKED_BACK = 200
_MARKS = {
    Outcome.GOOD: ("saved", "oktext"),
    Outcome.REWORK: ("rework", "warntext"),
    Outcome.SCRAP: ("scrap", "refusetext"),
}


def recent_events(journal: Journal) -> tuple[Kept, ...]:
    """The events saved last, newest first."""
    found = (kept for kept in journal.newest(_LOOKED_BACK) if kept.entry.kind == "event")
    return tuple(kept for kept, _ in zip(found, range(RECENT), strict=False))


class Today(NamedTuple):
    """What this station counted today: pieces saved at a step, and codes typed at any because they can't be read."""

    pieces: int
    typed: int


def counted_today(journal: Journal, step: str, today: dt.date) -> Today:
    """What this station's own journal counts."""
    counted, before = Today(0, 0), None
    while page := journal.newest(_LOOKED_BACK, before):
        for kept in page:
            if dt.datetime.fromisoformat(kept.entry.recorded).date() < today:
                return counted
            body = kept.entry.body
            saved = isinstance(body, EventRecorded) and body.form == step
            counted = Today(counted.pieces + saved, counted.typed + typed_code_in(kept))
        before = page[-1].entry.seq
    return counted


def typed_code_in(kept: Kept) -> bool:
    """Whether an entry is the reading of a code that was typed."""
    return kept.entry.kind == "reading" and any(source.is_typed_code for source in kept.entry.sources)


def recent_title(typed: int, words: Wording) -> str:
    """The heading of the pieces saved last; a bad printer or gun shows by how much had to be typed."""
    return words.say("work.recent-typed", count=str(typed)) if typed else words.say("work.recent")


class Counted:
    """How far the work is, what was saved last, how much was typed: kept in step with the form."""

    def __init__(self, outside: Outside, step: str, words: Wording) -> None:
        self._knowledge = outside.knowledge
        self._words = words
        self._read: Kept | None = None
        self._progress: tuple[int, Progress] | None = None
        self.recent = recent_events(outside.journal)
        self.today = counted_today(outside.journal, step, outside.knowledge.today())

    def advance(self, state: WorkState) -> None:
        """Something came of an input."""
        typed = state.read is not None and state.read is not self._read and typed_code_in(state.read)
        self._read = state.read
        saved = state.phase is Phase.SAVED
        self.today = Today(self.today.pieces + saved, self.today.typed + typed)
        if saved and state.saved is not None:
            self.recent = (state.saved, *self.recent)[:RECENT]

    def progress(self, state: WorkState) -> tuple[int, Progress]:
        """Pieces done and the card; as counted last while the journal does not answer, of which a verdict tells."""
        added = state.phase is Phase.SAVED
        try:
            self._progress = progress_of(
                state, self._knowledge, self._words, today=self.today.pieces, added=added
            )
        except JournalUnavailable:
            if self._progress is None:
                raise
        return self._progress


def recent_of(events: tuple[Kept, ...], known: int, pack: Pack, words: Wording) -> tuple[Recent, ...]:
    """The rows of what was saved last."""
    return tuple(_recent(kept, known, pack, words) for kept in events)


def _recent(kept: Kept, known: int, pack: Pack, words: Wording) -> Recent:
    body = kept.entry.body
    if not isinstance(body, EventRecorded):
        raise TypeError("what was saved is an event")
    mark, role = event_mark(kept, body)
    at_central = kept.entry.seq <= known
    whereabouts = words.say("history.at-central") if at_central else words.say("history.only-here")
    return Recent(
        mark=mark,
        mark_role=role,
        code=short_code(main_label(body, pack.steps.get(body.form))),
        time=clock_of(kept.entry),
        sync="cloud-ok" if at_central else "cloud-up",
        word=f"{words.member('outcome', body.outcome.value)}, {whereabouts}",
    )


def event_mark(kept: Kept, body: EventRecorded) -> tuple[str, str]:
    """Icon and colour role of a saved piece."""
    if kept.entry.verdict is not None and kept.entry.verdict.outcome == PROVISIONAL:
        return "provisional", "offlinetext"
    return _MARKS[body.outcome]


def progress_of(
    state: WorkState, knowledge: Knowledge, words: Wording, *, today: int, added: bool
) -> tuple[int, Progress]:
    """Pieces done, and the card: of the order, or of this station's day where the step needs none."""
    order = state.piece.draft.order
    plus = words.say("work.added") if added else ""
    if order is None:
        return today, Progress(
            order=words.say("work.today"),
            product=words.of(state.step.name),
            count=f"{today:,}",
            target=words.say("work.pieces"),
            fraction=None,
            added=plus,
        )
    progress = knowledge.progress(order.id)
    done = progress.pieces(state.step_key)
    return done, Progress(
        order=order.id,
        product=product_name(order.material, state.pack, words),
        count=f"{done:,}",
        target=words.say("choose.target", quantity=words.amount(order.quantity)),
        fraction=float(done / order.quantity.amount) if order.quantity.amount > 0 else 0.0,
        tallies=tuple(
            Tally(words.say(key), f"{progress.pieces(state.step_key, outcome):,}")
            for outcome, key in (
                (Outcome.GOOD, "tally.good"),
                (Outcome.REWORK, "tally.rework"),
                (Outcome.SCRAP, "tally.scrap"),
            )
        ),
        added=plus,
    )


def offline_of(standing: Standing, words: Wording) -> Offline | None:
    """What only this station has, while the line is cut."""
    if not standing.offline:
        return None
    oldest, lines = standing.oldest(), []
    if oldest is not None:
        age = words.age(standing.age(oldest))
        lines.append(words.say("offline-card.oldest", time=f"{oldest:%H:%M}", age=age))
    if standing.status.contact_at is None:
        lines.append(words.say("offline-card.never"))
    else:
        lines.append(words.say("offline-card.contact", age=words.age(standing.silence())))
    return Offline(
        title=words.say("offline-card.title"),
        count=f"{standing.backlog:,}",
        unit=words.say("offline-card.unit"),
        lines=tuple(lines),
    )


def camera_words(words: Wording) -> CameraWords:
    """What is said of a camera's picture."""
    return CameraWords(words.say("work.camera"), words.say("work.camera-nothing"))
