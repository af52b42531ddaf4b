"""What people ask about their data is answered at once when it can be, by a coordinator otherwise, always in time."""
from __future__ import annotations

import datetime as dt
import io
import json
import uuid
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement
from industrielles.joining.models import Application
from industrielles.journal.models import Entry
from industrielles.kit import clock, links
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network.models import Referent
from industrielles.people.models import Person
from industrielles.rights import sheets, tasks, telling, verbs
from industrielles.rights.models import Demand
from industrielles.rights.models.demands import months_after
from tests.factories.engagements import TEACHER, asked, confirmed, letters_to
from tests.factories.joining import applied, network_of_lille
from tests.factories.network import MembershipFactory, ReferentFactory, coordinator_of, umbrella
from tests.factories.pool import RoleModelFactory

pytestmark = pytest.mark.django_db
Kind, Status = Demand.Kind, Demand.Status


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize(("day", "months", "due"), [
    ("2026-01-31", 1, "2026-02-28"), ("2027-12-31", 2, "2028-02-29"), ("2026-11-21", 1, "2026-12-21"), ("2026-12-05", 2, "2027-02-05")])
def test_a_month_ends_on_the_same_day_or_the_last_one(day: str, months: int, due: str) -> None:
    assert months_after(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(due)


def test_a_correction_waits_for_the_coordinators_of_her_network_who_are_told_once() -> None:
    her = MembershipFactory()
    chief, elsewhere, key = coordinator_of(her.network), coordinator_of(umbrella()), uuid.uuid4()
    for _ in range(3):
        made = verbs.demand(her.person, kind=Kind.RECTIFICATION, key=key, words="Mon nom a changé.", by=her.person)
    assert Demand.objects.count() == 1 and made.due_on == months_after(clock.today(), 1)
    assert letters_to(her.person.email) == ["received"] and letters_to(chief.email) == ["to_answer"] and not letters_to(elsewhere.email)
    with pytest.raises(Refused):
        verbs.demand(her.person, kind=Kind.RECTIFICATION, key=uuid.uuid4(), words=" ", by=her.person)
    with pytest.raises(Refused):
        verbs.demand(her.person, kind=Kind.ACCESS, key=uuid.uuid4(), by=chief)


def test_an_answer_is_given_once_by_who_runs_the_network_and_mailed() -> None:
    her = MembershipFactory()
    chief, other = coordinator_of(her.network), coordinator_of(MembershipFactory().network)
    made = verbs.demand(her.person, kind=Kind.RECTIFICATION, key=uuid.uuid4(), words="Mon nom.", by=her.person)
    for who, words in ((other, "Fait."), (chief, " ")):
        with pytest.raises(Refused):
            verbs.answer(made, words=words, by=who)
    verbs.answer(made, words="Votre nom est corrigé.", by=chief)
    with pytest.raises(Refused):
        verbs.answer(made, words="Encore.", by=chief)
    assert "corrigé" in Letter.objects.get(template="rights/letters/answered").text
    assert Entry.objects.filter(verb="rights.answer").count() == 1


def test_two_months_more_are_taken_once_within_the_first_with_a_reason_she_reads() -> None:
    her = MembershipFactory()
    chief = coordinator_of(her.network)
    made = verbs.demand(her.person, kind=Kind.RECTIFICATION, key=uuid.uuid4(), words="Mon nom.", by=her.person)
    with clock.at(clock.now() + dt.timedelta(days=40)), pytest.raises(Refused):
        verbs.delay(made, reason="Archives", by=chief)
    due = made.due_on
    verbs.delay(made, reason="Archives papier à relire", by=chief)
    made.refresh_from_db()
    assert made.due_on == months_after(due, 2)
    assert "Archives papier" in Letter.objects.get(template="rights/letters/delayed").text
    with pytest.raises(Refused):
        verbs.delay(made, reason="Encore", by=chief)


def test_an_unanswered_demand_is_told_again_before_its_day_and_after_it() -> None:
    her = MembershipFactory()
    chief = coordinator_of(her.network)
    made = verbs.demand(her.person, kind=Kind.RECTIFICATION, key=uuid.uuid4(), words="Mon nom.", by=her.person)
    for days in (10, -3, -2, 1, 2):
        with clock.at(dt.datetime.combine(made.due_on, dt.time(9), dt.UTC) + dt.timedelta(days=days if days != 10 else -20)):
            tasks.remind_demands()
    assert letters_to(chief.email) == ["to_answer"] * 3
    assert verbs.remind_demand(made) == 1


def test_objecting_stops_what_can_stop_and_the_rest_is_answered() -> None:
    visit = engagements.cancel(asked(), words="")
    her = MembershipFactory(person__email=TEACHER).person
    coordinator_of(her.memberships.get().network)
    assert verbs.object_to(her, rule="engagements.askers", key=uuid.uuid4(), by=her).status == Status.ANSWERED
    assert Engagement.objects.get(pk=visit.pk).contact_email == ""
    assert verbs.object_to(her, rule="journal.acts", key=uuid.uuid4(), by=her).status == Status.RECEIVED
    for rule in ("network.members", "nothing.such"):
        with pytest.raises(Refused):
            verbs.object_to(her, rule=rule, key=uuid.uuid4(), by=her)


def test_her_data_is_a_file_with_all_of_it_made_by_a_button_and_kept_by_no_cache() -> None:
    her = RoleModelFactory(job="=Soudeuse").person
    client = browser(her)
    page = client.get(reverse("rights:data"))
    assert page.status_code == 200 and "=Soudeuse" in page.content.decode()
    assert client.get(reverse("rights:take_away")).status_code == 405
    answer = client.post(reverse("rights:take_away"))
    assert answer["Cache-Control"] == "no-store" and answer["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert {"LISEZMOI.txt", "compte.csv", "tout.json"} <= set(archive.namelist())
    assert her.email in archive.read("compte.csv").decode("utf-8-sig")
    assert "'=Soudeuse" in archive.read("profils.csv").decode("utf-8-sig")
    assert json.loads(archive.read("tout.json"))["profils"][0]["métier"] == "=Soudeuse"
    assert Demand.objects.get().status == Status.ANSWERED


def test_her_page_holds_nothing_of_anybody_else() -> None:
    other = confirmed().role_model.person
    Person.objects.filter(pk=other.pk).update(last_name="Zibeline")
    page = browser(MembershipFactory().person).get(reverse("rights:data")).content.decode()
    assert "Zibeline" not in page and other.email not in page


def test_asking_by_an_address_says_the_same_known_or_not_and_does_nothing_before_the_letter_is_opened() -> None:
    visit = engagements.cancel(asked(), words="")
    answers = []
    for address in (TEACHER, "inconnue@exemple.invalid"):
        sent = {"email": address, "kind": "erasure", "key": uuid.uuid4(), "words": ""}
        answers.append(Client().post(reverse("rights:ask"), sent))
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, reverse("rights:asked"))] * 2
    assert Letter.objects.filter(template="rights/letters/confirm").count() == 2
    assert Engagement.objects.get(pk=visit.pk).contact_email == TEACHER
    made = Demand.objects.of_address(TEACHER).get()
    page = reverse("rights:by_link", args=[links.sign(telling.CONFIRM, made.code)])
    assert TEACHER in Client().get(page).content.decode()
    assert Engagement.objects.get(pk=visit.pk).contact_email == TEACHER, "opening changes nothing"
    assert Client().post(page).status_code == 302
    assert Engagement.objects.get(pk=visit.pk).contact_email == ""
    assert Client().post(page).status_code == 302 and Client().get(page).status_code == 200


