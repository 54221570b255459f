"""A template and its values become the answer to a request, in the visitor's language and colours."""

from urllib.parse import urlencode

from litestar import MediaType, Response
from litestar.utils.scope.state import ScopeState
from markupsafe import Markup

from central.web.rendering import environment
from central.web.session import Visit, visitor
from central.web.words import Words
from traceability.language import Language
from traceability.people import Right, may

LANGUAGE_COOKIE, THEME_COOKIE = "language", "theme"
THEMES = ("light", "dark")

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Pages load nothing from elsewhere, run no inline script, and stay in no cache after signing out."""


def words_for(visit: Visit) -> Words:
    """The words of the visitor's choice, else of their record, else of their browser."""
    chosen = visit.cookies.get(LANGUAGE_COOKIE)
    if chosen in {language.value for language in Language}:
        return Words(Language(chosen))
    person = visitor(visit)
    if person is not None:
        return Words(person.language)
    wishes_english = visit.headers.get("accept-language", "").lower().startswith("en")
    return Words(Language.ENGLISH if wishes_english else Language.CHINESE)


def page(
    visit: Visit, template: str, title: str, /, *, status: int = 200, section: str = "", **values: object
) -> Response[str]:
    """The answer: `template` filled with `values` and what every page has."""
    words, person = words_for(visit), visitor(visit)
    theme = visit.cookies.get(THEME_COOKIE)
    token = _csrf_token(visit)
    text = (
        environment()
        .get_template(template)
        .render(
            t=words,
            language=words.language.value,
            theme=theme if theme in THEMES else THEMES[0],
            page=title,
            section=section,
            person=person.name if person else "",
            here=here(visit),
            may_trace=person is not None and may(person, Right.SEE_TRACE),
            may_stations=person is not None and may(person, Right.SEE_STATIONS),
            csrf=lambda: Markup('<input type="hidden" name="_csrf_token" value="{}">').format(token),
            **values,
        )
    )
    return Response(text, status_code=status, media_type=MediaType.HTML, headers=_HEADERS)


def address(path: str, parameters: list[tuple[str, object]]) -> str:
    """A path with its parameters, encoded."""
    return f"{path}?{urlencode(parameters)}" if parameters else path


def here(visit: Visit) -> str:
    """The address of the page visited, to come back to; what a form was sent to is no page."""
    return address(visit.url.path, list(visit.query_params.multi_items())) if visit.method == "GET" else "/"


def local(target: str) -> str:
    """`target` if it is a path on this server, else the front page: a form can't send people elsewhere."""
    is_path = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if is_path and target.isprintable() else "/"


def _csrf_token(visit: Visit) -> str:
    token = ScopeState.from_scope(visit.scope).csrf_token
    return token if isinstance(token, str) else visit.cookies.get("csrftoken", "")
