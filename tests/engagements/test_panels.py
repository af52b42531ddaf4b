"""Panels: several accept one engagement, on one day; a seat left is sought again; paths and territories are mixed."""
from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from industrielles.engagements import checkup, panels, suggestions
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from tests.factories.engagements import ORGANISER, letters_to, speaker_asked, spokeswoman, weekday
from tests.factories.network import coordinator_of

pytestmark = pytest.mark.django_db
Status = Engagement.Status


def panel(seats: int = 3, invite: int = 4, **changes: Any) -> list[Invitation]:
    """A round table with so many seats, put to so many together."""
    engagement = speaker_asked(seats=seats, **changes)
    women = [spokeswoman(engagement) for _ in range(invite)]
    return engagements.invite(engagement, role_models=women, by=None, together=True)


def accept(invitation: Invitation) -> Invitation:
    return engagements.accept(invitation, starts_at=invitation.engagement.proposed_dates.first().starts_at)


def test_three_accept_one_panel_on_one_day_and_the_last_seat_ends_the_search() -> None:
    invitations = panel()
    for number, one in enumerate(invitations[:3], start=1):
        accept(one)
        visit = Engagement.objects.get()
        assert (visit.status, visit.seats_taken, visit.seeks) == (Status.CONFIRMED, number, number < 3)
    assert visit.role_model == invitations[0].role_model and letters_to(ORGANISER).count("confirmed") == 3
    assert Invitation.objects.get(pk=invitations[3].pk).status == Invitation.Status.FILLED
    with pytest.raises(Refused):
        accept(invitations[3])
    assert checkup.faults() == []


def test_as_many_are_asked_at_once_as_seats_are_free_and_the_next_when_one_declines() -> None:
    engagement = speaker_asked(seats=2)
    made = engagements.invite(engagement, role_models=[spokeswoman(engagement) for _ in range(4)], by=None)
    assert [one.status for one in Invitation.objects.order_by("rank")] == ["sent", "sent", "waiting", "waiting"]
    accept(made[0])
    engagements.decline(Invitation.objects.get(pk=made[1].pk))
    assert [one.status for one in Invitation.objects.order_by("rank")] == ["accepted", "declined", "sent", "waiting"]


def test_the_second_takes_the_day_that_was_agreed_and_proposes_no_other() -> None:
    first, second, third, _fourth = panel(dates=[(weekday(), "morning"), (weekday(28), "afternoon")])
    engagements.counter(third, starts_at=clock.now() + dt.timedelta(days=40))
    accept(first)
    assert Invitation.objects.get(pk=third.pk).status == Invitation.Status.SENT
    with pytest.raises(Refused):
        engagements.counter(second, starts_at=clock.now() + dt.timedelta(days=41))
    other = second.engagement.proposed_dates.last().starts_at
    assert engagements.accept(second, starts_at=other).starts_at == Engagement.objects.get().starts_at != other


def test_release_frees_a_seat_that_is_sought_again_and_leaves_the_panel_standing() -> None:
    invitations = panel(seats=2, invite=3)
    accept(invitations[0])
    accept(invitations[1])
    released = engagements.release(Invitation.objects.get(pk=invitations[0].pk), words="Souffrante.")
    visit = Engagement.objects.get()
    assert (visit.status, visit.seats_taken, visit.role_model) == (Status.CONFIRMED, 1, invitations[1].role_model)
    again = visit.invitations.filter(role_model=invitations[2].role_model, status="sent")
    assert released.status == Invitation.Status.RELEASED and again.count() == 1
    text = Letter.objects.filter(address=ORGANISER, template__endswith="she_cannot").get().text
    assert "les autres viennent toujours" in text.replace("\n", " ") and checkup.faults() == []
    accept(again.get())
    assert Engagement.objects.get().seats_taken == 2
    for one in Invitation.objects.filter(status="accepted"):
        engagements.release(one, words="")
    assert (Engagement.objects.get().status, Engagement.objects.get().role_model) == (Status.PROPOSED, None) or (
        Engagement.objects.get().status == Status.REQUESTED)
    assert checkup.faults() == []


def test_cancel_tells_everyone_of_the_panel() -> None:
    invitations = panel(seats=2, invite=2)
    for one in invitations:
        accept(one)
    engagements.cancel(Engagement.objects.get(), words="Salle fermée.")
    assert all("cancelled" in letters_to(one.role_model.person.email) for one in invitations)
    assert Engagement.objects.get().seats_taken == 0 and checkup.faults() == []


def test_each_of_the_panel_sees_it_among_hers_and_it_weighs_on_her_limits() -> None:
    invitations = panel(seats=2, invite=2)
    for one in invitations:
        accept(one)
    visit = Engagement.objects.get()
    second = invitations[1].role_model
    assert Engagement.objects.of_role_model(second.person).get() == visit
    other = speaker_asked(network=visit.network, dates=[(visit.starts_at.date(), "morning")])
    her = next(one for one in suggestions.best(other) if one.role_model == second)
    assert (her.this_year, her.this_month) == (1, 1)
    sent = engagements.invite(other, role_models=[second], by=None)[0]
    with pytest.raises(Refused) as refusal:
        accept(sent)
    assert refusal.value.field == "anyway"


def woman(level: str, department: str = "59", score: int = 80) -> SimpleNamespace:
    return SimpleNamespace(role_model=SimpleNamespace(level=level, department_id=department), score=score)


def test_a_panel_is_mixed_before_it_is_near() -> None:
    found = [woman("engineer", score=95), woman("doctorate", score=94), woman("master", "62", 93), woman("cap", score=60),
             woman("bts", score=58)]
    order = panels.mixed(found, seats=3)
    assert {panels.post_of(one.role_model) for one in order[:3]} == set(panels.Post)
    assert sorted(map(id, order)) == sorted(map(id, found)) and panels.mixed(found, seats=1)[0] is found[0]


def test_who_comes_already_counts_and_a_new_territory_is_preferred() -> None:
    comes = woman("engineer").role_model
    found = [woman("engineer", score=90), woman("engineer", "62", 80)]
    assert panels.mixed(found, seats=1, with_=[comes])[0] is found[1]


def test_what_a_panel_lacks_is_said() -> None:
    engineers = [woman("engineer").role_model, woman("master").role_model]
    assert [str(one) for one in panels.missing([*engineers, woman("cap").role_model], seats=3)] == ["il manque une technicienne"]
    assert panels.missing([one.role_model for one in (woman("cap"), woman("bts"), woman("master"))], seats=3) == []
    assert len(panels.missing(engineers, seats=2)) == 1 and panels.missing(engineers[:1], seats=1) == []


def test_a_panel_takes_as_many_questions_with_one_as_with_three(django_assert_max_num_queries: Any, client: Any) -> None:
    invitations = panel(seats=4, invite=4)
    visit = invitations[0].engagement
    client.force_login(coordinator_of(visit.network))
    address, counts = f"/coordination/demandes/{visit.code}/", []
    client.get(address)
    accept(invitations[0])
    for more in ((), invitations[1:3]):
        for one in more:
            accept(one)
        with django_assert_max_num_queries(45) as asked:
            page = client.get(address).content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1] and "3 intervenantes trouvées sur 4" in page
