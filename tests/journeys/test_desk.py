"""The coordinator's day, in a browser: from the desk to the figures, on a wide screen and on a phone, in both languages."""
from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement
from industrielles.kit import clock
from industrielles.places.calendar import school_year
from tests.engagements.asking import request, world
from tests.factories.network import GrantFactory, umbrella
from tests.factories.pool import RoleModelFactory
from tests.journeys.keyboard import Keyboard


@pytest.fixture
def here(site: str) -> SimpleNamespace:
    """Requests in every state, the oldest four weeks old."""
    weeks_ago = clock.now() - dt.timedelta(days=28)
    with clock.at(weeks_ago):
        found = world()
        GrantFactory(network=umbrella(), role="umbrella coordinator", membership__person=found.coordinator)
        days = [(weeks_ago.date() + dt.timedelta(days=n), "morning") for n in (7, 21)]
        found.told, found.coming = (request(found, dates=[day]) for day in (days[0], (clock.today() + dt.timedelta(days=40), "morning")))
        found.late = request(found, dates=[(clock.today() + dt.timedelta(days=45), "morning")])
        for engagement in (found.told, found.coming):
            invitation = engagements.invite(engagement, role_models=[found.role_model], by=found.coordinator)[0]
            engagements.accept(invitation, starts_at=engagement.proposed_dates.get().starts_at, by=None, anyway=True)
        RoleModelFactory(network=found.network, commune=found.role_model.commune, radius_km=200)
    return found


@pytest.fixture
def coordinator(page: Any, site: str, client: Any, here: SimpleNamespace) -> Any:
    """Her browser, signed in."""
    client.force_login(here.coordinator)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])
    return page


def test_a_coordinator_sends_somebody(coordinator: Any, at: Any, axe: Any, fits: Any, here: SimpleNamespace) -> None:
    page = coordinator
    page.goto(at("/coordination/"))
    axe(page)
    page.click(f'.colonnes a[href$="{here.late.code}/"]')
    page.wait_for_selector("#volet h2")
    axe(page)
    expect(page.locator("#volet h2")).to_be_focused()
    page.click('#volet button[name="only"] >> nth=0')
    page.wait_for_selector(".avis--succes")
    here.late.refresh_from_db()
    assert here.late.status == Engagement.Status.PROPOSED
    fits(page)


PAGES = ("/coordination/liste/", "/coordination/calendrier/", "/coordination/demandes/nouvelle/", "/chiffres/", "/chiffres/methode/",
         "/chiffres/ecritures/", "/chiffres/objectifs/")


@pytest.mark.two_turns
def test_her_pages_are_whole(coordinator: Any, at: Any, axe: Any, fits: Any) -> None:
    for path in PAGES:
        coordinator.goto(at(path))
        assert coordinator.locator("h1").count() == 1, path
        axe(coordinator)
        fits(coordinator)


@pytest.mark.two_turns
def test_what_was_told_moves_the_figures(coordinator: Any, at: Any, axe: Any, here: SimpleNamespace) -> None:
    page = coordinator
    page.goto(at(f"/coordination/demandes/{here.told.code}/bilan/"))
    axe(page)
    page.check('input[name="outcome"][value="held"]')
    for name, value in (("people", "28"), ("girls", "15"), ("boys", "13"), ("teacher_present", "Camille Martin")):
        page.fill(f'input[name="{name}"]', value)
    page.click('main form button:not([name])')
    page.wait_for_selector(".avis--succes")
    here.told.refresh_from_db()
    page.goto(at(f"/chiffres/?year={school_year(here.told.starts_at.date())}"))
    assert page.locator('section:has(#genders) td').all_inner_texts() == ["15", "13", "0", "0", "28"]
    axe(page)


def test_without_javascript_and_without_a_mouse_a_request_is_a_page(open_page: Any, site: str, sign_in: Any, here: SimpleNamespace) -> None:
    page = open_page(javascript=False)
    sign_in(page, here.coordinator)
    page.goto(f"{site}/coordination/")
    keys = Keyboard(page)
    keys.enter(f'.colonnes a[href$="{here.late.code}/"]')
    keys.enter('button[name="only"]')
    page.wait_for_selector(".avis--succes")
    here.late.refresh_from_db()
    assert here.late.status == Engagement.Status.PROPOSED
