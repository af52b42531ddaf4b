"""Invitations and their answers: who is asked when, who comes, what happens when she cannot."""
from __future__ import annotations

import datetime as dt

import pytest

from industrielles.engagements import checkup
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation
from industrielles.journal.models import Entry as Act
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from tests.factories.engagements import TEACHER, asked, confirmed, invited, letters_to, weekday
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.places import HolidayFactory
from tests.factories.pool import OffDaysFactory, RoleModelFactory

pytestmark = pytest.mark.django_db
Status = Invitation.Status


@pytest.fixture(autouse=True)
def _coherent() -> object:
    """Whatever a test does, the room's own questions find nothing wrong."""
    yield
    assert checkup.faults() == []


def fresh(row: object) -> object:
    return type(row).objects.get(pk=row.pk)  # type: ignore[attr-defined]


def statuses(engagement: Engagement) -> list[str]:
    return [one.status for one in engagement.invitations.order_by("rank", "pk")]


def start(invitation: Invitation, index: int = 0) -> dt.datetime:
    return list(invitation.engagement.proposed_dates.all())[index].starts_at


# invite


def test_invite_asks_the_first_and_lets_the_others_wait() -> None:
    first, second, third = invited(count=3)
    assert statuses(first.engagement) == ["sent", "waiting", "waiting"]
    assert fresh(first.engagement).status == Engagement.Status.PROPOSED
    assert letters_to(first.role_model.person.email) == ["invite"]
    assert letters_to(second.role_model.person.email) == letters_to(third.role_model.person.email) == []


def test_invite_together_asks_all_at_once() -> None:
    engagement = asked()
    people = [RoleModelFactory(network=engagement.network) for _ in range(2)]
    engagements.invite(engagement, role_models=people, by=coordinator_of(engagement.network), together=True)
    assert statuses(engagement) == ["sent", "sent"]


def test_invite_keeps_the_score_of_that_moment() -> None:
    assert 0 < invited()[0].score <= 100


def test_invite_refuses_twice_the_same_a_stranger_and_nobody() -> None:
    invitation = invited()[0]
    for role_models in ([invitation.role_model], [RoleModelFactory()], []):
        with pytest.raises(Refused) as refusal:
            engagements.invite(invitation.engagement, role_models=role_models, by=None)
        assert refusal.value.field == "role_models"


def test_invite_by_another_network_is_refused() -> None:
    engagement = asked()
    with pytest.raises(Refused):
        engagements.invite(engagement, role_models=[RoleModelFactory(network=engagement.network)], by=coordinator_of(NetworkFactory()))


def test_withdraw_asks_the_next_in_order() -> None:
    first, _second = invited(count=2)
    engagements.withdraw(first, by=coordinator_of(first.network))
    assert statuses(first.engagement) == ["withdrawn", "sent"]
    assert letters_to(first.role_model.person.email) == ["invite", "withdrawn"]


# accept


def test_accept_confirms_and_writes_to_both_with_a_calendar_and_the_other_s_contact() -> None:
    invitation = invited(count=2)[0]
    coordinator = coordinator_of(invitation.network)
    person = invitation.role_model.person
    person.phone = "06 39 98 00 00"
    person.save()
    engagements.accept(invitation, starts_at=start(invitation))
    engagement = fresh(invitation.engagement)
    assert (engagement.status, engagement.role_model) == (Engagement.Status.CONFIRMED, invitation.role_model)
    assert engagement.starts_at == start(invitation)
    assert engagement.ends_at - engagement.starts_at == dt.timedelta(minutes=60)
    assert statuses(engagement) == ["accepted", "filled"]
    hers, theirs = (Letter.objects.addressed_to(one).order_by("pk").last() for one in (person.email, TEACHER))
    assert (hers.template.rpartition("/")[2], theirs.template.rpartition("/")[2]) == ("you_come", "confirmed")
    assert TEACHER in hers.text and "03 20 00 00 00" in hers.text and "119" in hers.text
    assert person.email in theirs.text and "06 39 98 00 00" in theirs.text and "119" in theirs.text
    assert [one["type"] for letter in (hers, theirs) for one in letter.attachments] == ["text/calendar; method=PUBLISH"] * 2
    assert letters_to(coordinator.email) == ["accepted"]
    assert Act.objects.of(invitation).filter(verb="engagements.accept", as_holder="role model").count() == 1


