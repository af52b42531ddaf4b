"""Whom a safeguarding report keeps away goes into no class: what she was asked ends, the next is asked, and nothing says why."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from industrielles.engagements import addresses, checkup, tasks
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Invitation
from industrielles.journal.models import Entry
from industrielles.kit.refusals import Refused
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Report
from tests.factories.engagements import asked, invited, letters_to
from tests.factories.network import coordinator_of
from tests.factories.pool import RoleModelFactory
from tests.factories.safeguarding import referent_of

pytestmark = pytest.mark.django_db
Status = Invitation.Status
NEUTRAL = "Cette date n’est plus ouverte"


@pytest.fixture(autouse=True)
def _coherent() -> object:
    """Whatever a test does, the room's own questions find nothing wrong."""
    yield
    assert checkup.faults() == []


def reported(role_model: Any) -> Report:
    return safeguarding.report(role_model.network, key=uuid.uuid4(), words="Il filme la classe.", accused=role_model.person)


def statuses(row: Invitation) -> list[str]:
    return list(Invitation.objects.filter(engagement=row.engagement_id).order_by("rank", "pk").values_list("status", flat=True))


def start(row: Invitation) -> dt.datetime:
    return next(iter(row.engagement.proposed_dates.all())).starts_at


def test_a_report_ends_what_she_was_asked_without_a_letter_and_the_next_is_asked() -> None:
    first, second = invited(count=2)
    runs = coordinator_of(first.network)
    reported(first.role_model)
    assert statuses(first) == ["withdrawn", "sent"]
    assert letters_to(first.role_model.person.email) == ["invite"] and letters_to(second.role_model.person.email) == ["invite"]
    assert letters_to(runs.email) == ["alert"], "alerted as who runs her network; nothing else"
    assert Entry.objects.of(first).filter(verb="engagements.withdraw", by_id=None).count() == 1


def test_her_link_says_that_it_is_closed_in_the_words_of_any_other(client: Client) -> None:
    first, other = invited()[0], invited()[0]
    engagements.withdraw(other, by=None)
    reported(first.role_model)
    pages = [client.get(addresses.answer(one)) for one in (first, other)]
    assert [page.status_code for page in pages] == [200, 200]
    words = [page.content.decode().partition("<main")[2].partition("</main>")[0] for page in pages]
    assert "Cette invitation est close" in words[0] and words[0] == words[1]
    sent = client.post(addresses.answer(first), {"date": "1"})
    assert sent.status_code == 302 and statuses(first) == ["withdrawn"]


@pytest.mark.parametrize("by", ["herself", "her link", "her coordinator"])
def test_an_invitation_sent_meanwhile_may_not_be_accepted_then_ends_and_the_next_is_asked(by: str) -> None:
    role_model = RoleModelFactory()
    report = reported(role_model)
    engagement = asked(network=role_model.network)
    second = RoleModelFactory(network=role_model.network)
    coordinator = coordinator_of(role_model.network)
    first = engagements.invite(engagement, role_models=[role_model, second], by=coordinator)[0]
    said = {"herself": role_model.person, "her link": None, "her coordinator": coordinator}[by]
    with pytest.raises(Refused) as refused:
        engagements.accept(first, starts_at=start(first), by=said)
    assert str(refused.value).startswith(NEUTRAL)
    with pytest.raises(Refused) as refused:
        engagements.counter(first, starts_at=start(first) + dt.timedelta(days=1))
    assert str(refused.value).startswith(NEUTRAL)
    assert statuses(first) == ["sent", "waiting"]
    assert (tasks.let_go_departed(), tasks.let_go_departed()) == (1, 0) and statuses(first) == ["withdrawn", "sent"]
    safeguarding.resume(report, reason="Ce n’était pas elle.")


def test_the_page_tells_her_that_the_date_is_no_longer_open(client: Client) -> None:
    role_model = RoleModelFactory()
    reported(role_model)
    first = engagements.invite(asked(network=role_model.network), role_models=[role_model], by=None)[0]
    day = first.engagement.proposed_dates.first()
    answer = client.post(addresses.answer(first), {"date": str(day.pk), "hour": "10:00"})
    assert answer.status_code == 422 and NEUTRAL in answer.content.decode() and statuses(first) == ["sent"]


def test_another_date_she_had_proposed_and_a_place_she_had_asked_for_end_too() -> None:
    countered = invited()[0]
    engagements.counter(countered, starts_at=start(countered) + dt.timedelta(days=1), anyway=True)
    other = asked(network=countered.network)
    day = next(iter(other.proposed_dates.all())).starts_at
    forward = engagements.put_forward(other, role_model=countered.role_model, starts_at=day, by=countered.role_model.person, anyway=True)
    reported(countered.role_model)
    assert statuses(countered) == ["withdrawn"] and statuses(forward) == ["withdrawn"]
    with pytest.raises(Refused):
        engagements.agree_date(Invitation.objects.get(pk=countered.pk))
    with pytest.raises(Refused):
        engagements.choose(Invitation.objects.get(pk=forward.pk), by=coordinator_of(countered.network))


def test_she_puts_herself_forward_for_no_class_meanwhile_and_does_again_afterwards() -> None:
    role_model = RoleModelFactory()
    engagement = asked(network=role_model.network)
    day = next(iter(engagement.proposed_dates.all())).starts_at
    report = reported(role_model)
    said: dict[str, Any] = {"role_model": role_model, "starts_at": day, "by": role_model.person, "anyway": True}
    with pytest.raises(Refused) as refused:
        engagements.put_forward(engagement, **said)
    assert str(refused.value).startswith(NEUTRAL) and not engagement.invitations.exists()
    safeguarding.resume(report, reason="Ce n’était pas elle.", by=None)
    assert engagements.put_forward(engagement, **said).status == Status.FORWARD


def test_a_visit_that_is_agreed_stays_and_people_decide_of_it() -> None:
    first = invited()[0]
    engagements.accept(first, starts_at=start(first))
    report = reported(first.role_model)
    assert statuses(first) == ["accepted"] and tasks.let_go_departed() == 0 and engagements.let_go_suspended(report) == 0


def test_when_somebody_cannot_come_after_all_she_is_not_asked_again() -> None:
    first, second = invited(count=2)
    engagements.accept(first, starts_at=start(first))
    assert statuses(first) == ["accepted", "filled"]
    reported(second.role_model)
    engagements.release(first, words="")
    assert statuses(first) == ["released", "filled"]


def test_accuse_ends_them_as_a_report_does() -> None:
    first, _second = invited(count=2)
    report = safeguarding.report(first.network, key=uuid.uuid4(), words="Quelqu’un filme la classe.")
    assert statuses(first) == ["sent", "waiting"]
    safeguarding.accuse(report, person=first.role_model.person, by=referent_of(first.network))
    assert statuses(first) == ["withdrawn", "sent"]
