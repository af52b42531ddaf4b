"""The safeguarding referent ends a pair that a report holds: her reason stays with the report, and whom it accuses learns nothing of it."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import checkup
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Closure, Pair
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Evidence, Report
from tests.at_once import at_once
from tests.factories.mentoring_life import pair
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import referent_of

NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
WHY = "Elle ne veut plus la revoir, sa mère non plus."
Status = Pair.Status


@pytest.fixture
def made(db: None) -> Any:
    with time_machine.travel(NOON, tick=False):
        yield pair()


def held(made: Pair, **said: Any) -> Report:
    return safeguarding.report(made.network, key=uuid.uuid4(), words="Elle insiste.", thread=made, by=None, **said)


def fresh(made: Pair) -> Pair:
    return Pair.objects.whole().get(pk=made.pk)


def page_of(person: Any, made: Pair, name: str = "pair") -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse(f"mentoring:{name}", args=[made.code])).content.decode()


def told(made: Pair, person: Any) -> list[tuple[str, str]]:
    """What letters of this pair say to her, the last ones last; without the code of the page, nor the signed link of the foot."""
    found = Letter.objects.filter(address=person.email, key__contains="/ending/").order_by("pk")
    return [(one.subject, one.text.replace(made.code, "…").partition("\n-- \n")[0]) for one in found]


def test_the_referent_ends_it_and_her_reason_stays_with_the_report(made: Pair) -> None:
    report, referent = held(made, accused=made.mentor.person), referent_of(made.network)
    mentoring.end_held(made, reason=WHY, by=referent)
    made = fresh(made)
    assert (made.status, made.frozen_from, made.ended_at) == (Status.ENDING, "", NOON)
    note = Evidence.objects.of(report).last()
    assert (note.kind, note.body, note.author) == (Evidence.Kind.NOTE, WHY, referent) and safeguarding.verify(report) == []
    closure = made.closure
    assert (closure.kind, closure.reason, closure.asked_by) == (Closure.Kind.EARLY, Closure.Reason.UNSAID, None)
    assert checkup.faults() == [] and Report.objects.get().is_open, "the report goes on"


def test_each_side_reads_what_every_pair_that_ends_reads(made: Pair) -> None:
    other = pair(programme=made.programme)
    mentoring.end_pair(other, reason=Closure.Reason.UNSAID, by=None)
    held(made, accused=made.mentor.person)
    desk, referent = coordinator_of(made.network), referent_of(made.network)
    mentoring.end_held(made, reason=WHY, by=referent)
    for side in ("mentee", "mentor"):
        mine, theirs = told(made, made.person_of(side)), told(other, other.person_of(side))
        assert len(mine) == 1 and mine == [(subject, words.replace(other.name_of(side), made.name_of(side))) for subject, words in theirs]
        assert referent.full_name not in "".join(mine[0])
        page = page_of(made.person_of(side), made)
        assert "C’est terminé" in page and WHY not in page and referent.last_name not in page
    said = page_of(desk, made, "pair_desk")
    assert "à clore" in said and WHY not in said and referent.last_name not in said and "Un signalement" not in said
    journal = Entry.objects.unsealed().filter(subject_type="mentoring.pair", subject_key=str(made.pk))
    assert not journal.filter(by_id=referent.pk).exists() and journal.get(verb="mentoring.end_pair").by_id is None
    assert Entry.objects.sealed().get(verb="mentoring.end_held").by_id == referent.pk


def test_a_coordinator_who_is_neither_reads_a_pair_at_rest_and_has_no_such_door(made: Pair) -> None:
    held(made, accused=made.mentor.person)
    desk = coordinator_of(made.network)
    address = reverse("mentoring:end_held", args=[made.code])
    assert address not in page_of(desk, made, "pair_desk")
    for person in (desk, made.mentor.person, made.mentee.person, PersonFactory(), referent_of(NetworkFactory())):
        client = Client()
        client.force_login(person)
        assert client.post(address, {"reason": WHY}).status_code == 404
        with pytest.raises(Refused):
            mentoring.end_held(made, reason=WHY, by=person)
    assert fresh(made).status == Status.FROZEN and not Evidence.objects.filter(body=WHY).exists()


def test_a_referent_whom_it_accuses_ends_nothing(made: Pair) -> None:
    accused = referent_of(made.network)
    held(made, accused=accused)
    with pytest.raises(Refused):
        mentoring.end_held(made, reason=WHY, by=accused)
    assert fresh(made).status == Status.FROZEN


def test_by_her_page_with_a_reason_and_never_without(made: Pair) -> None:
    held(made)
    referent = referent_of(made.network)
    client = Client()
    client.force_login(referent)
    address = reverse("mentoring:end_held", args=[made.code])
    assert address in page_of(referent, made, "pair_desk")
    for words in ("", "  ", "oui"):
        assert client.post(address, {"reason": words}).status_code == 422
    assert fresh(made).status == Status.FROZEN
    assert client.post(address, {"reason": WHY}).status_code == 302
    assert fresh(made).status == Status.ENDING and address not in page_of(referent, made, "pair_desk")


def test_what_nothing_holds_is_not_hers_to_end(made: Pair) -> None:
    referent = referent_of(made.network)
    with pytest.raises(Refused, match="Aucun signalement"):
        mentoring.end_held(made, reason=WHY, by=referent)
    held(made)
    mentoring.end_held(made, reason=WHY, by=referent)
    with pytest.raises(Refused):
        mentoring.end_held(made, reason=WHY, by=referent)
    assert Evidence.objects.filter(body=WHY).count() == 1, "refused, it leaves nothing"


def test_a_closed_report_that_still_keeps_somebody_away_has_the_reason_too(made: Pair) -> None:
    referent = referent_of(made.network)
    report = held(made, accused=made.mentor.person)
    safeguarding.take(report, by=referent)
    safeguarding.close(report, outcome="founded", measures="Écartée.", resumes=False, by=referent)
    assert fresh(made).status == Status.FROZEN
    mentoring.end_held(made, reason=WHY, by=referent)
    assert Evidence.objects.of(report).last().body == WHY and fresh(made).status == Status.ENDING


@pytest.mark.django_db(transaction=True)
def test_ended_while_the_report_is_closed_is_one_or_the_other_and_never_both() -> None:
    made = pair()
    referent, report = referent_of(made.network), held(made)
    safeguarding.take(report, by=referent)
    ended, closed = at_once(lambda: mentoring.end_held(made, reason=WHY, by=referent),
                            lambda: safeguarding.close(report, outcome="unfounded", measures="Entendues.", resumes=True, by=referent))
    assert not isinstance(closed, Refused)
    assert fresh(made).status == (Status.ACTIVE if isinstance(ended, Refused) else Status.ENDING)
    assert Closure.objects.count() == Evidence.objects.filter(body=WHY).count() == (0 if isinstance(ended, Refused) else 1)


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_ends_once() -> None:
    made = pair()
    referent = referent_of(made.network)
    held(made)
    results = at_once(*(lambda: mentoring.end_held(made, reason=WHY, by=referent) for _ in range(3)))
    assert sum(isinstance(one, Refused) for one in results) == 2
    assert Closure.objects.count() == Evidence.objects.filter(body=WHY).count() == 1
