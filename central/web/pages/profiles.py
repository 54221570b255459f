"""Scanner profiles: released versions, the stations that have them, and what their devices say."""

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.response import Redirect

from central.ingest.context import Context
from central.profiles.release import (
    NotReleased,
    give_profile,
    release_profile,
    releases,
    step_back,
    usage,
)
from central.stations.overview import stations as all_stations
from central.web.page import address, page, words_for
from central.web.session import Central, Form, Visit, asks
from central.web.views.profiles import profiles_page, trouble
from traceability.people import Right, may
from traceability.records import LONGEST_PROFILE

_BYTES_A_CHARACTER = 4


@get("/profiles", guards=[asks(Right.SEE_STATIONS)], sync_to_thread=True)
def profiles(request: Visit, context: Central) -> Response[str]:
    """All versions and all devices."""
    return _shown(request, context)


@post("/profiles/release", status_code=200, guards=[asks(Right.RELEASE_PROFILES)], sync_to_thread=True)
def release(request: Visit, context: Central, form: Form) -> Response[str] | Redirect:
    """Release the version in the file that was sent."""
    file = form.get("file")
    sent = file.file.read(LONGEST_PROFILE * _BYTES_A_CHARACTER + 1) if isinstance(file, UploadFile) else b""
    try:
        content = sent.decode()
    except UnicodeDecodeError as error:
        return _shown(request, context, NotReleased("no-toml", str(error)))
    return _after(request, context, release_profile(context, content, _who(request)))


@post("/profiles/give", status_code=200, guards=[asks(Right.RELEASE_PROFILES)], sync_to_thread=True)
def give(request: Visit, context: Central, form: Form) -> Response[str] | Redirect:
    """Give a version to the stations that were ticked."""
    chosen = [str(each) for each in form.getall("station", [])]
    done = give_profile(context, str(form.get("profile", "")), chosen, _who(request))
    return _after(request, context, done)


@post("/profiles/back", status_code=200, guards=[asks(Right.RELEASE_PROFILES)], sync_to_thread=True)
def back(request: Visit, context: Central, form: Form) -> Response[str] | Redirect:
    """One step back at one station."""
    family, station = str(form.get("family", "")), str(form.get("station", ""))
    return _after(request, context, step_back(context, family, station, _who(request)))


def _who(request: Visit) -> str:
    if request.user is None:
        raise PermissionError("the guard lets nobody through who is not signed in")
    return request.user.id


def _after(request: Visit, context: Context, done: object) -> Response[str] | Redirect:
    if isinstance(done, NotReleased):
        return _shown(request, context, done)
    context.catch_up()
    return Redirect(address("/profiles", []), status_code=303)


def _shown(request: Visit, context: Context, refused: NotReleased | None = None) -> Response[str]:
    words = words_for(request)
    return page(
        request,
        "profiles.html",
        words("profiles.title"),
        section="profiles",
        profiles=profiles_page(
            releases(context), usage(context), [view.station for view in all_stations(context)], words
        ),
        trouble=trouble(refused, words) if refused else "",
        may_release=request.user is not None and may(request.user, Right.RELEASE_PROFILES),
    )
