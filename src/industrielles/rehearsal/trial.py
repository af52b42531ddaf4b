"""A school year played on real classes: every class asks, coordinators dispatch, an invented crowd answers, visits are held and told.

Everything goes through the verbs, on a simulated clock. Steps of a day are idempotent and decisions are drawn from the seed
(`crowd`), so that a trial killed anywhere goes on and ends with the same figures.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from industrielles.engagements import suggestions, tasks
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Lending, ProposedDate, Report
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import tasks as letters
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.places import calendar
from industrielles.places.models import Academy, Department, School
from industrielles.pool.models import Branch

from . import crowd
from .cast import Cast
from .classes import SchoolClass
from .days import PARIS, possible, workdays
from .progress import Progress

Status, Answer = Engagement.Status, Invitation.Status
PATIENCE = dt.timedelta(days=35)  # a coordinator closes what she could not meet after this long
STEPS = ("tasks", "ask", "confirm", "dispatch", "lend", "answer", "agree", "disturb", "tell", "settle", "close")
HOURS = dict(zip(STEPS, (6, 8, 9, 10, 11, 12, 14, 15, 20, 21, 22), strict=True))


@dataclass
class Trial:
    """What is played: the classes, the crowd's seed, the school year; `say` is told how it goes."""

    classes: list[SchoolClass]
    seed: int
    first: dt.date
    last: dt.date
    file: Path
    settings: dict[str, object]
    say: Callable[[str], None] = print
    coordinators: dict[int, Person] = field(default_factory=dict)  # by network

    def play(self) -> Progress:
        """Play the days that remain; returns where it ended."""
        progress = Progress.of(self.file, self.settings)
        asks = self.timetable()
        days = [self.first + dt.timedelta(n) for n in range((self.last - self.first).days + 1)]
        for number in range(progress.day, len(days)):
            begun = time.monotonic()
            self.play_day(days[number], asks, progress)
            progress.day, progress.step = number + 1, 0
            progress.seconds += time.monotonic() - begun
            progress.keep(self.file)
            if days[number].day in (1, 15):
                self.say(f"{days[number].isoformat()}  {self.glance()}")
        return progress

    def play_day(self, day: dt.date, asks: dict[dt.date, list[SchoolClass]], progress: Progress) -> None:
        for number in range(progress.step, len(STEPS)):
            step = STEPS[number]
            if step == "tasks" or day.weekday() < 5:
                with clock.at(dt.datetime.combine(day, dt.time(HOURS[step]), PARIS).astimezone(dt.UTC)):
                    getattr(self, f"step_{step}")(day, asks)
            progress.step = number + 1
            progress.keep(self.file)

    def timetable(self) -> dict[dt.date, list[SchoolClass]]:
        """Which classes ask on which day: from the second week of September to mid-April, more before the winter."""
        days = workdays(self.first + dt.timedelta(7), self.first + dt.timedelta(225))
        asks: dict[dt.date, list[SchoolClass]] = {}
        for one in self.classes:
            chance = crowd.drawn(self.seed, one.key, "when").betavariate(1.2, 2.0)
            asks.setdefault(days[int(chance * (len(days) - 1))], []).append(one)
        return asks

    def glance(self) -> str:
        counts = {
            status: Engagement.objects.filter(status=status).count()
            for status in (Status.REQUESTED, Status.PROPOSED, Status.CONFIRMED, Status.HELD)
        }
        return "  ".join(f"{Status(status).value} {count}" for status, count in counts.items())

    # -- the steps of a day, each idempotent ------------------------------------------------------

    def step_tasks(self, day: dt.date, asks: object) -> None:
        for task in (tasks.remind_invitations, tasks.expire_invitations, tasks.remind_visits, tasks.ask_for_reports, tasks.chase_reports):
            task()
        letters.deliver()

    def step_ask(self, day: dt.date, asks: dict[dt.date, list[SchoolClass]]) -> None:
        for one in asks.get(day, ()):
            self.ask(one, day)

    def ask(self, one: SchoolClass, day: dt.date) -> None:
        choice = crowd.drawn(self.seed, one.key, "ask")
        school = School.objects.filter(pk=one.uai).select_related("department", "commune", "academy").first()
        department = school.department if school else department_of(one.uai)
        if department is None:
            self.say(f"{one.where}: no department in the UAI {one.uai}")
            return
        teacher = Cast(choice.randrange(1 << 30), "ecole.invalid").somebody()
        girls = round(one.headcount * choice.uniform(0.35, 0.65)) if choice.random() < 0.7 else None
        dates, window = self.wishes(choice, day, department, school.academy if school else department.academy)
        engagements.ask(
            request_key=one.key,
            school=school,
            school_name=str(school or one.uai),
            department=department,
            commune=school.commune if school else None,
            level=Engagement.Level.SECONDE,
            class_labels=[one.label],
            headcount=one.headcount,
            girls=girls,
            remote=choice.random() < 0.12,
            dates=dates,
            window=window,
            minutes=60,
            aims="",
            branch=choice.choice(self.branches) if choice.random() < 0.4 else None,
            contact_name=f"{teacher.first_name} {teacher.last_name}",
            contact_role="",
            contact_email=teacher.email,
            contact_phone="",
            language="fr",
        )

    @property
    def last_visit(self) -> dt.date:
        """No visit is asked for later: the weeks that follow are for telling and correcting."""
        return self.last - dt.timedelta(days=28)

    @property
    def branches(self) -> list[Branch]:
        if not hasattr(self, "_branches"):
            self._branches = list(Branch.objects.order_by("pk"))
        return self._branches

    def wishes(self, choice: object, day: dt.date, department: Department, academy: Academy | None) -> tuple[list, tuple | None]:
        """Two or three days three to seven weeks later, or any day of three weeks; teachers know their holidays."""
        earliest = day + dt.timedelta(21)
        free = [
            d
            for d in workdays(earliest, min(earliest + dt.timedelta(35), self.last_visit))
            if not calendar.why_closed(d, department, academy)
        ]
        if len(free) < 3 or choice.random() < 0.15:  # type: ignore[attr-defined]
            return [], (earliest, max(earliest, min(earliest + dt.timedelta(21), self.last_visit)))
        days = sorted(choice.sample(free, choice.choice((2, 3, 3))))  # type: ignore[attr-defined]
        return [(d, choice.choice(list(ProposedDate.Moment))) for d in days], None  # type: ignore[attr-defined]

    def step_confirm(self, day: dt.date, asks: object) -> None:
        for engagement in Engagement.objects.filter(status=Status.SENT).order_by("pk"):
            choice = crowd.drawn(self.seed, engagement.request_key, "confirm")
            late = choice.choice((0, 0, 0, 1, 3))
            if choice.random() < crowd.CONFIRMS and clock.now() - engagement.sent_at >= dt.timedelta(days=late):
                engagements.confirm(engagement)

    def step_dispatch(self, day: dt.date, asks: object) -> None:
        """Each coordinator invites the three best suggestions, in order."""
        for engagement in Engagement.objects.awaiting_dispatch().order_by("pk"):
            for network in engagement.networks.order_by("partners__pk"):
                person = self.coordinators.get(network.pk)
                best = suggestions.best(engagement, person=person, limit=3) if person else []
                if best:
                    self.quietly(
                        lambda e=engagement, b=best, p=person: engagements.invite(e, role_models=[one.role_model for one in b], by=p)
                    )
                    break

    def step_lend(self, day: dt.date, asks: object) -> None:
        """A coordinator with nobody to suggest asks the other networks of the territory; theirs answer the next working day."""
        for lending in Lending.objects.filter(status=Lending.Status.ASKED, asked_at__lt=clock.now() - dt.timedelta(hours=20)).order_by(
            "pk"
        ):
            by = self.coordinators[lending.lender_id]
            agrees = crowd.drawn(self.seed, lending.engagement.request_key, lending.lender_id).random() < crowd.LENDS
            (engagements.agree_lending if agrees else engagements.refuse_lending)(lending, by=by)
        for engagement in Engagement.objects.awaiting_dispatch().order_by("pk"):
            others = Network.objects.filter(departments=engagement.department_id).exclude(pk__in=engagement.networks.values("pk"))
            for lender in others.exclude(pk__in=engagement.lendings.values("lender")).order_by("pk")[:1]:
                self.quietly(lambda e=engagement, n=lender: engagements.ask_lending(e, lender=n, by=self.coordinators[e.network_id]))

    def step_answer(self, day: dt.date, asks: object) -> None:
        midnight = clock.now() - dt.timedelta(hours=11)
        for invitation in (
            Invitation.objects.filter(status__in=(Answer.SENT, Answer.EXPIRED), sent_at__lt=midnight)
            .select_related("engagement")
            .order_by("pk")
        ):
            self.answer(invitation, day)

    def answer(self, invitation: Invitation, day: dt.date) -> None:
        about = (invitation.engagement.request_key, invitation.role_model.person.email, invitation.sent_at.date())
        if (
            crowd.drawn(self.seed, *about, "never").random() < crowd.NEVER_ANSWERS
            or crowd.drawn(self.seed, *about, day).random() > crowd.ANSWERS_A_DAY
        ):
            return
        choice = crowd.drawn(self.seed, *about, "answer")
        word = crowd.one_of(choice, crowd.ANSWERS)
        if word == "accept" and self.accept(invitation):
            return
        if invitation.status == Answer.EXPIRED:
            return
        moments = possible(invitation.engagement)
        if word == "counter" and moments:
            another = moments[-1] + dt.timedelta(days=7)
            self.quietly(lambda: engagements.counter(invitation, starts_at=another, anyway=True))
        elif word == "pass on":
            self.quietly(lambda: engagements.pass_on(invitation, colleague="une collègue de l’atelier"))
        else:
            self.quietly(lambda: engagements.decline(invitation, words=choice.choice(("", "", "Je suis en déplacement ces jours-là."))))

    def accept(self, invitation: Invitation) -> bool:
        """Takes the first of the dates that nothing speaks against."""
        return any(self.quietly(lambda m=moment: engagements.accept(invitation, starts_at=m)) for moment in possible(invitation.engagement))

    def step_agree(self, day: dt.date, asks: object) -> None:
        for invitation in (
            Invitation.objects.filter(status=Answer.COUNTERED, answered_at__lt=clock.now() - dt.timedelta(hours=20))
            .select_related("engagement")
            .order_by("pk")
        ):
            agrees = crowd.drawn(self.seed, invitation.engagement.request_key, invitation.starts_at).random() < crowd.DATE_AGREED
            if not (agrees and self.quietly(lambda i=invitation: engagements.agree_date(i))):
                self.quietly(lambda i=invitation: engagements.refuse_date(i))

    def step_disturb(self, day: dt.date, asks: object) -> None:
        """Life: she falls ill, the class has an examination, the school closes. Drawn once for each agreement."""
        for engagement in Engagement.objects.upcoming().filter(agreed_at__lt=clock.now() - dt.timedelta(hours=12)).order_by("pk"):
            choice = crowd.drawn(self.seed, engagement.request_key, engagement.agreed_at.date())
            fate, before = choice.random(), choice.randint(1, 6)
            if (engagement.starts_at - clock.now()).days != before:
                continue
            if fate < crowd.RELEASES:
                held = engagement.invitations.get(status=Answer.ACCEPTED)
                self.quietly(lambda i=held: engagements.release(i, words="Empêchement de dernière minute."))
            elif fate < crowd.RELEASES + crowd.CANCELS:
                self.quietly(lambda e=engagement: engagements.cancel(e, words="Bac blanc ce jour-là."))
            elif fate < crowd.RELEASES + crowd.CANCELS + crowd.POSTPONES:
                dates, window = self.wishes(choice, day, engagement.department, engagement.department.academy)
                self.quietly(lambda e=engagement, d=dates, w=window: engagements.postpone(e, dates=d, window=w, words="Sortie scolaire."))

    def step_tell(self, day: dt.date, asks: object) -> None:
        for engagement in Engagement.objects.awaiting_report().order_by("pk"):
            self.tell(engagement, day)
        told_a_week_ago = Report.objects.filter(told_at__date=day - dt.timedelta(days=7)).values("engagement")
        for engagement in Engagement.objects.filter(status=Status.HELD, pk__in=told_a_week_ago).order_by("pk"):
            if crowd.drawn(self.seed, engagement.request_key, "correct").random() < crowd.CORRECTS:
                first = engagement.reports.first()
                self.report(engagement, first.side, final(self.seed, engagement), "corrected")

    def tell(self, engagement: Engagement, day: dt.date) -> None:
        choice = crowd.drawn(self.seed, engagement.request_key, "tell")
        who, late = crowd.one_of(choice, crowd.TELLS), choice.choice((0, 0, 0, 1, 1, 2, 4))
        days = (day - timezone.localdate(engagement.ends_at)).days
        if days < (20 if who == "nobody" else late):
            return
        told = final(self.seed, engagement)
        if crowd.drawn(self.seed, engagement.request_key, "correct").random() < crowd.CORRECTS:
            told = crowd.miscounted(told)
        first = Report.Side.COORDINATOR if who == "nobody" else Report.Side.TEACHER if who == "teacher" else Report.Side.ROLE_MODEL
        self.report(engagement, first, told, "first")
        if who == "both":
            differs = choice.random() < crowd.COUNTS_DIFFER
            self.report(engagement, Report.Side.TEACHER, crowd.miscounted(told) if differs else told, "second")

    def report(self, engagement: Engagement, side: str, told: crowd.Told, which: str) -> None:
        lost = not holds(self.seed, engagement)
        choice = crowd.drawn(self.seed, engagement.request_key, which)
        self.quietly(
            lambda: engagements.report(
                engagement,
                key=report_key(engagement, which),
                side=side,
                outcome=choice.choice((Report.Outcome.NO_SHOW, Report.Outcome.CANCELLED_LATE)) if lost else Report.Outcome.HELD,
                people=0 if lost else told.people,
                girls=0 if lost else told.girls,
                boys=0 if lost else told.boys,
                method=choice.choice(list(Report.Method)),
                teacher_present=engagement.contact_name,
                smile=choice.choice((2, 3, 3)),
                by=self.coordinators[engagement.network_id] if side == Report.Side.COORDINATOR else None,
            )
        )

    def step_settle(self, day: dt.date, asks: object) -> None:
        """Where the two sides counted differently, the coordinator keeps the count of the one who told first."""
        for engagement in Engagement.objects.differing().filter(ends_at__date__lt=day).order_by("pk"):
            first = engagement.reports.first()
            kept = engagement.reports.filter(side=first.side).last()
            self.quietly(lambda e=engagement, r=kept: engagements.settle(e, report=r, by=self.coordinators[e.network_id]))

    def step_close(self, day: dt.date, asks: object) -> None:
        """What could not be met is closed with the reason, so that the teacher knows."""
        last = day >= self.last - dt.timedelta(days=2)
        for engagement in Engagement.objects.filter(status__in=(Status.REQUESTED, Status.PROPOSED)).order_by("pk"):
            over = not possible(engagement)
            tired = engagement.status == Status.REQUESTED and engagement.confirmed_at < clock.now() - PATIENCE
            if not (last or over or tired):
                continue
            self.quietly(lambda e=engagement, o=over: engagements.close(e, words=reason(e, o), by=self.coordinators[e.network_id]))

    def quietly(self, verb: Callable[[], object]) -> bool:
        """Do it; False when the house refused, as it may."""
        try:
            verb()
        except Refused:
            return False
        return True


def report_key(engagement: Engagement, which: str) -> object:
    import uuid

    return uuid.uuid5(engagement.request_key, f"{which} {engagement.starts_at:%Y-%m-%d}")


def holds(seed: int, engagement: Engagement) -> bool:
    """Does the visit take place, once the day has come?"""
    return crowd.drawn(seed, engagement.request_key, "held").random() >= crowd.NOT_HELD


def final(seed: int, engagement: Engagement) -> crowd.Told:
    """The people met, as they stay counted in the end."""
    return crowd.expected_headcount(seed, engagement.request_key, engagement.headcount)


def reason(engagement: Engagement, over: bool) -> str:
    """Why it could not be met, in the words the teacher reads."""
    answers = set(engagement.invitations.values_list("status", flat=True))
    if not answers:
        return "Personne à portée n’est libre à ces dates."
    if over:
        return "Les dates sont passées avant une réponse."
    return "Les professionnelles invitées ne sont pas disponibles."


def department_of(uai: str) -> Department | None:
    """The department that the first three digits of a UAI name ("038" is 38, "720" is 2B)."""
    corsica = {"620": "2A", "720": "2B"}
    return Department.objects.filter(pk=corsica.get(uai[:3], uai[:3].lstrip("0").zfill(2))).first()
