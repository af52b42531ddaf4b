"""Things done in the same instant. Each race has its positive control: the same done by reading first and writing afterwards goes wrong,
so that a test which passes says something."""
from __future__ import annotations

import datetime as dt
import threading
import uuid
from typing import Any

import pytest

from industrielles.engagements import checkup, facts
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Report
from industrielles.engagements.verbs.invitations import EXPIRES_AFTER
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger.models import Entry
from industrielles.letters.models import Letter
from industrielles.people import verbs as people
from tests.at_once import at_once, meanwhile
from tests.factories.engagements import (
    TEACHER,
    answers,
    asked,
    confirmed,
    invited,
    letters_to,
    speaker_asked,
    spokeswoman,
    weekday,
)
from tests.factories.pool import RoleModelFactory

pytestmark = pytest.mark.django_db(transaction=True)
Status = Engagement.Status


def refusals(results: list[Any]) -> int:
    return sum(isinstance(one, Refused) for one in results)


def several(count: int) -> list[Invitation]:
    """Invitations to one engagement, all sent."""
    engagement = asked()
    role_models = [RoleModelFactory(network=engagement.network) for _ in range(count)]
    return engagements.invite(engagement, role_models=role_models, by=None, together=True)


def first_day(invitation: Invitation) -> dt.datetime:
    return invitation.engagement.proposed_dates.first().starts_at


def test_of_eight_who_accept_at_once_one_goes_and_the_others_are_told() -> None:
    invitations = several(8)
    results = at_once(*(lambda i=one: engagements.accept(i, starts_at=first_day(i)) for one in invitations))
    assert refusals(results) == 7
    engagement = Engagement.objects.get()
    winner = engagement.invitations.get(status=Invitation.Status.ACCEPTED)
    assert engagement.role_model == winner.role_model
    assert letters_to(TEACHER).count("confirmed") == 1
    assert sum("filled" in letters_to(one.role_model.person.email) for one in invitations) == 7
    assert checkup.faults() == []


def test_control_reading_first_and_writing_afterwards_lets_two_go() -> None:
    invitations, both_have_read = several(2), threading.Barrier(2)

    def accept_naively(invitation: Invitation) -> bool:
        free = Engagement.objects.get(pk=invitation.engagement_id).status != Status.CONFIRMED
        both_have_read.wait()
        day = first_day(invitation)
        return bool(free and Engagement.objects.filter(pk=invitation.engagement_id).update(
            status=Status.CONFIRMED, role_model=invitation.role_model, starts_at=day, ends_at=day + dt.timedelta(hours=1)))

    assert at_once(*(lambda i=one: accept_naively(i) for one in invitations)) == [True, True]


def test_twenty_times_the_same_form_is_one_request() -> None:
    form = answers(request_key=uuid.uuid4())
    results = at_once(*(lambda: engagements.ask(**form) for _ in range(20)))
    assert {one.pk for one in results} == {Engagement.objects.get().pk}
    assert letters_to(TEACHER) == ["confirm"]


def test_control_looking_for_the_form_first_sends_it_twice() -> None:
    form, both_have_read = answers(), threading.Barrier(2)

    def ask_naively() -> bool:
        new = not Engagement.objects.filter(contact_email=form["contact_email"]).exists()
        both_have_read.wait()
        if new:
            engagements.ask(**{**form, "request_key": uuid.uuid4()})
        return new

    assert at_once(ask_naively, ask_naively) == [True, True]


def test_accept_and_cancel_at_once_end_cancelled_whoever_came_first() -> None:
    invitation = invited()[0]
    results = at_once(
        lambda: engagements.accept(invitation, starts_at=first_day(invitation)),
        lambda: engagements.cancel(invitation.engagement, words=""))
    assert not isinstance(results[1], Refused)
    engagement = Engagement.objects.get()
    assert (engagement.status, engagement.role_model) == (Status.CANCELLED, None)
    assert not engagement.invitations.filter(status__in=(*Invitation.OPEN, Invitation.Status.ACCEPTED)).exists()
    assert checkup.faults() == []


def test_accept_and_expire_at_once_end_accepted_whoever_came_first() -> None:
    invitation = invited(dates=[(weekday(40), "morning")])[0]
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=clock.now() - EXPIRES_AFTER - dt.timedelta(hours=1))
    results = at_once(lambda: engagements.accept(invitation, starts_at=first_day(invitation)), lambda: engagements.expire(invitation))
    assert not isinstance(results[0], Refused)
    assert Engagement.objects.get().status == Status.CONFIRMED
    assert checkup.faults() == []


def test_accept_and_erasure_at_once_leave_nobody_erased_on_a_visit() -> None:
    invitation = invited()[0]
    at_once(lambda: engagements.accept(invitation, starts_at=first_day(invitation)),
            lambda: people.erase(invitation.role_model.person, by=None))
    engagement = Engagement.objects.get()
    assert engagement.status in Engagement.OPEN and engagement.role_model is None
    assert checkup.faults() == []


def test_erasure_that_waits_for_her_to_accept_releases_the_visit() -> None:
    invitation = invited()[0]
    meanwhile(lambda: engagements.accept(invitation, starts_at=first_day(invitation)),
              lambda: people.erase(invitation.role_model.person, by=None))
    engagement = Engagement.objects.get()
    assert engagement.status in Engagement.OPEN and engagement.role_model is None
    assert checkup.faults() == []


