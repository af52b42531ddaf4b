"""Retention is data: on the right day what the table says is emptied, and nothing else (P-1)."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError

from industrielles.journal.models import Closing, Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.kit.retention import Action, declared
from industrielles.network import verbs as network
from industrielles.people import verbs as people
from industrielles.people.models import Consent, LoginCode, Person
from industrielles.pool.models import Rate
from industrielles.rights import tasks, verbs
from industrielles.rights.models import Hold, Sweep, Term
from tests import canaries
from tests.factories.journal import EntryFactory
from tests.factories.network import MembershipFactory, coordinator_of, umbrella
from tests.factories.people import LoginCodeFactory, PersonFactory
from tests.rights.plantings import DAY, NOW, PLANTED
from tests.sweeping import swept

pytestmark = pytest.mark.django_db

WRITTEN = {"rights.Sweep", "journal.Entry"}  # that it was done


def test_every_rule_that_empties_something_is_played() -> None:
    assert set(PLANTED) == {code for code, rule in declared().items() if rule.action != Action.NONE}


@pytest.mark.parametrize("code", PLANTED)
def test_on_its_day_what_the_rule_says_is_emptied_and_nothing_else(code: str) -> None:
    with clock.at(NOW):
        touched = PLANTED[code]()
    due = NOW + verbs.days_of(declared()[code]) * DAY
    before = rows()
    with clock.at(due - DAY):
        assert swept(code) == 0
    assert rows() == before, "a day before, nothing moves"
    with clock.at(due + DAY + dt.timedelta(seconds=1)):
        assert swept(code) == 1
        after = rows()
        changed = {table for table in after if after[table] != before[table]}
        assert changed - (WRITTEN - touched) == touched, "what its table says, all of it, and nothing else"
        assert swept(code) == 0 and rows() == after, "done once"


def rows() -> dict[str, list[Any]]:
    """Every row there is."""
    return canaries.rows() | {"pool.Rate": sorted(map(repr, Rate.objects.values_list()))}


def test_a_certificate_says_what_was_emptied_and_shows_any_change() -> None:
    LoginCodeFactory(made_at=NOW)
    with clock.at(NOW + 2 * DAY):
        swept("people.codes")
    sweep = Sweep.objects.get()
    assert (sweep.done, sweep.days, sweep.is_intact) == (1, 1, True)
    assert sweep.certificate()["rows"] == 1 and b"@" not in sweep.as_json()
    Sweep.objects.update(done=2)
    assert not Sweep.objects.get().is_intact


def test_a_term_is_decided_within_its_bounds_by_the_umbrella_alone_and_its_history_stays() -> None:
    chief, other = coordinator_of(umbrella()), coordinator_of(MembershipFactory().network)
    with pytest.raises(Refused):
        verbs.set_term("people.codes", days=3, reason="Essai", by=other)
    for days in (0, 8):
        with pytest.raises(Refused):
            verbs.set_term("people.codes", days=days, reason="Essai", by=chief)
    with pytest.raises(Refused):
        verbs.set_term("people.codes", days=3, reason=" ", by=chief)
    verbs.set_term("people.codes", days=5, reason="Enquête", by=chief)
    verbs.set_term("people.codes", days=3, reason="Fin", by=chief)
    assert verbs.days_of(declared()["people.codes"]) == 3 and Term.objects.count() == 2
    LoginCodeFactory(made_at=NOW)
    with clock.at(NOW + 2 * DAY):
        assert swept("people.codes") == 0
    with clock.at(NOW + 4 * DAY):
        assert swept("people.codes") == 1


def test_nothing_of_a_rule_or_of_a_person_on_hold_is_emptied_until_it_is_lifted() -> None:
    chief = coordinator_of(umbrella())
    with clock.at(NOW):
        left = [MembershipFactory(), MembershipFactory()]
        for membership in left:
            network.leave(membership, by=None)
    held = verbs.hold(person=left[0].person, reason="Tribunal", by=chief)
    assert verbs.hold(person=left[0].person, reason="Tribunal", by=chief) == held
    with pytest.raises(Refused):
        people.erase(left[0].person, by=None)
    later = NOW + dt.timedelta(days=2000)
    with clock.at(later):
        assert swept("network.members") == 1
        assert Person.objects.get(pk=left[0].person_id).email
        verbs.lift(held, by=chief)
        rule = verbs.hold(rule="network.members", reason="Enquête", by=chief)
        assert swept("network.members") == 0
        verbs.lift(rule, by=chief)
        assert swept("network.members") == 1
    assert Hold.objects.live().count() == 0


def test_a_passage_killed_between_two_slices_goes_on_and_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("industrielles.rights.verbs.sweeps.SLICE", 2)
    for _ in range(5):
        LoginCodeFactory(made_at=NOW)
    with clock.at(NOW + 2 * DAY):
        passage = verbs.begin_sweep("people.codes")
        assert passage is not None and verbs.sweep_slice(passage) == 2  # then the process is killed
        assert swept("people.codes") == 5
    assert Sweep.objects.get().done == 5 and not LoginCode.objects.exists()


def test_public_archives_propose_what_is_not_personal_and_empty_the_rest(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PUBLIC_ARCHIVES = True
    LoginCodeFactory(made_at=NOW)
    with clock.at(NOW + 2 * DAY):
        assert swept("people.codes") == 1, "personal data past its term goes all the same"
    monkeypatch.setattr("industrielles.kit.retention.Rule.is_personal", False)
    LoginCodeFactory(made_at=NOW)
    with clock.at(NOW + 2 * DAY):
        assert (swept("people.codes"), swept("people.codes")) == (0, 0) and LoginCode.objects.exists()
        proposed = Sweep.objects.proposed().get()
        with pytest.raises(Refused):
            verbs.give_visa(proposed, visa=" ", by=None)
        verbs.give_visa(proposed, visa="AD59-2026-12", by=coordinator_of(umbrella()))
        assert swept("people.codes") == 1
    assert Sweep.objects.order_by("pk").last().certificate()["visa"] == "AD59-2026-12"


def test_the_database_refuses_to_remove_a_line_of_the_journal_that_is_not_past_its_term() -> None:
    from django.db import transaction

    EntryFactory(verb="people.enter", at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()
    Closing.objects.create(traces=False, before=NOW + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()  # closed for acts: a passage stays
    Closing.objects.create(traces=True, before=NOW + DAY)
    assert Entry.objects.all().delete()[0] == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.all().delete()


def test_consents_of_somebody_erased_are_taken_back() -> None:
    her = PersonFactory()
    people.consent(her, purpose="media", source="join", by=her)
    people.erase(her, by=None)
    assert not Consent.objects.live().exists()


def test_a_rule_that_fails_keeps_no_other_from_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    real = tasks.sweep_rule

    def played(code: str) -> int:
        if code == next(iter(declared())):
            raise IntegrityError("a row that nobody foresaw")
        return real(code)

    monkeypatch.setattr(tasks, "sweep_rule", played)
    LoginCodeFactory(made_at=NOW)
    with clock.at(NOW + 2 * DAY):
        assert tasks.sweep() >= 1 and not LoginCode.objects.exists()
