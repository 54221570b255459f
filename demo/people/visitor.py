"""Quality at central's pages: signs in with a browser's means and holds a lot."""

import html
import re

import requests

from traceability.identity import Thing

_FORM_TOKEN = re.compile(r'name="_csrf_token"[^>]*value="([^"]*)"')
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TIMEOUT_S = 20


class Visitor:
    """A person at the pages."""

    def __init__(self, address: str, name: str, password: str) -> None:
        self._address = address
        self._session = requests.Session()
        self._session.trust_env = False
        self._post("/login", "/login", {"name": name, "password": password, "back": "/"})

    def hold(self, thing: Thing, reason: str) -> None:
        """Place a hold on the thing's page, unless one stands there already."""
        page = requests.Request("GET", f"{self._address}/thing", params={"key": thing.uri}).prepare().path_url
        if 'action="/holds/lift"' not in self._get(page):
            self._post(page, "/holds", {"key": thing.uri, "reason": reason})

    def device_row(self, station: str, device: str) -> str:
        """What the page of scanner profiles says of a station's device, its cells as one text; empty: nothing."""
        rows = (" ".join(_TAG.sub(" ", row).split()) for row in _ROW.findall(self._get("/profiles")))
        return next((row for row in rows if row.startswith(f"{station} {device} ")), "")

    def _get(self, page: str) -> str:
        shown = self._session.get(f"{self._address}{page}", timeout=_TIMEOUT_S)
        shown.raise_for_status()
        return shown.text

    def _post(self, page: str, action: str, fields: dict[str, str]) -> None:
        """Send a form of a page, with the token that the page put into it."""
        token = _FORM_TOKEN.search(self._get(page))
        if token is None:
            raise RuntimeError(f"no form on {page}")
        answer = self._session.post(
            f"{self._address}{action}",
            data={**fields, "_csrf_token": html.unescape(token[1])},
            timeout=_TIMEOUT_S,
        )
        answer.raise_for_status()
