"""The watch over pages sees what it must see."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Watch

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
