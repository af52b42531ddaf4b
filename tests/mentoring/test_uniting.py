"""Two accounts made one: nobody is in a pair with herself, nor has two live applications or two live authorisations of a parent; what a
parent did not allow is allowed by nobody."""
from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from industrielles.kit.refusals import Refused
from industrielles.mentoring import holding
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Mentee, Mentor, Pair
from industrielles.people import verbs as people
from industrielles.safeguarding import policies
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Authorisation, Clearance
from tests.factories.mentoring import MenteeFactory, MentorFactory, born
from tests.factories.mentoring_life import matched, pair
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import referent_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("goes", ["mentee", "mentor"])
def test_nobody_is_in_a_pair_with_herself_whichever_account_goes(goes: str) -> None:
    made = pair(age=19)
    sides: dict[str, Any] = {"mentee": made.mentee.person, "mentor": made.mentor.person}
    kept = sides["mentor" if goes == "mentee" else "mentee"]
    people.unite(sides[goes], kept=kept, by=None)
    made = Pair.objects.whole().get(pk=made.pk)
    assert made.status == Pair.Status.ENDING and made.person_of(goes) is None
    assert made.person_of("mentor" if goes == "mentee" else "mentee") == kept
    client = Client()
    client.force_login(kept)
    assert client.get(reverse("mentoring:pair", args=[made.code])).status_code == 200  # hers to read, on one side


def test_who_becomes_mentee_and_mentor_of_one_programme_is_never_matched_with_herself() -> None:
    mentee, mentor = matched(19)
    kept = mentee.person
    people.unite(mentor.person, kept=kept, by=None)  # type: ignore[arg-type]
    mentor.refresh_from_db()
    assert mentor.person == kept
    with pytest.raises(Refused):
        mentoring.begin_pair(mentee, mentor)


@pytest.mark.parametrize("model", [Mentee, Mentor])
def test_of_two_live_applications_to_one_programme_the_kept_one_stands_and_the_other_ends_with_its_pair(model: Any) -> None:
    made = pair(age=19)
    theirs = made.mentee if model is Mentee else made.mentor
    factory, ready = (MenteeFactory, "ready") if model is Mentee else (MentorFactory, "matchable")
    standing = factory(programme=made.programme, status=ready)
    people.unite(theirs.person, kept=standing.person, by=None)  # type: ignore[arg-type]
    assert list(model._default_manager.live().filter(person=standing.person)) == [standing]
    assert Pair.objects.get(pk=made.pk).status == Pair.Status.ENDING


def test_a_pair_follows_the_account_that_is_kept() -> None:
    made, kept = pair(age=19), PersonFactory()
    people.unite(made.mentee.person, kept=kept, by=None)  # type: ignore[arg-type]
    made = Pair.objects.whole().get(pk=made.pk)
    assert made.person_of("mentee") == kept and made.status == Pair.Status.ACTIVE and holding.stillness(made) == ""


def asked(person: Any, network: Any) -> Authorisation:
    return safeguarding.ask_authorisation(person, network=network, born_on=born(16), name="Odile", email="odile@exemple.invalid")


def test_of_two_authorisations_of_one_network_the_kept_ones_stands_and_what_it_does_not_allow_is_not() -> None:
    mentee, _mentor = matched(16)
    gone, kept, network = mentee.person, PersonFactory(), mentee.network
    waiting = asked(kept, network)
    assert policies.authorised(gone, "take part", born_on=born(16))  # positive control: the account that goes was allowed
    people.unite(gone, kept=kept, by=None)  # type: ignore[arg-type]
    assert list(Authorisation.objects.live().filter(person=kept)) == [waiting]
    assert not policies.authorised(kept, "take part", born_on=born(16))
    moved = Mentee.objects.get(pk=mentee.pk)
    assert moved.person == kept and moved.status == Mentee.Status.LOCKED  # she waits for the answer that was asked of the kept account


def test_an_authorisation_follows_a_mentee_to_the_account_that_has_none() -> None:
    mentee, _mentor = matched(16)
    kept = PersonFactory()
    people.unite(mentee.person, kept=kept, by=None)  # type: ignore[arg-type]
    assert policies.authorised(kept, "take part", born_on=born(16)) and Mentee.objects.get(pk=mentee.pk).status == Mentee.Status.READY


def test_nobody_becomes_her_own_parent() -> None:
    mentee, _mentor = matched(16)
    parent = PersonFactory(email="sofia@exemple.invalid")
    people.unite(mentee.person, kept=parent, by=None)  # type: ignore[arg-type]
    assert not policies.authorised(parent, "take part", born_on=born(16))
    assert Mentee.objects.get(pk=mentee.pk).status == Mentee.Status.LOCKED


def test_one_paper_seen_for_both_accounts_is_one_and_what_does_not_allow_wins() -> None:
    mentor, kept = MentorFactory(), PersonFactory()
    seen_on = born(0, 3)
    for person in (mentor.person, kept):
        safeguarding.clear(person, network=mentor.network, kind="b3", seen_on=seen_on)
    safeguarding.clear(mentor.person, network=mentor.network, kind="employer", seen_on=seen_on, outcome="not clear")
    people.unite(mentor.person, kept=kept, by=None)
    assert sorted(Clearance.objects.of(kept).values_list("kind", flat=True)) == ["b3", "employer"]
    assert not policies.is_cleared(kept)


def test_whom_a_report_accuses_is_suspended_under_the_account_that_is_kept() -> None:
    made, kept = pair(age=19), PersonFactory()
    report = safeguarding.report(made.network, key=uuid.uuid4(), words="…", accused=made.mentor.person, by=None)
    people.unite(made.mentor.person, kept=kept, by=None)  # type: ignore[arg-type]
    made = Pair.objects.whole().get(pk=made.pk)
    assert policies.is_suspended(kept) and made.person_of("mentor") == kept and made.status == Pair.Status.FROZEN
    referent = referent_of(made.network)
    safeguarding.take(report, by=referent)
    report.refresh_from_db()
    safeguarding.close(report, outcome="unfounded", measures="Entendues.", resumes=True, by=referent)
    assert Pair.objects.get(pk=made.pk).status == Pair.Status.ACTIVE
