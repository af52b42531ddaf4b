"""The teacher's link: a scanner changes nothing, she follows, changes, hands over, cancels, answers a date, tells."""
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
from industrielles.letters.models import Letter

from .asking import DAY, NOW, TEACHER, link, request, world

pytestmark = pytest.mark.django_db
AT_TEN = dt.datetime(2026, 12, 8, 9, tzinfo=dt.UTC)  # ten in Paris
AFTER = "2026-12-08 18:00:00+01:00"


@pytest.fixture(autouse=True)
def a_monday_in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def accepted(here: SimpleNamespace) -> tuple[Engagement, Invitation]:
    """A visit confirmed on the morning of DAY."""
    visit = request(here)
    invitation = engagements.invite(visit, role_models=[here.role_model], by=here.coordinator)[0]
    engagements.accept(invitation, starts_at=AT_TEN)
    return Engagement.objects.get(pk=visit.pk), Invitation.objects.get(pk=invitation.pk)


def page_of(name: str, visit: Engagement) -> str:
    return reverse(f"engagements:{name}", args=[links.sign(addresses.FOLLOW, visit.code, visit.link_version)])


def test_opening_the_mailed_link_changes_nothing_its_button_confirms(client: Client, here: SimpleNamespace) -> None:
    visit = request(here, confirmed=False)
    path = link(TEACHER, "/demandes/confirmer/")
    for _scanner in range(3):
        assert client.get(path).status_code == 200
    assert Engagement.objects.get().status == "sent"
    answer = client.post(path)
    assert Engagement.objects.get().status == "requested"
    assert answer["Location"].startswith("/demandes/suivre/")
    assert client.post(path).status_code == 302 and client.get(path).status_code == 302
    assert Letter.objects.filter(address=TEACHER, template__endswith="/received").count() == 1
    assert visit.code in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("state", ["altered", "expired", "replaced", "of another purpose"])
def test_a_link_that_no_longer_opens_says_so_and_offers_a_new_one(client: Client, here: SimpleNamespace, state: str) -> None:
    visit = request(here)
    path, moment = addresses.follow(visit), dt.datetime.fromisoformat(NOW)
    if state == "altered":
        path = path[:-4] + "xyz/"
    if state == "replaced":
        engagements.hand_over(visit, name="Dominique Petit", email="dominique@ac-lille.exemple", role="")
    if state == "of another purpose":
        path = reverse("engagements:follow", args=[links.sign(addresses.CONFIRM, visit.code, visit.link_version)])
    with time_machine.travel(moment + dt.timedelta(days=401 if state == "expired" else 0)):
        answer = client.get(path)
    assert answer.status_code == (410 if state in ("expired", "replaced") else 404)
    assert "/demandes/lien/" in answer.content.decode()
    assert "Camille" not in answer.content.decode()


def test_pages_of_a_link_are_kept_by_no_cache_and_leak_to_no_other_site(client: Client, here: SimpleNamespace) -> None:
    answer = client.get(addresses.follow(request(here)))
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"  # "no-referrer" would send the form of this page with the origin "null"


def test_the_first_name_and_initial_until_she_accepts_then_her_means_of_contact(client: Client, here: SimpleNamespace) -> None:
    visit = request(here)
    invitation = engagements.invite(visit, role_models=[here.role_model], by=here.coordinator)[0]
    before = client.get(addresses.follow(visit)).content.decode()
    assert "Benali" not in before and "06 00 00 00 01" not in before
    engagements.counter(invitation, starts_at=AT_TEN + dt.timedelta(days=1))
    countered = client.get(addresses.follow(visit)).content.decode()
    assert "Nadia B." in countered and "Benali" not in countered
    engagements.agree_date(Invitation.objects.get(pk=invitation.pk))
    after = client.get(addresses.follow(visit)).content.decode()
    assert "Nadia Benali" in after and "06 00 00 00 01" in after and here.role_model.person.email in after


