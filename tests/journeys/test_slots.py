"""Places to take, in a browser: published by who asks, taken on a telephone, full for the next, given back; read by all."""
from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from industrielles.engagements import addresses
from industrielles.engagements.models import Engagement, Invitation
from tests.factories.engagements import speaker_asked
from tests.factories.network import NetworkFactory
from tests.factories.places import CommuneFactory
from tests.factories.pool import RoleModelFactory
from tests.journeys.keyboard import Keyboard

Check = Callable[[Page], None]


@pytest.fixture
def here(language: str) -> SimpleNamespace:
    commune = CommuneFactory(code="59350", name="Lille", latitude=50.63, longitude=3.06)
    network = NetworkFactory(name="Réseau du Nord", departments=[commune.department])
    visit = speaker_asked("discovery half-day", commune=commune, network=network)
    women = [RoleModelFactory(network=network, commune=commune, formats=["discovery half-day"], membership__person__language=language)
             for _ in range(2)]
    return SimpleNamespace(visit=visit, women=women)


def publish(page: Page, address: str, axe: Check, fits: Check) -> None:
    """Who asks publishes one place, after having forgotten to agree."""
    page.goto(address)
    page.click("a[href$='/places/']")
    page.check("input[name=at_once][value=yes]")
    page.check("input[name=reach][value=public]")
    page.click("main button.btn:not(.btn--discret)")
    expect(page.locator(".champ--erreur, [aria-invalid=true]").first).to_be_visible()  # the agreement is missing; nothing is lost
    expect(page.locator("input[name=reach][value=public]")).to_be_checked()
    axe(page)
    page.check("#id_agreed")
    page.click("main button.btn:not(.btn--discret)")
    expect(page.locator("#places")).to_be_visible()
    axe(page)
    fits(page)


def test_a_place_is_published_taken_full_and_given_back(
        page: Page, open_page: Callable[..., Page], width: int, at: Callable[[str], str], sign_in: Callable[[Page, Any], None],
        here: SimpleNamespace, axe: Check, fits: Check) -> None:
    publish(page, at(addresses.follow(here.visit)), axe, fits)
    first, second = open_page(width=width), open_page(width=width, scheme="dark")
    place = f"/pres-de-chez-vous/{here.visit.code}/place/"
    for browser, who in ((first, here.women[0]), (second, here.women[1])):
        sign_in(browser, who.person)
        browser.goto(at("/pres-de-chez-vous/"))
        axe(browser)
        fits(browser)
        browser.click(f"a[href$='{place}']")
        axe(browser)
        fits(browser)
    first.click("button.btn--appel")
    if first.locator("#id_anyway").count():
        first.check("#id_anyway")
        first.click("button.btn--appel")
    expect(first).to_have_url(at("/mes-visites/"))
    second.reload()
    expect(second.locator("button.btn--appel")).to_have_count(0)  # full
    axe(second)

    first.goto(at(place))
    axe(first)
    first.click("form[action$='/rendre/'] button")
    assert Invitation.objects.get().status == Invitation.Status.RELEASED
    assert Engagement.objects.get().seats_taken == 0
    page.goto(at("/places-ouvertes/"))
    expect(page.locator(".fiche")).to_have_count(1)
    axe(page)
    fits(page)


def take(page: Page, press: Callable[[str], None], at: Callable[[str], str]) -> None:
    """From the requests near her to the place taken; `press` follows a link or a button."""
    page.goto(at("/pres-de-chez-vous/"))
    press("main a[href$='/place/']")
    press("main button.btn--appel")
    if page.locator("#id_anyway").count():
        page.focus("#id_anyway")
        page.keyboard.press("Space")
        press("main button.btn--appel")
    expect(page).to_have_url(at("/mes-visites/"))
    assert Invitation.objects.get().status == Invitation.Status.ACCEPTED


@pytest.mark.parametrize("language", ["fr"])
def test_places_are_published_and_taken_without_a_script(
        open_page: Callable[..., Page], at: Callable[[str], str], sign_in: Callable[[Page, Any], None], here: SimpleNamespace,
        fits: Check) -> None:
    asker, role_model = open_page(width=390, javascript=False), open_page(width=390, javascript=False)
    asker.goto(at(addresses.follow(here.visit)))
    asker.click("a[href$='/places/']")
    asker.check("input[name=at_once][value=yes]")
    asker.check("#id_agreed")
    asker.click("main button.btn:not(.btn--discret)")
    expect(asker.locator("#places")).to_be_visible()
    sign_in(role_model, here.women[0].person)
    take(role_model, role_model.click, at)
    role_model.goto(at(f"/pres-de-chez-vous/{here.visit.code}/place/"))
    fits(role_model)
    role_model.click("form[action$='/rendre/'] button")
    assert Engagement.objects.get().seats_taken == 0


@pytest.mark.parametrize("language", ["fr"])
def test_places_are_published_and_taken_with_the_keyboard_only(
        open_page: Callable[..., Page], at: Callable[[str], str], sign_in: Callable[[Page, Any], None], here: SimpleNamespace) -> None:
    asker, role_model = open_page(), open_page()
    asker.goto(at(addresses.follow(here.visit)))
    keys = Keyboard(asker)
    keys.enter("main a[href$='/places/']")
    keys.reach("input[name=at_once]")
    while not asker.locator("input[name=at_once][value=yes]").is_checked():
        asker.keyboard.press("ArrowUp")
    keys.tick("#id_agreed")
    keys.enter("main button.btn:not(.btn--discret)")
    expect(asker.locator("#places")).to_be_visible()
    sign_in(role_model, here.women[0].person)
    keys = Keyboard(role_model)
    take(role_model, keys.enter, at)
    role_model.goto(at(f"/pres-de-chez-vous/{here.visit.code}/place/"))
    keys.enter("form[action$='/rendre/'] button")
    assert Engagement.objects.get().seats_taken == 0
