"""Networks side by side, in a browser: one is proposed, answered, shown in its colours; one goes on in another; a member is helped."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from industrielles.network.models import Look, Network
from industrielles.network.roles import Role
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.places import DepartmentFactory
from tests.mailbox import Mailbox, links_of

Check = Callable[[Page], None]
ODILE = "odile@exemple.invalid"


def press(page: Page) -> None:
    """The main button of the page."""
    page.locator("main form[method=post] button.btn").first.click()
    page.wait_for_load_state()


def propose(page: Page, path: str) -> None:
    page.goto(path)
    said = {"name": "Les Fondeuses", "mission": "Nous ouvrons nos fonderies.\n\nChaque mois, une classe.", "departments": "59",
            "size": "40",
            "why": "Compter avec les autres.", "first_name": "Odile", "last_name": "Marchand", "email": ODILE}
    for name, words in said.items():
        page.fill(f"[name={name}]", words)
    press(page)


@pytest.mark.two_turns
def test_from_a_proposal_to_a_page_in_its_colours(
    page: Page, at: Callable[[str], str], mailbox: Mailbox, sign_in: Any, axe: Check, fits: Check, language: str
) -> None:
    DepartmentFactory(code="59", name="Nord")
    national = coordinator_of(umbrella())
    propose(page, at("/reseaux/proposer/"))
    axe(page), fits(page)
    page.goto(links_of(mailbox.latest(ODILE))[0])
    press(page)
    axe(page)
    sign_in(page, national)
    page.goto(at("/coordination/propositions/"))
    page.get_by_role("link", name="Les Fondeuses").click()
    page.wait_for_load_state()
    axe(page), fits(page)
    press(page)
    made = Network.objects.get(name="Les Fondeuses")
    sign_in(page, made.memberships.get().person)
    page.goto(at(f"/coordination/reseaux/{made.slug}/"))
    present(page, axe, fits)
    page.goto(at(f"/reseaux/{made.slug}/"))
    axe(page), fits(page)
    band = page.locator(".en-tete-reseau")
    assert band.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(27, 94, 63)"
    assert "Nous ouvrons nos fonderies." in page.inner_text("main")


def present(page: Page, axe: Check, fits: Check) -> None:
    """Unreadable colours are refused beside their field with a shade that passes; then the preview, then it is saved."""
    page.fill("[name=colour]", "#808080")
    page.locator("button[name=preview]").click()
    page.wait_for_load_state()
    assert "4,5" in page.inner_text("main") or "4.5" in page.inner_text("main")
    axe(page), fits(page)
    page.fill("[name=colour]", "#1B5E3F")
    page.fill("[name=colour_2]", "#F7BC2E")
    page.locator("button[name=preview]").click()
    page.wait_for_load_state()
    axe(page), fits(page)
    page.locator(".barre button").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("width", [390], indirect=True)
@pytest.mark.parametrize("language", ["fr"], indirect=True)
def test_without_javascript_by_keyboard_two_people_make_two_networks_one(
    open_page: Any, at: Callable[[str], str], sign_in: Any, width: int, language: str
) -> None:
    a, b = NetworkFactory(name="Aciéries"), NetworkFactory(name="Bobines")
    hers, national = coordinator_of(a), coordinator_of(umbrella())
    page = open_page(width=width, javascript=False)
    sign_in(page, hers)
    page.goto(at(f"/coordination/reseaux/{a.slug}/fermer/"))
    page.locator("input[value=merge]").focus()
    page.keyboard.press("Space")
    page.locator("select[name=into]").select_option(b.slug)
    page.locator("textarea[name=reason]").focus()
    page.keyboard.type("Une seule équipe suffit.")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "attend une deuxième personne" in page.inner_text("main")
    decided = page.url
    sign_in(page, national)
    page.goto(decided)
    press(page)
    a.refresh_from_db()
    assert a.merged_into == b and hers.memberships.get(ended_on=None).network == b
    page.goto(at(f"/reseaux/{a.slug}/"))
    assert "Bobines" in page.inner_text("main")


@pytest.mark.parametrize("language", ["fr"], indirect=True)
def test_a_member_is_helped_and_reads_who_did(
    page: Page, at: Callable[[str], str], mailbox: Mailbox, sign_in: Any, axe: Check, fits: Check, language: str
) -> None:
    node = NetworkFactory()
    helper = coordinator_of(node, first_name="Maud", last_name="Roy")
    nadia = PersonFactory(first_name="Nadia", email="nadia@exemple.invalid")
    GrantFactory(network=node, role=Role.ROLE_MODEL, membership=MembershipFactory(network=node, person=nadia))
    sign_in(page, helper)
    page.goto(at(f"/coordination/equipe/{node.slug}/{nadia.code}/"))
    page.locator("a[href*='/coordination/voir/']").click()
    page.wait_for_load_state()
    axe(page), fits(page)
    page.fill("[name=reason]", "Elle ne trouve pas ses invitations.")
    press(page)
    assert "Bonjour Nadia" in page.inner_text("main") and page.locator(".regard").is_visible()
    axe(page), fits(page)
    page.locator(".regard button").click()
    page.wait_for_load_state()
    assert not page.locator(".regard").is_visible() and Look.objects.get().ended_at
    sign_in(page, nadia)
    page.goto(next(link for link in links_of(mailbox.latest("nadia@exemple.invalid")) if "regards" in link))
    assert "Maud Roy" in page.inner_text("main") and "ne trouve pas" in page.inner_text("main")
    axe(page), fits(page)
