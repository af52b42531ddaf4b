"""Whoever was handed a signed charter asks whether it is whole: no account, no script, an answer in words."""
from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from industrielles.signatures import sealing
from tests.factories.signatures import SignatureFactory

Check = Callable[[Page], None]


@pytest.fixture
def evidence() -> bytes:
    return sealing.evidence(SignatureFactory())


def send(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("#id_file", {"name": name, "mimeType": "application/json", "buffer": content})
    page.click("main form button")


@pytest.mark.two_turns
def test_a_file_is_whole_or_not_and_the_page_says_what_to_do(
        page: Page, at: Callable[[str], str], evidence: bytes, axe: Check, fits: Check) -> None:
    page.goto(at("/chartes/verifier/"))
    axe(page), fits(page)
    page.click("main form button")
    expect(page.locator(".champ--erreur")).to_be_visible()
    axe(page), fits(page)
    send(page, "preuve.json", evidence)
    expect(page.locator("main .avis--succes")).to_be_visible()
    axe(page), fits(page)
    said: dict[str, Any] = json.loads(evidence)
    name = next(key for key, value in said.items() if isinstance(value, str))
    send(page, "preuve.json", json.dumps({**said, name: "autre chose"}).encode())
    expect(page.locator("main .avis--erreur")).to_be_visible()
    axe(page), fits(page)


@pytest.mark.parametrize("language", ["fr"])
def test_a_file_is_looked_at_without_a_script_and_with_the_keyboard(
        open_page: Callable[..., Page], at: Callable[[str], str], evidence: bytes) -> None:
    page = open_page(width=390, scheme="dark", javascript=False)
    page.goto(at("/chartes/verifier/"))
    page.set_input_files("#id_file", {"name": "preuve.json", "mimeType": "application/json", "buffer": evidence})
    page.focus("main form button")
    page.keyboard.press("Enter")
    expect(page.locator("main .avis--succes")).to_be_visible()
