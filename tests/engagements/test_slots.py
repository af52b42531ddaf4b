"""Places to take: published by who asks, taken in one statement, one each, given back, and what nobody outside sees."""
from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db.models import F

from industrielles.engagements import checkup
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Partner, Slot
from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger.models import Entry as Counts
from tests.at_once import at_once
from tests.factories.engagements import ORGANISER, TEACHER, afterwards, asked, letters_to, speaker_asked, told
from tests.factories.network import NetworkFactory
from tests.factories.pool import RoleModelFactory

from .test_races import refusals

Kind = Engagement.Kind
pytestmark = pytest.mark.django_db


def half_day(places: int = 6, *, at_once: bool = True, reach: str = Slot.Reach.TERRITORY) -> Engagement:
    """A discovery half-day whose places are published."""
    visit = speaker_asked(Kind.DISCOVERY)
    engagements.publish_places(visit, places=places, at_once=at_once, reach=reach)
    return visit


def woman(network: Any, **changes: Any) -> Any:
    return RoleModelFactory(network=network, formats=["discovery half-day", "class visit"], **changes)


def take(visit: Engagement, who: Any, **changes: Any) -> Invitation:
    day = visit.proposed_dates.all()[0].starts_at
    return engagements.take_place(visit, role_model=who, starts_at=day, by=who.person, anyway=True, **changes)


def test_a_place_taken_at_once_is_an_agreed_visit() -> None:
    visit = half_day()
    who = woman(visit.network)
    taken = take(visit, who)
    visit.refresh_from_db()
    assert taken.status == Invitation.Status.ACCEPTED
    assert (visit.status, visit.seats, visit.seats_taken) == (Engagement.Status.CONFIRMED, 6, 1)
    assert "you_come" in letters_to(who.person.email)
    assert "confirmed" in letters_to(ORGANISER)
    assert Entry.objects.filter(verb="engagements.take_place", by_id=who.person_id).count() == 1
    assert checkup.faults() == []


def test_a_place_to_confirm_waits_for_the_coordinator() -> None:
    visit = half_day(2, at_once=False)
    taken = take(visit, woman(visit.network), words="Avec plaisir.")
    visit.refresh_from_db()
    assert (taken.status, taken.answer_words, visit.seats_taken) == (Invitation.Status.FORWARD, "Avec plaisir.", 0)


def test_one_place_each_taken_twice_is_once() -> None:
    visit = half_day()
    who = woman(visit.network)
    assert take(visit, who) == take(visit, who)
    visit.refresh_from_db()
    assert (visit.invitations.count(), visit.seats_taken) == (1, 1)


def test_the_same_woman_of_two_networks_takes_one_place() -> None:
    visit = half_day()
    first = woman(visit.network)
    other = NetworkFactory(departments=[visit.department])
    second = woman(other, membership__person=first.person)
    assert take(visit, first) == take(visit, second)


def test_full_is_said_and_nothing_is_left_behind() -> None:
    visit = half_day(1)
    take(visit, woman(visit.network))
    other = NetworkFactory(departments=[visit.department])
    with pytest.raises(Refused, match="place"):
        take(visit, woman(other))
    assert not Partner.objects.filter(network=other).exists()


def test_a_woman_of_another_network_of_the_territory_takes_it_and_her_network_takes_part() -> None:
    visit = half_day()
    who = woman(NetworkFactory(departments=[visit.department]))
    assert take(visit, who).network == who.network
    assert Partner.objects.filter(engagement=visit, network=who.network).exists()


def test_outside_the_territory_the_place_does_not_exist() -> None:
    visit = half_day()
    stranger = woman(NetworkFactory(departments=[]))
    assert not Engagement.objects.places_for(stranger.person).exists()
    with pytest.raises(Refused):
        take(visit, stranger)
    assert visit.invitations.count() == 0


def test_an_invited_woman_who_takes_the_place_accepts_her_invitation() -> None:
    visit = half_day()
    who = woman(visit.network)
    invitation = engagements.invite(visit, role_models=[who], by=None)[0]
    assert take(visit, who) == invitation
    invitation.refresh_from_db()
    assert invitation.status == Invitation.Status.ACCEPTED


def test_a_place_is_given_back_until_the_day_before_and_is_free_again() -> None:
    visit = half_day(1)
    first, second = woman(visit.network), woman(visit.network)
    taken = take(visit, first)
    given = engagements.give_back(taken, by=first.person)
    assert engagements.give_back(given, by=first.person).status == Invitation.Status.RELEASED
    visit.refresh_from_db()
    assert (visit.status, visit.seats_taken) == (Engagement.Status.REQUESTED, 0)
    assert "she_cannot" in letters_to(ORGANISER)
    assert take(visit, second).status == Invitation.Status.ACCEPTED
    assert checkup.faults() == []


