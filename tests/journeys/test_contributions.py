"""A member changes what she brings; who runs her network finds her by it; with and without a script, mouse or keyboard."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from industrielles.pool.models import Contribution
from tests.factories.network import coordinator_of
from tests.factories.places import DepartmentFactory
from tests.factories.pool import BranchFactory, ContributionFactory
from tests.journeys.keyboard import Keyboard

Check = Callable[[Page], None]


def test_she_changes_what_she_brings_and_is_found_by_it(
    page: Page, at: Callable[[str], str], language: str, axe: Check, fits: Check, sign_in: Any, open_page: Any, width: int,
) -> None:
    DepartmentFactory(code="62", name="Pas-de-Calais"), BranchFactory(code="bois")
    hers = ContributionFactory(membership__person__language=language, membership__person__first_name="Yuna")
    sign_in(page, hers.membership.person)
    page.goto(at("/mes-reseaux/"))
    page.locator('main a[href*="ce-que-j-apporte"]').click()
    axe(page), fits(page)
    page.fill('input[name="job"]', "Ébéniste")
    page.select_option('select[name="branch"]', "bois")
    page.select_option('select[name="department"]', "62")
    page.check('input[name="offers"][value="leading"]')
    page.locator("main form button.btn").click()
    expect(page.locator('input[name="job"]')).to_have_value("Ébéniste")
    axe(page), fits(page)
    desk = open_page(width=width)
    sign_in(desk, coordinator_of(hers.network))
    desk.goto(at("/coordination/membres/?branch=bois&place=d-62"))
    axe(desk), fits(desk)
    desk.locator("tbody th a", has_text="Yuna").click()
    expect(desk.locator("#m-brings + dl")).to_contain_text("Ébéniste")
    axe(desk), fits(desk)


def test_without_javascript_and_without_a_mouse_she_says_it(open_page: Any, site: str, sign_in: Any) -> None:
    hers = ContributionFactory()
    page = open_page(390, javascript=False)
    sign_in(page, hers.membership.person)
    page.goto(f"{site}/mes-reseaux/{hers.network.slug}/ce-que-j-apporte/")
    keys = Keyboard(page)
    keys.tick('input[name="offers"][value="mentoring"]')
    keys.enter("main form button.btn")
    assert Contribution.objects.get().offers == ["mentoring"]