def test_who_is_erased_in_the_same_instant_is_not_invited() -> None:
    engagement = asked()
    her = RoleModelFactory(network=engagement.network)
    address = her.person.email
    results = meanwhile(lambda: people.erase(her.person, by=None), lambda: engagements.invite(engagement, role_models=[her], by=None))
    assert isinstance(results[1], Refused)
    assert letters_to(address) == []


def test_one_role_model_who_accepts_two_visits_of_one_hour_at_once_is_told() -> None:
    mine = invited()[0]
    other = asked(network=mine.network, dates=[(first_day(mine).date(), "morning")])
    yours = engagements.invite(other, role_models=[mine.role_model], by=None)[0]
    results = at_once(*(lambda i=one: engagements.accept(i, starts_at=first_day(mine)) for one in (mine, yours)))
    assert [one.field for one in results if isinstance(one, Refused)] == ["anyway"]


@pytest.mark.parametrize("same_form", [True, False])
def test_a_report_sent_twenty_times_counts_once(same_form: bool) -> None:
    invitation, key = confirmed(), uuid.uuid4()
    said = {"side": Report.Side.ROLE_MODEL, "outcome": Report.Outcome.HELD, "people": 27, "girls": 12, "boys": 14, "method": "estimate",
            "teacher_present": "Claire Delattre"}
    end = Engagement.objects.get().ends_at + dt.timedelta(minutes=1)

    def tell() -> Report:
        with clock.at(end):
            return engagements.report(invitation.engagement, key=key if same_form else uuid.uuid4(), **said)

    assert refusals(at_once(*(tell for _ in range(20)))) == 0
    assert Report.objects.count() == (1 if same_form else 20)
    assert Entry.objects.of(facts.PEOPLE_REACHED).total() == 27
    assert Engagement.objects.get().counted_revision == 1
    assert checkup.faults() == []


def test_control_counting_without_a_lock_nor_a_key_counts_twice() -> None:
    invitation, both_have_read = confirmed(), threading.Barrier(2)

    def tell_naively() -> bool:
        untold = Engagement.objects.get(pk=invitation.engagement_id).standing_report_id is None
        both_have_read.wait()
        if untold:
            Report.objects.create(engagement=invitation.engagement, key=uuid.uuid4(), side="teacher", outcome="held", people=27)
        return untold

    at_once(tell_naively, tell_naively)
    assert sum(report.people for report in Report.objects.all()) == 54


def test_the_last_to_decline_and_the_withdrawal_at_once_call_the_coordinator_once() -> None:
    first, second = several(2)
    at_once(lambda: engagements.decline(first), lambda: engagements.withdraw(second, by=None))
    assert Engagement.objects.get().status == Status.REQUESTED
    assert Letter.objects.filter(template__endswith="nobody_left").count() == 1
    assert checkup.faults() == []


def panel_of(seats: int, women: int) -> list[Invitation]:
    """A round table with seats, put to more women than it has."""
    engagement = speaker_asked(seats=seats)
    role_models = [spokeswoman(engagement) for _ in range(women)]
    return engagements.invite(engagement, role_models=role_models, by=None, together=True)


def test_of_two_who_want_the_last_seat_of_a_panel_exactly_one_has_it() -> None:
    first, *others = panel_of(2, 5)
    engagements.accept(first, starts_at=first_day(first))
    results = at_once(*(lambda i=one: engagements.accept(i, starts_at=first_day(i)) for one in others))
    assert refusals(results) == 3
    engagement = Engagement.objects.get()
    assert engagement.seats_taken == engagement.invitations.filter(status=Invitation.Status.ACCEPTED).count() == 2
    assert checkup.faults() == []


def test_control_counting_the_seats_first_seats_one_too_many() -> None:
    first, *others = panel_of(2, 3)
    engagements.accept(first, starts_at=first_day(first))
    both_have_read = threading.Barrier(2)

    def accept_naively(invitation: Invitation) -> bool:
        engagement = Engagement.objects.get(pk=invitation.engagement_id)
        both_have_read.wait()
        return bool(engagement.seats_free and Invitation.objects.filter(pk=invitation.pk).update(status=Invitation.Status.ACCEPTED))

    assert at_once(*(lambda i=one: accept_naively(i) for one in others)) == [True, True]
    assert Invitation.objects.filter(status=Invitation.Status.ACCEPTED).count() == 3 > Engagement.objects.get().seats


def test_release_and_accept_at_once_leave_as_many_seats_taken_as_women_who_come() -> None:
    first, second, third = panel_of(2, 3)
    for one in (first, second):
        engagements.accept(one, starts_at=first_day(one))
    first.refresh_from_db()
    at_once(lambda: engagements.release(first, words=""), lambda: engagements.accept(third, starts_at=first_day(third)))
    assert checkup.faults() == []


def test_erasing_who_has_two_invitations_while_others_accept_both_ends() -> None:
    one = invited()[0]
    other = engagements.invite(asked(network=one.network), role_models=[one.role_model], by=None)[0]
    rival = engagements.invite(one.engagement, role_models=[RoleModelFactory(network=one.network)], by=None, together=True)[0]
    results = at_once(
        lambda: people.erase(one.role_model.person, by=None), lambda: engagements.accept(other, starts_at=first_day(other), anyway=True),
        lambda: engagements.accept(rival, starts_at=first_day(rival)))
    assert not isinstance(results[0], Refused) and checkup.faults() == []
