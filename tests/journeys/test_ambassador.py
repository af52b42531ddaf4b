"""An ambassador signs her charter with the code of the letter, her coordinator notes her training, she begins; where one is missing;
an organisation noted, and where a member works."""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from industrielles.letters.models import Letter
from industrielles.network.models import Organisation
from industrielles.network.roles import Role
from industrielles.pool.models import Ambassador
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, DepartmentFactory
from tests.factories.pool import AmbassadorFactory, RoleModelFactory
from tests.journeys.keyboard import Keyboard

Check = Callable[[Page], None]
At = Callable[[str], str]


def code_of(person: Any) -> str:
    text = Letter.objects.filter(address=person.email, template="pool/letters/charter_code").latest("pk").text
    return re.search(r"^\s*(\d{6})\s*$", text, re.MULTILINE)[1]  # type: ignore[index]


@pytest.fixture
def north() -> Any:
    """Nord with an ambassador who has just been named, Pas-de-Calais with a role model and nobody to lead."""
    lille = CommuneFactory(code="59350", name="Lille")
    arras = CommuneFactory(code="62041", name="Arras", department=DepartmentFactory(code="62", name="Pas-de-Calais"))
    node = NetworkFactory(departments=[lille.department, arras.department])
    agathe = PersonFactory(first_name="Agathe", last_name="Roy")
    member = GrantFactory(network=node, role=Role.AMBASSADOR, membership__person=agathe).membership
    charge = AmbassadorFactory(network=node, membership=member, departments=[lille.department])
    RoleModelFactory(network=node, commune=lille, ambassador=charge)
    RoleModelFactory(network=node, commune=arras, membership__person=PersonFactory(first_name="Inès", last_name="Picard"))
    return charge


def test_from_named_to_active(page: Page, at: At, axe: Check, fits: Check, sign_in: Any, north: Any) -> None:
    sign_in(page, north.person)
    page.goto(at("/mon-territoire/"))
    axe(page), fits(page)
    page.locator("main .fiche--urgent a.btn").click()
    axe(page), fits(page)
    page.locator('form[action$="/code/"] button').click()
    page.locator('input[name="agreed"]').check()
    page.fill('input[name="code"]', code_of(north.person))
    axe(page)
    page.locator("form:has(input[name=code]) button").click()
    page.wait_for_url("**/mon-territoire/")
    page.goto(at("/mon-territoire/kit/"))
    axe(page), fits(page)
    page.goto(at("/mon-territoire/lycees/"))
    axe(page), fits(page)
    page.context.clear_cookies()
    sign_in(page, coordinator_of(north.network))
    page.goto(at("/coordination/ambassadrices/"))
    axe(page), fits(page)
    page.get_by_role("link", name="Agathe Roy").click()
    page.locator("details:has(form[action$='/formation/']) summary").click()
    page.fill('form[action$="/formation/"] input[name="name"]', "Premiers pas")
    page.fill('form[action$="/formation/"] input[name="on"]', "2026-01-15")
    page.locator('form[action$="/formation/"] button').click()
    axe(page), fits(page)
    page.locator('form[action$="/commencer/"] button').click()
    page.wait_for_load_state()
    assert Ambassador.objects.get(pk=north.pk).status == Ambassador.Status.ACTIVE


def test_without_javascript_and_without_a_mouse_she_signs_her_charter(open_page: Any, site: str, sign_in: Any, north: Any) -> None:
    page = open_page(390, javascript=False)
    sign_in(page, north.person)
    page.goto(f"{site}/mon-territoire/")
    keys = Keyboard(page)
    keys.enter("main .fiche--urgent a.btn")
    keys.enter('form[action$="/code/"] button')
    keys.tick('input[name="agreed"]')
    keys.write("code", code_of(north.person))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Ambassador.objects.get(pk=north.pk).status == Ambassador.Status.SIGNED


def test_where_one_is_missing_and_who_works_where(page: Page, axe: Check, fits: Check, sign_in: Any, north: Any, site: str) -> None:
    sign_in(page, coordinator_of(north.network))
    page.goto(f"{site}/coordination/couverture/")
    axe(page), fits(page)
    page.locator('main a[href$="/couverture/62/"]').first.click()
    axe(page), fits(page)
    page.locator('form[action$="/nommer/"] button').first.click()
    page.wait_for_load_state()
    assert Ambassador.objects.filter(departments="62").exists()
    page.goto(f"{site}/coordination/organismes/ajouter/")
    page.fill('input[name="number"]', "552 100 554")
    page.fill('input[name="name"]', "Aciéries du Nord")
    page.select_option('select[name="kind"]', "company")
    axe(page), fits(page)
    page.locator("main form button.btn").click()
    page.wait_for_load_state()
    axe(page), fits(page)
    one = Organisation.objects.get()
    assert one.siren == "552100554"
    page.goto(f"{site}/coordination/organismes/")
    axe(page), fits(page)


def test_without_javascript_a_member_says_where_she_works(open_page: Any, site: str, sign_in: Any) -> None:
    member = MembershipFactory()
    page = open_page(390, javascript=False)
    sign_in(page, member.person)
    page.goto(f"{site}/mes-reseaux/{member.network.slug}/employeur/")
    page.fill('input[name="words"]', "Verrerie du Marais")
    page.locator("main form button.btn").click()
    page.wait_for_url("**/mes-reseaux/")
    assert member.declarations.get().words == "Verrerie du Marais"
    page.context.clear_cookies()
    sign_in(page, coordinator_of(member.network))
    page.goto(f"{site}/coordination/organismes/declarations/")
    page.locator('form:has(input[value="new"]) button').click()
    page.wait_for_load_state()
    member.refresh_from_db()
    assert member.organisation.name == "Verrerie du Marais"
