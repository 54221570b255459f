"""The pages put together: routes, session, protection of forms, errors, static files."""

import hmac
from pathlib import Path

from litestar import Response, Router, get
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import FormMultiDict
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.middleware import DefineMiddleware
from litestar.middleware.csrf import CSRFMiddleware
from litestar.params import FromPath
from litestar.static_files import create_static_files_router

from central.ingest.context import Context
from central.people.sessions import session_person
from central.web import errors
from central.web.pages.listing import listing
from central.web.pages.profiles import back, give, profiles, release
from central.web.pages.signing_in import log_in, log_out, login, prefer
from central.web.pages.stations import enrolment, stations
from central.web.pages.thing import hold, lift, one_thing
from central.web.session import SessionMiddleware, Visit
from central.web.theme import style_sheet
from traceability.people import Person

_STATIC = Path(__file__).parent / "static"
_LONGEST_FORM = 64 * 1024


def site(context: Context) -> Router:
    """All pages, to be mounted at the root beside what machines use."""
    # Bound to central's key, so that forms opened before a restart still count after it.
    secret = hmac.digest(context.key.private_bytes_raw(), b"tracepost pages forms", "sha256").hex()
    protection = CSRFConfig(secret=secret, cookie_httponly=True)

    def person_of(token: str) -> Person | None:
        return session_person(context, token)

    return Router(
        "/",
        route_handlers=[
            login,
            log_in,
            log_out,
            prefer,
            listing,
            one_thing,
            hold,
            lift,
            stations,
            enrolment,
            profiles,
            release,
            give,
            back,
            tokens,
            nothing_here,
            create_static_files_router(path="/static", directories=[_STATIC], include_in_schema=False),
        ],
        dependencies={"form": Provide(_form)},
        middleware=[
            DefineMiddleware(SessionMiddleware, person_of=person_of, exclude=["^/static/", "^/tokens.css$"]),
            DefineMiddleware(CSRFMiddleware, config=protection),
        ],
        exception_handlers={HTTPException: errors.expected, Exception: errors.unexpected},
        request_max_body_size=_LONGEST_FORM,
    )


@get("/tokens.css", media_type="text/css", sync_to_thread=False)
def tokens() -> Response[str]:
    """The design tokens."""
    return Response(style_sheet(), media_type="text/css", headers={"Cache-Control": "max-age=3600"})


@get("/{rest:path}", sync_to_thread=False)
def nothing_here(rest: FromPath[str]) -> Response[str]:
    """Every other address: said on a page, not in a line of JSON."""
    raise NotFoundException(rest)


async def _form(request: Visit) -> FormMultiDict:
    return await request.form()
