"""A person is forgotten: the visits she had accepted find somebody else, her words go, what was counted stays."""
from __future__ import annotations

import pytest
from django.forms.models import model_to_dict

from industrielles.engagements import checkup
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Report
from industrielles.kit.refusals import Refused
from industrielles.ledger.models import Entry
from industrielles.letters.models import Letter
from industrielles.people import verbs as people
from tests.factories.engagements import TEACHER, afterwards, asked, confirmed, invited, letters_to, told
from tests.factories.network import NetworkFactory, coordinator_of

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
