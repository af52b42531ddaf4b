"""Safety in the same instant: one statement decides. Each race has its positive control: the same done by reading first and writing
afterwards goes wrong."""
from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network.roles import Role
from industrielles.safeguarding import policies
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Agreement, Alert, Authorisation, Clearance, Evidence, Part, Recognition, Report
from industrielles.signatures.models import Signature
from tests.at_once import at_once
from tests.factories.network import GrantFactory, NetworkFactory, umbrella
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import RecognitionFactory, ReportFactory, referent_of

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(results: list[Any]) -> int:
    return sum(isinstance(one, Refused) for one in results)


def written(verb: str) -> int:
    return Entry.objects.filter(verb=f"safeguarding.{verb}").count()


def late() -> Report:
    """A report nobody took in hand in time, in a network with a referent and one above."""
    network = NetworkFactory()
    referent_of(network)
    GrantFactory(network=umbrella(), role=Role.REFERENT)
    now = clock.now()
    return ReportFactory(network=network, received_at=now - dt.timedelta(hours=25), due_at=now - dt.timedelta(hours=1))


def naively(may: Callable[[], bool], act: Callable[[], Any]) -> list[Any]:
    """Two who look first, both, then act: what a race is without its protection."""
    both_have_read = threading.Barrier(2)

    def run() -> bool:
        free = may()
        both_have_read.wait()
        if free:
            act()
        return free

    return at_once(run, run)


def test_a_report_goes_up_once_however_many_workers_see_it() -> None:
    made = late()
    results = at_once(*(lambda: safeguarding.escalate(made) for _ in range(6)))
    assert sorted(results) == [False] * 5 + [True]
    assert written("escalate") == 1 and Alert.objects.filter(report=made).count() == 2
    assert Letter.objects.filter(key__contains=f"{made.code}/again/").count() == 2


def test_control_a_report_that_is_looked_at_first_goes_up_twice() -> None:
    made = late()
    assert naively(lambda: Report.objects.late(clock.now()).filter(pk=made.pk).exists(),
                   lambda: Report.objects.filter(pk=made.pk).update(escalated_at=clock.now())) == [True, True]


def test_a_report_sent_twenty_times_at_once_is_one_report() -> None:
    network, key = NetworkFactory(), uuid.uuid4()
    referent_of(network)
    results = at_once(*(lambda: safeguarding.report(network, key=key, words="Il insiste.", by=None) for _ in range(20)))
    made = Report.objects.get()
    assert {one.pk for one in results} == {made.pk} and written("report") == 1
    assert [one.number for one in Evidence.objects.of(made)] == [1] and safeguarding.verify(made) == []


def test_of_two_who_take_a_report_one_has_it() -> None:
    made = ReportFactory()
    first, second = referent_of(made.network), referent_of(made.network)
    results = at_once(lambda: safeguarding.take(Report.objects.get(), by=first), lambda: safeguarding.take(Report.objects.get(), by=second))
    assert refusals(results) == 1 and written("take") == 1


def test_two_accused_at_once_are_one_and_the_other_is_refused() -> None:
    made, referent = ReportFactory(), PersonFactory()
    GrantFactory(network=made.network, role=Role.REFERENT, membership__person=referent)
    people = [PersonFactory(), PersonFactory()]
    results = at_once(*(lambda one=one: safeguarding.accuse(made, person=one, by=referent) for one in people))
    made.refresh_from_db()
    assert refusals(results) == 1 and made.accused in people and written("accuse") == 1
    assert sum(policies.is_suspended(one) for one in people) == 1


def test_two_who_accuse_the_same_person_at_once_are_a_first_word_and_a_second() -> None:
    made, referents = ReportFactory(), [PersonFactory(), PersonFactory()]
    for one in referents:
        GrantFactory(network=made.network, role=Role.REFERENT, membership__person=one)
    her = GrantFactory(role=Role.COORDINATOR).membership.person  # of another network
    results = at_once(*(lambda one=one: safeguarding.accuse(made, person=her, by=one) for one in referents))
    assert refusals(results) == 0 and written("accuse") == 2 and sorted(one.waits for one in results) == [False, True]
    assert [one.number for one in Evidence.objects.of(made)] == [1, 2] and safeguarding.verify(made) == []


def test_notes_written_at_once_are_one_chain() -> None:
    made = ReportFactory()
    referent = referent_of(made.network)
    at_once(*(lambda n=n: safeguarding.note(made, words=f"Appel {n}", by=referent) for n in range(6)))
    assert [one.number for one in Evidence.objects.of(made)] == [1, 2, 3, 4, 5, 6] and safeguarding.verify(made) == []