def test_accept_twice_is_once() -> None:
    invitation = confirmed()
    assert engagements.accept(invitation, starts_at=start(invitation)).status == Status.ACCEPTED
    assert letters_to(TEACHER).count("confirmed") == 1


def test_accept_tells_the_others_kindly_when_they_had_been_asked() -> None:
    engagement = asked()
    people = [RoleModelFactory(network=engagement.network) for _ in range(2)]
    first, second = engagements.invite(engagement, role_models=people, by=None, together=True)
    engagements.accept(second, starts_at=start(second))
    assert letters_to(first.role_model.person.email) == ["invite", "filled"]
    with pytest.raises(Refused) as refusal:
        engagements.accept(first, starts_at=start(first))
    assert "déjà" in str(refusal.value) or "already" in str(refusal.value)


def test_accept_refuses_a_day_that_was_not_asked_for_and_a_past_one() -> None:
    invitation = invited()[0]
    with pytest.raises(Refused) as refusal:
        engagements.accept(invitation, starts_at=start(invitation) + dt.timedelta(days=1))
    assert refusal.value.field == "starts_at"
    with clock.at(start(invitation) + dt.timedelta(hours=1)), pytest.raises(Refused):
        engagements.accept(invitation, starts_at=start(invitation))


def test_accept_any_day_of_a_window() -> None:
    invitation = invited(dates=[], window=(weekday(14), weekday(28)))[0]
    moment = dt.datetime.combine(weekday(21), dt.time(9, 30), invitation.engagement.zone)
    assert engagements.accept(invitation, starts_at=moment).starts_at == moment


def test_accept_says_what_speaks_against_it_and_keeps_that_she_had_read_it() -> None:
    invitation = invited()[0]
    her = invitation.role_model
    day = start(invitation).date()
    OffDaysFactory(role_model=her, starts_on=day, ends_on=day)
    type(her).objects.filter(pk=her.pk).update(monthly_limit=0)
    HolidayFactory(starts_on=day, ends_on=day)
    with pytest.raises(Refused) as refusal:
        engagements.accept(invitation, starts_at=start(invitation))
    assert refusal.value.field == "anyway"
    assert engagements.accept(invitation, starts_at=start(invitation), anyway=True).accepted_despite == ["monthly", "closed", "away"]


def test_accept_says_when_she_already_has_a_visit_at_that_time() -> None:
    mine = confirmed()
    other = asked(network=mine.network, dates=[(weekday(), "morning")])
    invitation = engagements.invite(other, role_models=[mine.role_model], by=None)[0]
    with pytest.raises(Refused):
        engagements.accept(invitation, starts_at=start(invitation))
    assert engagements.accept(invitation, starts_at=start(invitation), anyway=True).accepted_despite == ["clash"]


def test_accept_by_somebody_else_is_refused_and_by_her_coordinator_is_noted() -> None:
    invitation = invited()[0]
    with pytest.raises(Refused):
        engagements.accept(invitation, starts_at=start(invitation), by=RoleModelFactory(network=invitation.network).person)
    coordinator = coordinator_of(invitation.network)
    engagements.accept(invitation, starts_at=start(invitation), by=coordinator)
    assert Act.objects.by(coordinator).filter(verb="engagements.accept").count() == 1


# decline, pass on, counter


def test_decline_asks_the_next_and_at_the_end_calls_the_coordinator() -> None:
    first, second = invited(count=2)
    coordinator = coordinator_of(first.network)
    engagements.decline(first, words="Je suis en déplacement.")
    assert statuses(first.engagement) == ["declined", "sent"]
    engagements.decline(fresh(second), words="")
    assert fresh(first.engagement).status == Engagement.Status.REQUESTED
    assert letters_to(coordinator.email) == ["nobody_left"]


def test_decline_twice_is_once() -> None:
    invitation = invited()[0]
    coordinator = coordinator_of(invitation.network)
    engagements.decline(invitation)
    engagements.decline(invitation)
    assert letters_to(coordinator.email) == ["nobody_left"]


def test_pass_on_names_a_colleague_to_the_coordinator() -> None:
    invitation = invited(count=2)[0]
    coordinator = coordinator_of(invitation.network)
    with pytest.raises(Refused):
        engagements.pass_on(invitation, colleague=" ")
    assert engagements.pass_on(invitation, colleague="Inès, à la fonderie").status == Status.DECLINED
    assert letters_to(coordinator.email) == ["colleague"]
    assert "Inès" in Letter.objects.addressed_to(coordinator.email).get().text


