"""A coordinator weighs a scenario, computes it, leaves a pair out, publishes, confirms with her keyboard, then matches a late-comer."""
from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from industrielles.mentoring.models import Choice, Instruction, Match, Programme, Scenario
from tests.factories.mentoring_matching import a_mentee, crowd, scenario
from tests.factories.network import NetworkFactory, coordinator_of
from tests.journeys.keyboard import Keyboard

PICTURES = os.environ.get("PICTURES", "")  # a folder, to look at the pages with one's own eyes
Look = Callable[[Page], None]


@pytest.fixture
def place() -> Programme:
    return crowd(4, 3, network=NetworkFactory(name="Réseau de Lille"))


@pytest.fixture
def coordinator(place: Programme) -> Any:
    return coordinator_of(place.network, first_name="Hélène", last_name="Vasseur")


@pytest.fixture
def look(axe: Any, fits: Any, request: pytest.FixtureRequest) -> Look:
    """The page passes axe and fits; with PICTURES it is kept."""
    taken: list[str] = []
    turn = request.node.name.replace("[", "-").rstrip("]")

    def at_page(page: Page) -> None:
        axe(page)
        fits(page)
        taken.append("x")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{turn}-{len(taken):02}.png", full_page=True)

    return at_page


@pytest.mark.two_turns
def test_from_an_empty_programme_to_published_pairs(
        page: Page, at: Any, look: Look, sign_in: Any, place: Programme, coordinator: Any) -> None:
    sign_in(page, coordinator)
    page.goto(at(f"/coordination/mentorat/{place.code}/"))
    page.locator("main a[href$='/scenarios/']").click()
    look(page)
    page.fill("main [name=name]", "Ses souhaits d’abord")
    page.locator("form:has([name=key]) button").click()
    one = Scenario.objects.get()
    page.locator("#weigh_wishes").press("End")
    assert page.locator("output[for=weigh_wishes]").inner_text() == "100"
    look(page)
    page.locator("button[name=compute]").click()
    assert page.url.endswith("#resultat")
    one.refresh_from_db()
    assert (one.weights["wishes"], one.matched, one.alone) == (100, 3, 1)
    look(page)
    page.locator("button[name=kind][value=forbid]").first.click()
    row = page.evaluate("document.activeElement.id")
    assert row == f"p-{Instruction.objects.get().mentee.code}"  # where she was: other pairs may be left out too
    look(page)
    page.locator("form[action$='/calculer/'] button").click()
    page.locator("a[href$='/publier/']").first.click()
    look(page)
    page.locator("main form button.btn").click()
    assert Match.objects.to_confirm().count() == 3
    look(page)


def publish(page: Page, at: Any, place: Programme) -> list[Match]:
    """A scenario computed and published; its pairs to confirm, as they stand on the page."""
    one = scenario(place)
    page.goto(at(f"/coordination/mentorat/{place.code}/scenarios/{one.code}/"))
    page.locator("button[name=compute]").click()
    page.locator("a[href$='/publier/']").first.click()
    page.locator("main form button.btn").click()
    return list(Match.objects.to_confirm())


@pytest.mark.two_turns
def test_a_key_never_decides_a_pair_that_is_not_in_hand(page: Page, at: Any, sign_in: Any, place: Programme, coordinator: Any) -> None:
    sign_in(page, coordinator)
    first, second, _third = publish(page, at, place)
    in_focus = "document.activeElement.closest('[data-keys] > li')?.id"
    assert page.evaluate(in_focus) is None
    page.keyboard.press("k")
    assert page.evaluate(in_focus) is None  # there is none before the first
    for key in "cnj":  # with nothing in focus, each leads to the first pair and decides nothing
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(key)
        assert page.evaluate(in_focus) == f"m-{first.code}"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.down("c")
    page.keyboard.down("c")  # held down: a key that repeats decides nothing either
    page.keyboard.up("c")
    assert page.evaluate(in_focus) == f"m-{first.code}"
    page.keyboard.press("j")
    assert page.evaluate(in_focus) == f"m-{second.code}"
    page.keyboard.press("k")
    bottom = f"document.getElementById('m-{first.code}').getBoundingClientRect().bottom"
    page.set_viewport_size({"width": page.evaluate("innerWidth"), "height": 240})
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    assert page.evaluate(bottom) <= 0
    page.keyboard.press("c")  # it is out of the window: it comes back, and that is all
    assert page.evaluate(bottom) > 0
    page.reload()  # whatever was sent is read
    assert Match.objects.to_confirm().count() == 3


@pytest.mark.two_turns
def test_each_pair_is_confirmed_with_one_key(page: Page, at: Any, look: Look, sign_in: Any, place: Programme, coordinator: Any) -> None:
    sign_in(page, coordinator)
    first, second, third = publish(page, at, place)
    Keyboard(page).reach(f"#m-{first.code} a")
    with page.expect_navigation():
        page.keyboard.press("c")
    assert page.evaluate("document.activeElement.id") == f"m-{second.code}"
    with page.expect_navigation():
        page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == f"m-{third.code}"
    assert [match.status for match in Match.objects.order_by("points", "pk")] == ["asked", "dropped", "proposed"]
    page.goto(at(f"/coordination/mentorat/{place.code}/appariements/?liste=demandes"))
    look(page)
    page.locator("main summary").first.click()
    page.locator("form[action$='/reprendre/'] button").click()
    page.goto(at(f"/coordination/mentorat/{place.code}/appariements/?liste=fini"))
    look(page)


@pytest.mark.two_turns
def test_somebody_late_chooses_among_three_without_script(
        open_page: Any, width: int, at: Any, sign_in: Any, place: Programme, coordinator: Any) -> None:
    late = a_mentee(place, "Zoé")
    page = open_page(width=width, javascript=False)
    sign_in(page, coordinator)
    page.goto(at(f"/coordination/mentorat/mentorees/{late.code}/"))
    page.locator("main a[href$='/mentores/']").click()
    for tick in page.locator("[name=mentors]").all():
        tick.check()
    page.locator("main .barre button").click()
    assert Choice.objects.get().cards.count() == 3
    page.locator("form[action$='/reprendre/'] button").click()
    page.locator("button[name=mentor]").first.click()
    assert Match.objects.get().way == "alone"
    one = scenario(place)
    page.goto(at(f"/coordination/mentorat/{place.code}/scenarios/{one.code}/"))
    assert page.locator("output[for=weigh_near]").inner_text() == str(one.weights["near"])
    page.locator("button[name=compute]").click()
    assert Scenario.objects.get().status == "computed"
