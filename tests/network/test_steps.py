"""A lost second step: two who coordinate the collective make sure that it is her. Who holds her mailbox alone gets nowhere."""
from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network import verbs as network
from industrielles.network.models import Decision, Grant
from industrielles.people import verbs as people
from industrielles.people.models import Authenticator, RecoveryCode, SignIn
from tests.factories.network import NetworkFactory, coordinator_of, umbrella
from tests.factories.people import AuthenticatorFactory, PersonFactory
from tests.people.test_factors import shown
from tests.people.test_steps import first_step, set_up

pytestmark = pytest.mark.django_db
STEP, LOST, DESK = "/entrer/etape/", "/entrer/etape/perdue/", "/coordination/"
HOW = "Je l’ai appelée au numéro que j’ai depuis deux ans."


@pytest.fixture
def two() -> tuple[Any, Any]:
    return coordinator_of(umbrella(), first_name="Ada"), coordinator_of(umbrella(), first_name="Bea")


@pytest.fixture
def her() -> Any:
    """She coordinates a network, and has an application she will lose."""
    return AuthenticatorFactory(person=coordinator_of(NetworkFactory(), first_name="Odile")).person


def later(hours: float) -> Any:
    return clock.at(clock.now() + dt.timedelta(hours=hours))


def told(her: Any, two: Any) -> tuple[Decision, str]:
    """Asked, and vouched for by two."""
    decision = network.lose_step(her, words="Téléphone tombé à l’eau.", by=her)
    assert network.vouch(decision, how=HOW, by=two[0]) == ""
    return decision, network.vouch(decision, how=HOW, by=two[1])


def templates(person: Any) -> list[str]:
    return [one.template.rsplit("/", 1)[1] for one in Letter.objects.filter(address=person.email).order_by("pk")]


def test_she_asks_two_vouch_and_a_day_later_her_new_application_takes_the_place_of_the_lost_one(client: Client, her: Any, two: Any) -> None:
    old = her.authenticator
    first_step(client, her, DESK)
    assert LOST in client.get(STEP).content.decode()
    assert client.post(LOST, {"words": ""}).status_code == 422
    client.post(LOST, {"words": "Téléphone tombé à l’eau."})
    assert "Votre demande est chez les coordinatrices" in client.get(LOST).content.decode()
    decision = Decision.objects.get()
    where = f"/coordination/decisions/{decision.code}/attester/"
    answers = []
    for person in two:
        browser = Client()
        browser.force_login(person)
        assert "Téléphone tombé" in browser.get(where.replace("attester/", "")).content.decode()
        assert browser.post(where, {"how": ""}).status_code == 422
        answers.append(browser.post(where, {"how": HOW}))
    assert answers[0].status_code == 302
    code = re.search(r"<strong>([2-9A-Z]{5}-[2-9A-Z]{5})</strong>", answers[1].content.decode())[1]  # type: ignore[index]
    assert client.post(STEP, {"code": code}).status_code == 422  # not before a day
    elsewhere, client, again = Client(), Client(), Client()
    with later(24.5):
        first_step(elsewhere, her)
    with later(25):
        first_step(client, her)
        assert client.post(STEP, {"code": code}).headers["Location"] == "/mon-compte/securite/application/"
        assert Authenticator.objects.get(person=her) == old  # there is no moment without a second step
        assert elsewhere.get(DESK).headers["Location"] == STEP
        set_up(client, her)
        assert Authenticator.objects.get(person=her).pk != old.pk
        assert client.get(DESK).status_code == 200
        assert elsewhere.get(DESK).headers["Location"].startswith("/entrer/?")
    with later(29):
        first_step(again, her)
        assert again.post(STEP, {"code": code}).status_code == 422  # once
    assert {"step_asked", "step_vouched"} <= set(templates(her))
    acts = Entry.objects.filter(verb__startswith="network.").values_list("verb", "by_id")
    assert {("network.lose_step", her.pk), ("network.vouch", two[0].pk), ("network.vouch", two[1].pk)} <= set(acts)


def test_whoever_reads_her_mailbox_alone_never_passes(client: Client, her: Any, two: Any) -> None:
    """He passes the first step, asks, reads every letter, and even two who were fooled into vouching give him nothing by mail."""
    first_step(client, her)
    client.post(LOST, {"words": "J’ai tout perdu, écrivez-moi."})
    for path in (DESK, "/mon-compte/", "/mon-compte/securite/application/", f"/coordination/decisions/{Decision.objects.get().code}/"):
        assert client.get(path).headers["Location"] == STEP
    network.vouch(Decision.objects.get(), how=HOW, by=two[0])
    code = network.vouch(Decision.objects.get(), how=HOW, by=two[1])
    letters = " ".join(f"{one.subject} {one.text} {one.html}" for one in Letter.objects.all())
    assert code not in letters and code.replace("-", "") not in letters
    with later(25):
        client = Client()
        first_step(client, her)
        assert client.get(DESK).headers["Location"] == STEP
        assert client.post("/mon-compte/securite/application/").headers["Location"] == STEP
    assert Authenticator.objects.filter(person=her).exists()