def test_counter_asks_the_teacher_who_agrees() -> None:
    invitation = invited()[0]
    other = start(invitation) + dt.timedelta(days=2)
    engagements.counter(invitation, starts_at=other, words="Le jeudi plutôt.")
    letter = Letter.objects.addressed_to(TEACHER).order_by("pk").last()
    assert letter.template.endswith("other_date") and "Le jeudi plutôt." in letter.text
    engagements.agree_date(invitation)
    engagements.agree_date(invitation)
    engagement = fresh(invitation.engagement)
    assert (engagement.status, engagement.starts_at) == (Engagement.Status.CONFIRMED, other)
    assert engagement.asks_for(other.date())


def test_refuse_date_leaves_the_invitation_as_it_was() -> None:
    invitation = invited()[0]
    engagements.counter(invitation, starts_at=start(invitation) + dt.timedelta(days=2))
    engagements.refuse_date(invitation)
    engagements.refuse_date(invitation)
    assert fresh(invitation).status == Status.SENT
    assert letters_to(invitation.role_model.person.email) == ["invite", "date_refused"]
    assert engagements.accept(invitation, starts_at=start(invitation)).status == Status.ACCEPTED


def test_counter_refuses_a_past_moment() -> None:
    with pytest.raises(Refused):
        engagements.counter(invited()[0], starts_at=clock.now() - dt.timedelta(days=1))


# volunteers


def test_put_forward_calls_the_coordinator_who_chooses() -> None:
    engagement = asked()
    coordinator, her = coordinator_of(engagement.network), RoleModelFactory(network=engagement.network)
    moment = engagement.proposed_dates.first().starts_at
    volunteer = engagements.put_forward(engagement, role_model=her, starts_at=moment, words="C’est mon ancien lycée.", by=her.person)
    assert (volunteer.status, fresh(engagement).status) == (Status.FORWARD, Engagement.Status.REQUESTED)
    assert letters_to(coordinator.email) == ["forward"]
    engagements.choose(volunteer, by=coordinator)
    assert fresh(engagement).role_model == her
    assert letters_to(her.person.email) == ["you_come"]


def test_put_forward_is_refused_to_a_role_model_of_another_network() -> None:
    engagement, her = asked(), RoleModelFactory()
    with pytest.raises(Refused):
        engagements.put_forward(engagement, role_model=her, starts_at=engagement.proposed_dates.first().starts_at, by=her.person)


# release


def test_release_opens_the_request_again_and_asks_at_once_those_who_stood_in_line() -> None:
    first, second, third = invited(count=3)
    coordinator = coordinator_of(first.network)
    engagements.accept(first, starts_at=start(first))
    engagements.release(first, words="Je suis malade.")
    engagement = fresh(first.engagement)
    assert (engagement.status, engagement.role_model, engagement.starts_at) == (Engagement.Status.PROPOSED, None, None)
    assert statuses(engagement) == ["released", "filled", "filled", "sent", "waiting"]
    assert letters_to(second.role_model.person.email) == ["invite"]
    assert letters_to(third.role_model.person.email) == []
    assert letters_to(coordinator.email) == ["accepted", "replacement"]
    for address, template in ((TEACHER, "she_cannot"), (first.role_model.person.email, "freed")):
        last = Letter.objects.addressed_to(address).order_by("pk").last()
        assert (last.template.rpartition("/")[2], [one["type"] for one in last.attachments]) == (template, ["text/calendar; method=CANCEL"])


def test_release_tells_the_coordinators_the_best_three_others() -> None:
    invitation = confirmed()
    coordinator = coordinator_of(invitation.network)
    others = [RoleModelFactory(network=invitation.network) for _ in range(4)]
    engagements.release(invitation, words="")
    text = Letter.objects.addressed_to(coordinator.email).order_by("pk").last().text
    assert sum(one.public_name in text for one in others) >= 3
    assert not any(one.person.last_name in text for one in others)


def test_release_twice_is_once_and_refused_when_the_hour_has_come() -> None:
    invitation = confirmed()
    with clock.at(start(invitation) + dt.timedelta(minutes=1)), pytest.raises(Refused):
        engagements.release(invitation, words="")
    engagements.release(invitation, words="")
    engagements.release(invitation, words="")
    assert letters_to(TEACHER).count("she_cannot") == 1


