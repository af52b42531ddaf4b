"""A mentor takes the steps one after the other; none is skipped, each has its day and who took it."""
from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Mentor, Reference, Step
from industrielles.network.models import Membership
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Ban, Clearance, Recognition
from industrielles.signatures.models import Signature
from tests.factories.mentoring import NADIA, STEPS, MentorFactory, brought_to, mentor_said, offered, programme
from tests.factories.network import NetworkFactory, coordinator_of

pytestmark = pytest.mark.django_db
Status = Mentor.Status


@pytest.fixture
def place() -> Any:
    return programme()


@pytest.fixture
def coordinator(place: Any) -> Any:
    return coordinator_of(place.network)


def test_every_step_in_order_leads_to_matchable_each_with_its_day_and_who(place: Any, coordinator: Any) -> None:
    mentor = brought_to(offered(place), Status.MATCHABLE, by=coordinator)
    steps = list(mentor.steps.order_by("written_at", "pk"))
    assert [one.status for one in steps] == list(STEPS)
    hers = {Status.APPLIED, Status.TRAINED, Status.SIGNED}
    assert [one.taken_by for one in steps] == [mentor.person if one.status in hers else coordinator for one in steps]
    assert {one.on for one in steps} == {clock.today()}
    assert Entry.objects.filter(verb="mentoring.take_step", subject_key=str(mentor.pk)).count() == 6
    assert Mentor.objects.matchable().get() == mentor
    assert Membership.objects.of(mentor.person).filter(network=place.network).exists()


TAKEN: dict[str, Callable[[Any, Any], Any]] = {
    "interviewed": lambda m, by: mentoring.interview(m, by=by),
    "references": lambda m, by: mentoring.hear(m.references.first(), recommends=True, by=by),
    "cleared": lambda m, by: mentoring.clear(m, kind="b3", seen_on=clock.today(), by=by),
    "trained": lambda m, by: mentoring.learn(m, module=m.programme.modules.first(), answers=[], by=m.person),
    "signed": lambda m, by: mentoring.sign(m, shown_at=clock.now(), by=m.person),
    "signed on paper": lambda m, by: mentoring.note_signed(m, by=by),
    "matchable": lambda m, by: mentoring.make_matchable(m, by=by),
}
ORDER = ("interviewed", "references", "cleared", "trained", "signed", "matchable")


@pytest.mark.parametrize("here", STEPS)
def test_no_step_is_skipped_or_taken_twice(place: Any, coordinator: Any, here: str) -> None:
    mentor = brought_to(offered(place), here, by=coordinator)
    after = STEPS[STEPS.index(here) + 1] if here != "matchable" else ""
    open_after_interview = {"trained"} if STEPS.index(here) >= 1 else set()
    for step, take in TAKEN.items():
        if step.split(" ")[0] == after or step in open_after_interview:
            continue
        with pytest.raises(Refused):
            take(mentor, coordinator)
    mentor.refresh_from_db()
    assert mentor.status == here
    assert mentor.steps.count() == STEPS.index(here) + 1


def test_the_table_of_moves_knows_no_short_cut() -> None:
    for here, there in itertools.permutations(Mentor.WAY, 2):
        assert (there in Mentor.MOVES[here]) == (Mentor.WAY.index(there) == Mentor.WAY.index(here) + 1)


def test_a_reference_who_does_not_recommend_her_leads_nowhere_until_another_is_heard(place: Any, coordinator: Any) -> None:
    mentor = brought_to(offered(place), Status.INTERVIEWED, by=coordinator)
    first, second = mentor.references.all()
    mentoring.hear(first, recommends=True, by=coordinator)
    assert mentoring.hear(second, recommends=False, by=coordinator).status == Status.INTERVIEWED
    third = mentoring.add_reference(mentor, name="Ana Lys", email="ana@exemple.invalid", phone="", relation="amie", by=coordinator)
    assert mentoring.hear(third, recommends=True, by=coordinator).status == Status.REFERENCES


