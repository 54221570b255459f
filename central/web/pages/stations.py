"""The stations: how they are doing, what is set apart, and codes for new ones."""

from datetime import timedelta

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from markupsafe import Markup

from central.stations.define import Unknown
from central.stations.enrolment import LIFETIME_MS, enrolment_qr, new_code
from central.stations.overview import set_apart
from central.stations.overview import stations as all_stations
from central.web import known
from central.web.page import page, words_for
from central.web.session import Central, Form, Visit, asks
from central.web.views.stations import stations_page
from central.web.visible import visible
from traceability.people import Right, may


@get("/stations", guards=[asks(Right.SEE_STATIONS)], sync_to_thread=True)
def stations(request: Visit, context: Central) -> Response[str]:
    """All stations, trouble first, and the entries in quarantine."""
    words = words_for(request)
    shown = stations_page(
        all_stations(context), set_apart(context), known.plants(context), known.now(context), words
    )
    return page(
        request,
        "stations.html",
        words("stations.title"),
        section="stations",
        stations=shown,
        may_enrol=request.user is not None and may(request.user, Right.ENROL_STATION),
    )


@post("/stations/enrolment", status_code=200, guards=[asks(Right.ENROL_STATION)], sync_to_thread=True)
def enrolment(request: Visit, context: Central, form: Form) -> Response[str]:
    """A new one-time code, shown this once."""
    words = words_for(request)
    made = new_code(context, str(form.get("station", "")))
    if isinstance(made, Unknown):
        raise NotFoundException
    name = known.names(context).stations[made.station].in_language(words.language)
    address = str(request.base_url).rstrip("/")
    drawing = enrolment_qr(address, made.code).partition("?>")[2]
    return page(
        request,
        "enrolment.html",
        words("enrol.title", station=visible(name)),
        section="stations",
        station=visible(name),
        qr=Markup(drawing),  # noqa: S704  drawn by our own QR writer
        address=address,
        code=made.code,
        length=words.duration(timedelta(milliseconds=LIFETIME_MS)),
    )
