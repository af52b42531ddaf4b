"""A page driven by its keys alone."""
from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.whole import asked

FAR = 90  # presses of Tab after which nobody goes on


class Keyboard:
    """`reach` is Tab until what is wanted has the focus: what Tab does not reach fails."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, selector: str) -> None:
        for _ in range(FAR):
            if asked(self.page, "wanted => document.activeElement.matches(wanted)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached by Tab")

    def tick(self, selector: str) -> None:
        self.reach(selector)
        self.page.keyboard.press("Space")

    def write(self, name: str, words: str) -> None:
        self.reach(f"[name={name}]")
        self.page.keyboard.type(words)

    def enter(self, selector: str) -> None:
        """Enter on a link or a button, and the page it leads to."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
