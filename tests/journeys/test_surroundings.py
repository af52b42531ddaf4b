"""The watch over pages sees what it must see; a page is read when it is whole; a browser that stumbles is asked once more."""
from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from .conftest import STUMBLES, Watch
from .whole import asked

BAD = {
    "a script of another host": '<script src="http://elsewhere.example/a.js"></script>',
    "a picture of another host": '<img src="http://elsewhere.example/a.png" alt="">',
    "an error in a script": "<script>nothing.at.all()</script>",
    "a word on the console": "<script>console.error('x')</script>",
    "a file that is missing": '<img src="/static/absent.png" alt="">',
}


@pytest.mark.parametrize("fault", BAD)
def test_a_page_that_misbehaves_is_seen(browser: Browser, site: str, fault: str) -> None:
    page = browser.new_page()
    watch = Watch(page, site)
    page.route("**/bad.html", lambda route: route.fulfill(content_type="text/html", body=f"<title>x</title>{BAD[fault]}"))
    page.goto(f"{site}/bad.html")
    page.wait_for_load_state("networkidle")
    page.close()
    assert watch.faults


def test_a_page_nobody_can_read_is_seen(browser: Browser, axe: Callable[[Page], None]) -> None:
    page = browser.new_page()
    page.set_content("<html><body><input><img src='data:,'></body></html>")
    with pytest.raises(AssertionError, match="label"):
        axe(page)
    page.close()


def test_health_says_whether_the_product_serves(page: Page, site: str) -> None:
    assert page.goto(f"{site}/healthz").status == 200  # type: ignore[union-attr]


class Late(ThreadingHTTPServer):
    """A site whose page /late begins at once and has its first element when `come` is set."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), LatePage)
        self.come = threading.Event()
        self.address = f"http://localhost:{self.server_port}/"


class LatePage(BaseHTTPRequestHandler):
    server: Late

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        if self.path == "/late":
            self.server.come.wait(20)
        self.wfile.write(b"<!doctype html><html lang=fr><title>x</title><a href=/late>late</a><img src=x>")

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.fixture
def late() -> Iterator[Late]:
    with Late() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.come.set()
        server.shutdown()


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.context.close()


SHOWN = "[location.pathname, document.readyState, document.documentElement === null]"

def test_a_click_is_over_when_the_page_it_leads_to_is_whole(bare: Page, late: Late) -> None:
    bare.goto(late.address)
    Page.click.__wrapped__(bare, "a")  # Playwright’s own
    assert bare.evaluate(SHOWN) == ["/late", "loading", True]
    late.come.set()
    for click in (lambda: bare.click("a"), lambda: bare.locator("a").click()):
        bare.goto(late.address)
        late.come.clear()
        threading.Timer(0.2, late.come.set).start()
        click()
        assert bare.evaluate(SHOWN) == ["/late", "complete", False]


def test_axe_looks_at_a_whole_page(bare: Page, late: Late, axe: Callable[[Page], None]) -> None:
    bare.goto(late.address)
    Page.click.__wrapped__(bare, "a")
    threading.Timer(0.2, late.come.set).start()
    with pytest.raises(AssertionError, match="image-alt"):
        axe(bare)


def test_the_page_that_took_the_place_of_another_is_asked(bare: Page, late: Late) -> None:
    late.come.set()
    bare.goto(late.address)
    leave = "if (location.pathname === '/') location.assign('/late');"
    assert asked(bare, f"{leave} new Promise(tell => location.pathname === '/late' && tell('here'))") == "here"


def test_a_browser_that_stumbles_is_asked_once_more_and_a_wrong_page_is_not(bare: Page, request: pytest.FixtureRequest) -> None:
    def said(does: Callable[[], object]) -> str:
        with pytest.raises((Error, AssertionError)) as fault:
            does()
        return f"{fault.typename}: {fault.value}"

    absent = [said(lambda: bare.click("#absent", timeout=50)), said(lambda: expect(bare.locator("#absent")).to_be_visible(timeout=50)),
              said(lambda: bare.evaluate("nothing.at.all()"))]
    said(lambda: bare.goto("chrome://crash"))
    crashed = said(lambda: bare.evaluate("1"))
    bare.close()
    gone = [crashed, said(lambda: bare.evaluate("1"))]
    assert [re.search(STUMBLES, words) is None for words in (*absent, *gone)] == [True, True, True, False, False]
    assert request.node.get_closest_marker("flaky").kwargs["reruns"] == 1