@pytest.mark.parametrize("said", [{"email": "nadia.mentore+chef@exemple.invalid"}, {"email": "p.aul@exemple.invalid"},
                                  {"email": "chef@exemple.invalid", "phone": "+33612345678"}])
def test_nobody_recommends_herself_nor_twice_under_another_name(place: Any, coordinator: Any, said: dict[str, str]) -> None:
    mentor = brought_to(offered(place), Status.INTERVIEWED, by=coordinator)
    mentoring.hear(mentor.references.get(name="Paul Petit"), recommends=True, by=coordinator)
    same = mentoring.add_reference(mentor, **{"name": "Ana Lys", "phone": "", "relation": "cheffe", **said}, by=coordinator)
    with pytest.raises(Refused):
        mentoring.hear(same, recommends=True, by=coordinator)
    mentor.refresh_from_db()
    assert mentor.status == Status.INTERVIEWED
    assert mentoring.hear(mentor.references.get(name="Zoé Grand"), recommends=True, by=coordinator).status == Status.REFERENCES


def test_the_quiz_says_what_is_wrong_and_may_be_taken_before_the_clearance(place: Any, coordinator: Any) -> None:
    mentor = brought_to(offered(place), Status.INTERVIEWED, by=coordinator)
    modules = list(place.modules.all())
    right = [[one["right"] for one in module.questions] for module in modules]
    assert mentoring.learn(mentor, module=modules[0], answers=[99, right[0][1]], by=mentor.person) == [0]
    for module, answers in zip(modules, right, strict=True):
        assert mentoring.learn(mentor, module=module, answers=answers, by=mentor.person) == []
    mentor.refresh_from_db()
    assert mentor.status == Status.INTERVIEWED
    assert brought_to(mentor, "cleared", by=coordinator).status == Status.TRAINED, "all is learnt already: the step follows by itself"


def test_an_expired_clearance_lets_nobody_through(place: Any, coordinator: Any) -> None:
    mentor = brought_to(offered(place), Status.SIGNED, by=coordinator)
    with clock.at(clock.now() + dt.timedelta(days=200)), pytest.raises(Refused):
        mentoring.make_matchable(mentor, by=coordinator)
    safeguarding.clear(mentor.person, network=place.network, kind="b3", seen_on=clock.today(), outcome="not clear", by=coordinator)
    with pytest.raises(Refused):  # what was seen last counts
        mentoring.make_matchable(mentor, by=coordinator)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        safeguarding.clear(mentor.person, network=place.network, kind="b3", seen_on=clock.today(), by=coordinator)
        assert mentoring.make_matchable(mentor, by=coordinator).status == Status.MATCHABLE


def test_a_clearance_that_does_not_allow_stops_her(place: Any, coordinator: Any) -> None:
    mentor = brought_to(offered(place), Status.REFERENCES, by=coordinator)
    safeguarding.clear(mentor.person, network=place.network, kind="b3", seen_on=clock.today(), outcome="not clear", by=coordinator)
    with pytest.raises(Refused):
        mentoring.clear(mentor, by=coordinator)
    assert Clearance.objects.get().outcome == "not clear"


@pytest.mark.parametrize("changes", [{"email": "nadia.MENTORE+retour@exemple.invalid"}, {"phone": "+33 6 12 34 56 78"},
                                     {"email": "autre@exemple.invalid", "phone": "", "last_name": "BENALI", "first_name": "Nadia"}])
def test_who_was_banned_is_recognised_whatever_she_changes_and_is_told_nothing(place: Any, coordinator: Any, changes: Any) -> None:
    safeguarding.ban(place.network, reason=Ban.Reason.REPORT, email=NADIA, phone="06 12 34 56 78", name="Nadia Benali",
                     born_on=dt.date(1985, 5, 5), by=None)
    mentor = offered(place, **changes)
    assert mentoring.is_doubted(mentor)
    assert mentor.status == Status.APPLIED
    assert not Letter.objects.filter(address=mentor.email, text__contains="référente").exists()
    mentor = brought_to(mentor, Status.SIGNED, by=coordinator)
    with pytest.raises(Refused):
        mentoring.make_matchable(mentor, by=coordinator)
    safeguarding.settle(Recognition.objects.get(), outcome="other", by=None)
    assert mentoring.make_matchable(mentor, by=coordinator).status == Status.MATCHABLE