def test_her_means_of_contact_leave_the_page_a_month_after_the_visit(client: Client, here: SimpleNamespace) -> None:
    visit, _invitation = accepted(here)
    with time_machine.travel("2027-01-20 10:00:00+01:00"):
        page = client.get(page_of("follow", visit)).content.decode()
    assert "06 00 00 00 01" not in page


def test_change_the_class_and_the_room(client: Client, here: SimpleNamespace) -> None:
    visit = request(here)
    path = page_of("follow_change", visit)
    assert 'value="28"' in client.get(path).content.decode()
    typed = {"headcount": "30", "girls": "", "minutes": "120", "aims": "", "room": "B 204", "contact_phone": "", "level": "1re-Tle",
             "class_labels": "1re A et 1re B"}
    assert client.post(path, typed).status_code == 302
    visit = Engagement.objects.get()
    assert (visit.headcount, visit.girls, visit.minutes, visit.room, visit.level) == (30, None, 120, "B 204", "1re-Tle")
    assert [group.label for group in visit.class_groups.all()] == ["1re A", "1re B"]
    assert client.post(path, typed | {"girls": "31"}).status_code == 422
    assert client.post(path, typed | {"contact_phone": "12"}).status_code == 422


def test_once_somebody_has_accepted_the_page_says_whom_to_write_to(client: Client, here: SimpleNamespace) -> None:
    visit, _invitation = accepted(here)
    path = page_of("follow_change", visit)
    page = client.get(path).content.decode()
    assert 'name="level"' not in page and 'name="class_labels"' not in page
    assert f'href="mailto:{here.role_model.person.email}"' in page and "Nadia Benali" in page
    typed = {"headcount": "27", "girls": "", "aims": "", "room": "", "contact_phone": "", "level": "cm"}
    assert client.post(path, typed).status_code == 302
    visit = Engagement.objects.get()
    assert (visit.headcount, visit.level, [group.label for group in visit.class_groups.all()]) == (27, "2de", ["2de 4"])


def test_a_date_given_twice_is_said_beside_the_second(client: Client, here: SimpleNamespace) -> None:
    path = page_of("follow_postpone", request(here))
    typed = {"date1": "2026-12-15", "moment1": "morning", "date2": "2026-12-15", "moment2": "afternoon"}
    twice = client.post(path, typed | {"moment2": "morning"})
    assert twice.status_code == 422
    assert list(twice.context["form"].errors) == ["date2"]
    assert "Cette date est donnée deux fois" in twice.content.decode()
    assert client.post(path, typed).status_code == 302


def test_other_dates_before_and_after_somebody_accepted(client: Client, here: SimpleNamespace) -> None:
    visit = request(here)
    typed = {"date1": "2026-12-15", "moment1": "morning"}
    assert client.post(page_of("follow_postpone", visit), typed).status_code == 302
    assert visit.proposed_dates.get().on == dt.date(2026, 12, 15)
    invitation = engagements.invite(visit, role_models=[here.role_model], by=here.coordinator)[0]
    engagements.accept(invitation, starts_at=AT_TEN + dt.timedelta(days=7))
    client.post(page_of("follow_postpone", visit), {"date1": "2027-01-12", "moment1": "afternoon", "words": "Conseil de classe"})
    visit = Engagement.objects.get()
    assert visit.status in ("requested", "proposed")
    assert [date.on for date in visit.proposed_dates.all()] == [dt.date(2027, 1, 12)]


def test_hand_over_ends_the_old_link_and_writes_to_both(client: Client, here: SimpleNamespace) -> None:
    visit = request(here)
    old = addresses.follow(visit)
    typed = {"name": "Dominique Petit", "role": "CDI", "email": "dominique@ac-lille.exemple"}
    answer = client.post(page_of("follow_hand_over", visit), typed)
    assert answer["Location"] == "/demandes/confiee/" and client.get(answer["Location"]).status_code == 200
    assert client.get(old).status_code == 410
    assert Engagement.objects.get().contact_name == "Dominique Petit"
    assert {letter.address for letter in Letter.objects.filter(template__contains="handed")} == {TEACHER, "dominique@ac-lille.exemple"}


