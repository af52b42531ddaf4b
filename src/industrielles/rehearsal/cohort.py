"""A cohort, from its applications to its end: hundreds of girls and mentors spread as France is, matched, reviewed, published, lived week
by week by the verbs. What they decide is drawn from the seed (`crowd`); what it comes to is told by `outcome`."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.kit.typography import number
from industrielles.mentoring import asking, tasks
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.holding import rests
from industrielles.mentoring.models import Closure, Match, Meeting, Mentee, Mentor, Pair, Programme, Scenario, Side
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.safeguarding import tasks as safety
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance, Report

from . import crowd, lives
from .applying import Applying
from .days import PARIS

WEEK = dt.timedelta(days=7)
WEEKS, MATCHING, LAST_ROUND = 48, 5, 13  # of all; the week of the first scenarios; after this one no proposal is confirmed any more
REPORT = 20  # the week in which a girl says that something is not right
SAYS = (("yes", 0.90), ("no", 0.06), ("nothing", 0.04))  # guesses, as in crowd.py
LATE_PARENT, STOPS, RENEWS_LATE, ANSWERS, HELD, WRITES = 0.10, 0.08, 0.05, 0.75, 0.06, 0.25
EVERY = (2, 2, 3)  # weeks between two meetings
HELLO = ("Merci pour la dernière fois.", "J’ai regardé les trois écoles.", "Bon courage pour ton contrôle !", "On en reparle mardi ?")
NUMBER = "Appelez-moi au 06 39 98 20 21."


@dataclass
class Told:
    """What was played, noted as it happens: the account the ledger has to equal."""

    meetings: int = 0
    minutes: int = 0
    begun: set[int] = field(default_factory=set)  # keys of pairs that met
    planned: int = 0
    early: int = 0
    answered: int = 0
    held: int = 0
    refused: int = 0
    reports: int = 0


@dataclass
class Cohort:
    """Who runs it, who watches over it, how many, until when. `on`: a clock for a day."""

    there: Network
    by: Person
    watcher: Person
    today: dt.date
    mentees: int = 300
    mentors: int = 250
    seed: int = 1
    say: Callable[[str], None] = print
    told: Told = field(default_factory=Told)
    scenarios: list[Scenario] = field(default_factory=list)
    plans: dict[int, int] = field(default_factory=dict)  # key of a pair -> week of its next meeting
    numbers: dict[type, dict[int, int]] = field(default_factory=dict)  # kind -> key -> the how manyth that came

    def __post_init__(self) -> None:
        self.begins = self.today - WEEKS * WEEK
        for person in (self.by, self.watcher):
            self.number(person)

    def on(self, week: int, hour: int = 10, day: int = 0) -> AbstractContextManager[None]:
        """This day of this week at this hour; nothing is played later than now."""
        at = dt.datetime.combine(self.begins + week * WEEK + dt.timedelta(days=day), dt.time(hour), PARIS).astimezone(dt.UTC)
        return clock.at(min(at, clock.now()))

    def play(self) -> Programme:
        """All of it, until the programme ends."""
        self.programme = Applying(self).fill()
        self.say(_("%(mentees)s mentees and %(mentors)s mentors have applied.") % {
            "mentees": number(self.mentees), "mentors": number(self.mentors)})
        with self.on(MATCHING):
            self.publish()
        for week in range(MATCHING, WEEKS):
            self.play_week(week)
            if week % 8 == 0:
                self.say(_("Week %(week)s: %(pairs)s pairs live.") % {"week": week, "pairs": self.pairs().live().count()})
        with self.on(WEEKS):
            self.programme = mentoring.end_programme(self.programme, by=self.by)
        return self.programme

    def chance(self, *about: object) -> float:
        """From 0 to 1, the same for the same question."""
        return crowd.drawn(self.seed, "cohort", *about).random()

    def number(self, one: Person | Mentee | Mentor | Pair) -> int:
        """The how manyth of its kind that came into the play: what is drawn about it depends on this, never on its key in a database that
        may have lived."""
        known = self.numbers.setdefault(type(one), {})
        return known.setdefault(one.pk, len(known) + 1)

    def publish(self) -> None:
        """Two ways to match are computed and compared; the one that matches more, then leaves the better worst pair, is published."""
        choice = crowd.drawn(self.seed, "cohort", "scenarios")
        for name, weights in (("Mélanger ce qui compte", {}), ("Ses souhaits d’abord", {"wishes": 80, "near": 10})):
            made = lives.scenario(self.programme, name, choice=choice, by=self.by, **weights)
            self.scenarios.append(self.computed(made))
        best = max(self.scenarios, key=lambda one: (one.matched or 0, one.worst or 0, one.mean or 0))
        mentoring.publish(best, by=self.by)

    def computed(self, made: Scenario) -> Scenario:
        """At once, or by the worker when there are many pairs to look at."""
        made = mentoring.compute(made, by=self.by)
        if made.status == Scenario.Status.WAITING:
            tasks.compute_waiting()
            made.refresh_from_db()
        return made

    def play_week(self, week: int) -> None:
        """What time brings on Monday, the coordinator on Tuesday, then everybody."""
        with self.on(week, 7):
            tasks.follow_matches()
            safety.end_clearances()
        with self.on(week, 10, 1):
            self.coordinate(week)
        with self.on(week, 18, 2):
            self.answer_proposals(week)
        for pair in self.pairs().filter(status__in=(Pair.Status.SIGNING, Pair.Status.MEETING)).whole().order_by("pk"):
            self.begin(pair, week)
        with self.on(week, 18, 4):
            for pair in self.pairs().filter(status__in=(Pair.Status.ACTIVE, Pair.Status.ENDING)).whole().order_by("pk"):
                self.answer(pair) if pair.status == Pair.Status.ENDING else self.live(pair, week)
        if week == REPORT:
            self.report()
        elif week == REPORT + 2:
            self.close_report()

    def pairs(self) -> Any:
        return Pair.objects.filter(programme=self.programme)

    def allowed(self, verb: Callable[..., object], *subjects: object, **said: object) -> bool:
        try:
            verb(*subjects, **said)
        except Refused:
            return False
        return True

    def coordinate(self, week: int) -> None:
        """Proposals are confirmed one by one, a few left out; papers are seen again; pairs that ended are closed."""
        if week <= LAST_ROUND:
            for match in Match.objects.filter(programme=self.programme).to_confirm().whole():
                if self.chance("left out", self.number(match.mentee), self.number(match.mentor)) < 0.02:
                    mentoring.leave_out(match, by=self.by)
                else:
                    self.allowed(mentoring.confirm, match, by=self.by)
        self.renew()
        for pair in self.pairs().filter(status=Pair.Status.ENDING).whole().order_by("pk"):
            if not mentoring.left_to_close(pair, talked=True):
                lives.close(pair, after=Closure.After.PROGRAMME, again=self.chance("again", self.number(pair.mentor)) < 0.7, by=self.by)
        for pair in self.pairs().live().filter(ends_on__lte=clock.today()).whole().order_by("pk"):
            mentoring.end_pair(pair, by=self.by)
            self.told.planned += 1

    def renew(self) -> None:
        """Papers that end within the fortnight are seen again; a few only once they are over: those pairs rest meanwhile."""
        soon = clock.today() + dt.timedelta(days=14)
        papers = self.pairs().live().values_list("mentor__person").annotate(until=Max("mentor__person__clearances__until"))
        for key, last in papers.filter(until__lt=soon).order_by("mentor__person"):
            person = Person.objects.get(pk=key)
            if last < clock.today() or self.chance("renews late", self.number(person)) >= RENEWS_LATE:
                safeguarding.clear(person, network=self.there, kind=Clearance.Kind.HONOUR, seen_on=clock.today(),
                                   by=self.by)

    def answer_proposals(self, week: int) -> None:
        """Each of the two says yes, no, or nothing."""
        for match in Match.objects.filter(programme=self.programme).asked().whole():
            mentee, mentor = self.number(match.mentee), self.number(match.mentor)
            for side in Side.values:
                word = crowd.one_of(crowd.drawn(self.seed, "cohort", "says", mentee, mentor, side), SAYS)
                person = getattr(match, side).person
                if word == "no":
                    mentoring.refuse(match, by=person)
                    self.told.refused += 1
                    break
                if word == "yes":
                    match = mentoring.accept(match, by=person)

    def begin(self, pair: Pair, week: int) -> None:
        """All sign, some parents a week later; then they meet, with the referent of the programme."""
        number = self.number(pair)
        waits = pair.mentee.is_minor and self.chance("parent", number, week) < LATE_PARENT
        if pair.status == Pair.Status.SIGNING:
            with self.on(week, 19, 3):
                left = [party for party in mentoring.left_to_sign(pair) if not (waits and party == lives.Party.PARENT)]
                if left:
                    lives.sign(pair, *left, by=self.by)
            return
        with self.on(week, 17, 3):
            if not self.allowed(lives.meet_first, pair, adult=self.watcher, by=self.by):
                return
        self.told.begun.add(pair.pk)
        self.count(self.programme.minutes)
        self.plans[pair.pk] = week + 2

    def count(self, minutes: int) -> None:
        self.told.meetings += 1
        self.told.minutes += minutes

    def live(self, pair: Pair, week: int) -> None:
        """They meet, answer what is asked, write; a few stop. Nothing while the pair rests."""
        assert pair.first_met_on is not None and pair.ends_on is not None
        lasted = (clock.today() - pair.first_met_on).days
        due = asking.last_due(pair.first_met_on, pair.ends_on, clock.today(), first=self.programme.first_questions,
                              every=self.programme.questions_every)
        asked = due is not None and (clock.today() - due).days < 7
        stops = self.chance("stops", self.number(pair)) < STOPS and lasted >= 28 + 130 * self.chance("stops when", self.number(pair))
        meets, writes = week >= self.plans[pair.pk], self.chance("writes", self.number(pair), week) < WRITES
        if not (asked or stops or meets or writes) or rests(pair):
            return
        if stops:
            side = Side.MENTEE if self.chance("who stops", self.number(pair)) < 0.6 else Side.MENTOR
            mentoring.stop(pair, by=lives.person(pair, side))
            self.told.early += 1
            return
        if meets:
            self.meet(pair, week)
        if writes:
            self.write(pair, week)
        if asked:
            mentoring.ask_questions(pair)
            self.answer(pair)

    def report(self) -> None:
        """One says that something is not right: her pair rests; the referent reads and takes it in hand."""
        pair = self.pairs().filter(status=Pair.Status.ACTIVE).whole().order_by("pk").first()
        with self.on(REPORT, 20, 4):
            self.reported = mentoring.report_pair(
                pair, words="Elle me demande de ne pas en parler à ma mère.", urgent=False, about_other=True,
                key=lives.key(crowd.drawn(self.seed, "cohort", "report")), by=lives.person(pair, Side.MENTEE))
        self.told.reports += 1
        with self.on(REPORT, 9, 6):
            safeguarding.read_report(self.reported, reason="Je suis de permanence.", by=self.watcher)
            self.reported = safeguarding.take(self.reported, by=self.watcher)

    def close_report(self) -> None:
        """She has called both: a misunderstanding; the pair goes on."""
        with self.on(REPORT + 2, 9, 6):
            safeguarding.close(self.reported, outcome=Report.Outcome.UNFOUNDED, resumes=True, by=self.watcher,
                               measures="Appelées toutes deux, et la mère : un malentendu sur une surprise. Elles souhaitent continuer.")

    def meet(self, pair: Pair, week: int) -> None:
        choice = crowd.drawn(self.seed, "cohort", "meets", self.number(pair), week)
        minutes = choice.choice(Meeting.LENGTHS)
        lives.met(pair, minutes=minutes, felt=choice.choice((Meeting.Felt.GOOD, Meeting.Felt.GOOD, Meeting.Felt.SO_SO)),
                  sides=(Side.MENTEE, Side.MENTOR) if choice.random() < 0.3 else (Side.MENTOR,))
        self.count(minutes)
        self.plans[pair.pk] = week + choice.choice(EVERY)

    def answer(self, pair: Pair) -> None:
        for side in Side.values:
            if self.chance("answers", self.number(pair), side, clock.today()) < ANSWERS:
                choice = crowd.drawn(self.seed, "cohort", "answers what", self.number(pair), side, clock.today())
                self.told.answered += lives.answer(pair, side, tuple(choice.choice((2, 3, 4, 4, 4, 4, 4)) for _question in range(4)))

    def write(self, pair: Pair, week: int) -> None:
        """One writes; what carries a number is held, and looked at by the referent."""
        choice = crowd.drawn(self.seed, "cohort", "writes what", self.number(pair), week)
        side = choice.choice(Side.values)
        sent = mentoring.send(pair, body=NUMBER if choice.random() < HELD else choice.choice(HELLO), key=lives.key(choice),
                              by=lives.person(pair, side))
        if sent.held_for:
            mentoring.rule(sent, goes=False, by=self.watcher)
            self.told.held += 1
