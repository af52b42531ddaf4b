"""A network somebody proposes: confirmed by mail, answered by the umbrella."""
from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network import retention
from industrielles.network import verbs as network
from industrielles.network.models import Grant, Network, Proposal
from tests.factories.network import NetworkFactory, ProposalFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.places import DepartmentFactory

pytestmark = pytest.mark.django_db
PROPOSE = "/reseaux/proposer/"


@pytest.fixture(autouse=True)
def _top() -> None:
    umbrella()
    DepartmentFactory(code="59", name="Nord")


def said(**changes: Any) -> dict[str, Any]:
    return {"name": "Les Fondeuses", "mission": "Nous faisons connaître la fonderie.", "departments": "59",
            "size": "environ 40", "why": "Les classes.",
            "first_name": "Odile", "last_name": "Marchand", "email": "odile@exemple.invalid", "key": str(uuid.uuid4()), **changes}


def link_in(letter: Letter) -> str:
    return re.search(r"https?://[^/]+(/reseaux/proposer/\S+)", letter.text)[1]  # type: ignore[index]


def to(email: str) -> Letter:
    return Letter.objects.filter(address=email).latest("pk")


def test_from_the_open_form_to_the_founded_network(client: Client) -> None:
    national = coordinator_of(umbrella())
    sent = said()
    assert [client.post(PROPOSE, sent).status_code for _ in range(2)] == [302, 302]
    proposal = Proposal.objects.get()
    assert (proposal.status, proposal.size, Letter.objects.count()) == ("sent", 40, 1)
    link = link_in(to("odile@exemple.invalid"))
    assert client.get(link).status_code == 200 and Proposal.objects.get().status == "sent"  # a scanner opens links, too
    client.post(link), client.post(link)
    assert Proposal.objects.get().status == "waiting" and "Les Fondeuses" in to(national.email).subject
    client.force_login(national)
    page = client.get(f"/coordination/propositions/{proposal.code}/").content.decode()
    assert "Odile Marchand" in page and "fonderie" in page
    for _ in range(2):
        assert client.post(f"/coordination/propositions/{proposal.code}/accepter/").headers["Location"].endswith("/les-fondeuses/")
    made = Network.objects.get(slug="les-fondeuses")
    assert (made.mission_fr, [one.pk for one in made.departments.all()]) == ("Nous faisons connaître la fonderie.", ["59"])
    assert Grant.objects.get(network=made).membership.person.full_name == "Odile Marchand"
    assert Entry.objects.filter(verb="network.approve").count() == 1


def test_a_question_is_asked_answered_by_link_then_declined_with_words(client: Client) -> None:
    national, proposal = coordinator_of(umbrella()), ProposalFactory(status="waiting")
    client.force_login(national)
    at = f"/coordination/propositions/{proposal.code}/"
    assert client.post(f"{at}demander/", {"question": ""}).status_code == 422
    client.post(f"{at}demander/", {"question": "Combien de classes ?"})
    link = link_in(to(proposal.email))
    visitor = Client()
    assert "Combien de classes" in visitor.get(link).content.decode()
    assert visitor.post(link, {"answer": ""}).status_code == 422
    visitor.post(link, {"answer": "Une douzaine."})
    again = visitor.post(link, {"answer": "Encore"})
    proposal.refresh_from_db()
    assert (proposal.status, proposal.answer, again.status_code) == ("waiting", "Une douzaine.", 422)
    assert "Une douzaine." in client.get(at).content.decode() and "Une réponse" in to(national.email).subject
    assert client.post(f"{at}refuser/", {"words": " "}).status_code == 422
    client.post(f"{at}refuser/", {"words": "Rejoignez d’abord le réseau du Nord."})
    assert "Rejoignez d’abord" in to(proposal.email).text
    with pytest.raises(Refused):
        network.approve(proposal, by=national)
    assert not Network.objects.filter(name=proposal.name).exists()


