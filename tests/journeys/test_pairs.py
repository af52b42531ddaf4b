"""A girl of sixteen and her mentor live their pair; a coordinator follows it; the referent looks at what was held."""
from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from industrielles.kit import clock
from industrielles.mentoring.models import Meeting, Message, Opening, Pair, Questions
from industrielles.safeguarding.models import Report
from tests.factories.mentoring_life import MessageFactory, QuestionsFactory, pair
from tests.factories.network import coordinator_of
from tests.factories.places import DepartmentFactory

PICTURES = os.environ.get("PICTURES", "")  # a folder, to look at the pages with one's own eyes


@pytest.fixture
def made() -> Pair:
    return pair()


@pytest.fixture
def look(axe: Any, fits: Any, request: pytest.FixtureRequest) -> Callable[..., None]:
    """Every page passes axe and fits; with PICTURES each is kept as a picture."""
    taken: list[str] = []

    def at_page(page: Page) -> None:
        axe(page)
        fits(page)
        if PICTURES:
            taken.append("x")
            name = f"{request.node.name}-{len(taken):02}.png".replace("[", "-").replace("]", "")
            page.screenshot(path=Path(PICTURES) / name, full_page=True)
    return at_page


def test_a_girl_lives_her_pair_and_reports(page: Page, at: Any, look: Any, sign_in: Any, made: Pair) -> None:
    MessageFactory(pair=made, side="mentor", body="Bravo pour ton exposé !")
    asked = QuestionsFactory(pair=made)
    sign_in(page, made.mentee.person)
    page.goto(at("/mon-mentorat/"))
    look(page)
    page.get_by_role("link", name=made.mentor.first_name).click()
    look(page)
    page.locator("form[action$='/date/'] button").first.click()
    page.fill("[name=words]", "Visiter une fonderie")
    page.locator("form[action$='/buts/'] button").last.click()
    page.check("[name=felt][value=good]")
    page.locator("form[action$='/rencontre/'] button").click()
    look(page)
    page.goto(at(f"/mon-mentorat/questions/{asked.code}/"))
    look(page)
    for _n in range(4):
        page.locator("button[name=value]").first.click()
    look(page)
    assert Questions.objects.get().score == 4
    page.goto(at(f"/binome/{made.code}/messages/"))
    page.fill("[name=body]", "Tu peux m’appeler au 06 12 34 56 78 ?")
    page.locator("main form button").click()
    look(page)
    assert Message.objects.get(side="mentee").held_for == "phone"
    page.locator("a[href*='message=']").first.click()
    look(page)
    page.check("[name=about][value=other]")
    page.fill("[name=words]", "Elle insiste pour me voir seule.")
    page.locator("main form button").click()
    look(page)
    assert Report.objects.get().accused == made.mentor.person
    page.goto(at(f"/binome/{made.code}/"))
    look(page)
    assert page.locator("form[action$='/date/']").count() == 0


@pytest.mark.two_turns
def test_a_mentor_far_away_proposes_a_date_on_the_clock_of_the_girl(page: Page, at: Any, look: Any, sign_in: Any) -> None:
    made = pair(minutes=90)
    made.mentee.department = DepartmentFactory(code="974", name="La Réunion", timezone="Indian/Reunion")
    made.mentee.save()
    sign_in(page, made.mentor.person)
    page.goto(at(f"/binome/{made.code}/"))
    page.locator("details:has(form[action$='/date/']) summary").click()
    look(page)
    page.fill("#propose_day", (clock.today() + dt.timedelta(days=6)).isoformat())
    page.fill("#propose_hour", "18:00")
    page.locator("details form[action$='/date/'] button").click()
    page.locator(".fiche strong").first.wait_for()
    look(page)
    date = Meeting.objects.get(status="proposed")
    assert (date.starts_at.hour, date.minutes) == (14, 90)
    assert "La Réunion" in page.locator(".fiche:has(strong)").first.inner_text()
    page.goto(at(f"/binome/{made.code}/messages/"))
    look(page)
    assert page.get_by_text("La Réunion").count() == 1


def test_a_coordinator_follows_a_pair_and_the_referent_looks(page: Page, at: Any, look: Any, sign_in: Any) -> None:
    early = pair("signing")
    made = pair(programme=early.programme)
    held = MessageFactory(pair=made, side="mentor", body="Appelle-moi au 06 12 34 56 78", held_for="phone")
    coordinator = coordinator_of(early.network)
    sign_in(page, coordinator)
    page.goto(at(f"/coordination/mentorat/{early.programme.code}/binomes/"))
    look(page)
    page.goto(at(f"/coordination/mentorat/binomes/{early.code}/"))
    look(page)
    for _n in range(4):
        page.locator("form[action$='/papier/'] button").first.click()
    look(page)
    page.select_option("[name=adult]", coordinator.code)
    page.locator("form[action$='/premiere-rencontre/'] button").click()
    look(page)
    assert Pair.objects.get(pk=early.pk).status == Pair.Status.ACTIVE
    sign_in(page, early.programme.referent)
    page.goto(at("/coordination/mentorat/messages-retenus/"))
    look(page)
    page.locator(f"a[href*='{held.code}']").click()
    look(page)
    page.locator("button[name=goes][value='0']").click()
    page.goto(at(f"/coordination/mentorat/binomes/{made.code}/fil/"))
    look(page)
    page.fill("[name=reason]", "Un numéro dans un message")
    page.locator("main form button").click()
    look(page)
    assert Opening.objects.get().pair == made
