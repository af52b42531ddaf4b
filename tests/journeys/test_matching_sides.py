"""Two who are proposed to each other answer from their phones; a girl chooses among three; and the whole way of a girl of fifteen, from the
letter that follows her application to the end of her pair."""
from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from industrielles.kit import clock
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Choice, Match, Mentee, Mentor, Pair
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance
from tests.factories.mentoring import LINA, PARENT, MentorFactory, applied, born, brought_to, guarding, offered, programme
from tests.factories.mentoring_life import matched
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.pool import BranchFactory
from tests.journeys.keyboard import Keyboard
from tests.mailbox import links_of

PICTURES = os.environ.get("PICTURES", "")  # a folder, to look at the pages with one's own eyes
Look = Callable[[Page, str], None]


@pytest.fixture
def look(axe: Any, fits: Any, request: pytest.FixtureRequest) -> Look:
    """The page passes axe and fits; with PICTURES it is kept, light and dark."""
    turn = request.node.name.partition("[")[2].rstrip("]")

    def at_page(page: Page, name: str) -> None:
        axe(page)
        fits(page)
        for scheme in ("light", "dark") if PICTURES else ():
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=Path(PICTURES) / f"{name}-{turn}-{scheme}.png", full_page=True)
        page.emulate_media(color_scheme="light")

    return at_page


def told() -> tuple[Mentee, Mentor]:
    """Two who may be matched, each with something to say."""
    mentee, mentor = matched(15)
    mentee.interests, mentee.likes, mentee.level = ["machines", "science"], "Je répare des vélos avec ma tante.", "second"
    mentee.wonders, mentee.wishes, mentee.needs = "Est-ce qu’on peut travailler dehors ?", [["trade", "soudeuse"]], ["camera", "first"]
    mentee.save()
    mentor.interests, mentor.branch, mentor.modes = ["machines", "building"], BranchFactory(name_fr="Métallurgie"), ["online"]
    mentor.path = "Un CAP de soudage, puis l’atelier. J’encadre maintenant une équipe de six."
    mentor.save()
    return mentee, mentor


@pytest.mark.two_turns
def test_both_say_yes_from_their_phones_and_the_pair_begins(page: Page, at: Any, look: Look, sign_in: Any, open_page: Any) -> None:
    mentee, mentor = told()
    match = mentoring.propose(mentee, mentor, by=None)
    hers, theirs = page, open_page(width=390)
    sign_in(hers, mentee.person)
    sign_in(theirs, mentor.person)
    for phone, name in ((theirs, "mentor"), (hers, "mentee")):
        phone.goto(at("/mon-mentorat/"))
        look(phone, f"{name}-mine")
        phone.locator(f"a[href$='/proposition/{match.code}/']").click()
        look(phone, f"{name}-match")
        phone.locator("form[action$='/accepter/'] button").click()
        look(phone, f"{name}-said")
    made = Pair.objects.get()
    assert hers.url == at(f"/binome/{made.code}/") and made.match == match
    theirs.goto(at(f"/mon-mentorat/proposition/{match.code}/"))
    look(theirs, "accepted")
    theirs.locator(f"a[href$='/binome/{made.code}/']").last.click()
    assert theirs.locator(f"a[href$='/binome/{made.code}/charte/']").count() == 1


@pytest.mark.two_turns
def test_no_is_said_without_script_and_the_other_one_reads_neutral_words(
        at: Any, width: int, look: Look, sign_in: Any, open_page: Any) -> None:
    match = mentoring.propose(*told(), by=None)
    theirs, hers = open_page(width=width, javascript=False), open_page(width=width)
    sign_in(theirs, match.mentor.person)
    theirs.goto(at(f"/mon-mentorat/proposition/{match.code}/"))
    theirs.locator("form[action$='/refuser/'] button").click()
    theirs.locator("h1").wait_for()
    sign_in(hers, match.mentee.person)
    hers.goto(at(f"/mon-mentorat/proposition/{match.code}/"))
    look(hers, "over")
    assert Match.objects.get(pk=match.pk).refused_by == "mentor" and match.mentor.first_name not in hers.content()
    assert hers.locator("main form").count() == 0
    hers.goto(at("/mon-mentorat/"))
    look(hers, "mine-again")


