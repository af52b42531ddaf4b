"""A scenario of matching: written, weighed, instructed, computed, published as pairs to confirm."""
from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person

from .. import policies, reasons, rules, solving, standing, weighing
from ..models import Instruction, Match, Mentee, Mentor, Outcome, Programme, Scenario
from ._right import hold_programme, refuse_unless

Status = Scenario.Status
AT_ONCE = 100_000  # pairs: up to here the coordinator waits for the answer


@transaction.atomic
def begin_scenario(programme: Programme, *, name: str, weights: dict[str, int], request_key: uuid.UUID, copy_of: Scenario | None = None,
                   by: Person | None = None) -> Scenario:
    """A way to match this programme, to be computed. The same `request_key` is the same scenario; a copy takes the pairs decided in the
    other one too. Raises Refused (field "name", or that of a weight)."""
    programme = hold_programme(programme)
    refuse_unless(by is None or policies.can_match(by, programme))
    known = Scenario.objects.filter(request_key=request_key, programme=programme).first()
    if known:
        return known
    scenario = Scenario.objects.create(
        programme=programme, network=programme.network, name=_named(programme, name), weights=weighing.checked(weights),
        request_key=request_key, made_by=by, made_at=clock.now())
    if copy_of is not None and copy_of.programme_id == programme.pk:
        Instruction.objects.bulk_create([
            Instruction(scenario=scenario, mentee_id=one.mentee_id, mentor_id=one.mentor_id, kind=one.kind, given_by=by,
                        given_at=clock.now()) for one in copy_of.instructions.order_by("pk")])
    journal.write("mentoring.begin_scenario", scenario, by=by, network_id=scenario.network_id)
    return scenario


def _named(programme: Programme, name: str, *, but: Scenario | None = None) -> str:
    said = name.strip()[:80]
    if not said:
        raise Refused(_("Give it a name."), field="name")
    others = programme.scenarios.kept().filter(name=said).exclude(pk=but.pk if but else None)
    if others.exists():
        raise Refused(_("Another scenario has this name."), field="name")
    return said


def _hold(scenario: Scenario) -> Scenario:
    """The scenario, held, with its programme. Raises Refused when it may no longer be changed."""
    found: Scenario = Scenario.objects.select_for_update(of=("self",)).whole().get(pk=scenario.pk)
    return found


def _to_change(scenario: Scenario, by: Person | None) -> Scenario:
    scenario = _hold(scenario)
    refuse_unless(by is None or policies.can_match(by, scenario.programme))
    if not scenario.may_change:
        raise Refused(_("This scenario is being computed, or is over: make a copy of it to change something."))
    return scenario


def _again(scenario: Scenario) -> None:
    """What was found no longer answers what is asked: it is to be computed again."""
    if scenario.status == Status.COMPUTED:
        scenario.move_to(Status.DRAFT)


@transaction.atomic
def weigh(scenario: Scenario, *, weights: dict[str, int], name: str | None = None, by: Person | None = None) -> Scenario:
    """Other weights, another name. What was computed with other weights is to be computed again. Raises Refused."""
    scenario = _to_change(scenario, by)
    said = weighing.checked(weights)
    if name is not None:
        scenario.name = _named(scenario.programme, name, but=scenario)
    changed = said != scenario.weights
    scenario.weights = said
    scenario.save(update_fields=["name", "weights"])
    if changed:
        _again(scenario)
    journal.write("mentoring.weigh", scenario, by=by, network_id=scenario.network_id)
    return scenario


@transaction.atomic
def instruct(scenario: Scenario, *, mentee: Mentee, mentor: Mentor, kind: str, by: Person | None = None) -> Instruction:
    """These two together, or never these two; nobody decides about herself. Said again, the last word counts. Raises Refused when a
    rule forbids a pair that is to be together, saying which; when she is with another one already; when this mentor has no place left."""
    scenario = _to_change(scenario, by)
    refuse_unless(by is None or by.pk not in (mentee.person_id, mentor.person_id))
    if {mentee.programme_id, mentor.programme_id} != {scenario.programme_id} or kind not in Instruction.Kind.values:
        raise Refused(_("Choose two people of this programme."))
    given = scenario.instructions
    if kind == Instruction.Kind.FIX:
        if given.filter(mentee=mentee, kind=kind).exclude(mentor=mentor).exists():
            raise Refused(_("She is together with somebody else in this scenario: lift that pair first."), field="mentee")
        where = rules.ground(scenario.programme, scenario.weights, proposed_stand=False, mentors=[mentor])
        if mentee.pk not in where.rows or mentor.pk not in {one.pk for one in standing.able_mentors(scenario.programme)}:
            raise Refused(_("One of the two may not be matched today."))
        rule = rules.Rule(int(where.why[where.rows[mentee.pk], 0]))
        if rule != rules.Rule.ALLOWED:
            raise Refused(reasons.refusal(rule))
        if given.filter(mentor=mentor, kind=kind).exclude(mentee=mentee).count() >= int(where.places[0]):
            raise Refused(_("This mentor has no place left."), field="mentor")
    made, _new = given.update_or_create(mentee=mentee, mentor=mentor, defaults={"kind": kind, "given_by": by, "given_at": clock.now()})
    _again(scenario)
    journal.write("mentoring.instruct", scenario, by=by, network_id=scenario.network_id, instruction=made.pk)
    return made


