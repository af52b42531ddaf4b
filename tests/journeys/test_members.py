"""A coordinator finds people, keeps the search, writes to those who agreed; a reader stops the news in one click."""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from industrielles.members import tasks
from industrielles.network.models import Network
from industrielles.people import verbs as people
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.mailbox import links_of, text_of

WORDS = {
    "fr": {"search": "Chercher", "keep": "Garder cette vue", "name": "Nom de la vue", "ok": "Garder",
           "first": "Écrire la première lettre", "subject": "Objet", "text": "Texte", "see": "Voir la lettre",
           "send": "Envoyer à 2 personnes",
           "stop": "Arrêter les nouvelles de ce réseau",
           "done": "C’est arrêté", "left": "partie"},
    "en": {"search": "Search", "keep": "Keep as a view", "name": "Name of the view", "ok": "Keep",
           "first": "Write the first letter", "subject": "Subject", "text": "Text", "see": "See the letter", "send": "Send to 2 people",
           "stop": "Stop the news of this network",
           "done": "It is stopped", "left": "all has left"},
}


@pytest.fixture
def network() -> Network:
    node = NetworkFactory(name="Réseau Nord")
    for first, address in (("Aminata", "aminata"), ("Léa", "lea"), ("Paule", "paule")):
        person = PersonFactory(first_name=first, last_name="Sow", email=f"{address}@exemple.invalid")
        MembershipFactory(person=person, network=node)
        if first != "Paule":
            people.consent(person, purpose="news", source="account", network_id=node.pk, by=person)
    return node


def button(page: Page, words: str) -> Any:
    return page.get_by_role("button", name=words, exact=True)


@pytest.mark.two_turns
def test_found_kept_written_to_and_stopped(
    page: Page, at: Any, language: str, network: Network, sign_in: Any, mailbox: Any, axe: Callable[[Page], None],
    fits: Callable[[Page], None], width: int) -> None:
    said = WORDS[language]
    sign_in(page, coordinator_of(network))
    page.goto(at("/coordination/membres/?search=aminata"))
    expect(page.get_by_role("link", name="Aminata Sow")).to_be_visible()
    expect(page.get_by_text("Paule")).to_have_count(0)
    axe(page)
    fits(page)
    page.get_by_role("link", name=said["keep"]).click()
    page.get_by_label(said["name"]).fill("Aminata")
    button(page, said["ok"]).click()
    expect(page.get_by_role("heading", level=1, name="Aminata")).to_be_visible()

    page.goto(at("/coordination/nouvelles/"))
    page.get_by_role("link", name=said["first"]).click()
    page.get_by_label(said["subject"], exact=True).fill("Novembre")
    page.get_by_label(said["text"], exact=True).fill("Bonjour **à vous**.\n\n- une visite")
    axe(page)
    button(page, said["see"]).click()
    expect(page.frame_locator("iframe").get_by_text("une visite")).to_be_visible()
    axe(page)
    fits(page)
    button(page, said["send"]).click()
    tasks.send_news()
    page.reload()
    expect(page.get_by_text(said["left"], exact=True)).to_be_visible()

    letter = mailbox.latest("lea@exemple.invalid")
    assert "- une visite" in text_of(letter) and not mailbox.to("paule@exemple.invalid")
    stop = next(one for one in links_of(letter) if "arreter" in one)
    path = re.sub(r"^https?://[^/]+(/en)?", "", stop)
    page.context.clear_cookies()
    page.goto(at(path))
    axe(page)
    button(page, said["stop"]).click()
    expect(page.get_by_role("heading", level=1, name=said["done"])).to_be_visible()
    axe(page)
    fits(page)


def test_without_javascript_and_by_keyboard_letters_are_chosen(open_page: Any, site: str, sign_in: Any, network: Network) -> None:
    page = open_page(javascript=False)
    sign_in(page, PersonFactory(email="lea.seule@exemple.invalid"))
    page.goto(f"{site}/mon-compte/courriers/")
    page.locator("#id_news_0").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_news_3")).to_be_checked()
    expect(page.get_by_text("C’est noté")).to_be_visible()
