"""Choosing the work: a step, then its order; and what a scan outside a form is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from station.ports import Feedback, JournalUnavailable, RawScan
from station.ui.viewmodels.choose.lookup import Looked, looked_up
from station.ui.viewmodels.choose.orders import order_line
from station.ui.viewmodels.screen import Context, ScreenModel
from station.ui.views.entry import Band, OrderLine
from station.ui.views.frame import Action, Bar, Note, NoticeKind
from station.workflows.commands import Command, Deed
from station.workflows.lookup import Found, look_up
from traceability.people import Person, Right, may
from traceability.records import WorkOrder

Begin = Callable[[str, WorkOrder | None], None]
_LOOKED_BACK = 200


class ChooseView(msgspec.Struct, frozen=True, kw_only=True):
    """Steps, and below them the orders, a notice in their place, or the card of what was scanned."""

    ask: Band
    steps: tuple[Action, ...]
    orders: tuple[OrderLine, ...]
    note: Note | None = None
    looked: Looked | None = None


class ChooseModel(ScreenModel):
    """What to work; `begin` is called with the step and, where it needs one, the order."""

    def __init__(self, context: Context, person: Person, step: str | None, begin: Begin) -> None:
        super().__init__(context)
        self._knowledge = context.outside.knowledge
        self._person = person
        self._begin = begin
        self._disk: str | None = None
        self._last_step: str | None = None
        self._last_order: str | None = None
        with self._disk_told():
            self._last_step, self._last_order = self._last_worked()
        self._step = step or self._first_step()
        self._page = 0
        self._rows = 1
        self._found: Found | None = None
        self._note: tuple[str, str] | None = None

    @property
    def step(self) -> str | None:
        """The step whose orders are shown."""
        return self._step

    @property
    def view(self) -> ChooseView:
        """What the screen shows."""
        pack = self._knowledge.pack()
        looked = None
        if self._found is not None and pack is not None:
            looked = looked_up(self._found, pack, self._knowledge.today(), self.words)
        orders: tuple[OrderLine, ...] = ()
        with self._disk_told():
            orders = self._orders_shown()
        ask = "choose.scan-or-touch" if self._step else "choose.choose-step"
        return ChooseView(
            ask=Band(role="accent", icon="scan", title=self.words.say(ask)),
            steps=self._step_actions(),
            orders=orders,
            note=self._worded_note(empty=not orders and self._step is not None),
            looked=looked,
        )

    @property
    def bar(self) -> Bar:
        """Close the card, or leaf through, look back, sign out."""
        end = self.action("sign-out", "logout")
        common = (self.action("history", "history"), self.action("devices", "gun"))
        if self._found is not None:
            return Bar(back=self.action("close", "left"), actions=common, end=end)
        if self._pages() > 1:
            older = Action(id="older", icon="down", word=self.words.say("action.next-orders"))
            return Bar(actions=(older, *common, self.light_action()), end=end)
        return Bar(actions=(*common, self.light_action()), end=end)

    def fit(self, rows: int) -> None:
        """Say how many orders the screen has room for."""
        if rows != self._rows and rows > 0:
            self._rows = rows
            self._page = 0
            self.changed.emit()

    def choose_step(self, step: str) -> None:
        """Show a step's orders; a step that needs none begins."""
        pack = self._knowledge.pack()
        if pack is None:
            return
        if not pack.steps[step].needs_order:
            self._begin_work(step, None)
            return
        self._step, self._page, self._found, self._note = step, 0, None, None
        self.changed.emit()

    def choose_order(self, number: str) -> None:
        """Begin with an order, or say why not."""
        order = self._knowledge.order(number)
        if order is None:
            self._say("unknown-order", number)
        elif order.closed:
            self._say("closed-order", number)
        elif self._step is None:
            self._say("order-needs-step", number)
        else:
            self._begin_work(self._step, order)

    def scan(self, raw: RawScan) -> None:
        """Choose the order scanned, or show what anything else is."""
        pack = self._knowledge.pack()
        if pack is None:
            return
        found = None
        with self._disk_told():
            found = look_up(raw, pack, self._knowledge)
        known = found is not None and (found.order is not None or found.state is not None)
        self.context.outside.tell(raw.device, Feedback.TAKEN if known else Feedback.REFUSED)
        if found is not None and found.order is not None:
            self.choose_order(found.order)
            return
        self._found, self._note = found, None
        self.changed.emit()

    def obey(self, command: Command) -> bool:
        """Choose a step by a digit, an order by its place, leaf through the orders, close the card."""
        match command.deed:
            case Deed.CONFIRM | Deed.UNDO if self._found is not None:
                self.act("close")
            case Deed.NEXT if self._pages() > 1:
                self.act("older")
            case Deed.DIGIT:
                steps = [step.id for step in self._step_actions()]
                return _nth(steps, command.number, self.choose_step)
            case Deed.CHOICE:
                orders = [order.order for order in self.view.orders]
                return _nth(orders, command.number, self.choose_order)
            case _:
                return False
        return True

    def act(self, action: str) -> None:
        """Close the card; leaf through the orders."""
        if action == "close":
            self._found = None
        elif action == "older":
            self._page = (self._page + 1) % self._pages()
        self.changed.emit()

    def _begin_work(self, step: str, order: WorkOrder | None) -> None:
        with self._disk_told():
            self._begin(step, order)
        if self._disk is not None:
            self.changed.emit()

    @contextmanager
    def _disk_told(self) -> Iterator[None]:
        """Do without what the journal does not answer, and say so."""
        self._disk = None
        try:
            yield
        except JournalUnavailable as unavailable:
            self._disk = unavailable.cause

    def _say(self, what: str, order: str) -> None:
        self._note, self._found = (what, order), None
        self.changed.emit()

    def _worded_note(self, *, empty: bool) -> Note | None:
        say = self.words.say
        if self._disk is not None:
            return self.disk_note(self._disk)
        if self._note is not None:
            what, order = self._note
            return Note(
                kind=NoticeKind.WARNING,
                icon="warn",
                title=self.words.member("order-trouble", what, order=order),
                detail=self.words.member("order-trouble-way", what),
            )
        if empty:
            return Note(
                kind=NoticeKind.PLAIN,
                icon="order",
                title=say("choose.none"),
                detail=say("choose.none-detail"),
            )
        return None

    def _steps(self) -> tuple[str, ...]:
        station, pack = self._knowledge.station(), self._knowledge.pack()
        if station is None or pack is None:
            return ()
        return tuple(
            key
            for key in station.steps
            if key in pack.steps and may(self._person, Right.WORK, plant=station.plant, step=key)
        )

    def _first_step(self) -> str | None:
        """The step worked last, else the first that needs an order."""
        pack = self._knowledge.pack()
        needing = [key for key in self._steps() if pack and pack.steps[key].needs_order]
        return self._last_step if self._last_step in needing else next(iter(needing), None)

    def _step_actions(self) -> tuple[Action, ...]:
        pack = self._knowledge.pack()
        if pack is None:
            return ()
        return tuple(
            Action(
                id=key,
                icon="order" if pack.steps[key].needs_order else "arrow",
                word=self.words.say(
                    "choose.step",
                    number=str(pack.steps[key].number),
                    name=self.words.of(pack.steps[key].name),
                ),
                selected=key == self._step,
            )
            for key in self._steps()
        )

    def _pages(self) -> int:
        return max(-(-len(self._knowledge.orders()) // self._room), 1) if self._step else 1

    @property
    def _room(self) -> int:
        """Orders a page has room for; a notice takes the place of one."""
        return max(self._rows - (self._note is not None), 1)

    def _orders_shown(self) -> tuple[OrderLine, ...]:
        pack = self._knowledge.pack()
        if self._step is None or pack is None:
            return ()
        orders = sorted(self._knowledge.orders(), key=lambda order: order.id != self._last_order)
        page = orders[self._page % self._pages() * self._room :][: self._room]
        journal = self.context.outside.journal
        return tuple(
            order_line(
                order,
                self._step,
                pack,
                self._knowledge,
                self.words,
                last=order.id == self._last_order,
                open_piece=journal.open_piece(self._step, order.id) is not None,
            )
            for order in page
        )

    def _last_worked(self) -> tuple[str | None, str | None]:
        """The step and order of the newest event made here."""
        for kept in self.context.outside.journal.newest(_LOOKED_BACK):
            if kept.entry.kind == "event":
                orders = (each.id for each in kept.entry.documents if each.type == "work-order")
                return kept.entry.place.step, next(orders, None)
        return None, None


def _nth(shown: list[str], number: str, choose: Callable[[str], None]) -> bool:
    """Choose what stands at this place, counted from 1; False where nothing does."""
    place = int(number) - 1
    if not 0 <= place < len(shown):
        return False
    choose(shown[place])
    return True
