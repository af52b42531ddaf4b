"""A class visit from end to end, in a browser: a teacher asks, a coordinator proposes, she accepts, both tell it, the figures move."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from industrielles.engagements.models import Engagement
from industrielles.places import calendar
from tests.engagements.asking import TEACHER, world
from tests.mailbox import Mailbox, links_of, text_of

Check = Callable[[Page], None]


@pytest.fixture
def travel() -> Iterator[Any]:
    """The server's clock: starts today, moves on demand."""
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=True) as clock:
        yield clock


@pytest.fixture
def here(language: str) -> SimpleNamespace:
    found = world()
    for person in (found.role_model.person, found.coordinator):
        person.language = language
        person.save()
    return found


def open_day(school: Any) -> dt.date:
    """A Tuesday in some weeks when the school is open."""
    first = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=14)
    days = (first + dt.timedelta(days=n) for n in range(120))
    return next(day for day in days if day.weekday() == 1 and not calendar.why_closed(day, school.department, school.academy))


def press(page: Page, *, within: str = "main form:has(.btn)") -> None:
    """The main button of the page."""
    page.locator(f"{within} button.btn:not(.btn--discret)").first.click()
    page.wait_for_load_state()


def link_to(mailbox: Mailbox, address: str, path: str) -> str:
    """The first address below `path` in the last letter to this reader that has one."""
    found = [links for letter in mailbox.to(address) if (links := [link for link in links_of(letter) if path in link])]
    assert found, [text_of(letter) for letter in mailbox.to(address)]
    return found[-1][0]


def ask(page: Page, at: Callable[[str], str], axe: Check, fits: Check, day: dt.date) -> None:
    """The five steps; the school chosen with the keyboard."""
    page.goto(at("/demander/"))
    axe(page)
    page.locator("main a[href$='/demander/1/']").click()
    page.locator("#id_school").press_sequentially("dunker", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    axe(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_uai")).to_have_value("0590064X")
    press(page)
    expect(page.locator("#erreurs")).to_be_focused()
    axe(page)
    page.check("input[name=level][value='2de']")
    page.fill("#id_class_labels", "2de 4")
    page.fill("#id_headcount", "28 élèves")
    press(page)
    axe(page)
    press(page)
    page.fill("#id_date1", day.isoformat())
    axe(page)
    press(page)
    if page.url.endswith("/3/"):  # something is said about this date: she keeps it
        press(page)
    page.fill("#id_contact_name", "Camille Martin")
    page.fill("#id_contact_email", TEACHER)
    axe(page)
    press(page)
    expect(page.locator(".recap")).to_contain_text("0590064X")
    for check in (axe, fits):
        check(page)
    press(page)
    expect(page.locator("main")).to_contain_text(TEACHER)
    axe(page)


def tell(page: Page, path: str, axe: Check, fits: Check) -> None:
    """The report, on one page."""
    page.goto(path)
    axe(page)
    fits(page)
    page.check("input[name=outcome][value=held]")
    page.fill("#id_people", "27")
    page.fill("#id_girls", "12")
    page.fill("#id_boys", "15")
    page.fill("#id_teacher_present", "Camille Martin")
    press(page)


def invite_the_best(page: Page, at: Callable[[str], str], axe: Check, fits: Check, visit: Engagement) -> None:
    """The coordinator puts the request to the first suggestion."""
    page.goto(at(f"/coordination/demandes/{visit.code}/"))
    for check in (axe, fits):
        check(page)
    page.locator("button[name=only]").first.click()
    page.wait_for_load_state()


def test_a_visit_from_the_asking_to_the_figures(
        open_page: Callable[..., Page], width: int, at: Callable[[str], str], mailbox: Mailbox, axe: Check, fits: Check,
        here: SimpleNamespace, travel: Any, sign_in: Callable[[Page, Any], None]) -> None:
    day, her = open_day(here.school), here.role_model.person
    teacher, coordinator, role_model = open_page(width=width), open_page(width=width), open_page(width=width)

    ask(teacher, at, axe, fits, day)
    teacher.goto(link_to(mailbox, TEACHER, "/demandes/confirmer/"))
    axe(teacher)
    assert Engagement.objects.get().status == "sent"  # opening changes nothing
    press(teacher)
    axe(teacher)
    visit = Engagement.objects.get()

    sign_in(coordinator, here.coordinator)
    invite_the_best(coordinator, at, axe, fits, visit)
    role_model.goto(link_to(mailbox, her.email, "/invitations/"))
    axe(role_model)
    fits(role_model)
    expect(role_model.locator("main")).not_to_contain_text("Camille")
    press(role_model)
    axe(role_model)
    expect(role_model.locator("main")).to_contain_text("Camille Martin")
    expect(role_model.locator("main")).to_contain_text("119")

    teacher.reload()
    expect(teacher.locator("main")).to_contain_text("Nadia Benali")
    axe(teacher)
    fits(teacher)

    travel.move_to(dt.datetime.combine(day, dt.time(18), tzinfo=dt.UTC))
    tell(role_model, role_model.url.rstrip("/") + "/bilan/", axe, fits)
    tell(teacher, teacher.url.rstrip("/") + "/bilan/", axe, fits)
    visit.refresh_from_db()
    assert (visit.status, visit.reports.count(), visit.standing_report.people) == ("held", 2, 27)

    teacher.goto(at("/chiffres/"))
    expect(teacher.locator("main")).to_contain_text("27")


def test_a_visit_is_asked_for_without_script(
        open_page: Callable[..., Page], at: Callable[[str], str], here: SimpleNamespace, travel: Any) -> None:
    page = open_page(width=390, javascript=False)
    page.goto(at("/demander/1/"))
    page.fill("#id_school", "dunkerque")
    page.check("input[name=level][value='2de']")
    page.fill("#id_class_labels", "2de 4")
    page.fill("#id_headcount", "28")
    press(page)
    page.check("input[name=found][value='0590064X']")
    press(page)
    press(page)
    page.fill("#id_date1", open_day(here.school).isoformat())
    press(page)
    if page.url.endswith("/3/"):
        press(page)
    page.fill("#id_contact_name", "Camille Martin")
    page.fill("#id_contact_email", TEACHER)
    press(page)
    press(page)
    assert Engagement.objects.get().school == here.school