def test_somebody_else_with_the_same_first_name_is_not_doubted(place: Any) -> None:
    safeguarding.ban(place.network, reason=Ban.Reason.REPORT, email="x@exemple.invalid", name="Nadia Benali", born_on=dt.date(1990, 1, 1),
                     by=None)
    assert not mentoring.is_doubted(offered(place))


def test_nobody_takes_her_own_steps_nor_those_of_another_network(place: Any, coordinator: Any) -> None:
    hers = offered(place, email=coordinator.email)
    other = offered(place)
    stranger = coordinator_of(NetworkFactory())
    for mentor, who in ((hers, coordinator), (other, stranger), (other, other.person)):
        for take in (TAKEN["interviewed"], TAKEN["references"], TAKEN["cleared"], TAKEN["matchable"]):
            with pytest.raises(Refused):
                take(mentor, who)
        with pytest.raises(Refused):
            mentoring.add_reference(mentor, name="X", by=who)
    assert Mentor.objects.visible_to(coordinator).filter(pk=other.pk).exists()
    assert not Mentor.objects.visible_to(stranger).exists()


def test_applying_twice_is_once_and_a_minor_is_no_mentor(place: Any) -> None:
    said = mentor_said()
    first = mentoring.apply_as_mentor(place, **said)
    assert mentoring.apply_as_mentor(place, **said) == first
    assert Reference.objects.count() == 2
    with pytest.raises(Refused):
        mentoring.apply_as_mentor(place, **mentor_said(born_on=clock.today() - dt.timedelta(days=17 * 365)))
    mentoring.confirm_mentor(first)
    assert mentoring.confirm_mentor(first).status == Status.APPLIED
    assert Step.objects.count() == 1
    again = mentoring.confirm_mentor(mentoring.apply_as_mentor(place, **mentor_said()))
    assert again.status == Status.WITHDRAWN, "one live application in a programme"


def test_a_link_too_old_confirms_nothing(place: Any) -> None:
    mentor = mentoring.apply_as_mentor(place, **mentor_said())
    with clock.at(clock.now() + dt.timedelta(days=8)), pytest.raises(Refused):
        mentoring.confirm_mentor(mentor)


def test_the_charter_is_signed_with_its_evidence_in_the_version_of_the_day(place: Any, coordinator: Any) -> None:
    mentor = brought_to(offered(place), Status.TRAINED, by=coordinator)
    mentoring.write_charter(place, party="mentor", body_fr="Je promets autrement.", by=coordinator)
    mentoring.sign(mentor, shown_at=clock.now(), address="192.0.2.7", by=mentor.person)
    signed = Signature.objects.about(mentor).get()
    assert (signed.version, signed.document.body) == ("2", "Je promets autrement.")


def test_declining_and_withdrawing_end_it_with_a_reason_only_where_it_is_due(place: Any, coordinator: Any) -> None:
    mentor = brought_to(offered(place), Status.INTERVIEWED, by=coordinator)
    with pytest.raises(Refused):
        mentoring.decline(mentor, words=" ", by=coordinator)
    mentoring.decline(mentor, words="Les horaires ne conviennent pas.", by=coordinator)
    assert "Les horaires" in Letter.objects.get(template="mentoring/letters/mentor_declined").text
    with pytest.raises(Refused):
        mentoring.withdraw(mentor, by=mentor.person)
    other = MentorFactory(programme=place)
    assert mentoring.withdraw(other, by=other.person).status == Status.WITHDRAWN
