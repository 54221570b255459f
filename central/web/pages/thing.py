"""The page of one lot, unit or box, and the holds that can be placed and lifted there."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect

from central.holds.place import NotAllowed, lift_holds, place_hold
from central.ingest.context import Context
from central.tracing.search import ThingView, thing
from central.tracing.trace import history, trace_thing
from central.web import known
from central.web.errors import without_reason
from central.web.graph.flow import Sides, flow_of
from central.web.graph.picture import picture
from central.web.page import address, page, words_for
from central.web.session import Central, Form, Visit, asks
from central.web.views.answer import Answer
from central.web.views.banner import banner
from central.web.views.history import history as pasts
from central.web.views.rows import PAGE, Row, rows
from central.web.views.title import title
from central.web.words import Words
from traceability.genealogy import Direction
from traceability.identity import thing_of
from traceability.language import Text
from traceability.people import Right, may

_LONGEST_REASON = 400
_MOST_OPENED = 20


class _Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """The rows that fit on a page, and the addresses of those before and after; empty where there are none."""

    rows: tuple[Row, ...]
    count: int
    first: int
    last: int
    previous: str
    next: str


Opened = Annotated[list[str] | None, QueryParameter(name="open", max_items=_MOST_OPENED)]
Start = Annotated[int, QueryParameter(name="from", ge=0)]


@get("/thing", guards=[asks(Right.SEE_TRACE)], sync_to_thread=True)
def one_thing(
    request: Visit,
    context: Central,
    key: FromQuery[str],
    sides: FromQuery[Sides] = Sides.BOTH,
    opened: Opened = None,
    start: Start = 0,
    said: FromQuery[str] = "",
) -> Response[str]:
    """Where it came from and went, as picture and table, and what happened to it."""
    words, names, now = words_for(request), known.names(context), known.now(context)
    answer = _answer(context, _known_thing(context, key), f"{now:%Y-%m-%d}")
    here: list[tuple[str, object]] = [("key", key), ("sides", sides.value)]
    opens: list[tuple[str, object]] = [("open", each) for each in opened or ()]
    flow, head = flow_of(answer, names, sides, opened or ()), title(answer, names, words)
    return page(
        request,
        "thing.html",
        words("thing.heading", kind=head.kind, label=head.label),
        section="trace",
        title=head,
        said=_said(said, words),
        banner=banner(answer.completeness, _station_names(words, names.stations), now, words),
        sides=_tabs(key, sides, words),
        opened=opens,
        closed=address("/thing", here) + "#flow",
        picture=picture(flow, answer, names, words, address("/thing", [*here, *opens])),
        columns=_columns(words),
        leaf=_leaf(rows(answer, names, words, sides), start, here),
        history=pasts(answer, names, words),
        may_hold=request.user is not None and may(request.user, Right.PLACE_HOLD),
        may_lift=request.user is not None and may(request.user, Right.LIFT_HOLD),
    )


@post("/holds", guards=[asks(Right.PLACE_HOLD)], sync_to_thread=True)
def hold(request: Visit, context: Central, form: Form) -> Response[str] | Redirect:
    """Place a hold, with its reason."""
    key, reason = str(form.get("key", "")), str(form.get("reason", "")).strip()[:_LONGEST_REASON]
    _known_thing(context, key)
    if not reason:
        return without_reason(request)
    if request.user is None or isinstance(place_hold(context, (key,), reason, request.user), NotAllowed):
        raise PermissionDeniedException
    context.catch_up()
    return Redirect(address("/thing", [("key", key), ("said", "held")]), status_code=303)


@post("/holds/lift", guards=[asks(Right.LIFT_HOLD)], sync_to_thread=True)
def lift(request: Visit, context: Central, form: Form) -> Response[str] | Redirect:
    """Lift the holds the form showed, with a reason; one that is lifted already makes no difference."""
    key, reason = str(form.get("key", "")), str(form.get("reason", "")).strip()[:_LONGEST_REASON]
    _known_thing(context, key)
    if not reason:
        return without_reason(request)
    holds = [str(each) for each in form.getall("hold", [])]
    if request.user is None or isinstance(lift_holds(context, key, holds, reason, request.user), NotAllowed):
        raise PermissionDeniedException
    context.catch_up()
    return Redirect(address("/thing", [("key", key), ("said", "lifted")]), status_code=303)


def _known_thing(context: Context, key: str) -> ThingView:
    try:
        thing_of(key)
    except ValueError as error:
        raise NotFoundException from error
    view = thing(context, key)
    if view is None:
        raise NotFoundException
    return view


def _answer(context: Context, view: ThingView, today: str) -> Answer:
    backward = trace_thing(context, view.key, Direction.BACKWARD)
    forward = trace_thing(context, view.key, Direction.FORWARD)
    own = {happening.entry: happening for happening in history(context, view.key)}
    states = {key: each.state for key, each in (*backward.things.items(), *forward.things.items())}
    return Answer(
        state=states.get(view.key, view.state),
        backward=backward.trace,
        forward=forward.trace,
        states=states,
        happenings={**own, **backward.happenings, **forward.happenings},
        completeness=forward.completeness,
        today=today,
    )


def _said(word: str, words: Words) -> str:
    match word:
        case "held":
            return words("hold.held")
        case "lifted":
            return words("hold.lifted")
        case _:
            return ""


def _tabs(key: str, chosen: Sides, words: Words) -> tuple[tuple[str, str, bool], ...]:
    """Address, word and whether chosen, of each way to look at the answer."""
    sides = (
        (Sides.SOURCES, words("sides.sources")),
        (Sides.BOTH, words("sides.both")),
        (Sides.EFFECTS, words("sides.effects")),
    )
    return tuple(
        (address("/thing", [("key", key), ("sides", each.value)]) + "#flow", word, each is chosen)
        for each, word in sides
    )


def _columns(words: Words) -> tuple[str, ...]:
    return (
        words("table.level"),
        words("table.kind"),
        words("table.label"),
        words("table.sort"),
        words("table.quantity"),
        words("table.step"),
        words("table.order"),
        words("table.person"),
        words("table.device"),
        words("table.time"),
        words("table.station"),
        words("table.state"),
    )


def _leaf(table: tuple[Row, ...], start: int, here: list[tuple[str, object]]) -> _Leaf:
    count, stop = len(table), start + PAGE
    return _Leaf(
        rows=table[start:stop],
        count=count,
        first=start + 1,
        last=min(stop, count),
        previous=address("/thing", [*here, ("from", max(0, start - PAGE))]) + "#details" if start else "",
        next=address("/thing", [*here, ("from", stop)]) + "#details" if stop < count else "",
    )


def _station_names(words: Words, stations: Mapping[str, Text]) -> dict[str, str]:
    return {key: name.in_language(words.language) for key, name in stations.items()}
