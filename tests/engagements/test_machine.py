"""Whatever people do, in whatever order: one comes or nobody, states and rows go together, the ledger counts what the reports tell."""
from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from industrielles.engagements import checkup, facts, tasks
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Report
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger.models import Entry
from industrielles.letters.models import Letter
from industrielles.people import verbs as people
from industrielles.pool.models import RoleModel
from tests.factories.engagements import answers, weekday
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.places import SchoolFactory
from tests.factories.pool import RoleModelFactory

START = dt.datetime(2026, 9, 1, 8, tzinfo=dt.UTC)
Status, Answer, Outcome = Engagement.Status, Invitation.Status, Report.Outcome
pick = st.integers(0, 5)
word = st.sampled_from(["", "Un mot."])


class Visits(RuleBasedStateMachine):
    """Two networks, their coordinators, six role models, some requests; time goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.now = START
        self.counts: dict[int, tuple[str, int, int]] = {}  # engagement -> side that stands, people, classes

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def do(self, verb: Callable[[], Any]) -> Any:
        """What the verb gives; None when it refuses, and then nothing has changed."""
        with clock.at(self.now):
            try:
                with transaction.atomic():
                    return verb()
            except Refused:
                return None

    @initialize()
    def found(self) -> None:
        with clock.at(self.now):
            self.school = SchoolFactory()
            self.networks = [NetworkFactory(departments=[self.school.department]) for _ in range(2)]
            self.by = [coordinator_of(network) for network in self.networks]
            for number in range(6):
                RoleModelFactory(network=self.networks[number % 2])
        for network in (0, 1):
            self.ask(network=network, sure=True)
            self.invite(which=network, who=[network, network + 2, network + 4], together=False, by=network)
            if network:
                self.answer(which=1, answer="accept")

    def engagement(self, number: int) -> Engagement | None:
        found = list(Engagement.objects.order_by("pk"))
        return found[number % len(found)] if found else None

    def invitation(self, number: int, *statuses: str) -> Invitation | None:
        found = list(Invitation.objects.filter(status__in=statuses or Answer.values).order_by("pk"))
        return found[number % len(found)] if found else None

    def her(self, number: int) -> RoleModel:
        return RoleModel.objects.order_by("pk")[number]

    def day(self, engagement: Engagement) -> dt.datetime:
        return engagement.proposed_dates.first().starts_at

    @precondition(lambda self: Engagement.objects.count() < 4)
    @rule(network=st.integers(0, 1), sure=st.booleans())
    def ask(self, network: int, sure: bool) -> None:
        def asked() -> None:
            form = answers(school=self.school, network=self.networks[network], contact_email=f"{uuid.uuid4().hex[:8]}@lycee.invalid")
            one = engagements.ask(**form)
            if sure:
                engagements.confirm(one)
        self.do(asked)

    has_some = precondition(lambda self: Engagement.objects.exists())

    @has_some
    @rule(which=pick, who=st.lists(pick, min_size=1, max_size=3, unique=True), together=st.booleans(), by=st.integers(0, 1))
    def invite(self, which: int, who: list[int], together: bool, by: int) -> None:
        self.do(lambda: engagements.invite(
            self.engagement(which), role_models=[self.her(one) for one in who], by=self.by[by], together=together))

    @has_some
    @rule(which=pick, who=pick)
    def put_forward_and_choose(self, which: int, who: int) -> None:
        one, her = self.engagement(which), self.her(who)
        made = self.do(lambda: engagements.put_forward(one, role_model=her, starts_at=self.day(one), by=her.person))
        if made and who % 2:
            self.do(lambda: engagements.choose(made, by=self.by[self.networks.index(one.network)]))

    @has_some
    @rule(which=pick, answer=st.sampled_from(
        ["accept", "decline", "pass_on", "counter", "agree_date", "refuse_date", "withdraw", "release"]))
    def answer(self, which: int, answer: str) -> None:
        fitting = {"agree_date": Answer.COUNTERED, "refuse_date": Answer.COUNTERED, "release": Answer.ACCEPTED}.get(answer)
        one = self.invitation(which, *([fitting] if fitting else [Answer.SENT, Answer.EXPIRED, Answer.FORWARD]))
        if one is None:
            return
        said: dict[str, Any] = {
            "accept": {"starts_at": self.day(one.engagement), "anyway": True}, "counter": {"starts_at": self.now + dt.timedelta(days=9)},
            "pass_on": {"colleague": "Inès"}, "withdraw": {"by": None}, "release": {"words": ""}}.get(answer, {})
        self.do(lambda: getattr(engagements, answer)(one, **said))

    @has_some
    @rule(which=pick, what=st.sampled_from(["confirm", "cancel", "close", "reopen", "postpone", "change"]))
    def decide(self, which: int, what: str) -> None:
        one = self.engagement(which)
        with clock.at(self.now):
            later = [(weekday(30), "afternoon")]
        owner = self.by[self.networks.index(one.network)]
        said: dict[str, Any] = {
            "cancel": {"words": "Non."}, "close": {"words": "Personne.", "by": owner}, "reopen": {"by": owner},
            "postpone": {"dates": later, "window": None}, "change": {"fields": {"headcount": 20, "girls": None}, "dates": later},
        }.get(what, {})
        done = self.do(lambda: getattr(engagements, what)(one, **said))
        if done and what == "reopen":
            self.counts.pop(one.pk, None)

    @has_some
    @rule(which=pick)
    def lend(self, which: int) -> None:
        one = self.engagement(which)
        mine = self.networks.index(one.network)
        asked = self.do(lambda: engagements.ask_lending(one, lender=self.networks[1 - mine], by=self.by[mine]))
        if asked:
            self.do(lambda: engagements.agree_lending(asked, by=self.by[1 - mine]))

    @precondition(lambda self: Engagement.objects.filter(status=Status.CONFIRMED).exists())
    @rule(which=pick, side=st.sampled_from(Report.Side.values), people_met=st.integers(1, 40))
    def a_visit_ends_and_is_told(self, which: int, side: str, people_met: int) -> None:
        ends = list(Engagement.objects.filter(status=Status.CONFIRMED).order_by("ends_at").values_list("ends_at", flat=True))
        self.now = max(self.now, ends[which % len(ends)] + dt.timedelta(hours=1))
        self.report(which=which, side=side, held=True, people_met=people_met, classes=1)

    @has_some
    @rule(which=pick, side=st.sampled_from(Report.Side.values), held=st.booleans(), people_met=st.integers(1, 40),
          classes=st.integers(1, 2))
    def report(self, which: int, side: str, held: bool, people_met: int, classes: int) -> None:
        over = list(Engagement.objects.filter(ends_at__lt=self.now).order_by("pk"))
        one = over[which % len(over)] if over else self.engagement(which)
        outcome = Outcome.HELD if held or people_met > 10 else Outcome.NO_SHOW
        told = self.do(lambda: engagements.report(
            one, key=uuid.uuid4(), side=side, outcome=outcome, people=people_met, girls=people_met // 2, boys=people_met // 3,
            method="estimate", classes=classes, teacher_present="Claire Delattre"))
        if told and self.counts.get(one.pk, (side,))[0] == side:
            self.counts[one.pk] = (side, told.people, classes if outcome == Outcome.HELD else 0)

    @has_some
    @rule(which=pick, number=pick)
    def settle(self, which: int, number: int) -> None:
        differing = list(Engagement.objects.differing().order_by("pk"))
        one = differing[which % len(differing)] if differing else self.engagement(which)
        told = list(one.reports.order_by("pk"))
        if told:
            kept = told[number % len(told)]
            if self.do(lambda: engagements.settle(one, report=kept, by=self.by[self.networks.index(one.network)])):
                self.counts[one.pk] = (kept.side, kept.people, kept.classes if kept.outcome == Outcome.HELD else 0)

    @rule(days=st.integers(1, 20))
    def time_goes_on(self, days: int) -> None:
        self.now += dt.timedelta(days=days, hours=7)
        for task in (tasks.remind_invitations, tasks.expire_invitations, tasks.remind_visits, tasks.ask_for_reports, tasks.chase_reports):
            self.do(task)

    @rule(who=pick)
    def erase(self, who: int) -> None:
        her = self.her(who)
        if her.person.is_active and who < 2:
            self.do(lambda: people.erase(her.person, by=None))

    @invariant()
    def nothing_is_wrong(self) -> None:
        assert checkup.faults() == []

    @invariant()
    def one_comes_or_nobody(self) -> None:
        for one in Engagement.objects.order_by("pk"):
            accepted = [invitation.role_model_id for invitation in one.invitations.all() if invitation.status == Answer.ACCEPTED]
            assert accepted == ([one.role_model_id] if one.status in (Status.CONFIRMED, Status.HELD, Status.NOT_HELD) else [])

    @invariant()
    def the_ledger_counts_what_the_reports_tell(self) -> None:
        for fact, part in ((facts.PEOPLE_REACHED, 1), (facts.CLASSES_MET, 2)):
            assert Entry.objects.of(fact).total() == sum(count[part] for count in self.counts.values())

    @invariant()
    def the_erased_are_not_written_to(self) -> None:
        assert not Letter.objects.filter(address="", status=Letter.Status.QUEUED).exists()


@pytest.mark.django_db
def test_whatever_people_do_states_and_counts_stay_true() -> None:
    run_state_machine_as_test(Visits, settings=settings(
        max_examples=settings().max_examples // 8, stateful_step_count=30, deadline=None))