def test_the_code_told_by_telephone_works_for_a_week_and_for_her_alone(her: Any, two: Any) -> None:
    _decision, code = told(her, two)
    other = AuthenticatorFactory().person
    for hours, person, outcome in ((23, her, "wrong"), (25, other, "wrong"), (24 * 8 + 1, her, "wrong"), (25, her, "right")):
        with later(hours):
            sign_in = people.begin(person, session=f"{hours}{person.pk}", browser="Firefox", new=False)
            assert people.take_step(sign_in, code) == outcome


def test_two_different_people_vouch_and_never_she_herself(two: Any) -> None:
    ada, bea = two
    national = AuthenticatorFactory(person=coordinator_of(umbrella())).person
    decision = network.lose_step(national, words="Volé.", by=national)
    network.vouch(decision, how=HOW, by=ada)
    for person in (ada, national, PersonFactory(), coordinator_of(NetworkFactory())):
        with pytest.raises(Refused):
            network.vouch(Decision.objects.get(), how=HOW, by=person)
    with pytest.raises(Refused):
        network.second(decision, by=bea)  # nor by the other button
    with pytest.raises(Refused):
        network.vouch(decision, how="oui", by=bea)
    assert not RecoveryCode.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(status="confirmed", settled_by=ada, settled_at=clock.now())


def test_a_first_one_who_left_her_role_counts_no_more(her: Any, two: Any) -> None:
    ada, bea = two
    decision = network.lose_step(her, words="Volé.", by=her)
    network.vouch(decision, how=HOW, by=ada)
    Grant.objects.filter(membership__person=ada).update(ended_on=clock.today())
    assert network.vouch(decision, how=HOW, by=bea) == ""
    assert network.vouch(decision, how=HOW, by=coordinator_of(umbrella())) != ""


@pytest.mark.parametrize("vouched", [False, True])
def test_whoever_passes_her_second_step_has_lost_nothing(her: Any, two: Any, vouched: bool) -> None:
    if vouched:
        told(her, two)
    else:
        network.lose_step(her, words="Volé.", by=her)
    sign_in = people.begin(her, session="s", browser="Firefox", new=False)
    assert people.take_step(sign_in, shown(her.authenticator)) == "right"
    assert not RecoveryCode.objects.exists() and not Decision.objects.filter(status="proposed").exists()
    assert Entry.objects.filter(verb="network.find_step").count() == 1


def test_without_that_defence_the_request_would_stay_open(her: Any, two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control."""
    monkeypatch.setattr("industrielles.network.verbs.find_step", lambda person, *, by=None: 0)
    told(her, two)
    sign_in = people.begin(her, session="s", browser="Firefox", new=False)
    people.take_step(sign_in, shown(her.authenticator))
    assert RecoveryCode.objects.exists()


def test_the_link_of_her_letter_stops_it_by_a_button_and_the_others_are_told(client: Client, her: Any, two: Any) -> None:
    told(her, two)
    people.begin(her, session="voleur", browser="Firefox", new=False)
    link = re.search(r"/entrer/etape/perdue/arreter/[^\s\"<]+", Letter.objects.get(template="network/letters/step_asked").text)[0]  # type: ignore[index]
    assert client.get(link).status_code == 200 and RecoveryCode.objects.exists()
    for _twice in range(2):
        assert "C’est arrêté" in client.post(link).content.decode()
    assert not RecoveryCode.objects.exists() and not SignIn.objects.filter(person=her).exists()
    assert Letter.objects.filter(template="network/letters/step_not_her").count() == 2
    assert client.get(link.replace("arreter/", "arreter/x")).status_code == 404


def test_a_coordinator_who_doubts_sets_it_aside_and_she_is_told(client: Client, her: Any, two: Any) -> None:
    decision = network.lose_step(her, words="Volé.", by=her)
    client.force_login(two[0])
    client.post(f"/coordination/decisions/{decision.code}/ecarter/")
    assert Decision.objects.get().status == "refused" and "step_stopped" in templates(her)


def test_she_asks_three_times_a_week_at_most_and_once_at_a_time(her: Any, two: Any) -> None:
    for _n in range(3):
        decisions = {network.lose_step(her, words="Volé.", by=her) for _twice in range(2)}
        network.stop_step(decisions.pop(), by=two[0])
        assert not decisions
    with pytest.raises(Refused):
        network.lose_step(her, words="Volé.", by=her)
    with later(24 * 8):
        network.lose_step(her, words="Volé.", by=her)


def test_only_she_who_has_a_second_step_asks_for_herself(client: Client, her: Any, two: Any) -> None:
    without = coordinator_of(NetworkFactory())
    for person, by in ((her, two[0]), (without, without)):
        with pytest.raises(Refused):
            network.lose_step(person, words="Volé.", by=by)
    assert client.get(LOST).headers["Location"].startswith("/entrer/")
    client.force_login(without)
    assert client.get(LOST).status_code == 404


def test_erased_she_leaves_no_word_of_it(her: Any, two: Any) -> None:
    told(her, two)
    people.erase(her)
    said = Decision.objects.get()
    assert (said.reason, said.vouched_how, said.settled_how) == ("", "", "")
