"""A page is read when it is whole: Playwright comes back from a click when the next page begins, before that page has an element."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from unittest import mock

from playwright.sync_api import Error, Locator, Page


@contextmanager
def clicks_wait() -> Iterator[None]:
    """Inside, a click is over when the page it leads to is loaded: what a journey reads or types next meets all of it, script included."""
    with mock.patch.object(Page, "click", _to_the_end(Page.click)), mock.patch.object(Locator, "click", _to_the_end(Locator.click)):
        yield


def _to_the_end(click: Callable[..., None]) -> Callable[..., None]:
    @wraps(click)
    def click_and_wait(self: Page | Locator, *args: Any, **options: Any) -> None:
        click(self, *args, **options)
        (self if isinstance(self, Page) else self.page).wait_for_load_state()

    return click_and_wait


def asked(page: Page, script: str, arg: Any = None) -> Any:
    """What the script answers on a loaded page; when another page took its place meanwhile, that one is asked, once."""
    page.wait_for_load_state()
    try:
        return page.evaluate(script, arg)
    except Error as fault:
        if "context was destroyed" not in fault.message:
            raise
    page.wait_for_load_state()
    return page.evaluate(script, arg)
