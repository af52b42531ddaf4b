"""Everybody controls what is held of her; who answers for it sees it at a glance."""
from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from industrielles.kit import clock
from industrielles.people.models import Consent, Person
from industrielles.rights.models import Demand
from tests.factories.journal import EntryFactory
from tests.factories.network import coordinator_of, umbrella
from tests.factories.pool import RoleModelFactory
from tests.factories.rights import BreachFactory, ProcessorFactory, SweepFactory
from tests.journeys.keyboard import Keyboard

Check = Callable[[Page], None]
DESK = ("donnees/", "journal/", "conservation/", "conservation/people.codes/", "registre/", "registre/sous-traitant/", "violations/",
        "violations/ecrire/")


@pytest.mark.django_db(transaction=True)
def test_she_agrees_takes_it_back_takes_her_data_away_and_is_answered(
        page: Page, site: str, axe: Check, fits: Check, sign_in: Any, tmp_path: Any) -> None:
    role_model = RoleModelFactory()
    her, chief = role_model.person, coordinator_of(role_model.network)
    sign_in(page, her)
    page.goto(f"{site}/mon-compte/consentements/")
    axe(page)
    fits(page)
    page.get_by_role("button", name="J’accepte").first.click()
    page.get_by_role("button", name="Reprendre").first.click()
    page.wait_for_load_state()
    assert Consent.objects.get().withdrawn_at
    page.goto(f"{site}/mon-compte/donnees/")
    axe(page)
    fits(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Tout emporter").click()
    taken.value.save_as(tmp_path / "donnees.zip")
    assert "LISEZMOI.txt" in zipfile.ZipFile(tmp_path / "donnees.zip").namelist()
    page.get_by_label("Que faut-il corriger ?").fill("Mon nom a changé.")
    page.get_by_role("button", name="Demander une correction").click()
    page.context.clear_cookies()
    sign_in(page, chief)
    page.goto(f"{site}/coordination/donnees/")
    axe(page)
    page.get_by_role("link", name="Corriger mes données").click()
    axe(page)
    fits(page)
    page.get_by_label("Votre réponse").fill("Votre nom est corrigé partout.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    page.wait_for_load_state()
    assert Demand.objects.get(kind="rectification").status == "answered"


@pytest.mark.django_db(transaction=True)
def test_she_leaves(page: Page, at: Callable[[str], str], language: str, axe: Check, fits: Check, sign_in: Any) -> None:
    role_model = RoleModelFactory(published_on=clock.today(), membership__person__language=language)
    sign_in(page, role_model.person)
    page.goto(at("/mon-compte/donnees/"))
    page.locator('main a[href$="/mon-compte/effacer/"]').click()
    for check in (axe, fits):
        check(page)
    page.locator("main form button").click()
    page.wait_for_selector("#erreurs")
    axe(page)
    assert not Person.objects.get(pk=role_model.person.pk).erased_at
    page.check("#id_sure")
    page.locator("main form button").click()
    page.wait_for_selector(".avis--succes")
    for check in (axe, fits):
        check(page)
    assert Person.objects.get(pk=role_model.person.pk).erased_at
    page.goto(at(f"/professionnelles/{role_model.code}/"))
    assert role_model.person.last_name not in page.inner_text("body")
    page.goto(at("/mon-espace/"))
    assert "/entrer/" in page.url


@pytest.mark.django_db(transaction=True)
def test_without_javascript_and_without_a_mouse_an_account_is_erased(open_page: Any, site: str, sign_in: Any) -> None:
    her = RoleModelFactory().person
    page = open_page(javascript=False)
    sign_in(page, her)
    page.goto(f"{site}/mon-compte/effacer/")
    keys = Keyboard(page)
    keys.tick("#id_sure")
    keys.enter("main form button")
    assert Person.objects.get(pk=her.pk).erased_at


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_who_answers_for_it_reads_every_page(
        open_page: Any, site: str, axe: Check, fits: Check, sign_in: Any, width: int, scheme: str) -> None:
    chief = coordinator_of(umbrella())
    EntryFactory(verb="people.enter", by_id=chief.pk)
    breach, _processor = BreachFactory(), ProcessorFactory()
    sweep = SweepFactory(done=12)
    sweep.finished_at = sweep.started_at
    sweep.digest = sweep.seal()
    sweep.save()
    page = open_page(width=width, scheme=scheme)
    sign_in(page, chief)
    for path in (*DESK, f"violations/{breach.code}/"):
        page.goto(f"{site}/coordination/{path}")
        assert page.locator("h1").count() == 1, path
        axe(page)
        fits(page)