def test_an_erasure_by_address_waits_while_a_visit_is_under_way() -> None:
    asked()
    made = verbs.confirm(verbs.ask_by_address(TEACHER, kind=Kind.ERASURE, key=uuid.uuid4()))
    assert made.status == Status.RECEIVED and Engagement.objects.get().contact_email == TEACHER


def test_no_more_than_three_letters_an_hour_go_to_one_address() -> None:
    for _ in range(6):
        verbs.ask_by_address("prof@exemple.invalid", kind=Kind.ACCESS, key=uuid.uuid4())
    assert Letter.objects.exclude(status="suppressed").filter(template="rights/letters/confirm").count() == 3
    with pytest.raises(Refused):
        verbs.ask_by_address("pas une adresse", kind=Kind.ACCESS, key=uuid.uuid4())


def test_a_link_that_is_altered_or_too_old_says_what_to_do() -> None:
    made = verbs.ask_by_address(TEACHER, kind=Kind.ACCESS, key=uuid.uuid4())
    page = reverse("rights:by_link", args=[links.sign(telling.CONFIRM, made.code)])
    assert Client().get(page[:-3] + "x/").status_code == 404
    answer = Client().post(page)
    assert answer["Content-Type"] == "application/zip"


def test_the_desk_lists_demands_of_her_networks_alone_with_few_questions(django_assert_max_num_queries: Any) -> None:
    her = MembershipFactory()
    chief, other = coordinator_of(her.network), coordinator_of(MembershipFactory().network)
    verbs.demand(her.person, kind=Kind.RECTIFICATION, key=uuid.uuid4(), words="Mon nom.", by=her.person)
    made = Demand.objects.get()
    assert made.code in browser(chief).get(reverse("rights:demands")).content.decode()
    assert made.code not in browser(other).get(reverse("rights:demands")).content.decode()
    assert browser(other).get(reverse("rights:demand", args=[made.code])).status_code == 404
    for _ in range(2):
        verbs.demand(her.person, kind=Kind.RECTIFICATION, key=uuid.uuid4(), words="Encore.", by=her.person)
    client = browser(chief)
    with django_assert_max_num_queries(24):
        client.get(reverse("rights:demands"))


def test_an_answer_typed_badly_comes_back_whole() -> None:
    her = MembershipFactory()
    chief = browser(coordinator_of(her.network))
    made = verbs.demand(her.person, kind=Kind.RECTIFICATION, key=uuid.uuid4(), words="Mon nom.", by=her.person)
    page = reverse("rights:demand", args=[made.code])
    assert chief.post(page, {"words": "", "outcome": "answered"}).status_code == 422
    assert chief.post(reverse("rights:delay", args=[made.code]), {"reason": ""}).status_code == 422
    assert chief.post(page, {"words": "C’est fait.", "outcome": "answered"}).status_code == 302
    assert chief.post(page, {"words": "Deux fois.", "outcome": "answered"}).status_code == 422
    assert Demand.objects.get().answer == "C’est fait."


def test_an_erasure_by_address_leaves_no_application_no_contact_and_no_letter() -> None:
    network_of_lille()
    applied(email=TEACHER)
    ReferentFactory(email=TEACHER)
    verbs.confirm(verbs.ask_by_address(TEACHER, kind=Kind.ERASURE, key=uuid.uuid4()))
    assert not Application.objects.exists() and not Letter.objects.addressed_to(TEACHER).exists()
    contact = Referent.objects.get()
    assert (contact.email, contact.name, contact.ended_on) == ("", "", clock.today())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_sheets_are_one_file(language: str) -> None:
    with translation.override(language):
        for held in (sheets.everything(MembershipFactory().person), sheets.everything_of_address(TEACHER)):
            names = [one.name for one in held]
            assert len(names) > 4 and len(set(names)) == len(names)
