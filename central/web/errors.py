"""What cannot be shown, said so that people know what to do."""

import logging
import secrets

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.response import Redirect
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR

from central.web.page import address, here, page, words_for
from central.web.session import Visit

_log = logging.getLogger(__name__)


class _Trouble(msgspec.Struct, frozen=True):
    matter: str
    way_on: str


_TROUBLES = {
    400: _Trouble("error.bad-title", "error.bad-way"),
    403: _Trouble("error.forbidden-title", "error.forbidden-way"),
    404: _Trouble("error.missing-title", "error.missing-way"),
    429: _Trouble("error.often-title", "error.often-way"),
}
_FORM = _Trouble("error.form-title", "error.form-way")
_REASON = _Trouble("error.reason-title", "error.reason-way")
_OWN = _Trouble("error.own-title", "error.own-way")


def expected(visit: Visit, error: HTTPException) -> Response[str] | Redirect:
    """The page for an error Litestar or a handler names; strangers go to the login page and come back."""
    if isinstance(error, NotAuthorizedException):
        if "hx-request" in visit.headers:
            return Response("", headers={"HX-Refresh": "true"})
        return Redirect(address("/login", [("back", here(visit))]), status_code=303)
    if error.status_code >= HTTP_500_INTERNAL_SERVER_ERROR:
        return unexpected(visit, error)
    trouble = _FORM if "CSRF" in error.detail else _TROUBLES.get(error.status_code, _TROUBLES[400])
    return _page(visit, error.status_code, trouble)


def without_reason(visit: Visit) -> Response[str]:
    """A hold was to be placed or lifted without saying why."""
    return _page(visit, 400, _REASON)


def unexpected(visit: Visit, error: Exception) -> Response[str]:
    """Our own mistake: logged in full under a number that the page shows."""
    number = secrets.token_hex(4)
    _log.error("page %s failed, number %s", visit.url.path, number, exc_info=error)
    return _page(visit, 500, _OWN, number)


def _page(visit: Visit, status: int, trouble: _Trouble, number: str = "") -> Response[str]:
    words = words_for(visit)
    matter = words(trouble.matter)
    return page(
        visit, "error.html", matter, status=status, matter=matter, way_on=words(trouble.way_on), number=number
    )