def test_on_the_day_itself_it_is_not_given_back_silently() -> None:
    visit = half_day(1)
    who = woman(visit.network)
    taken = take(visit, who)
    with clock.at(taken.starts_at - dt.timedelta(hours=2)), pytest.raises(Refused, match="aujourd’hui"):
        engagements.give_back(taken, by=who.person)
    taken.refresh_from_db()
    assert taken.status == Invitation.Status.ACCEPTED


def test_somebody_else_gives_nothing_back() -> None:
    visit = half_day(1)
    taken = take(visit, woman(visit.network))
    with pytest.raises(Refused):
        engagements.give_back(taken, by=woman(visit.network).person)


def test_publishing_again_changes_and_never_below_what_is_taken() -> None:
    visit = half_day(3)
    for _ in range(2):
        take(visit, woman(visit.network))
    engagements.publish_places(visit, places=2, at_once=True)
    with pytest.raises(Refused) as refused:
        engagements.publish_places(visit, places=1, at_once=True)
    assert refused.value.field == "places"
    visit.refresh_from_db()
    assert (visit.seats, Slot.objects.count()) == (2, 1)


@pytest.mark.parametrize("places", [0, 7])
def test_no_place_or_too_many_is_refused(places: int) -> None:
    with pytest.raises(Refused) as refused:
        engagements.publish_places(speaker_asked(Kind.DISCOVERY), places=places, at_once=True)
    assert refused.value.field == "places"


def test_a_class_meets_one_woman_on_one_of_its_days() -> None:
    visit = asked()
    with pytest.raises(Refused):
        engagements.publish_places(visit, places=2, at_once=True)
    engagements.publish_places(visit, places=1, at_once=True)
    last = list(visit.proposed_dates.all())[-1].starts_at
    who = woman(visit.network)
    assert engagements.take_place(visit, role_model=who, starts_at=last, by=who.person, anyway=True).starts_at == last
    assert "confirmed" in letters_to(TEACHER)


def test_several_places_want_one_day() -> None:
    visit = speaker_asked(Kind.DISCOVERY)
    day = visit.proposed_dates.all()[0].on
    engagements.change(visit, fields={}, dates=[(day, "morning"), (day + dt.timedelta(days=1), "morning")])
    with pytest.raises(Refused) as refused:
        engagements.publish_places(visit, places=3, at_once=True)
    assert refused.value.field == "places"


def test_unpublished_nobody_takes_it_any_more_and_those_who_did_still_come() -> None:
    visit = half_day()
    taken = take(visit, woman(visit.network))
    engagements.unpublish_places(visit)
    engagements.unpublish_places(visit)
    assert Entry.objects.filter(verb="engagements.unpublish_places").count() == 1
    with pytest.raises(Refused):
        take(visit, woman(visit.network))
    taken.refresh_from_db()
    assert taken.status == Invitation.Status.ACCEPTED


def test_a_closed_request_publishes_nothing() -> None:
    visit = asked()
    engagements.cancel(visit, words="")
    with pytest.raises(Refused):
        engagements.publish_places(visit, places=1, at_once=True)


def test_a_half_day_with_several_women_counts_its_people_once() -> None:
    visit = half_day(2)
    for _ in range(2):
        take(visit, woman(visit.network))
    told(visit, people=25, girls=20, boys=5)
    assert sum(Counts.objects.filter(fact="engagements.audience").values_list("quantity", flat=True)) == 25
    with afterwards(visit):
        assert checkup.faults() == []


@pytest.mark.django_db(transaction=True)
def test_of_sixty_who_take_a_place_at_once_six_have_one() -> None:
    visit = half_day(6)
    women = [woman(visit.network) for _ in range(60)]
    day = visit.proposed_dates.all()[0].starts_at
    results = at_once(*(
        lambda w=one: engagements.take_place(visit, role_model=w, starts_at=day, by=w.person, anyway=True) for one in women))
    assert refusals(results) == 54
    visit.refresh_from_db()
    assert visit.seats_taken == visit.invitations.filter(status=Invitation.Status.ACCEPTED).count() == 6
    assert visit.invitations.count() == 6
    assert checkup.faults() == []


@pytest.mark.django_db(transaction=True)
def test_control_counting_first_and_writing_afterwards_gives_one_place_twice() -> None:
    visit, both_have_read = half_day(1), threading.Barrier(2)

    def take_naively() -> bool:
        free = Engagement.objects.get(pk=visit.pk).seats_free > 0
        both_have_read.wait()
        return free and bool(Engagement.objects.filter(pk=visit.pk).update(agreed_at=clock.now()))

    assert at_once(take_naively, take_naively) == [True, True]


@pytest.mark.django_db(transaction=True)
def test_one_woman_twenty_times_takes_one_place() -> None:
    visit = half_day(6)
    who = woman(visit.network)
    day = visit.proposed_dates.all()[0].starts_at
    results = at_once(*(
        lambda: engagements.take_place(visit, role_model=who, starts_at=day, by=who.person, anyway=True) for _ in range(20)))
    assert refusals(results) == 0
    assert Engagement.objects.filter(pk=visit.pk, seats_taken=1, invitations__role_model=F("role_model")).count() == 1