@transaction.atomic
def lift(scenario: Scenario, *, mentee: Mentee, mentor: Mentor, by: Person | None = None) -> Scenario:
    """The engine decides about these two again. Raises Refused."""
    scenario = _to_change(scenario, by)
    if scenario.instructions.filter(mentee=mentee, mentor=mentor).delete()[0]:
        _again(scenario)
        journal.write("mentoring.lift", scenario, by=by, network_id=scenario.network_id, mentee=mentee, mentor=mentor)
    return scenario


@transaction.atomic
def compute(scenario: Scenario, *, by: Person | None = None) -> Scenario:
    """Found at once where it takes a moment; else it waits for the worker, and nothing is lost if that one is stopped. Asked again
    meanwhile, it is asked once. Raises Refused: pairs decided before that are no longer possible, nobody to match."""
    scenario = _hold(scenario)
    refuse_unless(by is None or policies.can_match(by, scenario.programme))
    if scenario.status == Status.WAITING:
        return scenario
    mentees, mentors = standing.free_mentees(scenario.programme, proposed_stand=False), standing.able_mentors(scenario.programme)
    if not mentees or not mentors:
        raise Refused(_("There is nobody to match today: mentees who are ready and mentors who may be matched are needed."))
    scenario.move_to(Status.WAITING, asked_at=clock.now())
    journal.write("mentoring.compute", scenario, by=by, network_id=scenario.network_id)
    return scenario if len(mentees) * len(mentors) > AT_ONCE else keep_solution(scenario, solution=solving.solve(scenario), by=by)


@transaction.atomic
def keep_solution(scenario: Scenario, *, solution: solving.Solution, by: Person | None = None) -> Scenario:
    """What was found for a scenario that waits: a line for each mentee. One that no longer waits, or was asked again since, keeps what it
    has."""
    asked_at, scenario = scenario.asked_at, _hold(scenario)
    if scenario.status != Status.WAITING or scenario.asked_at != asked_at:
        return scenario
    scenario.outcomes.all().delete()
    Outcome.objects.bulk_create([
        *(Outcome(scenario=scenario, mentee_id=mentee, refusals=counts) for mentee, counts in solution.alone.items()),
        *(Outcome(scenario=scenario, mentee_id=mentee, mentor_id=mentor, points=points, fixed=fixed)
          for mentee, mentor, points, fixed in solution.pairs)], batch_size=500)
    scenario.move_to(
        Status.COMPUTED, ran_at=clock.now(), key=solution.key, matched=len(solution.pairs), alone=len(solution.alone),
        value=solution.value, bound=solution.bound, worst=solution.worst, mean=solution.mean, seconds=solution.seconds,
        findings=solution.findings)
    return scenario


@transaction.atomic
def give_up(scenario: Scenario, *, by: Person | None = None) -> Scenario:
    """A pair decided before became impossible while the scenario waited: it is to be looked at again."""
    scenario = _hold(scenario)
    if scenario.status == Status.WAITING:
        scenario.move_to(Status.DRAFT)
    return scenario


@transaction.atomic
def publish(scenario: Scenario, *, by: Person | None = None) -> list[Match]:
    """Its pairs become proposals to confirm, in place of those of before; nobody is written to. What is no longer possible today is left
    out: fewer matches than `scenario.matched`. Published twice, it is once. Raises Refused."""
    programme = hold_programme(scenario.programme)
    scenario = _hold(scenario)
    refuse_unless(by is None or policies.can_match(by, programme))
    if scenario.status == Status.PUBLISHED:
        return list(scenario.matches.order_by("pk"))
    scenario.move_to(Status.PUBLISHED, published_at=clock.now())
    for old in programme.matches.select_for_update().filter(status=Match.Status.PROPOSED).order_by("pk"):
        old.move_to(Match.Status.DROPPED, ended_at=clock.now())
    where = solving.stood(scenario)
    rows, columns, places, room = where.rows, where.columns, where.places.copy(), where.room
    made: list[Match] = []
    for one in scenario.outcomes.matched().order_by("-fixed", "-points", "pk"):
        row, column = rows.get(one.mentee_id), columns.get(one.mentor_id)
        if row is None or column is None or where.why[row, column] or not places[column] or len(made) == room:
            continue
        places[column] -= 1
        made.append(Match(programme=programme, network=programme.network, mentee_id=one.mentee_id, mentor_id=one.mentor_id,
                          scenario=scenario, way=Match.Way.SCENARIO, points=one.points, made_at=clock.now()))
    Match.objects.bulk_create(made)
    journal.write("mentoring.publish", scenario, by=by, network_id=scenario.network_id, count=len(made))
    return made


@transaction.atomic
def drop_scenario(scenario: Scenario, *, by: Person | None = None) -> Scenario:
    """Put aside: it is no longer in the list, and its name is free. Raises Refused when it was published."""
    scenario = _hold(scenario)
    refuse_unless(by is None or policies.can_match(by, scenario.programme))
    if scenario.status != Status.DROPPED:
        scenario.move_to(Status.DROPPED)
        journal.write("mentoring.drop_scenario", scenario, by=by, network_id=scenario.network_id)
    return scenario


@transaction.atomic
def delete_scenarios(rows: Any, *, by: Person | None = None) -> int:
    """Past their term: scenarios go, with what they found; what was published stays a while as matches. Returns how many."""
    keys = list(rows.values_list("pk", flat=True))
    Match.objects.filter(scenario__in=keys).update(scenario=None)
    return Scenario.objects.filter(pk__in=keys).delete()[1].get(Scenario._meta.label, 0)
