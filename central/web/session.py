"""Who is looking: the session cookie, and what each page asks of its visitor."""

from collections.abc import Callable
from typing import Any

import anyio.to_thread
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, FormMultiDict, State
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import ASGIApp, Guard

from central.ingest.context import Context
from central.people.sessions import SESSION_MS
from traceability.people import Person, Right, may

COOKIE = "session"

Visit = Request[Person | None, str | None, State]
"""A request to a page: `user` is who is signed in, `auth` the session's token."""

Central = NamedDependency[Context]
"""Central's parts, as handlers ask for them."""

Form = NamedDependency[FormMultiDict]
"""The fields of the form that was sent."""

_Connection = ASGIConnection[BaseRouteHandler, Person | None, str | None, State]


class SessionMiddleware(AbstractAuthenticationMiddleware):
    """Reads the session cookie; nobody is turned away here."""

    def __init__(self, app: ASGIApp, person_of: Callable[[str], Person | None], exclude: list[str]) -> None:
        super().__init__(app, exclude=exclude)
        self._person_of = person_of

    async def authenticate_request(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AuthenticationResult:
        """The person behind the cookie, None without a session that still runs."""
        token = connection.cookies.get(COOKIE)
        if not token:
            return AuthenticationResult(user=None, auth=None)
        person = await anyio.to_thread.run_sync(self._person_of, token)
        return AuthenticationResult(user=person, auth=token)


def visitor(visit: Visit) -> Person | None:
    """Who is signed in; nobody where the request ended before it was asked."""
    person = visit.scope.get("user")
    return person if isinstance(person, Person) else None


def asks(right: Right) -> Guard:
    """The guard of pages that need a right: sends strangers to the login page, others away with 403."""

    def guard(connection: _Connection, _: BaseRouteHandler) -> None:
        if connection.user is None:
            raise NotAuthorizedException
        if not may(connection.user, right):
            raise PermissionDeniedException

    return guard


def session_cookie(token: str, *, secure: bool) -> Cookie:
    """The cookie that holds the session: no script reads it, no other site's form sends it."""
    return Cookie(
        key=COOKIE, value=token, max_age=SESSION_MS // 1000, httponly=True, samesite="lax", secure=secure
    )
