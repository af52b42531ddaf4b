"""Journeys: the product in Chromium, on a phone and on a desk, in French and in English, with real mail.

A journey asks for `page` (twice: 1280 and 390 px wide), `at` (address of a path in the language of the turn), `mailbox` and `axe`:

    def test_a_teacher_asks(page, at, mailbox, axe):
        page.goto(at("/demander/"))
        axe(page)
        ...
        link = links_of(mailbox.latest("teacher@example.org"))[0]

At its end the page must have written nothing on its console, asked nothing of another host, and missed no file.
"""
from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.whole import asked, clicks_wait

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
           "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"]
SETTLED = 20_000  # ms to wait for anything: far more than it takes, for three runs may share two processors
# What a browser says that lost its page, its process or its network card: asked once more (docs/decisions/0022).
STUMBLES = r"^(Error|TargetClosedError): .*(Target crashed|has been closed|context was destroyed|ERR_NETWORK_CHANGED)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [item for item in items if item.get_closest_marker("two_turns") is None or _is_kept(item)]
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True))
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=STUMBLES, rerun_except=AssertionError))


def _is_kept(item: Any) -> bool:
    """Of a journey marked `two_turns`: the desk in French and the phone in English, not their product."""
    return (item.callspec.params.get("width"), item.callspec.params.get("language")) in ((1280, "fr"), (390, "en"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: CHROMIUM, or the one installed, or Playwright's own."""
    # Playwright keeps an event loop in this thread; Django's guard against mixing both would refuse every query of a test.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    expect.set_options(timeout=SETTLED)
    with clicks_wait(), sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        except Exception as fault:
            if os.environ.get("JOURNEYS") == "required":
                raise
            pytest.skip(f"no Chromium for the journeys (apt-get install chromium): {str(fault).splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """The language of this turn."""
    return str(request.param)


@pytest.fixture(params=[1280, 390], ids=["1280px", "390px"])
def width(request: pytest.FixtureRequest) -> int:
    """Of the screen, in CSS pixels: a desk, a phone."""
    return int(request.param)


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """Address of the running product; its letters point to it."""
    settings.BASE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def at(site: str, language: str) -> Callable[[str], str]:
    """`at("/chiffres/")`: the absolute address of a path in the language of this turn."""
    return lambda path: site + ("" if language == "fr" else f"/{language}") + path


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`open_page(width=390, scheme="dark", javascript=False)`: another person's browser; all are checked at the end."""
    opened: list[tuple[Page, Watch]] = []

    def open_one(width: int = 1280, scheme: str = "light", javascript: bool = True, locale: str = "fr-FR") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900}, locale=locale, timezone_id="Europe/Paris",
            reduced_motion="reduce", color_scheme=scheme, java_script_enabled=javascript)  # type: ignore[arg-type]
        context.set_default_timeout(SETTLED)
        page = context.new_page()
        opened.append((page, Watch(page, site)))
        return page

    yield open_one
    for page, watch in opened:
        page.context.close()
        assert watch.faults == []


@pytest.fixture
def page(open_page: Callable[..., Page], width: int) -> Page:
    """A browser window, wide and narrow."""
    return open_page(width=width)


class Watch:
    """What a page must not do: complain on its console, break the content policy, ask another host, miss a file."""

    def __init__(self, page: Page, site: str) -> None:
        self.faults: list[str] = []
        self.host = urlsplit(site).netloc
        page.on("console", self.said)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self.asked)
        page.on("response", self.answered)

    def said(self, message: Any) -> None:
        answered_anyway = message.text.startswith("Failed to load resource")  # judged by its status, in `answered`
        if message.type in ("error", "warning") and not answered_anyway:
            self.faults.append(f"console: {message.text}")

    def asked(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.host:
            self.faults.append(f"asked another host: {request.url}")

    def answered(self, response: Any) -> None:
        page_or_part = response.request.resource_type in ("document", "xhr", "fetch")
        if response.status >= 500 or (response.status >= 400 and not page_or_part):
            self.faults.append(f"{response.status}: {response.url}")


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails with what axe finds on the page, once it is loaded."""
    options = json.dumps({"runOnly": TAGS, "resultTypes": ["violations"]})
    script = f"{AXE.read_text('utf-8')};axe.run(document, {options})"  # in one question: both meet the same page

    def check(page: Page) -> None:
        run = asked(page, script)
        found = [{"rule": rule["id"], "help": rule["help"], "where": [node["html"][:200] for node in rule["nodes"]][:5]}
                 for rule in run["violations"]]
        assert not found, f"axe on {page.url}:\n{json.dumps(found, indent=1, ensure_ascii=False)}"

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Fails when the page scrolls sideways."""
    def check(page: Page) -> None:
        wide, shown = asked(page, "[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= shown, f"{page.url} is {wide} px wide on a screen of {shown} px"

    return check


@pytest.fixture
def sign_in(site: str) -> Callable[[Page, Any], None]:
    """`sign_in(page, person)`: her browser is signed in, second step included, no code typed: signing in has its own journey."""
    from django.conf import settings
    from django.test import Client

    def enter(page: Page, person: Any) -> None:
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])

    return enter
