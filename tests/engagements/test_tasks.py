"""What time brings, each thing once."""
from __future__ import annotations

import datetime as dt

import pytest
from django.forms.models import model_to_dict

from industrielles.engagements import checkup, tasks
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Report
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger.models import Entry
from industrielles.letters.models import Letter
from tests.factories.engagements import TEACHER, afterwards, asked, confirmed, invited, letters_to, told, weekday
from tests.sweeping import swept

pytestmark = pytest.mark.django_db
Status = Invitation.Status


@pytest.fixture(autouse=True)
def _coherent() -> object:
    yield
    assert checkup.faults() == []


def later(**time: float) -> object:
    return clock.at(clock.now() + dt.timedelta(**time))


def address(invitation: Invitation) -> str:
    return invitation.role_model.person.email


def status(invitation: Invitation) -> str:
    return Invitation.objects.get(pk=invitation.pk).status


def test_remind_on_day_3_and_on_day_7_when_the_next_is_asked_too() -> None:
    first, second = invited(count=2)
    tasks.remind_invitations()
    assert letters_to(address(first)) == ["invite"]
    with later(days=3):
        assert (tasks.remind_invitations(), tasks.remind_invitations()) == (1, 0)
    assert (letters_to(address(first)), letters_to(address(second))) == (["invite", "invite_again"], [])
    with later(days=7):
        tasks.remind_invitations()
    assert (letters_to(address(first)), letters_to(address(second))) == (["invite", "invite_again", "invite_again"], ["invite"])
    assert (status(first), status(second)) == (Status.SENT, Status.SENT)


def test_remind_refuses_when_it_is_not_due() -> None:
    with pytest.raises(Refused):
        engagements.remind(invited()[0])


def test_expire_on_day_15_asks_the_next_and_she_may_still_accept() -> None:
    first, second = invited(count=2, dates=[(weekday(40), "morning")])
    with later(days=14):
        assert tasks.expire_invitations() == 0
    with later(days=15):
        assert (tasks.expire_invitations(), tasks.expire_invitations()) == (1, 0)
        assert (status(first), status(second)) == (Status.EXPIRED, Status.SENT)
        engagements.accept(first, starts_at=first.engagement.proposed_dates.first().starts_at)
    assert (status(first), status(second)) == (Status.ACCEPTED, Status.FILLED)


def test_expire_when_no_date_is_ahead_any_more() -> None:
    invitation = invited(dates=[(weekday(3), "morning")])[0]
    with clock.at(dt.datetime.combine(weekday(3), dt.time(12), dt.UTC)):
        assert tasks.expire_invitations() == 1
    assert Engagement.objects.get(pk=invitation.engagement_id).status == Engagement.Status.REQUESTED


def test_a_counter_proposal_left_unanswered_expires() -> None:
    invitation = invited(dates=[(weekday(60), "morning")])[0]
    engagements.counter(invitation, starts_at=invitation.engagement.proposed_dates.first().starts_at + dt.timedelta(days=1))
    with later(days=16):
        assert tasks.expire_invitations() == 1


def test_both_sides_are_reminded_a_week_before_and_a_day_before_each_once() -> None:
    invitation = confirmed()
    start = invitation.starts_at
    for before in (dt.timedelta(days=8), dt.timedelta(days=6), dt.timedelta(days=6), dt.timedelta(hours=23), dt.timedelta(hours=1)):
        with clock.at(start - before):
            tasks.remind_visits()
    assert letters_to(TEACHER).count("visit_soon") == 2
    assert letters_to(address(invitation)).count("you_come_soon") == 2


def test_a_cancelled_visit_is_not_reminded() -> None:
    invitation = confirmed()
    engagements.cancel(invitation.engagement, words="")
    with clock.at(invitation.starts_at - dt.timedelta(days=6)):
        assert tasks.remind_visits() == 0


def test_reports_are_asked_for_after_the_end_and_once_more_after_48_hours() -> None:
    invitation = confirmed()
    engagement = invitation.engagement
    assert tasks.ask_for_reports() == 0
    with afterwards(engagement):
        tasks.ask_for_reports()
        tasks.ask_for_reports()
        tasks.chase_reports()
    assert letters_to(TEACHER).count("tell_us") == 1
    with clock.at(engagement.ends_at + dt.timedelta(hours=49)):
        tasks.chase_reports()
        tasks.chase_reports()
    assert letters_to(TEACHER).count("tell_us") == letters_to(address(invitation)).count("your_report") == 2
    told(engagement)
    with clock.at(engagement.ends_at + dt.timedelta(days=4)):
        assert tasks.chase_reports() == 0


def test_letters_wait_while_no_mail_server_answers_and_nothing_else_stops() -> None:
    invitation = confirmed()
    with clock.at(invitation.starts_at - dt.timedelta(hours=23)):
        tasks.remind_visits()
    assert {letter.status for letter in Letter.objects.all()} == {Letter.Status.QUEUED}


def test_askers_are_forgotten_three_years_after_their_last_request() -> None:
    engagement = engagements.cancel(asked(), words="")
    with later(days=3 * 365):
        assert swept("engagements.askers") == 0
    with later(days=3 * 365 + 2):
        assert swept("engagements.askers") == 1
    engagement.refresh_from_db()
    assert (engagement.contact_name, engagement.contact_email, engagement.contact_phone) == ("", "", "")
    assert engagement.asker == "l’établissement"


def test_a_request_never_confirmed_is_forgotten_when_its_link_ends() -> None:
    from tests.factories.engagements import answers

    engagement = engagements.ask(**answers())
    with later(days=31):
        assert swept("engagements.unconfirmed") == 1
    engagement.refresh_from_db()
    assert (engagement.status, engagement.contact_email) == (Engagement.Status.CANCELLED, "")


def test_a_visit_cancelled_while_reminders_are_written_is_not_reminded() -> None:
    invitation = confirmed()
    read_before = Engagement.objects.get()
    engagements.cancel(invitation.engagement, words="")
    before = letters_to(TEACHER)
    assert not tasks._remind_visit(read_before, "day") and not tasks._ask_one(read_before, "report")
    assert letters_to(TEACHER) == before


def test_what_was_written_about_a_visit_goes_after_three_years_and_its_counts_stay() -> None:
    says_no, comes = invited(count=2)
    engagements.pass_on(says_no, colleague="Inès, 06 00 00 00 00", words="Congé maternité.")
    engagements.accept(comes, starts_at=comes.engagement.proposed_dates.first().starts_at)
    told(comes.engagement, by=comes.role_model.person, words="Merci à Mme Petit.")
    before = [model_to_dict(entry) for entry in Entry.objects.order_by("pk")]
    with later(days=3 * 365):
        assert swept("engagements.words") == 0
    with later(days=3 * 365 + 40):
        assert (swept("engagements.words"), swept("engagements.words")) == (1, 0)
    report, no = Report.objects.get(), Invitation.objects.get(pk=says_no.pk)
    assert (report.words, report.teacher_present, report.told_by, report.people) == ("", "", None, 27)
    assert (no.answer_words, no.colleague) == ("", "")
    assert [model_to_dict(entry) for entry in Entry.objects.order_by("pk")] == before


def test_the_words_of_a_request_under_way_stay() -> None:
    engagements.pass_on(invited()[0], colleague="Inès")
    with later(days=2000):
        assert swept("engagements.words") == 0
