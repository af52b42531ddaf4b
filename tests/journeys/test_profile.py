"""A role model makes herself known, in a browser: her story, her week, her consent; and comes back in one tap a year later."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from industrielles.kit import clock
from industrielles.pool import verbs as pool
from industrielles.pool.models import RoleModel
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory
from tests.factories.pool import RoleModelFactory
from tests.journeys.keyboard import Keyboard

Check = Callable[[Page], None]


@pytest.fixture
def nadia() -> RoleModel:
    return RoleModelFactory(
        published_on=None, commune=CommuneFactory(code="59350", name="Lille"),
        membership__person=PersonFactory(first_name="Nadia", last_name="Benali", email="nadia@exemple.invalid"))


def test_she_makes_herself_known(
    page: Page, at: Callable[[str], str], language: str, nadia: RoleModel, sign_in: Any, axe: Check, fits: Check
) -> None:
    sign_in(page, nadia.person)
    page.goto(at("/mon-profil/"))
    axe(page)
    fits(page)
    page.check('input[name="form"][value="epicene"]')
    page.check('input[name="topics"][value="machines"]')
    page.locator(".barre button").click()
    page.wait_for_selector(".avis--succes")
    page.locator('ul.onglets a[href$="/recit/"]').click()
    page.fill('input[name="path_0_mark"]', "20")
    page.fill('input[name="path_0_words"]', "Bac pro")
    page.locator(".barre button").click()
    page.wait_for_selector("#erreurs")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")  # the bar to save covers nothing there
    axe(page)
    fits(page)
    page.fill('input[name="path_0_mark"]', "2014")
    page.select_option('select[name="question_0_mark"]', "love")
    page.fill('textarea[name="question_0_words"]', "Le moment où ça repart.")
    page.locator(".barre button").click()
    page.wait_for_selector(".avis--succes")
    she_says_when_she_is_free(page, axe, fits)
    page.goto(at(f"/mon-profil/{nadia.code}/apercu/"))
    axe(page)
    fits(page)
    before = page.locator("article").inner_html()
    page.goto(at(f"/mon-profil/{nadia.code}/"))
    page.locator('form[action$="/publier/"] button').click()
    page.wait_for_selector(".avis--succes")
    page.context.clear_cookies()
    page.goto(at(f"/professionnelles/{nadia.code}/"))
    axe(page)
    assert page.locator("article").inner_html() == before
    after = RoleModel.objects.get()
    assert after.published_on and after.feed_key and after.odd_half_days is not None and after.lines.count() == 2


def she_says_when_she_is_free(page: Page, axe: Check, fits: Check) -> None:
    page.locator('ul.onglets a[href$="/disponibilites/"]').click()
    page.check('input[name="alternates"]')
    page.locator(".barre button").click()
    page.wait_for_selector(".avis--succes")
    page.locator('form[action$="/agenda/"] button').click()
    page.wait_for_selector("input[readonly]")
    axe(page)
    fits(page)


def test_she_comes_back_in_one_tap_without_javascript_by_keyboard(open_page: Any, site: str, nadia: RoleModel, fits: Check) -> None:
    nadia = pool.publish(nadia, by=nadia.person)
    with clock.at(clock.now() - dt.timedelta(days=90)):
        pool.ask_again(nadia)
    assert pool.archive(RoleModel.objects.get())
    page = open_page(width=390, scheme="dark", javascript=False)
    page.goto(f"{site}{pool.still_true_path(nadia)}")
    fits(page)
    Keyboard(page).enter("main form button")
    assert "Merci" in page.locator("h1").inner_text()
    after = RoleModel.objects.get()
    assert after.archived_on is None and after.published_on and after.paused_until is None
