"""What somebody who means harm would try: each statement of the threat model (cases 1 to 7) and of the rules on minors that no other test
holds. Beside it: test_trust.py (threads, evidence), test_resting.py, test_leaving.py, safeguarding/test_reports.py, test_bans.py."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django import forms
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import get_resolver, reverse

from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import holding, papers_life, verbs
from industrielles.mentoring import urls as addresses
from industrielles.mentoring.forms.mentee import WhoStep
from industrielles.mentoring.forms.mentor import WhoStep as MentorWhoStep
from industrielles.mentoring.models import Meeting, Mentee, Mentor, Message, Pair
from industrielles.people.models import Person
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance
from tests.factories.mentoring_life import matched, pair
from tests.factories.network import coordinator_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
DOORS = [one.name for one in addresses.urlpatterns if str(one.pattern).startswith("binome/<str:code>/")]


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def made() -> Pair:
    return pair()


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(made: Pair) -> Meeting:
    return verbs.propose_meeting(made, starts_at=NOON + dt.timedelta(days=3), mode="online", by=made.mentor.person)  # type: ignore[arg-type]


def kept() -> dict[str, int]:
    """How many rows the life of pairs has."""
    names = ("Message", "Meeting", "Goal", "Pause", "Closure", "Promise", "Questions", "Opening")
    return {name: apps.get_model("mentoring", name)._base_manager.count() for name in names}


# 1: off the platform, by what is not a message


@pytest.mark.parametrize("name", ["snap lina.m", "06 12 34 56 78", "lina@exemple.invalid", "insta : lina_m"])
def test_a_name_that_leads_elsewhere_is_refused_and_a_name_is_not(name: str) -> None:
    for form, field in ((WhoStep, "called"), (WhoStep, "first_name"), (MentorWhoStep, "first_name")):
        assert field in form({field: name}).errors
        assert field not in form({field: "Lina-Rose"}).errors  # positive control


def test_neither_reads_the_other_ones_surname_address_telephone_or_school(made: Pair) -> None:
    Mentor.objects.filter(pk=made.mentor_id).update(last_name="Quillévéré", phone="06 44 33 22 11", school_name="Lycée Arago")
    Mentee.objects.filter(pk=made.mentee_id).update(last_name="Zérafa", school_name="Lycée Vauban")
    Person.objects.filter(pk=made.mentor.person_id).update(last_name="Quillévéré")
    Person.objects.filter(pk=made.mentee.person_id).update(last_name="Zérafa")
    made = Pair.objects.whole().get(pk=made.pk)
    meeting = told(made)
    verbs.send(made, body="Bonjour !", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]
    secrets = {"mentee": ["Quillévéré", "06 44 33 22 11", "Arago", made.mentor.email], "mentor": ["Zérafa", "Vauban", made.mentee.email]}
    for side, hidden in secrets.items():
        client = signed_in(made.person_of(side))
        pages = [reverse("mentoring:mine"), reverse("mentoring:calendar", args=[made.code, meeting.code]),
                 *(reverse(f"mentoring:{name}", args=[made.code]) for name in ("pair", "messages", "report_pair", "sign_pair")),
                 reverse("mentoring:take_away", args=[made.code, "mentorat.json"])]
        said = "".join(client.get(page).content.decode() for page in pages)
        said += "".join(Letter.objects.filter(address=made.person_of(side).email).values_list("text", flat=True))  # type: ignore[union-attr]
        assert made.name_of("mentor" if side == "mentee" else "mentee") in said  # positive control: a first name
        assert not [one for one in hidden if one in said]


# 2: no door of a pair opens to anybody else, nor once it is over


def arguments(name: str, made: Pair, meeting: Meeting) -> list[str]:
    more = {"agree": [meeting.code], "cancel_meeting": [meeting.code], "miss": [meeting.code], "calendar": [meeting.code],
            "withdraw_meeting": [meeting.code],
            "end_goal": ["ABCDEFGHJKLM"], "take_away": ["mentorat.json"]}
    return [made.code, *more.get(name, [])]


def test_every_door_of_a_pair_is_shut_to_everybody_else(made: Pair) -> None:
    meeting, other = told(made), pair(programme=made.programme)
    strangers = [other.mentor.person, other.mentee.person, coordinator_of(made.network), PersonFactory()]
    before = kept()
    assert len(DOORS) > 12
    for name in DOORS:
        address = reverse(f"mentoring:{name}", args=arguments(name, made, meeting))
        for client in map(signed_in, strangers):
            assert client.get(address).status_code in (404, 405)
            assert client.post(address, {"body": "Bonjour", "key": str(uuid.uuid4()), "words": "x"}).status_code in (404, 405)
        assert Client().post(address).status_code in (302, 405)
    assert kept() == before
    made.refresh_from_db()
    assert made.status == Pair.Status.ACTIVE
    assert signed_in(made.mentor.person).get(reverse("mentoring:pair", args=[made.code])).status_code == 200  # positive control


SAID: dict[str, dict[str, Any]] = {
    "messages": {"body": "Bonjour"}, "set_goal": {"words": "Voir un atelier"},
    "propose": {"day": "2026-11-25", "hour": "14:00", "mode": "online"}, "pause": {"on": "0"}}


@pytest.mark.parametrize("how", ["closed", "ended", "expired"])
def test_every_door_that_writes_is_shut_once_it_is_over_or_a_clearance_is(made: Pair, how: str) -> None:
    def writes() -> list[int]:
        girl = signed_in(made.mentee.person)
        return [girl.post(reverse(f"mentoring:{name}", args=[made.code]), {**said, "key": str(uuid.uuid4())}).status_code
                for name, said in SAID.items()]

    if how == "expired":
        for one in Clearance.objects.of(made.mentor.person):
            safeguarding.withdraw_clearance(one)
    else:
        verbs.stop(made, by=made.mentor.person)  # type: ignore[arg-type]
    with time_machine.travel(NOON + dt.timedelta(days=15 if how == "closed" else 0), tick=False):
        if how == "closed":
            verbs.close_pair(made, after="none")
        before = kept()
        answers = writes()
        assert kept() == before and (answers[0], answers[1]) == (422, 422) and set(answers) <= {302, 422}


def test_the_same_doors_write_while_it_lives(made: Pair) -> None:
    """Positive control of the test above."""
    girl = signed_in(made.mentee.person)
    before = kept()
    for name, said in SAID.items():
        assert girl.post(reverse(f"mentoring:{name}", args=[made.code]), {**said, "key": str(uuid.uuid4())}).status_code == 302
    after = kept()
    assert {name for name in after if after[name] != before[name]} == {"Message", "Goal", "Meeting", "Pause"}


# 5, 6: what is always there; nobody browses minors


def test_every_page_of_a_pair_has_the_numbers_to_call_and_a_way_to_report(made: Pair) -> None:
    verbs.send(made, body="Bonjour !", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]
    message = Message.objects.get()
    for side in ("mentee", "mentor"):
        client = signed_in(made.person_of(side))
        for name in ("pair", "messages", "sign_pair", "report_pair"):
            page = client.get(reverse(f"mentoring:{name}", args=[made.code])).content.decode()
            assert "119" in page and "/signaler/" in page
    hers = signed_in(made.mentee.person).get(reverse("mentoring:messages", args=[made.code])).content.decode()
    assert f"?message={message.code}" in hers  # of this very message


def test_nobody_browses_minors_a_mentor_least_of_all(made: Pair) -> None:
    Mentee.objects.filter(pk=made.mentee_id).update(last_name="Zérafa")
    Person.objects.filter(pk=made.mentee.person_id).update(first_name="Lisenn", last_name="Zérafa")
    outsider, other = pair(programme=made.programme).mentor.person, PersonFactory()
    desk = [reverse("mentoring:mentee", args=[made.mentee.code]), reverse("mentoring:programme", args=[made.programme.code]),
            reverse("mentoring:pairs", args=[made.programme.code]), reverse("mentoring:desk"), reverse("mentoring:held")]
    public = [reverse("website:sitemap"), "/robots.txt", reverse("pool:directory"), reverse("mentoring:programmes"),
              reverse("mentoring:presented", args=[made.programme.code])]
    for person in (outsider, other):
        client = signed_in(person)
        assert {client.get(address).status_code for address in desk} == {404}
        assert not any("Zérafa" in client.get(address).content.decode() for address in public)
    assert not any("Zérafa" in Client().get(address).content.decode() for address in public)
    page = signed_in(coordinator_of(made.network)).get(desk[0])
    assert page.status_code == 200 and "Zérafa" in page.content.decode()  # positive control


def test_what_is_said_to_a_minor_is_never_indexed(made: Pair) -> None:
    page = signed_in(made.mentee.person).get(reverse("mentoring:pair", args=[made.code]))
    assert page["X-Robots-Tag"] == "noindex" and "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("room", ["mentoring", "safeguarding"])
def test_no_paper_of_anybody_can_be_left_here(room: str) -> None:
    """No column, no form takes a file: neither an identity card (P-6) nor a criminal record (S-2)."""
    assert not [one.name for model in apps.get_app_config(room).get_models() for one in model._meta.get_fields()
                if isinstance(one, models.FileField | models.BinaryField)]
    views = [one.callback.view_class for one in get_resolver(f"industrielles.{room}.urls").url_patterns]
    forms_of = {one for view in views for name, one in vars(view).items() if name.endswith("form_class")}
    fields = [one for kind in forms_of for one in getattr(kind, "base_fields", {}).values()]
    assert fields and not [one for one in fields if isinstance(one, forms.FileField)]


# A child entrusted to the department (S-3)


def test_a_child_in_care_begins_with_the_agreement_of_the_department_and_a_certificate_of_good_standing_only() -> None:
    mentee, mentor = matched()
    mentee = verbs.note_care(mentee, in_care=True)
    with pytest.raises(Refused):
        verbs.begin_pair(mentee, mentor)
    mentee = verbs.note_care(mentee, in_care=True, convention_on=NOON.date())
    for one in Clearance.objects.of(mentor.person):
        safeguarding.withdraw_clearance(one)
    safeguarding.clear(mentor.person, network=mentor.network, kind="b3", seen_on=NOON.date())  # type: ignore[arg-type]
    with pytest.raises(Refused):
        verbs.begin_pair(mentee, mentor)
    safeguarding.clear(mentor.person, network=mentor.network, kind="honour", seen_on=NOON.date())  # type: ignore[arg-type]
    made = verbs.begin_pair(mentee, mentor)
    assert holding.stillness(made) == "" and Pair.objects.filter(pk=made.pk).told().get().cleared


def test_six_months_later_the_messages_of_a_child_in_care_rest_even_if_another_paper_holds(made: Pair) -> None:
    safeguarding.clear(made.mentor.person, network=made.network, kind="b3", seen_on=NOON.date())  # type: ignore[arg-type]
    verbs.note_care(made.mentee, in_care=True, convention_on=NOON.date())
    with time_machine.travel(NOON + dt.timedelta(days=183), tick=False):
        there = Pair.objects.whole().get(pk=made.pk)
        assert holding.stillness(there) == "clearance" and not Pair.objects.filter(pk=made.pk).told().get().cleared
        verbs.note_care(there.mentee, in_care=False)
        there = Pair.objects.whole().get(pk=made.pk)
        assert holding.stillness(there) == "" and Pair.objects.filter(pk=made.pk).told().get().cleared  # positive control


def test_nobody_accompanies_herself() -> None:
    mentee, mentor = matched(19)
    Mentor.objects.filter(pk=mentor.pk).update(person=mentee.person)
    with pytest.raises(Refused):
        verbs.begin_pair(mentee, Mentor.objects.get(pk=mentor.pk))


def test_what_she_takes_away_holds_no_word_of_the_other(made: Pair) -> None:
    verbs.send(made, body="Tapis volant", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]
    assert b"Tapis volant" not in papers_life.as_json(made, "mentee")
    assert b"Tapis volant" in papers_life.as_json(made, "mentor")  # positive control: her own
