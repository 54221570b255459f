"""Signing in and out, and the choice of language and colours."""

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import FromQuery
from litestar.response import Redirect

from central.people.sessions import SignInRefused, sign_in, sign_out
from central.web.page import LANGUAGE_COOKIE, THEME_COOKIE, THEMES, local, page, words_for
from central.web.session import COOKIE, Central, Form, Visit, session_cookie
from central.web.words import Words
from traceability.language import Language

_LONGEST_NAME = 200
_A_YEAR = 365 * 24 * 60 * 60
_limit = RateLimitConfig(rate_limit=("minute", 20))


@get("/login", sync_to_thread=False)
def login(request: Visit, back: FromQuery[str] = "/") -> Response[str]:
    """The form."""
    words = words_for(request)
    return page(request, "login.html", words("login.title"), trouble=None, back=local(back), name="")


@post("/login", middleware=[_limit.middleware], sync_to_thread=True)
def log_in(request: Visit, context: Central, form: Form) -> Response[str] | Redirect:
    """Check id and password; a fresh token every time, so nobody can plant one."""
    name, back = str(form.get("name", "")).strip()[:_LONGEST_NAME], local(str(form.get("back", "/")))
    answer = sign_in(context, name, str(form.get("password", "")))
    if isinstance(answer, SignInRefused):
        words = words_for(request)
        trouble = _trouble(answer, words)
        return page(
            request, "login.html", words("login.title"), status=401, trouble=trouble, back=back, name=name
        )
    is_https = request.url.scheme == "https"
    return Redirect(back, status_code=303, cookies=[session_cookie(answer.token, secure=is_https)])


@post("/logout", sync_to_thread=True)
def log_out(request: Visit, context: Central) -> Redirect:
    """End the session here and at central."""
    if request.auth:
        sign_out(context, request.auth)
    return Redirect("/login", status_code=303, cookies=[Cookie(key=COOKIE, value="", max_age=0)])


@post("/preferences", sync_to_thread=False)
def prefer(form: Form) -> Redirect:
    """Keep a choice in a cookie and go back to the page it was made on."""
    cookies = []
    for key, allowed in ((LANGUAGE_COOKIE, [each.value for each in Language]), (THEME_COOKIE, THEMES)):
        if form.get(key) in allowed:
            cookies.append(
                Cookie(key=key, value=str(form[key]), max_age=_A_YEAR, httponly=True, samesite="lax")
            )
    return Redirect(local(str(form.get("back", "/"))), status_code=303, cookies=cookies)


def _trouble(refused: SignInRefused, words: Words) -> dict[str, str]:
    if refused.reason == "locked":
        return {"matter": words("login.locked"), "way_on": words("login.locked-way", seconds=refused.seconds)}
    return {"matter": words("login.wrong"), "way_on": words("login.wrong-way")}
