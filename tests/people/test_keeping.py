"""What goes past its term, and nothing beside it."""
from __future__ import annotations

import datetime as dt

import pytest

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.people import verbs as people
from industrielles.people.models import Consent, Person
from industrielles.people.retention import consents_due
from tests.factories.people import ConsentFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_clear_consents_forgets_those_taken_back_and_leaves_those_that_stand() -> None:
    her = PersonFactory()
    then = clock.now() - dt.timedelta(days=9)
    ConsentFactory(person=her, given_at=then, withdrawn_at=then + dt.timedelta(days=1))
    standing = ConsentFactory(person=her)
    assert people.clear_consents(consents_due(clock.now()), by=None) == 1
    assert list(Consent.objects.all()) == [standing]
    assert people.clear_consents(consents_due(clock.now()), by=None) == 0


def test_erase_each_forgets_these_people_alone_and_says_so_once_each() -> None:
    gone, kept = [PersonFactory(), PersonFactory()], PersonFactory()
    assert people.erase_each(Person.objects.filter(pk__in=[one.pk for one in gone]), by=None) == 2
    assert not Person.objects.filter(pk__in=[one.pk for one in gone], erased_at=None).exists()
    assert Person.objects.get(pk=kept.pk).email == kept.email
    assert Entry.objects.filter(verb="people.erase").count() == 2


def test_end_consents_ends_those_of_this_network_once_and_leaves_the_others() -> None:
    her = PersonFactory()
    ended, kept = ConsentFactory(person=her, network_id=7), ConsentFactory(person=her, network_id=8)
    assert people.end_consents(her, network_id=7, by=None) == 1
    assert people.end_consents(her, network_id=7, by=None) == 0
    assert list(Consent.objects.live()) == [kept]
    assert Entry.objects.get(verb="people.end_consents").subject_key == str(ended.pk)
