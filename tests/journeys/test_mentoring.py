"""A girl of fifteen applies from her phone, her parent agrees; a mentor takes every step with her coordinator."""
from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from industrielles.kit import clock
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Mentee, Mentor, Programme
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Authorisation
from tests.factories.mentoring import DPIA, PARENT, born, brought_to, guarding, offered
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.places import CommuneFactory
from tests.factories.pool import BranchFactory
from tests.mailbox import links_of

LINA = "lina.moreau@example.org"
PICTURES = os.environ.get("PICTURES", "")  # a folder, to look at the pages with one's own eyes


@pytest.fixture
def coordinator() -> Any:
    BranchFactory()
    CommuneFactory(code="59350", name="Lille")
    return coordinator_of(NetworkFactory(name="Réseau de Lille"), first_name="Hélène", last_name="Vasseur")


@pytest.fixture
def place(coordinator: Any) -> Programme:
    made = mentoring.found(coordinator.memberships.get().network, template="lycee", name="Elles osent", dpia_on=DPIA, dpia_by="Ève Roux",
                           by=coordinator)
    made.referent = guarding(coordinator, made.network)
    made.save()
    return mentoring.open_programme(made, by=coordinator)


@pytest.fixture
def look(axe: Any, request: pytest.FixtureRequest) -> Callable[..., None]:
    """Every page passes axe; with PICTURES each is kept as a picture."""
    taken: list[str] = []

    def at_page(page: Page) -> None:
        axe(page)
        if PICTURES:
            taken.append("x")
            name = f"{request.node.name}-{len(taken):02}.png".replace("[", "-").replace("]", "")
            page.screenshot(path=Path(PICTURES) / name, full_page=True)
    return at_page


def go_on(page: Page) -> None:
    page.locator("form.mt-5 button.btn").click()


@pytest.mark.two_turns
def test_a_girl_of_fifteen_applies_and_her_parent_agrees(page: Page, at: Any, mailbox: Any, look: Any, place: Programme) -> None:
    she_applies(page, at, look)
    page.goto(links_of(mailbox.latest(LINA))[0])
    look(page)
    page.locator("main .btn--appel").click()
    look(page)
    mentee = Mentee.objects.get()
    assert (mentee.status, mentee.called) == (Mentee.Status.LOCKED, "Lili")
    asked = Authorisation.objects.get()
    assert mailbox.latest(PARENT)
    safeguarding.answer(asked.guardians.get(), parts=["online"], emergency_name="Sofia", emergency_phone="06 12 34 56 78", sole_holder=True,
                        shown_at=clock.now())
    mentee.refresh_from_db()
    assert mentee.status == Mentee.Status.READY


def she_applies(page: Page, at: Any, look: Any) -> None:
    """The six pages, her errors included."""
    page.goto(at("/mentorat/"))
    look(page)
    page.get_by_role("link", name="Elles osent").click()
    look(page)
    page.locator(".btn--appel").last.click()
    page.fill("[name=born_on]", born(15).isoformat())
    look(page)
    go_on(page)
    go_on(page)
    look(page)  # with its errors
    for name, words in (("first_name", "Lina"), ("last_name", "Moreau"), ("called", "Lili"), ("email", LINA),
                        ("parent_name", "Sofia Moreau"), ("parent_email", PARENT)):
        page.fill(f"[name={name}]", words)
    go_on(page)
    page.check("[name=level][value=second]")
    page.fill("[name=school]", "Lycée Colbert")
    page.fill("[name=town]", "Lille")
    page.locator("[role=option]").first.click()
    look(page)
    go_on(page)
    for one in ("machines", "science"):
        page.check(f"[name=interests][value={one}]")
    look(page)
    go_on(page)
    page.check("[name=wish_1][value=trade]")
    page.fill("[name=words_1]", "soudeuse")
    look(page)
    go_on(page)
    page.check("[name=modes][value=online]")
    page.check("[name=notice]")
    look(page)
    go_on(page)
    look(page)
    go_on(page)
    look(page)


@pytest.mark.two_turns
def test_a_coordinator_writes_a_programme_and_takes_a_mentor_to_the_end(
        page: Page, at: Any, look: Any, sign_in: Any, coordinator: Any) -> None:
    sign_in(page, coordinator)
    page.goto(at("/coordination/mentorat/"))
    look(page)
    page.locator("main a.btn").first.click()
    page.check("[name=template][value=lycee]")
    page.fill("[name=dpia_on]", "2026-09-01")
    page.fill("[name=dpia_by]", "Ève Roux")
    look(page)
    page.locator("main button.btn").click()
    look(page)
    made = Programme.objects.get()
    guarding(coordinator, made.network)
    page.goto(at(f"/coordination/mentorat/{made.code}/modifier/"))
    page.select_option("[name=referent]", str(coordinator.pk))
    look(page)
    page.locator("main button.btn").click()
    page.locator("form[action$='/ouvrir/'] button").click()
    made.refresh_from_db()
    assert made.status == Programme.Status.OPEN
    mentor = offered(made)
    page.goto(at(f"/coordination/mentorat/mentores/{mentor.code}/"))
    look(page)
    page.locator("form[action$='/entretien/'] button").click()
    for _time in range(2):
        page.locator("button[name=recommends][value='1']").first.click()
    page.check("[name=kind][value=honour]")
    look(page)
    page.locator("form[action$='/attestation/'] button").click()
    mentor = brought_to(Mentor.objects.get(), "signed")
    page.reload()
    look(page)
    page.locator("form[action$='/apparier/'] button").click()
    mentor.refresh_from_db()
    assert mentor.status == Mentor.Status.MATCHABLE
    page.goto(at(f"/coordination/mentorat/{made.code}/"))
    look(page)


@pytest.mark.two_turns
def test_a_mentor_learns_and_signs_on_her_page(page: Page, at: Any, look: Any, sign_in: Any, place: Programme, coordinator: Any) -> None:
    mentor = brought_to(offered(place), "cleared", by=coordinator)
    sign_in(page, mentor.person)
    for module in place.modules.all():
        page.goto(at(f"/mon-mentorat/formation/{module.code}/"))
        page.locator("main form button.btn").click()
        if module.number == 1:
            look(page)
        for n, question in enumerate(module.questions):
            page.check(f"#q{n}-{question['right']}")
        page.locator("main form button.btn").click()
    look(page)
    page.goto(at(f"/mon-mentorat/charte/{mentor.code}/"))
    look(page)
    page.locator("main form button.btn").click()
    mentor.refresh_from_db()
    assert mentor.status == Mentor.Status.SIGNED