def test_somebody_else_can_come_after_a_release() -> None:
    first, second = invited(count=2)
    engagements.accept(first, starts_at=start(first))
    engagements.release(first, words="")
    again = first.engagement.invitations.get(status=Status.SENT)
    assert again.role_model == second.role_model
    engagements.accept(again, starts_at=start(again, 1))
    assert fresh(first.engagement).role_model == second.role_model


# what speaks against a day, whoever decides


def offered(anyway: bool = False) -> tuple[Invitation, dt.datetime]:
    """A volunteer who since has taken another visit at the same hour, and that hour."""
    engagement, other = asked(), asked()
    her = RoleModelFactory(network=engagement.network)
    moment = engagement.proposed_dates.first().starts_at
    volunteer = engagements.put_forward(engagement, role_model=her, starts_at=moment, by=None)
    RoleModelFactory._meta.model.objects.filter(pk=her.pk).update(monthly_limit=0)
    engagements.invite(other, role_models=[RoleModelFactory(network=other.network, membership__person=her.person)], by=None)
    engagements.accept(other.invitations.get(), starts_at=moment)
    return volunteer, moment


def test_choose_says_what_came_in_the_way_since_she_offered_and_nothing_of_where_she_goes() -> None:
    volunteer, _moment = offered()
    coordinator = coordinator_of(volunteer.network)
    with pytest.raises(Refused) as refused:
        engagements.choose(volunteer, by=coordinator)
    assert refused.value.field == "anyway" and "Lycée" not in str(refused.value)
    engagements.choose(volunteer, by=coordinator, anyway=True)
    assert fresh(volunteer).accepted_despite == ["clash", "monthly"]


def test_choose_refuses_a_day_that_is_no_longer_asked_for() -> None:
    engagement = asked()
    volunteer = engagements.put_forward(
        engagement, role_model=RoleModelFactory(network=engagement.network), starts_at=engagement.proposed_dates.first().starts_at, by=None)
    engagements.change(engagement, fields={}, dates=[(weekday(60), "morning")])
    with pytest.raises(Refused):
        engagements.choose(volunteer, by=coordinator_of(engagement.network), anyway=True)


def test_put_forward_and_counter_say_what_speaks_against_the_day_first() -> None:
    engagement = asked()
    her, another = (RoleModelFactory(network=engagement.network, monthly_limit=0) for _ in range(2))
    moment = engagement.proposed_dates.first().starts_at
    with pytest.raises(Refused) as refused:
        engagements.put_forward(engagement, role_model=her, starts_at=moment, by=None)
    assert refused.value.field == "anyway"
    assert engagements.put_forward(engagement, role_model=her, starts_at=moment, by=None, anyway=True).accepted_despite == ["monthly"]
    with pytest.raises(Refused):
        engagements.put_forward(engagement, role_model=another, starts_at=moment + dt.timedelta(days=1), by=None, anyway=True)
    invitation = engagements.invite(engagement, role_models=[another], by=None)[0]
    with pytest.raises(Refused) as refused:
        engagements.counter(invitation, starts_at=moment + dt.timedelta(days=2))
    assert refused.value.field == "anyway"
    countered = engagements.counter(invitation, starts_at=moment + dt.timedelta(days=2), anyway=True)
    assert countered.accepted_despite == ["monthly"]
    assert engagements.agree_date(countered).status == Status.ACCEPTED


def test_agree_date_refuses_when_she_has_another_visit_at_that_time_since() -> None:
    mine, other = invited()[0], asked()
    moment = start(mine) + dt.timedelta(days=2)
    engagements.counter(mine, starts_at=moment, anyway=True)
    engagements.change(other, fields={}, dates=[(moment.date(), "morning")])
    hers = RoleModelFactory(network=other.network, membership__person=mine.role_model.person)
    engagements.accept(engagements.invite(other, role_models=[hers], by=None)[0], starts_at=moment, anyway=True)
    with pytest.raises(Refused) as refused:
        engagements.agree_date(mine)
    assert "Lycée" not in str(refused.value)
    assert engagements.refuse_date(mine).accepted_despite == []


def test_a_coordinator_notes_another_day_that_the_teacher_agreed_to() -> None:
    invitation = invited()[0]
    moment = start(invitation) + dt.timedelta(days=1)
    engagements.accept(invitation, starts_at=moment, by=coordinator_of(invitation.network))
    assert fresh(invitation.engagement).starts_at == moment
    assert fresh(invitation.engagement).asks_for(moment.date())
