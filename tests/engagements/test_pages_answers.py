"""The role model's link: the class without a name, one answer, warnings she may override, and what comes next."""
from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.engagements import addresses
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation
from industrielles.kit import links
from tests.factories.pool import RoleModelFactory

from .asking import DAY, NOW, OTHER_DAY, TEACHER, request, world

pytestmark = pytest.mark.django_db
AFTER = "2026-12-08 18:00:00+01:00"


@pytest.fixture(autouse=True)
def a_monday_in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def invited(here: SimpleNamespace, **fields: Any) -> Invitation:
    return engagements.invite(request(here, **fields), role_models=[here.role_model], by=here.coordinator)[0]


def page_of(name: str, invitation: Invitation) -> str:
    return reverse(f"engagements:{name}", args=[links.sign(addresses.ANSWER, invitation.code)])


def dates(invitation: Invitation) -> list[str]:
    return [str(date.pk) for date in invitation.engagement.proposed_dates.all()]


def test_the_page_says_the_class_the_place_and_the_distance_and_no_name(client: Client, here: SimpleNamespace) -> None:
    page = client.get(addresses.answer(invited(here))).content.decode()
    assert "Lycée de l’Europe" in page and " km de chez vous" in page.replace("\u00a0", " ") and "28" in page
    assert "Camille" not in page and TEACHER not in page and "03 00 00 00 00" not in page


def test_opening_the_link_changes_nothing(client: Client, here: SimpleNamespace) -> None:
    invitation = invited(here)
    for name in ("answer", "answer_decline", "answer_counter", "answer_pass_on", "answer_release", "answer_report", "answer_calendar"):
        client.get(page_of(name, invitation))
    assert Invitation.objects.get().status == "sent"


@pytest.mark.parametrize(("choice", "hour", "start"), [
    (0, "", dt.datetime(2026, 12, 8, 9, tzinfo=dt.UTC)),
    (1, "", dt.datetime(2026, 12, 10, 13, tzinfo=dt.UTC)),
    (1, "15:30", dt.datetime(2026, 12, 10, 14, 30, tzinfo=dt.UTC)),
])
def test_accept_one_of_the_dates(client: Client, here: SimpleNamespace, choice: int, hour: str, start: dt.datetime) -> None:
    invitation = invited(here)
    answer = client.post(addresses.answer(invitation), {"date": dates(invitation)[choice], "hour": hour})
    assert answer.status_code == 302
    assert Engagement.objects.get().starts_at == start
    page = client.get(answer["Location"]).content.decode()
    assert "Camille Martin" in page and "03 00 00 00 00" in page and "119" in page and "jamais seule" in page
    assert client.get(page_of("answer_calendar", invitation)).content.startswith(b"BEGIN:VCALENDAR")


def test_the_way_into_the_school_is_told_once_she_has_accepted(client: Client, here: SimpleNamespace) -> None:
    invitation = invited(here, room="Sonner chez Mme Petit")
    address = addresses.answer(invitation)
    assert "Petit" not in client.get(address).content.decode()
    client.post(address, {"date": dates(invitation)[0], "hour": ""})
    assert "Petit" in client.get(address).content.decode()