def test_declare_the_agreement_of_the_head_of_school(client: Client, here: SimpleNamespace) -> None:
    visit = request(here)
    path = page_of("follow_authorise", visit)
    assert client.post(path, {"head_name": "Claude Durand", "on": "2026-12-24"}).status_code == 422
    assert client.post(path, {"head_name": "Claude Durand", "on": "2026-11-13"}).status_code == 302
    visit = Engagement.objects.get()
    assert (visit.head_name, visit.head_agreed_on) == ("Claude Durand", dt.date(2026, 11, 13))
    assert "Claude Durand" in client.get(page_of("follow", visit)).content.decode()


def test_the_form_for_the_head_of_school_is_a_pdf(client: Client, here: SimpleNamespace) -> None:
    answer = client.get(page_of("follow_form", request(here)))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_the_calendar_file_is_there_once_the_visit_is_confirmed(client: Client, here: SimpleNamespace) -> None:
    assert client.get(page_of("follow_calendar", request(here))).status_code == 404
    visit, _invitation = accepted(here)
    answer = client.get(page_of("follow_calendar", visit))
    assert answer["Content-Type"].startswith("text/calendar") and b"20261208T100000" in answer.content


def test_cancel_twice_is_once(client: Client, here: SimpleNamespace) -> None:
    visit, _invitation = accepted(here)
    path = page_of("follow_cancel", visit)
    for _time in range(2):
        assert client.post(path, {"words": "Sortie scolaire"}).status_code == 302
    assert Engagement.objects.get().status == "cancelled"
    assert Letter.objects.filter(address=here.role_model.person.email, template__endswith="/cancelled").count() == 1
    assert "chronologie" in client.get(page_of("follow", visit)).content.decode()


def test_a_date_proposed_is_agreed_or_refused_with_a_button(client: Client, here: SimpleNamespace) -> None:
    visit = request(here)
    invitation = engagements.invite(visit, role_models=[here.role_model], by=here.coordinator)[0]
    engagements.counter(invitation, starts_at=AT_TEN + dt.timedelta(days=1), words="Je suis en déplacement le 8.")
    path = addresses.date_answer(Invitation.objects.select_related("engagement").get(pk=invitation.pk))
    page = client.get(path).content.decode()
    assert "Nadia B." in page and "déplacement" in page
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"answer": "no"}).status_code == 302
    assert Invitation.objects.get().status == "sent"
    engagements.counter(Invitation.objects.get(), starts_at=AT_TEN + dt.timedelta(days=2))
    client.post(path, {"answer": "yes"})
    assert Engagement.objects.get().status == "confirmed"
    assert client.get(path)["Location"].startswith("/demandes/suivre/")


def told(**changes: Any) -> dict[str, Any]:
    return {"key": str(uuid.uuid4()), "outcome": "held", "people": "27 élèves", "girls": "12", "boys": "15", "method": "teacher",
            "teacher_present": "Camille Martin", "smile": "3", "words": "Merci !", **changes}


def test_the_report_waits_for_the_end_of_the_visit(client: Client, here: SimpleNamespace) -> None:
    visit, _invitation = accepted(here)
    path = page_of("follow_report", visit)
    assert "<button class=\"btn btn--appel btn--large\"" not in client.get(path).content.decode()
    assert client.post(path, told()).status_code == 422
    with time_machine.travel(AFTER):
        assert client.post(path, told()).status_code == 302
    assert Engagement.objects.get().status == "held"


@pytest.mark.parametrize(("changes", "field"), [
    ({"people": ""}, "people"), ({"people": "10"}, "girls"), ({"outcome": ""}, "outcome"), ({"teacher_present": ""}, "teacher_present"),
    ({"boys": ""}, "boys"), ({"girls": ""}, "girls"),
])
def test_a_report_that_does_not_add_up_says_where(client: Client, here: SimpleNamespace, changes: dict[str, str], field: str) -> None:
    visit, _invitation = accepted(here)
    with time_machine.travel(AFTER):
        answer = client.post(page_of("follow_report", visit), told(**changes))
    assert answer.status_code == 422 and f'id="id_{field}_error"' in answer.content.decode()


