"""Every address of central is guarded, or public on purpose; what fails is logged and tells nothing."""

import re

import pytest
import requests
from litestar.routes import HTTPRoute

from central.bootstrap.server import application
from central.people.directory import NewPerson, put_person
from central.tracing.search import thing
from central.tracing.trace import how_complete
from tests.integration.central.small_station import Central, Client, Journal, refusal
from traceability import wire
from traceability.people import Assignment, Person, Right, Role, may

PUBLIC = {
    "GET /health",
    "GET /login",
    "POST /login",
    "POST /logout",
    "POST /preferences",
    "GET /tokens.css",
    "GET /static/{file_path:path}",
    "HEAD /static/{file_path:path}",
    "GET /{rest:path}",
    "POST /sync/enrol",
}
"""Addresses anybody may ask for: none shows or changes anything of the plant without a code or a password."""

SPOKEN = {"POST /sync/hello", "POST /sync/push", "POST /sync/pull"}
"""Addresses only an enrolled writer may ask for, by its signature."""

RIGHTS = {
    "GET /": Right.SEE_TRACE,
    "GET /thing": Right.SEE_TRACE,
    "POST /holds": Right.PLACE_HOLD,
    "POST /holds/lift": Right.LIFT_HOLD,
    "GET /stations": Right.SEE_STATIONS,
    "POST /stations/enrolment": Right.ENROL_STATION,
    "GET /profiles": Right.SEE_STATIONS,
    "POST /profiles/release": Right.RELEASE_PROFILES,
    "POST /profiles/give": Right.RELEASE_PROFILES,
    "POST /profiles/back": Right.RELEASE_PROFILES,
}
"""Pages, and the right each asks for."""

PASSWORD = "long enough"  # noqa: S105  made for this test


class Visitor:
    """Somebody at the pages, with the token their forms carry."""

    def __init__(self, central: Central) -> None:
        self.http = requests.Session()
        self.address = central.address
        page = self.http.get(f"{self.address}/login", timeout=30)
        found = re.search(r'name="_csrf_token" value="([^"]+)"', page.text)
        assert found
        self.token = found[1]

    def ask(self, what: str, **fields: str) -> requests.Response:
        """`METHOD /path`, a form's fields with its token."""
        method, path = what.split()
        form = {"_csrf_token": self.token, **fields} if method == "POST" else None
        return self.http.request(
            method,
            self.address + path,
            params=None if form else fields,
            data=form,
            timeout=30,
            allow_redirects=False,
        )


def signed_in(central: Central, *roles: Role) -> Visitor:
    """Somebody with these roles."""
    new = NewPerson(
        id="P-1",
        name="n",
        badge="B-1",
        password=PASSWORD,
        assignments=tuple(Assignment(role) for role in roles),
    )
    put_person(central.context, new)
    visitor = Visitor(central)
    assert visitor.ask("POST /login", name="P-1", password=PASSWORD).status_code == 303
    return visitor


def test_every_address_is_known_to_be_guarded_or_public(central: Central) -> None:
    asked = {
        f"{method} {route.path}"
        for route in application(central.context).routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
        if method != "OPTIONS"
    }
    assert asked == PUBLIC | SPOKEN | set(RIGHTS)


@pytest.mark.parametrize("what", sorted(RIGHTS))
def test_a_page_asks_its_right_of_everybody(central: Central, what: str) -> None:
    stranger = Visitor(central).ask(what)
    assert (stranger.status_code, stranger.headers["location"].split("?")[0]) == (303, "/login")
    visitor = signed_in(central, Role.OPERATOR)
    for role in Role:
        new = NewPerson(id="P-1", name="n", badge="B-1", assignments=(Assignment(role),))
        person = put_person(central.context, new)
        assert isinstance(person, Person)
        refused = visitor.ask(what, key="none", station="none").status_code == 403
        assert refused != may(person, RIGHTS[what]), role


@pytest.mark.parametrize("what", sorted(SPOKEN))
def test_a_writer_nobody_enrolled_is_heard_nowhere(central: Central, what: str) -> None:
    stranger = Client(central.address, Journal(9))
    answer = stranger.post(what.split()[1], wire.Pull(writer=stranger.journal.writer))
    assert (answer.status_code, refusal(answer).reason) == (403, "unknown-writer")


def test_a_form_from_elsewhere_is_refused(central: Central) -> None:
    visitor = signed_in(central, Role.QUALITY)
    visitor.token = visitor.token[::-1]
    assert visitor.ask("POST /holds", key="x", reason="y").status_code == 403


def test_a_form_too_large_is_refused_as_such(central: Central) -> None:
    answer = Visitor(central).ask("POST /login", name="x" * 1024 * 1024)
    assert answer.status_code == 413
    assert "text/html" in answer.headers["content-type"]


def test_a_session_is_out_of_reach_of_scripts_and_of_other_sites(central: Central) -> None:
    visitor = Visitor(central)
    planted = "planted by somebody else"
    visitor.http.cookies.set("session", planted)
    put_person(
        central.context,
        NewPerson(
            id="P-1", name="n", badge="B-1", password=PASSWORD, assignments=(Assignment(Role.QUALITY),)
        ),
    )
    answer = visitor.ask("POST /login", name="P-1", password=PASSWORD)
    (cookie,) = (each for each in answer.raw.headers.getlist("set-cookie") if each.startswith("session="))
    assert planted not in cookie
    assert {"HttpOnly", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}


def test_our_own_mistake_is_logged_and_told_to_nobody(
    central: Central, caplog: pytest.LogCaptureFixture
) -> None:
    client = central.station(1)
    client.journal.receive_lot("L1")
    with central.context.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE sightings RENAME TO gone")
    answer = client.post("/sync/push", client.journal.push(1, 2))
    assert answer.status_code == 500
    assert "sightings" not in answer.text
    (logged,) = (record for record in caplog.records if record.levelname == "ERROR")
    assert logged.getMessage() == "/sync/push failed"
    assert logged.exc_info is not None


def test_the_page_after_a_hold_shows_it_and_nobody_opens_an_answer_by_signing_in(central: Central) -> None:
    client = central.station(1)
    key = client.journal.receive_lot("L1")
    client.hello(0)
    client.push_all()
    central.context.catch_up()
    visitor = signed_in(central, Role.QUALITY)
    assert how_complete(central.context).lag == 0
    answer = visitor.ask("POST /holds", key=key, reason="wet")
    assert answer.status_code == 303
    held = thing(central.context, key)
    assert held is not None
    assert [hold.reason for hold in held.state.open_holds] == ["wet"]
