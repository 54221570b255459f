"""The list of lots, units and boxes."""

from litestar import Response, get
from litestar.params import FromQuery

from central.tracing.search import browse
from central.web import known
from central.web.page import address, page, words_for
from central.web.session import Central, Visit, asks
from central.web.views.answer import Names
from central.web.views.listing import found
from central.web.visible import visible
from traceability.people import Right

PAGE = 50
_LONGEST = 200


@get("/", guards=[asks(Right.SEE_TRACE)], sync_to_thread=True)
def listing(
    request: Visit,
    context: Central,
    q: FromQuery[str] = "",
    kind: FromQuery[str] = "",
    after: FromQuery[str] = "",
) -> Response[str]:
    """Things by the beginning of their label or by material, page after page; the newest when nothing is sought."""
    words, names = words_for(request), known.names(context)
    text = q.strip()[:_LONGEST]
    kinds = (
        ("", words("list.all")),
        ("lot", words("list.lots")),
        ("unit", words("list.units")),
        ("logistic-unit", words("list.boxes")),
    )
    chosen = kind if kind in dict(kinds) else ""
    views = browse(
        context, text, _materials(names, text), kind=chosen or None, after=after or None, most=PAGE + 1
    )
    sought: list[tuple[str, object]] = [("q", text), ("kind", chosen)]
    shown = views[:PAGE]
    return page(
        request,
        "list.html",
        words("list.title"),
        section="trace",
        query=text,
        query_shown=visible(text),
        kind=chosen,
        kinds=kinds,
        found=found([view.state for view in shown], names, words, f"{known.now(context):%Y-%m-%d}"),
        after=after,
        first=address("/", sought),
        more=address("/", [*sought, ("after", shown[-1].key)]) if len(views) > PAGE else "",
    )


def _materials(names: Names, text: str) -> tuple[str, ...]:
    """Materials whose id or name, in either language, has the text in it."""
    sought = text.casefold()
    return tuple(
        key
        for key, name in names.materials.items()
        if sought and any(sought in each.casefold() for each in (key, name.zh, name.en))
    )
