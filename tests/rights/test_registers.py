"""What the umbrella writes down by law, and what is forgotten of what people asked."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import translation

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.rights import register, verbs
from industrielles.rights.models import Breach, Demand, Hold, Processor, Sweep
from tests import house
from tests.factories.network import MembershipFactory, coordinator_of, umbrella
from tests.factories.people import LoginCodeFactory
from tests.factories.rights import DemandFactory, HoldFactory, ProcessorFactory
from tests.rights.plantings import NOW

pytestmark = pytest.mark.django_db


def facts(**changes: Any) -> dict[str, Any]:
    return {"known_at": clock.now(), "facts": "Une lettre égarée.", "categories": "une adresse", "effects": "aucun",
            "measures": "détruite", "risk": "some", "risk_reason": "une seule adresse", **changes}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_line_of_the_register_is_written_in_one_way(language: str) -> None:
    with translation.override(language):
        lines = [(line.rule.code, cell, upper) for line in register.lines() for cell, upper in (
            (line.rule.purpose, False), (line.rule.data, False), (line.rule.ground.label, False), (line.rule.readers, False),
            (line.rule.label, True), (line.rule.people, True))]
        house.none([f"{code}: {cell}" for code, cell, upper in lines if str(cell)[0].isupper() != upper])
    assert len(lines) > 100


def test_report_breach_writes_it_once_however_often_it_is_sent() -> None:
    chief, key = coordinator_of(umbrella()), uuid.uuid4()
    first = verbs.report_breach(key, by=chief, **facts())
    assert verbs.report_breach(key, by=chief, **facts()) == first
    assert (Breach.objects.get().told_by, Entry.objects.filter(verb="rights.report_breach", by_id=chief.pk).count()) == (chief, 1)


def test_report_breach_refuses_a_moment_to_come_and_whoever_does_not_run_the_umbrella() -> None:
    chief, other = coordinator_of(umbrella()), coordinator_of(MembershipFactory().network)
    with pytest.raises(Refused) as refused:
        verbs.report_breach(uuid.uuid4(), by=chief, **facts(known_at=clock.now() + dt.timedelta(minutes=1)))
    assert refused.value.field == "known_hour", "the field that is shown"
    with pytest.raises(Refused):
        verbs.report_breach(uuid.uuid4(), by=other, **facts())
    assert not Breach.objects.exists()


def test_change_processor_keeps_what_is_known_and_says_who_changed_it() -> None:
    chief, other = coordinator_of(umbrella()), coordinator_of(MembershipFactory().network)
    made = verbs.change_processor(ProcessorFactory.build(), by=chief)
    made.country = "Belgique"
    with pytest.raises(Refused):
        verbs.change_processor(made, by=other)
    assert Processor.objects.get().country == "France"
    verbs.change_processor(made, by=chief)
    assert Processor.objects.get().country == "Belgique"
    assert Entry.objects.filter(verb="rights.change_processor", by_id=chief.pk).count() == 2


def test_clear_demands_forgets_who_asked_and_what_and_keeps_that_it_was_in_time() -> None:
    asked = DemandFactory(person=MembershipFactory().person, status="answered", answered_at=clock.now(), answer="Voici.", email="a@b.fr")
    other = DemandFactory()
    assert verbs.clear_demands(Demand.objects.filter(pk=asked.pk), by=None) == 1
    after = Demand.objects.get(pk=asked.pk)
    assert (after.person, after.words, after.answer, after.email) == (None, "", "", "")
    assert (after.answered_at, after.due_on, after.status) == (asked.answered_at, asked.due_on, "answered")
    assert Demand.objects.get(pk=other.pk).words == other.words


def test_clear_holds_forgets_these_alone() -> None:
    lifted, live = HoldFactory(held_at=NOW, lifted_at=NOW), HoldFactory(rule="letters.letters")
    assert verbs.clear_holds(Hold.objects.filter(pk=lifted.pk), by=None) == 1
    assert list(Hold.objects.all()) == [live]


def test_finish_sweep_seals_it_once() -> None:
    LoginCodeFactory(made_at=clock.now() - dt.timedelta(days=3))
    passage = verbs.begin_sweep("people.codes")
    assert passage is not None and verbs.sweep_slice(passage) == 1
    sealed = verbs.finish_sweep(passage)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        again = verbs.finish_sweep(passage)
    assert (again.finished_at, again.digest) == (sealed.finished_at, sealed.digest) and Sweep.objects.get().is_intact
    assert verbs.sweep_slice(sealed) == 0
    assert Entry.objects.filter(verb="rights.sweep").count() == 1
