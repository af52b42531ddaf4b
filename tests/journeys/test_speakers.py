"""Somebody who speaks, in a browser: a journalist by Thursday, a panel of three; without script, and by keyboard alone."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from industrielles.engagements.models import Engagement
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from tests.engagements.asking import world
from tests.factories.places import CommuneFactory
from tests.factories.pool import RoleModelFactory
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_visit import link_to, press
from tests.mailbox import Mailbox

Check = Callable[[Page], None]
JOURNALIST = "ana.roux@gazette.exemple"


@pytest.fixture
def travel() -> Iterator[Any]:
    """The server's clock: starts today, moves on demand."""
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=True) as clock:
        yield clock


@pytest.fixture
def here(language: str) -> SimpleNamespace:
    found = world()
    found.women = [found.role_model, *(
        RoleModelFactory(network=found.network, commune=CommuneFactory(code="59183"), radius_km=100, level=level) for level in (
            "cap", "bts", "master"))]
    for woman in found.women:
        people.consent(woman.person, purpose=Purpose.MEDIA, source="profile", network_id=found.network.pk)
    for person in (found.coordinator, *(woman.person for woman in found.women)):
        person.language = language
        person.save()
    return found


def in_days(days: int) -> str:
    return (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)).isoformat()


def fill(page: Page, *, organisation: str, seats: int = 0, days: int = 5) -> None:
    """The page of an organiser."""
    page.fill("#id_title", "Les robots et nous")
    if seats:
        page.select_option("#id_audience", "public")
        page.fill("#id_headcount", "80 personnes")
        page.select_option("#id_seats", str(seats))
    page.fill("#id_date1", in_days(days))
    page.fill("#id_hour", "18:30")
    page.fill("#id_answer_by", in_days(2))
    page.fill("#id_town", "Dunkerque")
    page.check("input[name=paid][value=travel]")
    page.fill("#id_organisation", organisation)
    page.fill("#id_contact_name", "Ana Roux")
    page.fill("#id_contact_email", JOURNALIST)
    page.check("#id_agreed")


def ask(journalist: Page, at: Callable[[str], str], mailbox: Mailbox, axe: Check, fits: Check) -> None:
    """From the choice of a kind to the confirmed request; an empty page sent says what is missing."""
    journalist.goto(at("/demander/"))
    for check in (axe, fits):
        check(journalist)
    journalist.locator("main a[href$='/pour/interview/']").click()
    press(journalist)
    axe(journalist)
    fill(journalist, organisation="La Gazette")
    fits(journalist)
    press(journalist)
    expect(journalist.locator("main")).to_contain_text(JOURNALIST)
    journalist.goto(link_to(mailbox, JOURNALIST, "/demandes/confirmer/"))
    axe(journalist)
    press(journalist)


def test_a_journalist_asks_for_an_interview_by_thursday_and_has_somebody(
        open_page: Callable[..., Page], width: int, at: Callable[[str], str], mailbox: Mailbox, axe: Check, fits: Check,
        here: SimpleNamespace, travel: Any, sign_in: Callable[[Page, Any], None]) -> None:
    journalist, coordinator, her = open_page(width=width), open_page(width=width), open_page(width=width)
    ask(journalist, at, mailbox, axe, fits)
    visit = Engagement.objects.get()
    assert (visit.status, visit.kind) == ("requested", "interview")

    sign_in(coordinator, here.coordinator)
    coordinator.goto(at("/coordination/"))
    expect(coordinator.locator("main")).to_contain_text("Les robots et nous")
    coordinator.goto(at(f"/coordination/demandes/{visit.code}/"))
    for check in (axe, fits):
        check(coordinator)
    for box in coordinator.locator("input[name=role_model]").all():
        box.check()
    coordinator.locator("button[name=how][value='in order']").click()
    coordinator.wait_for_load_state()
    assert visit.invitations.filter(status="sent").count() == 4  # an answer is needed in two days

    asked = visit.invitations.order_by("rank")[0].role_model.person
    her.goto(link_to(mailbox, asked.email, "/invitations/"))
    for check in (axe, fits):
        check(her)
    expect(her.locator("main")).not_to_contain_text("Ana Roux")
    press(her)
    expect(her.locator("main")).to_contain_text("Ana Roux")
    axe(her)
    journalist.reload()
    expect(journalist.locator("main")).to_contain_text(asked.full_name)
    axe(journalist)

    visit.refresh_from_db()
    travel.move_to(visit.ends_at + dt.timedelta(hours=1))
    tell(journalist, axe)
    visit.refresh_from_db()
    assert (visit.status, visit.standing_report.media_audience, visit.standing_report.people) == ("held", 42_000, 0)


def tell(journalist: Page, axe: Check) -> None:
    """The link and the audience, once it is out."""
    journalist.goto(journalist.url.rstrip("/") + "/bilan/")
    axe(journalist)
    journalist.check("input[name=outcome][value=held]")
    journalist.fill("#id_link", "https://gazette.exemple/les-robots")
    journalist.fill("#id_media_audience", "42 000")
    press(journalist)


@pytest.mark.parametrize("language", ["fr"])
def test_an_organiser_fills_a_panel_of_three(
        open_page: Callable[..., Page], width: int, at: Callable[[str], str], mailbox: Mailbox, axe: Check, fits: Check,
        here: SimpleNamespace, sign_in: Callable[[Page, Any], None]) -> None:
    organiser, coordinator = open_page(width=width, javascript=False), open_page(width=width)
    organiser.goto(at("/demander/pour/table-ronde/"))
    fill(organiser, organisation="Ville de Dunkerque", seats=3, days=20)
    press(organiser)
    organiser.goto(link_to(mailbox, JOURNALIST, "/demandes/confirmer/"))
    press(organiser)
    visit = Engagement.objects.get()

    sign_in(coordinator, here.coordinator)
    coordinator.goto(at(f"/coordination/demandes/{visit.code}/"))
    axe(coordinator)
    for box in coordinator.locator("input[name=role_model]").all():
        box.check()
    coordinator.locator("button[name=how][value='together']").click()
    coordinator.wait_for_load_state()
    for invitation in visit.invitations.order_by("rank")[:3]:
        her = open_page(width=width)
        her.goto(link_to(mailbox, invitation.role_model.person.email, "/invitations/"))
        press(her)
    expect(her.locator("main")).to_contain_text("Avec vous")
    for check in (axe, fits):
        check(her)
    coordinator.reload()
    expect(coordinator.locator("main")).to_contain_text("3 intervenantes trouvées sur 3")
    for check in (axe, fits):
        check(coordinator)
    organiser.reload()
    for invitation in visit.invitations.filter(status="accepted").select_related("role_model__person"):
        expect(organiser.locator("main")).to_contain_text(invitation.role_model.person.full_name)
    fits(organiser)


@pytest.mark.parametrize("language", ["fr"])
@pytest.mark.parametrize("width", [1280])
def test_a_conference_is_asked_for_by_keyboard_alone(page: Page, at: Callable[[str], str], here: SimpleNamespace) -> None:
    page.goto(at("/demander/"))
    Keyboard(page).enter("main a[href$='/pour/conference/']")
    page.wait_for_url("**/pour/conference/")
    page.locator("#id_title").focus()
    page.keyboard.type("Les robots et nous")
    page.keyboard.press("Enter")
    expect(page.locator("#erreurs")).to_be_focused()
    expect(page.locator("#id_title")).to_have_value("Les robots et nous")
