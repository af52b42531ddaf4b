"""What an asker and a coordinator do with a request."""
from __future__ import annotations

import datetime as dt
import uuid

import pytest

from industrielles.engagements import queries
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, ProposedDate
from industrielles.journal.models import Entry as Act
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from tests.factories.engagements import TEACHER, answers, asked, confirmed, invited, letters_to, weekday
from tests.factories.network import NetworkFactory, coordinator_of, umbrella
from tests.factories.places import DepartmentFactory, HolidayFactory, SchoolFactory

pytestmark = pytest.mark.django_db
Status = Engagement.Status


def test_ask_leaves_a_request_to_be_confirmed_a_letter_and_a_line_in_the_journal() -> None:
    engagement = engagements.ask(**answers())
    assert engagement.status == Status.SENT
    assert [one.on for one in engagement.proposed_dates.all()] == [weekday(), weekday(28)]
    assert [group.label for group in engagement.class_groups.all()] == ["2de 4"]
    assert [partner.network for partner in engagement.partners.all()] == [engagement.network]
    assert letters_to(TEACHER) == ["confirm"]
    assert [(act.verb, act.as_holder) for act in Act.objects.of(engagement)] == [("engagements.ask", "teacher")]


def test_ask_again_under_one_key_is_one_request() -> None:
    key = uuid.uuid4()
    first, second = engagements.ask(**answers(request_key=key)), engagements.ask(**answers(request_key=key, headcount=30))
    assert first == second
    assert letters_to(TEACHER) == ["confirm"]