def test_who_writes_with_the_address_she_signed_in_with_confirms_nothing_more(client: Client) -> None:
    person = PersonFactory(email="odile@exemple.invalid")
    client.force_login(person)
    assert 'value="odile@exemple.invalid"' in client.get(PROPOSE).content.decode()
    client.post(PROPOSE, said())
    client.post(PROPOSE, said(email="autre@exemple.invalid"))
    assert sorted(Proposal.objects.values_list("email", "status")) == [("autre@exemple.invalid", "sent"), (person.email, "waiting")]


@pytest.mark.parametrize(("changes", "words"), [
    ({"departments": "Atlantide"}, "Aucun département"), ({"size": "beaucoup"}, "en chiffres"), ({"email": "pas"}, "adresse"),
    ({"name": ""}, "Nom du réseau")])
def test_what_does_not_pass_comes_back_whole(client: Client, changes: dict[str, str], words: str) -> None:
    answer = client.post(PROPOSE, said(**changes))
    assert answer.status_code == 422 and words in answer.content.decode() and "Nous faisons connaître" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_mailbox_is_not_filled_by_a_stranger_and_known_and_unknown_look_alike(client: Client) -> None:
    PersonFactory(email="odile@exemple.invalid")
    answers = [client.post(PROPOSE, said()) for _ in range(4)]
    assert [one.status_code for one in answers] == [302, 302, 302, 422] and Letter.objects.count() == 3
    unknown = client.post(PROPOSE, said(email="personne@exemple.invalid"))
    assert (unknown.status_code, unknown.headers["Location"]) == (302, answers[0].headers["Location"])


def test_two_networks_of_one_name_are_refused_in_words(client: Client) -> None:
    NetworkFactory(name="Les Fondeuses", slug="les-fondeuses")
    proposal = ProposalFactory(name="Les Fondeuses", status="waiting")
    client.force_login(coordinator_of(umbrella()))
    answer = client.post(f"/coordination/propositions/{proposal.code}/accepter/", follow=True)
    assert "Un autre réseau porte ce nom" in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.status == "waiting"


@pytest.mark.parametrize("role", ["coordinator", "nobody"])
def test_for_others_no_proposal_exists(client: Client, role: str) -> None:
    proposal = ProposalFactory(status="waiting")
    if role == "coordinator":
        person = coordinator_of(NetworkFactory())
        client.force_login(person)
        with pytest.raises(Refused):
            network.inquire(proposal, question="Qui ?", by=person)
        assert client.get(f"/coordination/propositions/{proposal.code}/").status_code == 404
    unconfirmed = ProposalFactory()
    client.force_login(coordinator_of(umbrella()))
    assert client.get(f"/coordination/propositions/{unconfirmed.code}/").status_code == 404


def test_an_altered_link_says_so(client: Client) -> None:
    assert client.get("/reseaux/proposer/confirmer/ABC:def:ghi/").status_code == 404


def test_the_list_asks_as_much_for_one_as_for_three(client: Client) -> None:
    client.force_login(coordinator_of(umbrella()))

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/coordination/propositions/").status_code == 200
        return len(asked)

    assert "Personne ne propose" in client.get("/coordination/propositions/").content.decode()
    ProposalFactory(status="waiting")
    first = questions()
    ProposalFactory(status="asked", question="?"), ProposalFactory(status="declined", words="Non.")
    assert questions() == first < 25


def test_clear_proposals_forgets_what_is_settled_and_leaves_the_network() -> None:
    waiting, settled = ProposalFactory(status="waiting"), ProposalFactory(status="waiting")
    made = network.approve(settled, by=None)
    assert network.clear_proposals(retention.proposals_due(clock.now())) == 1
    assert list(Proposal.objects.all()) == [waiting] and Network.objects.filter(pk=made.pk).exists()


def test_confirm_reply_and_propose_are_verbs_of_their_author() -> None:
    proposal = ProposalFactory()
    assert network.confirm(network.confirm(proposal)).status == "waiting"
    with pytest.raises(Refused):
        network.reply(proposal, answer="Sans question.")
    with pytest.raises(Refused):
        network.decline(proposal, words="Non.", by=PersonFactory())