def test_accept_a_day_of_the_period(client: Client, here: SimpleNamespace) -> None:
    invitation = invited(here, dates=[], window=(DAY, OTHER_DAY))
    assert client.post(addresses.answer(invitation), {"on": "2026-12-14"}).status_code == 422
    assert client.post(addresses.answer(invitation), {"on": "2026-12-09", "hour": "11:00"}).status_code == 302
    assert Engagement.objects.get().starts_at == dt.datetime(2026, 12, 9, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize("typed", [{}, {"date": "window"}, {"date": "0", "hour": "03:00"}])
def test_a_date_beside_those_asked_for_is_refused(client: Client, here: SimpleNamespace, typed: dict[str, str]) -> None:
    assert client.post(addresses.answer(invited(here)), typed).status_code == 422


def test_something_in_the_way_is_said_and_may_be_overridden(client: Client, here: SimpleNamespace) -> None:
    here.role_model.monthly_limit = 0
    here.role_model.save()
    invitation = invited(here)
    typed = {"date": dates(invitation)[0], "hour": ""}
    answer = client.post(addresses.answer(invitation), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'name="anyway"' in page and "Accepter quand même" in page
    assert client.post(addresses.answer(invitation), typed | {"anyway": "on"}).status_code == 302
    assert Invitation.objects.get().status == "accepted"


def test_accepting_twice_is_once_and_says_nothing_wrong(client: Client, here: SimpleNamespace) -> None:
    invitation = invited(here)
    typed = {"date": dates(invitation)[0], "hour": ""}
    for _time in range(2):
        answer = client.post(addresses.answer(invitation), typed, follow=True)
        assert answer.status_code == 200 and "avis--erreur" not in answer.content.decode()


def test_the_one_who_comes_second_is_told_kindly(client: Client, here: SimpleNamespace) -> None:
    other = RoleModelFactory(network=here.network, commune=here.role_model.commune)
    first, second = engagements.invite(request(here), role_models=[here.role_model, other], by=here.coordinator, together=True)
    client.post(addresses.answer(first), {"date": dates(first)[0], "hour": ""})
    answer = client.post(addresses.answer(second), {"date": dates(first)[0], "hour": ""}, follow=True)
    assert "Une autre a accepté" in answer.content.decode()
    assert Invitation.objects.filter(status="accepted").get() == first


@pytest.mark.parametrize(("name", "typed", "status"), [
    ("answer_decline", {"words": ""}, "declined"),
    ("answer_pass_on", {"colleague": "Léa, Ateliers du Nord"}, "declined"),
    ("answer_counter", {"on": "2026-12-11", "hour": "14:00", "words": ""}, "countered"),
])
def test_the_other_answers(client: Client, here: SimpleNamespace, name: str, typed: dict[str, str], status: str) -> None:
    invitation = invited(here)
    path = page_of(name, invitation)
    assert client.get(path).status_code == 200
    answer = client.post(path, typed)
    assert answer.status_code == 302 and client.get(answer["Location"]).status_code == 200
    assert Invitation.objects.get().status == status
    assert client.post(path, typed).status_code == 302  # once more: her page says where it stands


def test_the_buttons_of_the_letter_open_the_page_of_that_answer(client: Client, here: SimpleNamespace) -> None:
    invitation = invited(here)
    assert client.get(addresses.answer(invitation, "accept")).status_code == 200
    with time_machine.travel(NOW, tick=False):  # an address says the second it was made
        for choice in ("counter", "decline", "pass_on"):
            assert client.get(addresses.answer(invitation, choice))["Location"] == page_of(f"answer_{choice}", invitation)


def test_a_proposed_date_in_the_past_is_refused(client: Client, here: SimpleNamespace) -> None:
    invitation = invited(here)
    answer = client.post(page_of("answer_counter", invitation), {"on": "2026-11-02", "hour": "10:00"})
    assert answer.status_code == 422 and 'value="2026-11-02"' in answer.content.decode()


def test_she_cancels_after_accepting_with_a_word(client: Client, here: SimpleNamespace) -> None:
    invitation = invited(here)
    client.post(addresses.answer(invitation), {"date": dates(invitation)[0], "hour": ""})
    path = page_of("answer_release", invitation)
    assert client.post(path, {"words": ""}).status_code == 422
    assert client.post(path, {"words": "Je suis souffrante."}).status_code == 302
    assert Invitation.objects.get().status == "released"
    assert Engagement.objects.get().status in ("requested", "proposed")


def test_she_tells_the_visit_without_signing_in(client: Client, here: SimpleNamespace) -> None:
    invitation = invited(here)
    client.post(addresses.answer(invitation), {"date": dates(invitation)[0], "hour": ""})
    with time_machine.travel(AFTER):
        invitation = Invitation.objects.select_related("engagement").get()
        typed = {"key": str(uuid.uuid4()), "outcome": "held", "people": "27", "girls": "12", "boys": "15", "method": "roll-call",
                 "teacher_present": "Camille Martin", "smile": "3", "words": ""}
        assert client.get(addresses.answer_report(invitation)).status_code == 200
        thanks = client.post(addresses.answer_report(invitation), typed, follow=True).content.decode()
        hers = client.get(addresses.answer(invitation)).content.decode()
        teacher = client.get(addresses.follow_report(invitation.engagement)).content.decode()
    assert Engagement.objects.get().status == "held"
    for page in (thanks, hers):
        assert "Votre bilan" in page and "<strong>27</strong>, dont filles : 12, garçons : 15" in page.replace("\u00a0", " ")
    assert 'value="27"' in teacher and "Elle a compté 27 personnes" in teacher


def test_an_invitation_withdrawn_expects_nothing_more(client: Client, here: SimpleNamespace) -> None:
    invitation = invited(here)
    engagements.withdraw(invitation, by=here.coordinator)
    page = client.get(addresses.answer(invitation)).content.decode()
    assert "plus rien à faire" in page and "<form" not in page


def test_an_old_link_sends_her_to_her_page(client: Client, here: SimpleNamespace) -> None:
    path = addresses.answer(invited(here))
    with time_machine.travel("2027-03-01 10:00:00+01:00"):
        answer = client.get(path)
    assert answer.status_code == 410 and "/mon-espace/" in answer.content.decode()


def test_near_you_lists_requests_and_takes_a_volunteer(client: Client, here: SimpleNamespace) -> None:
    visit = request(here)
    assert client.get("/pres-de-chez-vous/").status_code == 302
    client.force_login(here.role_model.person)
    page = client.get("/pres-de-chez-vous/").content.decode()
    path = f"/pres-de-chez-vous/{visit.code}/"
    assert path in page and "Camille" not in page
    assert client.get(path).status_code == 200
    date = visit.proposed_dates.all()[0]
    answer = client.post(path, {"date": str(date.pk), "hour": "10:00", "words": "Avec plaisir"})
    assert answer.status_code == 302
    volunteered = Invitation.objects.get()
    assert (volunteered.status, volunteered.starts_at) == ("forward", dt.datetime(2026, 12, 8, 9, tzinfo=dt.UTC))


def test_a_request_of_another_network_does_not_exist_near_her(client: Client, here: SimpleNamespace) -> None:
    stranger = RoleModelFactory()
    visit = request(here)
    client.force_login(stranger.person)
    assert client.get(f"/pres-de-chez-vous/{visit.code}/").status_code == 404
    assert visit.code not in client.get("/pres-de-chez-vous/").content.decode()


def test_my_page_says_what_is_expected_of_me(client: Client, here: SimpleNamespace) -> None:
    client.force_login(here.role_model.person)
    assert "Rien à faire" in client.get("/mon-espace/").content.decode()
    invitation = invited(here)
    page = client.get("/mon-espace/").content.decode()
    assert "Une invitation attend votre réponse" in page and "/invitations/" in page
    client.post(addresses.answer(invitation), {"date": dates(invitation)[0], "hour": ""})
    assert "Vos prochaines visites" in client.get("/mon-espace/").content.decode()
    assert client.get("/mes-visites/").status_code == 200
    with time_machine.travel(AFTER):
        client.force_login(here.role_model.person)
        assert "Un bilan à faire" in client.get("/mon-espace/").content.decode()


def test_my_page_takes_as_many_queries_for_three_as_for_one(
        client: Client, here: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    client.force_login(here.role_model.person)
    for number in range(1, 4):
        invited(here, class_labels=[f"2de {number}"])
        with django_assert_max_num_queries(17):
            client.get("/mon-espace/")
