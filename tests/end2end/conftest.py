import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.end2end.pages_central import PASSWORD, Served, serving

CHROMIUM = "/usr/bin/chromium"
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_DEADLINE_MS = 10_000


def _wait(ready: threading.Event) -> None:
    assert ready.wait(timeout=20), "central did not start"


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path / "central", _wait) as served:
        served.set_up()
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield started
        started.close()


@pytest.fixture
def window(browser: Browser, central: Served) -> Iterator[BrowserContext]:
    """A fresh browser profile; afterwards nothing was asked of another server and no rule of the pages was broken."""
    opened = browser.new_context(
        base_url=central.address, locale="zh-CN", viewport={"width": 1440, "height": 1130}
    )
    opened.set_default_timeout(_DEADLINE_MS)
    foreign: list[str] = []
    complaints: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((central.address + "/", "about:", "data:")):
            foreign.append(request.url)

    opened.on("request", asked)
    opened.on(
        "console",
        lambda message: complaints.append(message.text) if "Security Policy" in message.text else None,
    )
    opened.on("weberror", lambda error: complaints.append(str(error.error)))
    yield opened
    opened.close()
    assert not foreign
    assert not complaints


@pytest.fixture
def tab(window: BrowserContext) -> Page:
    return window.new_page()


@pytest.fixture
def password() -> str:
    return PASSWORD
