"""Somebody joins the collective, and is welcomed."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from industrielles.joining.models import Application
from tests.factories.joining import network_of_lille
from tests.factories.network import coordinator_of
from tests.factories.pool import BranchFactory
from tests.journeys.keyboard import Keyboard
from tests.mailbox import links_of

INES = "ines.carpentier@example.org"


@pytest.fixture
def coordinator() -> Any:
    BranchFactory()
    return coordinator_of(network_of_lille(name="Réseau de Lille"), first_name="Hélène", last_name="Vasseur")


def go_on(page: Page) -> None:
    page.locator("form.mt-5 button.btn").click()


def tick(page: Page, name: str, value: str = "") -> None:
    page.locator(f"[name={name}][value={value}]" if value else f"[name={name}]").check()


def fill_in(page: Page, look: Callable[[Page], None] = lambda page: None) -> None:
    """The five steps, from the first page to the last look."""
    go_on(page)
    look(page)  # with its errors
    tick(page, "situation", "industry")
    for name, words in (("first_name", "Inès"), ("last_name", "Carpentier"), ("email", INES)):
        page.fill(f"[name={name}]", words)
    tick(page, "age", "adult")
    go_on(page)
    look(page)
    page.fill("[name=job]", "Je règle des presses")
    tick(page, "level", "technician")
    page.select_option("[name=branch]", index=1)
    go_on(page)
    look(page)
    page.fill("[name=town]", "Lille")
    go_on(page)
    look(page)
    tick(page, "offers", "visits")
    page.select_option("[name=diploma]", "bts")
    go_on(page)
    look(page)
    tick(page, "to_news")
    tick(page, "notice")
    go_on(page)
    look(page)


def test_she_joins_confirms_and_is_welcomed(
    page: Page, open_page: Callable[..., Page], at: Callable[[str], str], mailbox: Any, axe: Any, fits: Any, sign_in: Any, coordinator: Any,
    width: int,
) -> None:
    def look(shown: Page) -> None:
        axe(shown)
        fits(shown)

    page.goto(at("/rejoindre/"))
    look(page)
    page.locator("main a.btn--appel").click()
    fill_in(page, look)
    expect(page.locator("dl.recap")).to_contain_text("Inès Carpentier")
    go_on(page)
    look(page)
    page.goto(links_of(mailbox.latest(INES))[0])
    look(page)
    assert Application.objects.get().status == "unconfirmed"
    page.locator("main form button").click()
    look(page)
    assert Application.objects.get().status == "waiting"
    desk = open_page(width=width)
    sign_in(desk, coordinator)
    desk.goto(at("/coordination/accueil/"))
    look(desk)
    desk.locator("h2 a", has_text="Inès").click()
    look(desk)
    desk.locator("[name=words]").first.fill("À bientôt dans une classe.")
    desk.locator(".volet button").first.click()
    look(desk)
    assert "À bientôt dans une classe." in mailbox.latest(INES).get_body(("plain",)).get_content()
    for path in ("/mes-invitations/", "/coordination/importer/", "/coordination/integrer/"):
        desk.goto(at(path))
        look(desk)


@pytest.mark.parametrize("language", ["fr"])
def test_she_joins_without_a_script(open_page: Callable[..., Page], at: Callable[[str], str], mailbox: Any, coordinator: Any) -> None:
    page = open_page(width=390, javascript=False)
    page.goto(at("/rejoindre/etape/1/"))
    fill_in(page)
    go_on(page)
    page.goto(links_of(mailbox.latest(INES))[0])
    page.locator("main form button").click()
    assert Application.objects.get().status == "waiting"


def send(keys: Keyboard, step: int) -> None:
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url(f"**/rejoindre/etape/{step}/")


@pytest.mark.parametrize("language", ["fr"])
def test_she_joins_with_the_keyboard_only(open_page: Callable[..., Page], at: Callable[[str], str], coordinator: Any) -> None:
    page = open_page(width=1280)
    page.goto(at("/rejoindre/etape/1/"))
    keys = Keyboard(page)
    keys.tick("[name=situation]")
    for name, words in (("first_name", "Inès"), ("last_name", "Carpentier"), ("email", INES)):
        keys.write(name, words)
    keys.tick("[name=age]")
    send(keys, 2)
    keys.write("job", "Je règle des presses")
    keys.tick("[name=level]")
    send(keys, 3)
    keys.write("town", "Lille")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    send(keys, 4)
    keys.tick("[name=offers][value=counted]")
    send(keys, 5)
    keys.tick("[name=notice]")
    send(keys, 6)
    page.locator("dl.recap").wait_for()
    keys.reach("form.mt-5 button")
    page.keyboard.press("Enter")
    page.locator(".avis--succes").wait_for()
    assert Application.objects.get().email == INES