def test_a_report_sent_twenty_times_is_one_and_can_be_corrected(client: Client, here: SimpleNamespace) -> None:
    visit, _invitation = accepted(here)
    path, once = page_of("follow_report", visit), told()
    with time_machine.travel(AFTER):
        for _time in range(20):
            client.post(path, once)
        assert visit.reports.count() == 1
        assert 'value="27"' in client.get(path).content.decode()
        client.post(path, told(people="26", boys="14"))
    assert visit.reports.count() == 2
    assert Engagement.objects.get().standing_report.people == 26


def test_a_visit_that_did_not_take_place_asks_no_count(client: Client, here: SimpleNamespace) -> None:
    visit, _invitation = accepted(here)
    with time_machine.travel(AFTER):
        client.post(page_of("follow_report", visit), told(outcome="no show", people="", girls="", boys="", teacher_present=""))
    assert Engagement.objects.get().status == "not held"


def test_lost_links_come_by_mail_and_the_page_tells_nobody_who_asked(client: Client, here: SimpleNamespace) -> None:
    visit = request(here)
    pages = []
    for address in (TEACHER.upper(), "inconnue@ac-lille.exemple"):
        answer = client.post("/demandes/lien/", {"email": address})
        pages.append((answer.status_code, answer["Location"], client.get(answer["Location"]).content))
    assert pages[0][:2] == pages[1][:2]
    sent = Letter.objects.filter(template="engagements/letters/links")
    assert [letter.address.lower() for letter in sent] == [TEACHER]
    assert client.get(link(sent[0].address, "/demandes/suivre/")).status_code == 200
    engagements.send_links(TEACHER, language="fr")
    assert sent.count() == 1  # once an hour
    assert visit.code not in pages[0][2].decode()


def test_a_visit_overseas_is_told_on_the_clock_of_the_school(client: Client, here: SimpleNamespace) -> None:
    here.school.department.timezone = "Indian/Reunion"
    here.school.department.save()
    visit = request(here)
    invitation = engagements.invite(visit, role_models=[here.role_model], by=here.coordinator)[0]
    client.post(addresses.answer(invitation), {"date": str(visit.proposed_dates.all()[0].pk), "hour": "09:00"})
    visit = Engagement.objects.select_related("department").get()
    assert visit.starts_at == dt.datetime(2026, 12, 8, 5, tzinfo=dt.UTC)
    page = client.get(page_of("follow", visit)).content.decode()
    assert "9\u00a0h" in page and str(DAY.day) in page


def test_both_counts_left_empty_are_not_stated(client: Client, here: SimpleNamespace) -> None:
    visit, _invitation = accepted(here)
    with time_machine.travel(AFTER):
        assert client.post(page_of("follow_report", visit), told(girls="", boys="")).status_code == 302
    assert Engagement.objects.get().standing_report.not_stated == 27


def test_a_request_is_not_handed_over_to_oneself(client: Client, here: SimpleNamespace) -> None:
    visit = request(here)
    answer = client.post(page_of("follow_hand_over", visit), {"name": "Bruno Petit", "role": "", "email": TEACHER.upper()})
    assert "C’est votre propre adresse" in answer.content.decode()
    assert Engagement.objects.get().contact_name != "Bruno Petit"


def test_new_dates_on_a_holiday_are_kept_and_remarked_on(client: Client, here: SimpleNamespace) -> None:
    visit = request(here)
    page = client.post(page_of("follow_postpone", visit), {"date1": "2026-12-25", "moment1": "morning"}, follow=True).content.decode()
    assert "jour férié" in page and visit.proposed_dates.get().on == dt.date(2026, 12, 25)