@pytest.mark.two_turns
def test_she_chooses_one_of_three_by_keyboard(page: Page, at: Any, look: Look, sign_in: Any) -> None:
    mentee, first = told()
    mentors = [first]
    for name, job, likes in (("Ines", "Ingénieure procédés", ["science"]), ("Zoé", "Chaudronnière", ["machines", "nature"])):
        one = MentorFactory(programme=mentee.programme, status="matchable", first_name=name, job=job, half_days=1 << 5, interests=likes,
                            modes=["online"], branch=first.branch)
        safeguarding.clear(one.person, network=mentee.network, kind=Clearance.Kind.HONOUR, seen_on=clock.today(), by=None)
        mentors.append(one)
    choice = mentoring.offer_choice(mentee, mentors=mentors, by=None)
    sign_in(page, mentee.person)
    page.goto(at("/mon-mentorat/"))
    keys = Keyboard(page)
    keys.enter(f"a[href$='/choix/{choice.code}/']")
    look(page, "choice")
    assert not any(one.first_name in page.locator("main").inner_text() for one in mentors)
    keys.enter("form[action$='/choisir/'] button")
    look(page, "choice-empty")
    keys.reach("[name=number]")
    page.keyboard.press("ArrowDown")
    wanted = int(page.locator("[name=number]:checked").get_attribute("value") or 0)
    keys.enter("form[action$='/choisir/'] button")
    look(page, "chosen")
    match = Match.objects.get()
    assert (match.mentor, match.mentor_said_at) == (choice.cards.get(number=wanted).mentor, None) and match.mentee_said_at
    assert Choice.objects.get().status == Choice.Status.CHOSEN


def test_a_girl_of_fifteen_goes_all_the_way(
        page: Page, at: Any, width: int, mailbox: Any, look: Look, sign_in: Any, open_page: Any) -> None:
    coordinator = coordinator_of(NetworkFactory(name="Réseau de Lille"))
    place = programme(coordinator.memberships.get().network, name="Elles osent", referent=guarding(
        coordinator, coordinator.memberships.get().network))
    mentor = brought_to(offered(place), "matchable")
    applied(place, born_on=born(15))  # her six pages: test_mentoring
    page.goto(links_of(mailbox.latest(LINA))[0])
    page.locator("main .btn--appel").click()
    parent = open_page(width=width)
    parent_says_yes(parent, mailbox, look)
    mentee = Mentee.objects.get()
    desk, theirs = open_page(width=width), open_page(width=width)
    for browser, person in ((page, mentee.person), (theirs, mentor.person), (desk, coordinator)):
        sign_in(browser, person)
    desk.goto(at(f"/coordination/mentorat/mentorees/{mentee.code}/mentores/"))
    desk.locator(f"button[name=mentor][value='{mentor.code}']").click()
    for browser in (page, theirs):
        browser.goto(at("/mon-mentorat/"))
        browser.locator("a[href*='/proposition/']").click()
        browser.locator("form[action$='/accepter/'] button").click()
    made = Pair.objects.get()
    parent.reload()
    look(parent, "parent-charter")
    parent.locator("a[href*='/mentorat/charte/']").click()
    for browser, path in ((page, f"/binome/{made.code}/charte/"), (theirs, f"/binome/{made.code}/charte/"),
                          (desk, f"/coordination/mentorat/binomes/{made.code}/charte/"), (parent, "")):
        if path:
            browser.goto(at(path))
        browser.locator("main form:has([name=shown]) button").click()
    meet_and_end(page, theirs, desk, at, made, coordinator)
    made.refresh_from_db()
    assert made.status == Pair.Status.CLOSED
    page.goto(at(f"/binome/{made.code}/"))
    assert page.locator("a[href$='attestation.pdf']").count() == 1


def parent_says_yes(parent: Page, mailbox: Any, look: Look) -> None:
    """Her parent, by the link that was mailed."""
    parent.goto(links_of(mailbox.latest(PARENT))[0])
    parent.check("[name=parts][value=online]")
    for name, words in (("emergency_name", "Sofia Moreau"), ("emergency_phone", "06 87 65 43 21")):
        parent.fill(f"[name={name}]", words)
    parent.check("[name=agrees]")
    parent.locator("form:has([name=agrees]) button").click()
    look(parent, "parent-answered")


def meet_and_end(page: Page, theirs: Page, desk: Page, at: Any, made: Pair, coordinator: Any) -> None:
    """They meet with an adult of the programme; she stops; both answer; who coordinates closes."""
    desk.goto(at(f"/coordination/mentorat/binomes/{made.code}/"))
    desk.select_option("[name=adult]", coordinator.code)
    desk.locator("form[action$='/premiere-rencontre/'] button").click()
    page.goto(at(f"/binome/{made.code}/"))
    page.locator("details:has(form[action$='/arreter/']) summary").click()
    page.locator("form[action$='/arreter/'] button").click()
    for browser in (page, theirs):
        browser.goto(at(f"/binome/{made.code}/"))
        browser.locator("a[href*='/questions/']").click()
        while browser.locator("button[name=value]").count():
            browser.locator("button[name=value]").first.click()
    desk.goto(at(f"/coordination/mentorat/binomes/{made.code}/"))
    for name in ("talked_with_mentee", "talked_with_mentor"):
        desk.check(f"[name={name}]")
    desk.locator("form[action$='/clore/'] button").click()
    desk.locator("form[action$='/clore/']").wait_for(state="detached")
