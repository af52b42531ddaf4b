"""A request on the desk: what is said of it, and every act of the coordinator, through her pages."""
from __future__ import annotations

import datetime as dt
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Lending
from industrielles.kit import clock
from industrielles.ledger.models import Entry
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.pool import RoleModelFactory

from .asking import NOW, answers, request, world
from .test_desk_board import confirmed, later

MONDAY = dt.datetime.fromisoformat(NOW)
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/coordination/?level=2de"}


@pytest.fixture
def here(db: None) -> Any:
    with clock.at(MONDAY):
        yield world()


@pytest.fixture
def desk(here: SimpleNamespace) -> Client:
    return signed_in(here.coordinator)


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(engagement: Engagement, *parts: str) -> str:
    return "/".join(["/coordination/demandes", engagement.code, *parts, ""])


def said(page: Any) -> list[str]:
    """What the page says back after an act."""
    return [str(message) for message in page.context["messages"]]


def act(client: Client, engagement: Engagement, *parts: str, **sent: Any) -> list[str]:
    page = client.post(address(engagement, *parts), sent, follow=True)
    assert page.status_code == 200
    engagement.refresh_from_db()
    return said(page)


def test_the_request_is_a_page_and_a_panel(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    page, panel = desk.get(address(engagement)), desk.get(address(engagement), headers=HTMX)
    assert "<html" in page.content.decode()
    assert "<html" not in panel.content.decode()
    assert "HX-Request" in panel["Vary"]
    for text in ("Camille Martin", "Nadia B.", "Parler de robots"):
        assert text in page.content.decode()


def test_the_back_button_of_the_browser_gets_a_whole_page(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    page = desk.get(address(engagement), headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert "<html" in page.content.decode()


def test_the_panel_brings_back_to_the_desk_with_its_filter(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    panel = desk.get(address(engagement), headers=HTMX).content.decode()
    assert 'name="next" value="/coordination/?level=2de"' in panel
    answer = desk.post(address(engagement, "inviter"), {"only": here.role_model.code, "next": "/coordination/?level=2de"})
    assert answer["Location"] == "/coordination/?level=2de"


@pytest.mark.parametrize("elsewhere", ["https://exemple.invalid/", "//exemple.invalid/", "javascript:alert(1)", "\\\\exemple.invalid"])
def test_nobody_is_sent_to_another_site(desk: Client, here: SimpleNamespace, elsewhere: str) -> None:
    engagement = request(here)
    answer = desk.post(address(engagement, "inviter"), {"only": here.role_model.code, "next": elsewhere})
    assert answer["Location"] == address(engagement)


def test_a_request_of_another_network_does_not_exist(here: SimpleNamespace) -> None:
    engagement = confirmed(here)
    invitation = engagement.invitations.get()
    client = signed_in(coordinator_of(NetworkFactory(name="Réseau du Sud")))
    assert client.get(address(engagement)).status_code == 404
    acts = ["inviter", "sans-suite", "rouvrir", "compte", "preter", "bilan"]
    acts += [f"invitations/{invitation.code}/{one}" for one in ("retirer", "choisir", "reponse", "annuler")]
    for one in acts:
        assert client.post(address(engagement, one)).status_code == 404, one
    engagement.refresh_from_db()
    assert engagement.status == Engagement.Status.CONFIRMED


def test_invite_one(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    assert act(desk, engagement, "inviter", only=here.role_model.code) == ["Nadia B. a reçu votre proposition."]
    assert engagement.status == Engagement.Status.PROPOSED
    assert "asked by" not in desk.get(address(engagement)).content.decode()


@pytest.mark.parametrize(("how", "statuses"), [("in order", ["sent", "waiting"]), ("together", ["sent", "sent"])])
def test_invite_several(desk: Client, here: SimpleNamespace, how: str, statuses: list[str]) -> None:
    engagement, other = request(here), RoleModelFactory(network=here.network, commune=here.role_model.commune)
    act(desk, engagement, "inviter", role_model=[here.role_model.code, other.code], how=how)
    made = engagement.invitations.order_by("rank")
    assert [(one.role_model, one.status) for one in made] == list(zip([here.role_model, other], statuses, strict=True))


def test_invite_nobody_is_refused_in_words(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    assert act(desk, engagement, "inviter", how="together")
    assert engagement.status == Engagement.Status.REQUESTED


def test_somebody_of_a_network_that_does_not_take_part_cannot_be_invited(desk: Client, here: SimpleNamespace) -> None:
    engagement, stranger = request(here), RoleModelFactory()
    act(desk, engagement, "inviter", only=stranger.code)
    assert not engagement.invitations.exists()


def test_who_was_asked_by_whom_is_said_to_the_next_coordinator(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    act(desk, engagement, "inviter", only=here.role_model.code)
    colleague = signed_in(coordinator_of(here.network))
    assert f"proposée par {here.coordinator.public_name}" in colleague.get(address(engagement)).content.decode()
    assert act(colleague, engagement, "inviter", only=here.role_model.code) != ["Nadia B. a reçu votre proposition."]


def test_withdraw(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    act(desk, engagement, "inviter", only=here.role_model.code)
    act(desk, engagement, "invitations", engagement.invitations.get().code, "retirer")
    assert engagement.status == Engagement.Status.REQUESTED


def test_choose_a_volunteer(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    starts_at = engagement.proposed_dates.first().starts_at
    engagements.put_forward(engagement, role_model=here.role_model, starts_at=starts_at, by=here.role_model.person)
    assert "Elles se proposent" in desk.get(address(engagement)).content.decode()
    act(desk, engagement, "invitations", engagement.invitations.get().code, "choisir")
    assert (engagement.status, engagement.role_model) == (Engagement.Status.CONFIRMED, here.role_model)


def test_she_accepts_on_the_telephone(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    act(desk, engagement, "inviter", only=here.role_model.code)
    act(desk, engagement, "invitations", engagement.invitations.get().code, "reponse", answer="2026-12-10 afternoon")
    assert engagement.local_start.isoformat() == "2026-12-10T14:00:00"


def test_she_declines_on_the_telephone(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    act(desk, engagement, "inviter", only=here.role_model.code)
    act(desk, engagement, "invitations", engagement.invitations.get().code, "reponse", answer="no")
    assert engagement.invitations.get().status == Invitation.Status.DECLINED


@pytest.mark.parametrize("sent", [{}, {"answer": "other"}, {"answer": "2031-01-01 morning"}])
def test_an_answer_that_says_nothing_changes_nothing(desk: Client, here: SimpleNamespace, sent: dict[str, str]) -> None:
    engagement = request(here)
    act(desk, engagement, "inviter", only=here.role_model.code)
    page = desk.post(address(engagement, "invitations", engagement.invitations.get().code, "reponse"), {**sent, "at": "15:15"})
    assert page.status_code == 422
    assert 'value="15:15"' in page.content.decode() and page.content.decode().count("<details open>") == 1
    assert engagement.invitations.get().status == Invitation.Status.SENT


def test_she_cannot_come_after_all(desk: Client, here: SimpleNamespace) -> None:
    engagement = confirmed(here)
    act(desk, engagement, "invitations", engagement.invitations.get().code, "annuler", words="Malade")
    assert engagement.status == Engagement.Status.REQUESTED
    assert "à remplacer" in desk.get(address(engagement)).content.decode()


def test_close_says_why_and_reopen(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    page = desk.post(address(engagement, "sans-suite"), {"words": " "})
    assert page.status_code == 422
    assert page.content.decode().count("<details open>") == 1 and 'href="#id_close_words"' in page.content.decode()
    engagement.refresh_from_db()
    assert engagement.status == Engagement.Status.REQUESTED
    act(desk, engagement, "sans-suite", words="Personne n’est libre avant mars.")
    assert (engagement.status, engagement.closing_words) == (Engagement.Status.UNMET, "Personne n’est libre avant mars.")
    act(desk, engagement, "rouvrir")
    assert engagement.status == Engagement.Status.REQUESTED


@pytest.fixture
def south(here: SimpleNamespace) -> SimpleNamespace:
    """Another network of the same territory, with its coordinator and a role model."""
    network = NetworkFactory(name="Réseau du Sud", slug="sud", departments=[here.school.department])
    who = RoleModelFactory(network=network, commune=here.role_model.commune, membership__person__first_name="Oriane",
                           membership__person__last_name="Diallo")
    return SimpleNamespace(network=network, coordinator=coordinator_of(network), role_model=who)


def test_a_network_lends_somebody(desk: Client, here: SimpleNamespace, south: SimpleNamespace) -> None:
    engagement = request(here)
    act(desk, engagement, "preter", lender=south.network.code, words="Avez-vous quelqu’un ?")
    theirs = signed_in(south.coordinator)
    lending = Lending.objects.get()
    page = theirs.get(f"/coordination/prets/{lending.code}/").content.decode()
    assert "Avez-vous quelqu’un" in page
    assert "Camille" not in page
    assert theirs.get(address(engagement)).status_code == 404
    theirs.post(f"/coordination/prets/{lending.code}/", {"answer": "agree", "words": "Avec plaisir."})
    assert theirs.get(address(engagement)).status_code == 200
    act(theirs, engagement, "inviter", only=south.role_model.code)
    page = desk.get(address(engagement)).content.decode()
    assert "Oriane" not in page
    assert "Une professionnelle de Réseau du Sud" in page


def test_a_lending_without_a_network_comes_back_open_with_the_words(desk: Client, here: SimpleNamespace, south: SimpleNamespace) -> None:
    engagement = request(here)
    answer = desk.post(address(engagement, "preter"), {"lender": "", "words": "Avez-vous quelqu’un ?"})
    page = answer.content.decode()
    assert answer.status_code == 422 and answer.context["wrong"].errors.keys() == {"lender"}
    assert "Avez-vous quelqu’un ?" in page and page.count("<details open>") == 1 and page.count('role="alert"') == 1
    assert not Lending.objects.exists()


def test_words_sent_once_the_request_has_moved_get_a_sentence(desk: Client, here: SimpleNamespace, south: SimpleNamespace) -> None:
    engagement = confirmed(here)
    assert act(desk, engagement, "sans-suite", words="Trop tard")
    assert act(desk, engagement, "preter", lender=south.network.code, words="Trop tard")
    assert engagement.status == Engagement.Status.CONFIRMED and not Lending.objects.exists()


def test_the_lender_does_not_read_the_teachers_address(here: SimpleNamespace, south: SimpleNamespace) -> None:
    engagement = request(here)
    lending = engagements.ask_lending(engagement, lender=south.network, words="", by=here.coordinator)
    engagements.agree_lending(lending, by=south.coordinator)
    page = signed_in(south.coordinator).get(address(engagement)).content.decode()
    assert engagement.contact_email not in page
    assert "Nadia B." not in page


def test_a_lending_is_refused_with_a_word(desk: Client, here: SimpleNamespace, south: SimpleNamespace) -> None:
    engagement = request(here)
    engagements.ask_lending(engagement, lender=south.network, words="", by=here.coordinator)
    lending = Lending.objects.get()
    wrong = signed_in(south.coordinator).post(f"/coordination/prets/{lending.code}/", {"words": "Hum"})
    assert wrong.status_code == 422
    signed_in(south.coordinator).post(f"/coordination/prets/{lending.code}/", {"answer": "refuse", "words": "Toutes prises."})
    assert "Toutes prises." in desk.get(address(engagement)).content.decode()


def test_a_lending_is_not_answered_by_who_asked(desk: Client, here: SimpleNamespace, south: SimpleNamespace) -> None:
    lending = engagements.ask_lending(request(here), lender=south.network, words="", by=here.coordinator)
    assert desk.post(f"/coordination/prets/{lending.code}/", {"answer": "agree"}).status_code == 404


def test_a_lending_is_asked_no_longer(desk: Client, here: SimpleNamespace, south: SimpleNamespace) -> None:
    engagement = request(here)
    lending = engagements.ask_lending(engagement, lender=south.network, words="", by=here.coordinator)
    act(desk, engagement, "prets", lending.code, "retirer")
    lending.refresh_from_db()
    assert lending.status == Lending.Status.WITHDRAWN


def told(engagement: Engagement, side: str, people: int, girls: int) -> Any:
    return engagements.report(
        engagement, key=uuid.uuid4(), side=side, outcome="held", people=people, girls=girls, boys=people - girls,
        method="estimate", teacher_present="Camille Martin")


def test_two_counts_stand_side_by_side_and_one_is_kept(desk: Client, here: SimpleNamespace) -> None:
    engagement = confirmed(here)
    with later(30):
        told(engagement, "role model", 28, 12)
        second = told(engagement, "teacher", 26, 11)
        board = desk.get("/coordination/")
        assert [one.action for one in board.context["decisions"]] == ["Garder un des comptes"]
        assert desk.get(address(engagement)).content.decode().count("Garder ce compte") == 2
        act(desk, engagement, "compte", report=str(second.key))
        assert not desk.get("/coordination/").context["total"]
    assert Entry.objects.filter(fact="engagements.people").total() == 26


def test_a_count_nobody_told_cannot_be_kept(desk: Client, here: SimpleNamespace) -> None:
    assert desk.post(address(confirmed(here), "compte"), {"report": str(uuid.uuid4())}).status_code == 404


def test_the_coordinator_tells_what_took_place(desk: Client, here: SimpleNamespace) -> None:
    engagement = confirmed(here)
    with later(30):
        sent = {"key": str(uuid.uuid4()), "outcome": "held", "people": "28", "girls": "12", "boys": "16", "method": "estimate",
                "teacher_present": "Camille Martin", "smile": "", "words": ""}
        assert desk.get(address(engagement, "bilan")).status_code == 200
        assert desk.post(address(engagement, "bilan"), {**sent, "people": ""}).status_code == 422
        act(desk, engagement, "bilan", **sent)
    assert engagement.status == Engagement.Status.HELD
    assert Entry.objects.filter(fact="engagements.people").total() == 28


def test_what_happened_is_told_in_words(desk: Client, here: SimpleNamespace) -> None:
    page = desk.get(address(confirmed(here)))
    acts = [str(one.what) for one in page.context["history"]]
    assert acts[-1] == "demande une visite"
    assert {"confirme la demande", "invite", "accepte"} <= set(acts)


def test_every_verb_of_the_journal_has_its_words() -> None:
    from industrielles.engagements import history

    of_people = {"carry", "clear_words", "export", "forget_address", "forget_askers", "let_go_suspended", "send_links", "succeed",
                 "tell_near", "unite"}
    assert set(engagements.__all__) - of_people <= set(history.VERBS)


def everything(school: Any, network: Any, **changes: str) -> dict[str, str]:
    sent = {name: value for step in answers(school).values() for name, value in step.items()}
    return {**sent, "key": str(uuid.uuid4()), "network_slug": network.slug, **changes}


def test_a_request_typed_for_a_teacher_is_confirmed_at_once(desk: Client, here: SimpleNamespace) -> None:
    sent = everything(here.school, here.network)
    for _ in range(2):
        answer = desk.post("/coordination/demandes/nouvelle/", sent)
        assert answer.status_code == 302
    engagement = Engagement.objects.get()
    assert (engagement.status, engagement.network) == (Engagement.Status.REQUESTED, here.network)


@pytest.mark.parametrize("wrong", [
    {"headcount": "0"}, {"headcount": "900"}, {"girls": "29"}, {"date1": "2020-01-01"}, {"network_slug": "sud"}, {"contact_name": ""}])
def test_a_wrong_request_comes_back_with_what_was_typed(desk: Client, here: SimpleNamespace, wrong: dict[str, str]) -> None:
    page = desk.post("/coordination/demandes/nouvelle/", everything(here.school, here.network, **wrong))
    assert page.status_code == 422
    assert "Parler de robots." in page.content.decode()
    assert not Engagement.objects.exists()


def test_a_typed_request_with_several_faults_has_one_box_and_speaks_of_the_teacher(desk: Client, here: SimpleNamespace) -> None:
    wrong = everything(here.school, here.network, headcount="0", date1="2020-01-01", contact_name="")
    page = desk.post("/coordination/demandes/nouvelle/", wrong).content.decode()
    assert page.count('role="alert"') == 1 and "3 réponses à corriger" in page
    assert "Prénom et nom de l’enseignante ou de l’enseignant" in page
    assert "Remplissez « Prénom et nom de l’enseignante ou de l’enseignant »" in page.replace("\u00a0", " ").replace("\u202f", " ")
    assert "votre établissement" not in page.lower() and "vos prénom" not in page.lower()


def test_the_page_of_a_request_takes_few_questions(desk: Client, here: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    engagement = request(here)
    for _ in range(12):
        RoleModelFactory(network=here.network, commune=here.role_model.commune)
    desk.get(address(engagement))
    with django_assert_max_num_queries(24):
        desk.get(address(engagement), headers=HTMX)
