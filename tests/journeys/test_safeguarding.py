"""Somebody reports; a parent answers by a link; a referent treats what was reported."""
from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from industrielles.kit import links
from industrielles.network.roles import Role
from industrielles.safeguarding import telling
from industrielles.safeguarding.models import Agreement, Authorisation, Report
from tests.factories.network import GrantFactory, coordinator_of, umbrella
from tests.factories.safeguarding import AuthorisationFactory, ClearanceFactory, GuardianFactory, RecognitionFactory, referent_of

Check = Callable[[Page], None]
SHOTS = os.environ.get("SHOTS", "")  # a folder: pictures of each page are kept there, to be looked at


def shot(page: Page, name: str, width: int, language: str) -> None:
    if SHOTS:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{language}-{scheme}.png", full_page=True)
        page.emulate_media(color_scheme="light")


@pytest.mark.two_turns
def test_a_visitor_reports_and_a_referent_treats_it(
        page: Page, at: Any, axe: Check, fits: Check, sign_in: Any, width: int, language: str) -> None:
    top = umbrella()
    referent, accused = referent_of(top, language=language), referent_of(top, language=language)
    coordinator_of(top)
    french = language == "fr"

    def look(name: str) -> None:
        axe(page)
        fits(page)
        shot(page, name, width, language)

    page.goto(at("/signaler/"))
    look("help")
    page.get_by_label("Que s’est-il passé ?" if french else "What happened?").fill("Il veut me voir hors de la plateforme.")
    page.get_by_role("button", name="Envoyer le signalement" if french else "Send this report").click()
    page.wait_for_load_state()
    look("reported")
    report = Report.objects.get()
    sign_in(page, referent)
    page.goto(at("/coordination/signalements/"))
    look("reports")
    page.get_by_role("link", name=report.code[:4]).click()
    look("report-closed")
    page.get_by_role("button", name="Le prendre en main" if french else "Take it in hand").click()
    page.get_by_label("Pourquoi ouvrez-vous ce signalement ?" if french else "Why do you open this report?").fill("Je suis de garde")
    page.get_by_role("button", name="Ouvrir, et le noter" if french else "Open and write it down").click()
    page.get_by_text("Il veut me voir").wait_for()
    page.get_by_text("Dire qui est mis en cause" if french else "Say whom it accuses").click()
    page.get_by_label("Son adresse électronique" if french else "Her or his e-mail address").fill(accused.email)
    page.get_by_role("button", name="Suspendre" if french else "Suspend").click()
    page.get_by_text("Clore le signalement" if french else "Close the report").first.click()
    look("report-open")
    page.get_by_label("fondé" if french else "founded", exact=True).check()
    page.get_by_label("Qu’a-t-on fait ?" if french else "What was done?").fill("Le lycée et la famille sont prévenus.")
    page.get_by_role("button", name="Clore le signalement" if french else "Close the report").click()
    page.wait_for_load_state()
    look("report-over")
    report.refresh_from_db()
    assert report.status == "closed" and report.accused_id == accused.pk


@pytest.mark.two_turns
def test_a_parent_answers_and_takes_back(page: Page, at: Any, axe: Check, fits: Check, width: int, language: str) -> None:
    guardian = GuardianFactory(language=language, authorisation__person__first_name="Maïwenn")
    umbrella()
    french = language == "fr"
    page.goto(at(f"/parent/{links.sign(telling.GUARDIAN, guardian.code)}/"))
    axe(page)
    fits(page)
    shot(page, "parent", width, language)
    page.get_by_label("dans la plateforme" if french else "in the platform").check()
    page.get_by_label("Qui appeler en cas d’urgence ?" if french else "Whom do we call in an emergency?").fill("Tante Agathe")
    page.get_by_label("Téléphone" if french else "Telephone").fill("06 12 34 56 78")
    page.get_by_label("j’ai lu le texte" if french else "I have read the text").check()
    page.get_by_role("button", name="J’autorise mon enfant" if french else "I authorise my child").click()
    page.wait_for_load_state()
    axe(page)
    fits(page)
    shot(page, "parent-answered", width, language)
    assert Agreement.objects.live().count() == 2
    page.get_by_text("Tout retirer" if french else "Take everything back").first.click()
    page.get_by_role("button", name="Tout retirer" if french else "Take everything back").click()
    page.wait_for_load_state()
    axe(page)
    assert Authorisation.objects.get().status == "revoked"


@pytest.mark.two_turns
def test_the_lists_of_a_referent_are_clear(
        page: Page, at: Any, axe: Check, fits: Check, sign_in: Any, width: int, language: str) -> None:
    top = umbrella()
    referent = referent_of(top, language=language)
    GrantFactory(network=top, role=Role.MEMBER, membership__person=ClearanceFactory(network=top, seen_by=referent).person)
    RecognitionFactory(ban__network=top, shown="email name")
    GuardianFactory(authorisation=AuthorisationFactory(network=top))
    mine = AuthorisationFactory(network=top, person=referent)
    sign_in(page, referent)
    for name, path in (("clearances", "/coordination/habilitations/"), ("authorisations", "/coordination/autorisations/"),
                       ("recognitions", "/coordination/reconnaissances/"), ("assent", f"/mon-accord/{mine.code}/")):
        page.goto(at(path))
        axe(page)
        fits(page)
        shot(page, name, width, language)
