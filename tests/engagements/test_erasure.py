"""A person is forgotten: the visits she had accepted find somebody else, her words go, what was counted stays."""
from __future__ import annotations

import datetime as dt

import pytest
from django.forms.models import model_to_dict
from django.test import Client

from industrielles.engagements import addresses, checkup, tasks
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Report
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger.models import Entry
from industrielles.letters.models import Letter
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.pool import verbs as pool
from industrielles.pool.models import RoleModel
from tests.factories.engagements import TEACHER, afterwards, asked, confirmed, invited, letters_to, told
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.pool import RoleModelFactory

pytestmark = pytest.mark.django_db


def test_a_role_model_erased_while_invited_leaves_her_turn_to_the_next() -> None:
    first, second = invited(count=2)
    people.erase(first.role_model.person, by=None)
    assert [one.status for one in first.engagement.invitations.order_by("rank")] == ["withdrawn", "sent"]
    assert letters_to(second.role_model.person.email) == ["invite"]
    assert checkup.faults() == []


def test_a_role_model_erased_before_her_visit_is_replaced() -> None:
    first, second = invited(count=2)
    engagements.accept(first, starts_at=first.engagement.proposed_dates.first().starts_at)
    coordinator = coordinator_of(first.network)
    people.erase(first.role_model.person, by=None)
    engagement = Engagement.objects.get(pk=first.engagement_id)
    assert (engagement.status, engagement.role_model) == (Engagement.Status.PROPOSED, None)
    assert "replacement" in letters_to(coordinator.email)
    assert letters_to(TEACHER)[-1] == "she_cannot"
    assert letters_to(second.role_model.person.email) == ["invite"]
    assert checkup.faults() == []


def test_what_was_counted_is_byte_identical_after_she_is_erased() -> None:
    invitation = confirmed()
    person = invitation.role_model.person
    told(invitation.engagement, by=person, words="J’ai parlé de mon fils Tom.")
    before = [model_to_dict(entry) for entry in Entry.objects.order_by("pk")]
    with afterwards(invitation.engagement):
        people.erase(person, by=None)
    assert [model_to_dict(entry) for entry in Entry.objects.order_by("pk")] == before
    report = Report.objects.get()
    assert (report.words, report.told_by) == ("", None)
    assert Engagement.objects.get(pk=invitation.engagement_id).status == Engagement.Status.HELD
    assert checkup.faults() == []


def test_her_answers_go_with_her() -> None:
    invitation = invited()[0]
    engagements.pass_on(invitation, colleague="Inès", words="Congé maternité.")
    people.erase(invitation.role_model.person, by=None)
    left = Invitation.objects.get(pk=invitation.pk)
    assert (left.answer_words, left.colleague) == ("", "")


def test_an_asker_is_forgotten_when_nothing_is_under_way() -> None:
    engagement = asked()
    with pytest.raises(Refused):
        engagements.forget_asker(engagement)
    with pytest.raises(Refused):
        engagements.forget_asker(engagement, by=coordinator_of(NetworkFactory()))
    engagements.cancel(engagement, words="")
    engagements.forget_asker(engagement)
    engagement.refresh_from_db()
    assert (engagement.contact_name, engagement.contact_email, engagement.link_version) == ("", "", 2)
    assert not Letter.objects.addressed_to(TEACHER).exists()
    assert not Letter.objects.filter(text__contains="Delattre", template__contains="confirm").exists()


def test_nobody_answers_with_the_link_of_somebody_erased(client: Client) -> None:
    invitation = confirmed()
    told(invitation.engagement, Report.Side.TEACHER)
    with afterwards(invitation.engagement):
        people.erase(invitation.role_model.person, by=None)
        for address in (addresses.answer(invitation), addresses.answer_report(invitation)):
            assert client.get(address).status_code == client.post(address, {}).status_code == 410


def test_somebody_erased_is_not_invited_by_who_had_read_her_name_before() -> None:
    engagement = asked()
    read_before = RoleModel.objects.select_related("person", "membership").get(pk=RoleModelFactory(network=engagement.network).pk)
    address = read_before.person.email
    people.erase(Person.objects.get(pk=read_before.person_id), by=None)
    with pytest.raises(Refused):
        engagements.invite(engagement, role_models=[read_before], by=None)
    assert letters_to(address) == []


# who stops, who leaves


def test_who_is_no_longer_in_the_pool_cannot_accept_counter_or_be_chosen() -> None:
    engagement, moment = asked(), clock.now() + dt.timedelta(days=30)
    first_day = engagement.proposed_dates.first().starts_at
    sent = invited(engagement)[0]
    offers = engagements.put_forward(engagement, role_model=RoleModelFactory(network=engagement.network), starts_at=first_day, by=None)
    for one in (sent, offers):
        pool.part(one.role_model.membership, by=None)
    with pytest.raises(Refused):
        engagements.accept(sent, starts_at=first_day)
    with pytest.raises(Refused):
        engagements.counter(sent, starts_at=moment, anyway=True)
    with pytest.raises(Refused):
        engagements.choose(offers, by=coordinator_of(engagement.network), anyway=True)
    with pytest.raises(Refused):
        engagements.invite(engagement, role_models=[sent.role_model], by=None)


def test_let_go_ends_what_was_asked_of_who_has_stopped_and_asks_the_next() -> None:
    first, second = invited(count=2)
    with pytest.raises(Refused):
        engagements.let_go(first)
    pool.retire(first.role_model, by=None)
    assert (tasks.let_go_departed(), tasks.let_go_departed()) == (1, 0)
    assert [one.status for one in first.engagement.invitations.order_by("rank")] == ["withdrawn", "sent"]
    assert letters_to(second.role_model.person.email) == ["invite"]
    assert checkup.faults() == []


def test_let_go_replaces_who_has_left_the_network_and_leaves_the_visit_of_who_only_stopped() -> None:
    stops, leaves = confirmed(), confirmed()
    pool.retire(stops.role_model, by=None)
    pool.part(leaves.role_model.membership, by=None)
    assert tasks.let_go_departed() == 1
    assert Engagement.objects.get(pk=stops.engagement_id).status == Engagement.Status.CONFIRMED
    assert Engagement.objects.get(pk=leaves.engagement_id).status == Engagement.Status.REQUESTED
    assert "replacement" in letters_to(leaves.network.contact_email)
    assert checkup.faults() == []


def test_no_letter_sent_keeps_the_telephone_of_who_is_erased_on_either_side() -> None:
    visit, other = confirmed(), confirmed()
    person = visit.role_model.person
    Letter.objects.update(status=Letter.Status.SENT, settled_at=clock.now())
    told(visit.engagement, Report.Side.TEACHER)
    assert Letter.objects.filter(text__contains=person.email).exists()
    with afterwards(visit.engagement):
        people.erase(person, by=None)
        assert not Letter.objects.filter(text__contains=person.last_name, status=Letter.Status.SENT).exists()
        assert Letter.objects.filter(text__contains=other.role_model.person.email).exists()
    engagements.cancel(other.engagement, words="")
    assert Letter.objects.filter(text__contains="03 20 00 00 00").exists()
    engagements.forget_asker(other.engagement)
    assert not Letter.objects.filter(text__contains="03 20 00 00 00", status=Letter.Status.SENT).exists()