@pytest.mark.parametrize("outcomes", [("same", "other"), ("other", "other")])
def test_a_recognition_is_settled_once(outcomes: tuple[str, str]) -> None:
    made = RecognitionFactory()
    results = at_once(*(lambda one=one: safeguarding.settle(made, outcome=one) for one in outcomes))
    assert refusals(results) == len(set(outcomes)) - 1
    assert written("settle") == 1 and Recognition.objects.get().outcome in outcomes


def test_control_a_recognition_that_is_looked_at_first_is_settled_twice() -> None:
    made = RecognitionFactory()
    assert naively(lambda: Recognition.objects.open().filter(pk=made.pk).exists(),
                   lambda: Recognition.objects.filter(pk=made.pk).update(outcome="same", settled_at=clock.now())) == [True, True]


def test_who_is_recognised_by_several_at_once_is_noticed_once() -> None:
    network, person = NetworkFactory(), PersonFactory()
    referent_of(network)
    safeguarding.ban(network, reason="report", email="jean.dupont@gmail.com")
    at_once(*(lambda: safeguarding.flag(person, network=network, email="jeandupont+b@gmail.com") for _ in range(6)))
    assert Recognition.objects.count() == written("flag") == 1


def seen(person: Any, network: Any, **said: Any) -> Clearance:
    return safeguarding.clear(person, network=network, kind="b3", seen_on=clock.today(), **said)


def test_a_paper_written_down_twice_at_once_is_one_and_withdrawn_it_allows_nothing() -> None:
    person, network = PersonFactory(), NetworkFactory()
    results = at_once(*(lambda: seen(person, network) for _ in range(6)))
    made = Clearance.objects.get()
    assert {one.pk for one in results} == {made.pk} and written("clear") == 1
    at_once(*(lambda: safeguarding.withdraw_clearance(made) for _ in range(4)))
    assert not policies.is_cleared(person) and written("withdraw_clearance") == 1
    assert seen(person, network).pk != made.pk and policies.is_cleared(person)  # seen again, truly
    assert seen(person, network, outcome="not clear").outcome == "not clear"  # another finding is another row


def test_control_a_paper_that_is_looked_for_first_is_written_twice_and_one_withdrawn_leaves_one() -> None:
    person, network = PersonFactory(), NetworkFactory()
    day = iter([clock.today(), clock.today() - dt.timedelta(days=1)])  # two days: the database itself refuses the same paper twice
    naively(lambda: not Clearance.objects.of(person).exists(),
            lambda: safeguarding.clear(person, network=network, kind="b3", seen_on=next(day)))
    safeguarding.withdraw_clearance(Clearance.objects.order_by("pk")[0])
    assert policies.is_cleared(person)


def test_the_end_of_a_clearance_is_told_once() -> None:
    person, network = PersonFactory(), NetworkFactory()
    made = safeguarding.clear(person, network=network, kind="b3", seen_on=clock.today() - dt.timedelta(days=400))
    assert sum(at_once(*(lambda: safeguarding.lapse(made) for _ in range(5)))) == 1
    assert written("lapse") == 1 and Letter.objects.filter(key__contains=f"{made.code}/0/{person.code}").count() == 1


def asked() -> Authorisation:
    born_on = clock.today() - dt.timedelta(days=16 * 366)
    return safeguarding.ask_authorisation(PersonFactory(), network=NetworkFactory(), born_on=born_on, name="Odile Quintard",
                                          email="odile@exemple.invalid", by=None)


def agrees(one: Authorisation) -> Authorisation:
    return safeguarding.answer(one.guardians.get(rank=1), parts=[Part.ONLINE], emergency_name="Odile", emergency_phone="06 12 34 56 78",
                               sole_holder=True, shown_at=clock.now())


def test_a_parent_who_sends_the_form_twice_at_once_has_signed_once() -> None:
    one = asked()
    assert refusals(at_once(*(lambda: agrees(one) for _ in range(4)))) == 3
    assert Agreement.objects.live().count() == 2 and Signature.objects.count() == 1 and written("authorise") == 1


def test_a_parent_who_agrees_and_takes_back_at_once_allows_nothing_or_all() -> None:
    one = asked()
    guardian = one.guardians.get()
    at_once(lambda: agrees(one), lambda: safeguarding.revoke(guardian))
    one.refresh_from_db()
    assert one.status == Authorisation.Status.REVOKED  # whoever came first: what is taken back stays so
    assert not Agreement.objects.live().exists()
