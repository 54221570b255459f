"""What was saved and refused at this station, newest first, and the content of one entry."""

import datetime as dt

import msgspec

from station.ports import JournalUnavailable, Kept
from station.ui.viewmodels.screen import Context, ScreenModel
from station.ui.viewmodels.work.side import event_mark
from station.ui.viewmodels.work.values import clock_of, field_of, is_code, main_label, value_text
from station.ui.views.entry import ListLine, Mark
from station.ui.views.frame import Bar, Note, NoticeKind
from station.ui.views.text import Run
from station.ui.views.work import Fact, FactSheet
from traceability.acts import EventRecorded, FieldValue, Refusal
from traceability.entries import RuleOutcome, ValueSource
from traceability.process.model import Field, Pack, Step
from traceability.sentences import UNREADABLE, Sentence, sentence_of

_READ_AT_ONCE = 64
_SHOWN = {"event", "refusal"}


class HistoryView(msgspec.Struct, frozen=True, kw_only=True):
    """A page of entries, one of them opened; `note` where there are none."""

    lines: tuple[ListLine, ...]
    sheet: FactSheet | None
    note: Note


class HistoryModel(ScreenModel):
    """Pages through the journal by the number of the last entry seen, never by counting."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows = 1
        self._above: list[int | None] = []
        self._before: int | None = None
        self._page: tuple[Kept, ...] = ()
        self._older = False
        self._opened: str | None = None
        self._disk: str | None = None
        self._read()

    @property
    def view(self) -> HistoryView:
        """What the screen shows."""
        pack = self.context.outside.knowledge.pack()
        opened = next((kept for kept in self._page if kept.id == self._opened), None)
        say = self.words.say
        return HistoryView(
            lines=tuple(self._line(kept, pack) for kept in self._page) if pack else (),
            sheet=self._sheet(opened, pack) if opened and pack else None,
            note=self.disk_note(self._disk)
            if self._disk
            else Note(
                kind=NoticeKind.PLAIN,
                icon="history",
                title=say("history.empty"),
                detail=say("history.empty-detail"),
            ),
        )

    @property
    def bar(self) -> Bar:
        """Back, and the pages there are."""
        actions = []
        if self._above:
            actions.append(self.action("newer", "up"))
        if self._older:
            actions.append(self.action("older", "down"))
        return Bar(back=self.action("back", "left"), actions=tuple(actions), end=self.light_action())

    def fit(self, rows: int) -> None:
        """Say how many entries the screen has room for."""
        if rows != self._rows and rows > 0:
            self._rows, self._above, self._before = rows, [], None
            self._read()
            self.changed.emit()

    def open(self, identifier: str) -> None:
        """Show the content of an entry of this page."""
        self._opened = identifier
        self.changed.emit()

    def act(self, action: str) -> None:
        """Leaf through the pages."""
        if action == "older" and self._older:
            self._above.append(self._before)
            self._before = self._page[-1].entry.seq
        elif action == "newer" and self._above:
            self._before = self._above.pop()
        self._read()
        self.changed.emit()

    def _read(self) -> None:
        """Read one entry more than fits, to know whether there are older ones."""
        found: list[Kept] = []
        before, self._disk = self._before, None
        try:
            while len(found) <= self._rows and (page := self._journal_page(before)):
                found += [kept for kept in page if kept.entry.kind in _SHOWN]
                before = page[-1].entry.seq
        except JournalUnavailable as unavailable:
            found, self._disk = [], unavailable.cause
        self._page, self._older = tuple(found[: self._rows]), len(found) > self._rows
        if self._page and not any(kept.id == self._opened for kept in self._page):
            self._opened = self._page[0].id

    def _journal_page(self, before: int | None) -> tuple[Kept, ...]:
        return self.context.outside.journal.newest(_READ_AT_ONCE, before)

    def _line(self, kept: Kept, pack: Pack) -> ListLine:
        icon, role, title, detail, word = self._words_of(kept, pack)
        at_central = kept.entry.seq <= self.context.standing.status.known
        return ListLine(
            id=kept.id,
            mark=Mark(icon, role),
            title=title,
            detail=detail,
            time=clock_of(kept.entry),
            word=word,
            word_role=role,
            trail=(Mark("cloud-ok") if at_central else Mark("cloud-up", "offlinetext"),),
            code=True,
            selected=kept.id == self._opened,
        )

    def _words_of(self, kept: Kept, pack: Pack) -> tuple[str, str, str, str, str]:
        """Icon, colour role, title, detail and word of an entry."""
        body, say = kept.entry.body, self.words.say
        if isinstance(body, EventRecorded):
            step = pack.steps.get(body.form)
            icon, role = event_mark(kept, body)
            outcome = self.words.member("outcome", body.outcome.value)
            detail = say("history.step-outcome", step=self._step_name(body.form, pack), outcome=outcome)
            if typed := sum(source.is_typed_code for source in kept.entry.sources):
                detail = say("history.step-outcome-typed", facts=detail, count=str(typed))
            return icon, role, main_label(body, step), detail, say("history.saved")
        rule = _first_rule(kept)
        value = rule.value if rule and rule.rule != UNREADABLE else None
        title = value or say("work.not-accepted")
        return "refuse", "refusetext", title, self._sentence(kept, pack).matter, say("history.refused")

    def _sheet(self, kept: Kept, pack: Pack) -> FactSheet:
        icon, role, title, _, _ = self._words_of(kept, pack)
        body, say = kept.entry.body, self.words.say
        facts = []
        if isinstance(body, EventRecorded):
            facts += self._values(kept, body, pack.steps.get(body.form), pack)
        else:
            sentence = self._sentence(kept, pack)
            facts.append(Fact(say("history.reason"), sentence.reason or sentence.matter))
            facts += self._refused_typed(kept, pack)
        when = dt.datetime.fromisoformat(kept.entry.recorded)
        name = self._name(kept.entry.actor)
        facts.append(
            Fact(say("history.who"), say("history.who-when", person=name, time=f"{when:%m-%d %H:%M:%S}"))
        )
        at_central = kept.entry.seq <= self.context.standing.status.known
        facts.append(
            Fact(say("history.sync"), say("history.at-central") if at_central else say("history.only-here"))
        )
        return FactSheet(title=title, icon=icon, role=role, facts=tuple(facts))

    def _values(self, kept: Kept, body: EventRecorded, step: Step | None, pack: Pack) -> list[Fact]:
        """One line for each field, several values of one field together."""
        if step is None:
            return []
        fields: dict[str, list[FieldValue]] = {}
        for value in body.values:
            fields.setdefault(value.field, []).append(value)
        return [self._value(kept, field_of(step, key), values, step, pack) for key, values in fields.items()]

    def _value(
        self, kept: Kept, field: Field | None, values: list[FieldValue], step: Step, pack: Pack
    ) -> Fact:
        """The values of one field; a typed one says so."""
        label = self.words.of(field.title) if field else values[0].field
        texts = [value_text(value, step, pack, self.words) for value in values]
        code = all(is_code(value) for value in values)
        typed = [_typed(kept, value.field, text) for value, text in zip(values, texts, strict=True)]
        count = sum(source is not None for source in typed)
        if not count:
            return Fact(label, "\n".join(texts), code=code)
        runs: list[Run] = []
        for text, source in zip(texts, typed, strict=True):
            lead = source.confirmed_by if source else None
            runs += [Run(f"\n{text}" if runs else text, code=code)]
            runs += [Run(f" · {self._confirmed(lead)}")] if lead else []
        if len(values) > 1:
            return Fact(self.words.say("history.typed-several", field=label, count=str(count)), tuple(runs))
        return Fact(self.words.say("history.typed-field", field=label), tuple(runs))

    def _refused_typed(self, kept: Kept, pack: Pack) -> list[Fact]:
        """That what was refused had been typed, for which field, and who confirmed it."""
        source = next((each for each in kept.entry.sources if each.is_typed_code), None)
        step = pack.steps.get(kept.entry.place.step or "")
        field = field_of(step, source.field) if source and step else None
        if source is None or field is None:
            return []
        label = self.words.say("history.typed-field", field=self.words.of(field.title))
        text = (Run((source.raw or b"").decode(), code=True),)
        lead = source.confirmed_by
        return [Fact(label, (*text, Run(f" · {self._confirmed(lead)}")) if lead else text)]

    def _confirmed(self, lead: str) -> str:
        return self.words.say("work.confirmed-by", person=self._name(lead))

    def _name(self, identifier: str) -> str:
        person = self.context.outside.knowledge.person(identifier)
        return person.name if person else identifier

    def _sentence(self, kept: Kept, pack: Pack) -> Sentence:
        body, rule = kept.entry.body, _first_rule(kept)
        if not isinstance(body, Refusal) or rule is None or body.form not in pack.steps:
            return Sentence("", "")
        return sentence_of(rule, pack.steps[body.form], pack, self.words.language)

    def _step_name(self, key: str, pack: Pack) -> str:
        step = pack.steps.get(key)
        return self.words.of(step.name) if step else key


def _first_rule(kept: Kept) -> RuleOutcome | None:
    verdict = kept.entry.verdict
    return verdict.rules[0] if verdict and verdict.rules else None


def _typed(kept: Kept, field: str, text: str) -> ValueSource | None:
    """The source of a value that was typed for a code that could not be read."""
    return next(
        (
            source
            for source in kept.entry.sources
            if source.is_typed_code and source.field == field and text in (source.raw or b"").decode()
        ),
        None,
    )
