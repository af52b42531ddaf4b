"""A new installation, in a browser: from the command that founds the collective to the first published portrait."""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from industrielles.network.models import Network
from industrielles.pool import verbs as pool
from industrielles.pool.models import RoleModel
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.places import CommuneFactory
from tests.factories.pool import BranchFactory, RoleModelFactory
from tests.journeys.test_signin import protect
from tests.mailbox import Mailbox, links_of

Check = Callable[[Page], None]
NATIONAL, COORDINATOR, NADIA = "nationale@exemple.invalid", "maud@exemple.invalid", "nadia@exemple.invalid"


def press(page: Page) -> None:
    """The main button of the page."""
    page.locator("main form button.btn:not(.btn--discret)").first.click()
    page.wait_for_load_state()


def enter(page: Page, mailbox: Mailbox, address: str) -> None:
    """Follow the button of the letter that told her of her role, sign in with the mailed code, make the second step her role asks for;
    whoever was there has left."""
    page.context.clear_cookies()
    page.goto(next(link for link in links_of(mailbox.latest(address)) if "next=" in link))
    page.fill('input[name="email"]', address)
    press(page)
    code = re.search(r"\b\d{6}\b", str(mailbox.latest(address)["subject"]))
    assert code
    page.fill('input[name="code"]', code[0])
    press(page)
    if page.url.endswith("/entrer/etape/"):
        protect(page)


@pytest.mark.two_turns
def test_a_collective_begins(page: Page, at: Callable[[str], str], mailbox: Mailbox, axe: Check, fits: Check, language: str) -> None:
    CommuneFactory(code="59350", name="Lille")
    BranchFactory()
    call_command("found", "--name", "IndustriElles", "--email", NATIONAL, "--first-name", "Claire", verbosity=0)
    enter(page, mailbox, NATIONAL)
    found_a_network(page, at, axe, fits, language)
    enter(page, mailbox, COORDINATOR)
    assert page.url.endswith("/coordination/")
    add_a_role_model(page, at, axe, fits, language)
    enter(page, mailbox, NADIA)
    make_a_profile(page, at, axe)
    assert RoleModel.objects.get().published_on


def found_a_network(page: Page, at: Callable[[str], str], axe: Check, fits: Check, language: str) -> None:
    page.goto(at("/coordination/reseaux/"))
    axe(page)
    page.locator('main a[href$="/coordination/fonder/"]').click()
    page.fill('input[name="departments"]', "Atlantide")
    press(page)
    axe(page)
    fits(page)
    said = {"name": "Réseau du Nord", "departments": "59", "contact_email": "nord@exemple.invalid", "email": COORDINATOR}
    for name, words in said.items():
        page.fill(f'input[name="{name}"]', words)
    page.check(f'input[name="language"][value="{language}"]')
    press(page)
    page.wait_for_selector(".avis--succes")
    axe(page)
    fits(page)
    assert Network.objects.get(slug="reseau-du-nord").departments.get().pk == "59"


def add_a_role_model(page: Page, at: Callable[[str], str], axe: Check, fits: Check, language: str) -> None:
    page.goto(at("/coordination/equipe/"))
    axe(page)
    fits(page)
    page.locator('main a[href$="/equipe/ajouter/"]').click()
    axe(page)
    for name, said in (("email", NADIA), ("first_name", "Nadia"), ("last_name", "Benali")):
        page.fill(f'input[name="{name}"]', said)
    page.check(f'input[name="language"][value="{language}"]')
    page.check('input[name="role"][value="role model"]')
    press(page)
    page.wait_for_selector(".avis--succes")
    axe(page)
    fits(page)


def make_a_profile(page: Page, at: Callable[[str], str], axe: Check) -> None:
    page.goto(at("/mon-espace/"))
    axe(page)
    page.locator('main a.btn[href$="/mon-profil/"]').click()
    page.fill('input[name="job"]', "Soudeuse")
    page.select_option('select[name="branch"]', index=1)
    page.select_option('select[name="level"]', "cap")
    page.fill('input[name="town"]', "Lille")
    press(page)
    page.wait_for_selector(".avis--succes")
    page.locator('form[action$="/publier/"] button').click()
    page.wait_for_load_state()
    page.goto(at("/mes-reseaux/"))
    axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_ambassador_is_entrusted_role_models(
    open_page: Any, site: str, client: Any, axe: Check, fits: Check, width: int, scheme: str
) -> None:
    node, commune = NetworkFactory(), CommuneFactory(code="59350", name="Lille")
    member = MembershipFactory(network=node)
    charge = pool.appoint(member, departments=[commune.department])
    nadia = RoleModelFactory(network=node, commune=commune)
    client.force_login(coordinator_of(node))
    page = open_page(width=width, scheme=scheme)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page.goto(f"{site}/coordination/equipe/{node.slug}/{member.person.code}/")
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    axe(page)
    fits(page)
    page.check('input[name="role_model"]')
    page.locator('form[action$="/confier/"] button').click()
    page.wait_for_selector(".avis--succes")
    nadia.refresh_from_db()
    assert nadia.ambassador == charge
    axe(page)
    with page.expect_navigation():  # the page that stands says already that something succeeded
        page.locator('form[action$="/fin/"]').evaluate("form => form.submit()")
    page.wait_for_selector(".avis--succes")
    axe(page)
    nadia.refresh_from_db()
    assert nadia.ambassador is None