@pytest.mark.parametrize(("changes", "field"), [
    ({"headcount": 0}, "headcount"), ({"headcount": 900}, "headcount"), ({"girls": 29}, "girls"), ({"dates": []}, "dates"),
    ({"dates": [(dt.date(2020, 1, 7), "morning")]}, "dates"), ({"contact_email": ""}, "contact_email"),
    ({"dates": [], "window": (dt.date(2020, 1, 7), dt.date(2020, 1, 8))}, "window_to"),
    ({"dates": [(weekday(7 * n), "morning") for n in range(1, 5)]}, "dates"),
])
def test_ask_refuses_beside_the_field(changes: dict, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        engagements.ask(**answers(**changes))
    assert refusal.value.field == field
    assert Engagement.objects.count() == Letter.objects.count() == 0


def test_ask_by_a_coordinator_is_confirmed_at_once() -> None:
    network = NetworkFactory()
    by = coordinator_of(network)
    engagement = engagements.ask(**answers(network=network), by=by)
    assert engagement.status == Status.REQUESTED
    assert letters_to(TEACHER) == ["received"]


def test_ask_for_a_network_one_does_not_run_is_refused() -> None:
    with pytest.raises(Refused):
        engagements.ask(**answers(network=NetworkFactory()), by=coordinator_of(NetworkFactory()))


def test_a_request_goes_to_the_deepest_network_of_its_department_else_to_the_umbrella() -> None:
    nord, reunion = DepartmentFactory(), DepartmentFactory(code="974", name="La Réunion", academy=None)
    top = umbrella()
    network = NetworkFactory(departments=[nord])
    local = NetworkFactory(departments=[nord], parent=network, kind="local")
    assert queries.network_for(nord) == local
    assert queries.network_for(reunion) == top


def test_confirm_tells_the_coordinators_once() -> None:
    engagement = engagements.ask(**answers())
    coordinator = coordinator_of(engagement.network)
    assert engagements.confirm(engagement).status == Status.REQUESTED
    assert engagements.confirm(engagement).status == Status.REQUESTED
    assert letters_to(coordinator.email) == ["new_request"]
    assert letters_to(TEACHER) == ["confirm", "received"]


def test_confirm_writes_to_the_contact_address_while_nobody_runs_the_network() -> None:
    engagement = asked()
    assert letters_to(engagement.network.contact_email) == ["new_request"]


def test_change_puts_other_dates_and_tells_who_was_asked() -> None:
    invitation = invited()[0]
    engagements.change(invitation.engagement, fields={"headcount": 24, "girls": 10}, dates=[(weekday(35), "afternoon")], window=None)
    engagement = Engagement.objects.get(pk=invitation.engagement_id)
    assert (engagement.headcount, [one.on for one in engagement.proposed_dates.all()]) == (24, [weekday(35)])
    assert letters_to(invitation.role_model.person.email) == ["invite", "changed"]


def test_change_refuses_more_girls_than_pupils_and_changes_nothing() -> None:
    engagement = asked()
    with pytest.raises(Refused):
        engagements.change(engagement, fields={"headcount": 10}, dates=None, window=None)
    assert Engagement.objects.get(pk=engagement.pk).headcount == 28


def test_change_of_the_level_or_the_dates_is_refused_once_somebody_has_accepted() -> None:
    engagement = confirmed().engagement
    for changes in ({"fields": {"level": Engagement.Level.CAP}, "dates": None}, {"fields": {}, "dates": [(weekday(35), "morning")]}):
        with pytest.raises(Refused):
            engagements.change(engagement, window=None, **changes)
    assert engagements.change(engagement, fields={"room": "B204"}, dates=None, window=None).room == "B204"


def test_hand_over_ends_the_links_sent_before_and_writes_to_both() -> None:
    engagement = engagements.hand_over(asked(), name="Paul Roy", email="paul@lycee.invalid", role="Professeur")
    assert engagement.link_version == 2
    assert letters_to("paul@lycee.invalid") == ["handed_to"]
    assert letters_to(TEACHER) == ["confirm", "received", "handed_over"]


def test_authorise_keeps_who_agreed_and_when_and_refuses_a_day_to_come() -> None:
    engagement = asked()
    with pytest.raises(Refused):
        engagements.authorise(engagement, head_name="Mme Roy", on=clock.today() + dt.timedelta(days=1))
    engagements.authorise(engagement, head_name="Mme Roy", on=clock.today())
    engagement.refresh_from_db()
    assert (engagement.head_name, engagement.head_agreed_on) == ("Mme Roy", clock.today())


def test_cancel_before_anybody_answers_withdraws_the_invitations() -> None:
    first, second = invited(count=2)
    engagements.cancel(first.engagement, words="Bac blanc.")
    assert {one.status for one in Invitation.objects.all()} == {Invitation.Status.WITHDRAWN}
    assert letters_to(first.role_model.person.email) == ["invite", "withdrawn"]
    assert letters_to(second.role_model.person.email) == []


def test_cancel_a_confirmed_visit_tells_both_and_clears_the_calendars() -> None:
    invitation = confirmed()
    engagement = engagements.cancel(invitation.engagement, words="Bac blanc.")
    assert (engagement.status, engagement.role_model, engagement.starts_at) == (Status.CANCELLED, None, None)
    assert Invitation.objects.get(pk=invitation.pk).status == Invitation.Status.RELEASED
    for address in (TEACHER, invitation.role_model.person.email):
        last = Letter.objects.addressed_to(address).order_by("pk").last()
        assert [one["type"] for one in last.attachments] == ["text/calendar; method=CANCEL"]


def test_cancel_twice_is_once() -> None:
    engagement = engagements.cancel(asked(), words="")
    engagements.cancel(engagement, words="")
    assert letters_to(TEACHER).count("cancel_noted") == 1


def test_postpone_opens_the_request_again_and_tells_her() -> None:
    invitation = confirmed()
    engagement = engagements.postpone(invitation.engagement, dates=[(weekday(42), "morning")], window=None, words="Sortie scolaire.")
    assert (engagement.status, engagement.role_model) == (Status.REQUESTED, None)
    assert letters_to(invitation.role_model.person.email)[-1] == "postponed"
    assert letters_to(TEACHER)[-1] == "postpone_noted"


def test_postpone_refuses_a_request_nobody_accepted() -> None:
    with pytest.raises(Refused):
        engagements.postpone(asked(), dates=[(weekday(42), "morning")], window=None, words="")


def test_close_says_why_and_reopen_takes_it_back() -> None:
    engagement = asked()
    by = coordinator_of(engagement.network)
    with pytest.raises(Refused):
        engagements.close(engagement, words=" ", by=by)
    assert engagements.close(engagement, words="Personne n’est libre.", by=by).status == Status.UNMET
    assert "Personne n’est libre." in Letter.objects.addressed_to(TEACHER).order_by("pk").last().text
    assert engagements.reopen(engagement, by=by).status == Status.REQUESTED


def test_reopen_refuses_a_request_that_is_not_closed() -> None:
    for engagement in (engagements.ask(**answers()), asked(), confirmed().engagement):
        with pytest.raises(Refused):
            engagements.reopen(engagement, by=coordinator_of(engagement.network))


def test_close_is_refused_to_another_network() -> None:
    with pytest.raises(Refused):
        engagements.close(asked(), words="Non.", by=coordinator_of(NetworkFactory()))


def test_remarks_say_past_far_sundays_public_and_school_holidays() -> None:
    department = DepartmentFactory()
    HolidayFactory(starts_on=dt.date(2026, 12, 19), ends_on=dt.date(2027, 1, 3))
    with clock.at(dt.datetime(2026, 10, 1, 10, tzinfo=dt.UTC)):
        assert queries.remarks([dt.date(2026, 12, 8)], department) == []
        days = [dt.date(2026, 9, 1), dt.date(2026, 11, 8), dt.date(2026, 11, 11), dt.date(2026, 12, 22), dt.date(2029, 1, 9)]
        said = queries.remarks(days, department)
    assert len(said) == 5
    assert all(word in text for word, text in zip(("demain", "dimanche", "férié", "vacances", "dix-huit"), said, strict=True)), said


def test_a_visit_starts_on_the_clock_of_the_school() -> None:
    reunion = DepartmentFactory(code="974", name="La Réunion", academy=None, timezone="Indian/Reunion")
    school = SchoolFactory(commune=None, department=reunion, academy=None)
    date = asked(school=school, dates=[(dt.date(2036, 12, 9), ProposedDate.Moment.MORNING)]).proposed_dates.get()
    assert date.starts_at.astimezone(dt.UTC) == dt.datetime(2036, 12, 9, 6, tzinfo=dt.UTC)
