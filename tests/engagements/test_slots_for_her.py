"""Places published from the asking form, or by the coordinator for who telephones; and what a panel is asked on the telephone."""
from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client

from industrielles.engagements import verbs as engagements
from industrielles.engagements.forms.desk import AnswerForHerForm
from industrielles.engagements.models import Engagement, Slot
from industrielles.journal.models import Entry
from industrielles.letters.models import Letter
from tests.factories.engagements import speaker_asked, weekday
from tests.factories.network import NetworkFactory, coordinator_of

from .asking import TEACHER, answers, fill, request
from .test_desk_board import desk, here  # noqa: F401
from .test_desk_request import act, address, everything
from .test_panels import accept, panel

SENT = {"places": "1", "at_once": "no", "reach": "territory", "agreed": "on"}


def test_a_teacher_publishes_the_place_in_her_request_and_it_is_seen_once_she_confirms(client: Client, here: SimpleNamespace) -> None:  # noqa: F811
    key = fill(client, answers(here.school, reach="territory"))
    assert "Aussi les rôles modèles du territoire" in client.get("/demander/5/").content.decode()
    client.post("/demander/5/", {"key": key})
    slot = Slot.objects.get()
    assert (slot.reach, slot.at_once, slot.engagement.contact_email) == ("territory", False, TEACHER)
    assert not Engagement.objects.published().exists()
    engagements.confirm(slot.engagement)
    assert list(Engagement.objects.places_for(here.role_model.person)) == [slot.engagement]


def test_who_says_nothing_publishes_nothing(client: Client, here: SimpleNamespace) -> None:  # noqa: F811
    key = fill(client, answers(here.school))
    client.post("/demander/5/", {"key": key})
    assert Engagement.objects.exists() and not Slot.objects.exists()
    assert client.post("/demander/2/", {**answers(here.school)[2], "reach": "all of them"}).status_code == 422


def test_a_typed_request_publishes_too(desk: Client, here: SimpleNamespace) -> None:  # noqa: F811
    desk.post("/coordination/demandes/nouvelle/", everything(here.school, here.network, reach="public"))
    assert Engagement.objects.published().get().slot.reach == "public"


def test_the_coordinator_publishes_places_for_who_telephones_and_a_letter_says_so(desk: Client, here: SimpleNamespace) -> None:  # noqa: F811
    visit = request(here)
    assert "Publier des places" in desk.get(address(visit)).content.decode()
    assert desk.post(address(visit, "places"), {**SENT, "agreed": ""}).status_code == 422
    assert not Slot.objects.exists()
    act(desk, visit, "places", **SENT)
    assert visit.open_slot.reach == "territory"
    letter = Letter.objects.get(template="engagements/letters/places_noted")
    assert letter.address == TEACHER and "Comme convenu au téléphone" in letter.text
    assert Entry.objects.get(verb="engagements.publish_places").by_id == here.coordinator.pk
    assert "Changer les places publiées" in desk.get(address(visit)).content.decode()
    act(desk, visit, "places", "retirer")
    assert Slot.objects.get().ended_at is not None


def test_a_coordinator_of_another_network_publishes_nothing(here: SimpleNamespace) -> None:  # noqa: F811
    visit, client = request(here), Client()
    client.force_login(coordinator_of(NetworkFactory()))
    for path in (address(visit, "places"), address(visit, "places", "retirer")):
        assert client.post(path, SENT).status_code == 404
    assert not Slot.objects.exists()


@pytest.mark.django_db
def test_once_a_panel_has_its_day_only_that_day_is_asked_on_the_telephone() -> None:
    before = speaker_asked(dates=[(weekday(), "morning"), (weekday(28), "afternoon")])
    assert len(AnswerForHerForm(engagement=before).fields["answer"].choices) == 4
    first, second, *_others = panel(dates=[(weekday(), "morning"), (weekday(28), "afternoon")])
    accept(first)
    second.refresh_from_db()
    visit = Engagement.objects.get(pk=second.engagement_id)
    form = AnswerForHerForm({"answer": "agreed"}, engagement=visit)
    assert [value for value, _words in form.fields["answer"].choices] == ["agreed", "no"]
    assert form.is_valid() and form.starts_at == visit.starts_at
    assert not AnswerForHerForm({"answer": "other", "on": (weekday() + dt.timedelta(days=1)).isoformat(), "at": "10:00"},
                                engagement=visit).is_valid()
