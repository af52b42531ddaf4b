"""A programme is founded from a template, opened, closed to applications, ended; its training and its charters are written."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.safeguarding.ages import ADULT

from .. import counting, policies
from ..models import Charter, Choice, Match, Mentee, Mentor, Module, Pair, Phase, Programme, Scenario
from ..ready import TEMPLATES, Template
from ..training import said
from ._right import refuse_unless
from .freeing import drop_matches

Status = Programme.Status


@transaction.atomic
def found(network: Network, *, template: str, name: str = "", dpia_on: dt.date | None = None, dpia_by: str = "",
          by: Person | None = None) -> Programme:
    """A programme of this network, written in the words of one of the ready templates (ready.TEMPLATES), to be read again and changed.
    `dpia_on`, `dpia_by`: date and author of the impact assessment, without which it is for adults. Raises Refused, KeyError for a template
    that is none."""
    refuse_unless(by is None or policies.can_found(by, network))
    ready: Template = TEMPLATES[template]
    start = clock.today() + dt.timedelta(days=60)
    minors = ready.minors and dpia_on is not None and bool(dpia_by.strip())
    youngest, oldest = (ready.age_from, ready.age_to) if minors else (max(ready.age_from, ADULT), max(ready.age_to, ADULT + 2))
    programme = Programme.objects.create(
        network=network, name=(name.strip() or said(ready.name))[:80], words=said(ready.words), months=ready.months,
        age_from=youngest, age_to=oldest, minors=minors, dpia_on=dpia_on, dpia_by=dpia_by.strip(), rhythm=ready.rhythm,
        minutes=ready.minutes, modes=list(ready.modes),
        resources=[one.said() for one in ready.resources], apply_until=start - dt.timedelta(days=15),
        starts_on=start, ends_on=start + dt.timedelta(days=31 * ready.months + 30))
    programme.departments.set(network.departments.all())
    for number, stage in enumerate(ready.stages, start=1):
        Phase.objects.create(programme=programme, number=number, title=said(stage.title), weeks=stage.weeks,
                             activities=[said(one) for one in stage.activities])
    for number, lesson in enumerate(ready.lessons, start=1):
        Module.objects.create(programme=programme, number=number, title=said(lesson.title), words=said(lesson.words),
                              minutes=lesson.minutes, questions=[one.said() for one in lesson.questions])
    for party, (french, english) in ready.charters.items():
        Charter.objects.create(programme=programme, party=party, body_fr=french.strip(), body_en=english.strip())
    journal.write("mentoring.found", programme, by=by, network_id=network.pk)
    return programme


WATCHED = ("referent", "minors", "age_from", "age_to", "capacity", "women_only", "dpia_on")


@transaction.atomic
def edit_programme(programme: Programme, *, said: dict[str, Any], by: Person | None = None) -> Programme:
    """What it says of itself is changed (`said`: its fields). Who watches over it, whom it is for and how many it takes are written in the
    journal as they were and as they are. Raises Refused."""
    was = locked(programme)
    refuse_unless(by is None or policies.can_edit(by, was))
    fields = {name: value for name, value in said.items() if name != "departments"}
    for name, value in fields.items():
        setattr(programme, name, value)
    programme.save(update_fields=list(fields))
    if "departments" in said:
        programme.departments.set(said["departments"])
    both = {name: (getattr(was, name), getattr(programme, name)) for name in WATCHED}
    moved = {f"{name}_{end}": value for name, (old, new) in both.items() if old != new for end, value in (("from", old), ("to", new))}
    journal.write("mentoring.edit_programme", programme, by=by, network_id=programme.network_id, **moved)
    return programme


@transaction.atomic
def open_programme(programme: Programme, *, by: Person | None = None) -> Programme:
    """Applications may come, from its page, from today. Raises Refused for what is missing: a referent, a day to come, the charters, the
    training (two hours at least: MENTOR, Elements of Effective Practice, 3.1), places where pairs meet."""
    programme = locked(programme)
    refuse_unless(by is None or policies.can_open(by, programme))
    missing = lacks(programme)
    if missing:
        raise Refused(" ".join(missing))
    programme.move_to(Status.OPEN, opened_at=programme.opened_at or clock.now())
    journal.write("mentoring.open_programme", programme, by=by, network_id=programme.network_id)
    return programme


LEAST_TRAINING = 120  # minutes


def lacks(programme: Programme) -> list[str]:
    """What is missing before applications may come, in sentences."""
    parties = set(programme.charters.values_list("party", flat=True))
    wanted = {Charter.Party.MENTEE, Charter.Party.MENTOR, Charter.Party.PROGRAMME, *([Charter.Party.PARENT] if programme.minors else [])}
    modules = list(programme.modules.all())
    return [str(words) for words, wanting in (
        (_("Name a safeguarding referent."), programme.referent is None or not policies.guards(programme.referent, programme)),
        (_("Choose a last day for applications that is to come."), programme.apply_until < clock.today()),
        (_("Say where pairs meet."), not programme.modes),
        (_("Write a charter for each party."), bool(wanted - parties)),
        (_("Mentors are trained for two hours at least, with a quiz in each part."),
         sum(one.minutes for one in modules) < LEAST_TRAINING or any(not one.questions for one in modules)),
        (_("Add a phase."), not programme.phases.exists()),
    ) if wanting]


@transaction.atomic
def close_programme(programme: Programme, *, by: Person | None = None) -> Programme:
    """No more applications; those that came go on. Raises Refused."""
    programme = locked(programme)
    refuse_unless(by is None or policies.can_close(by, programme))
    programme.move_to(Status.CLOSED)
    journal.write("mentoring.close_programme", programme, by=by, network_id=programme.network_id)
    return programme


@transaction.atomic
def end_programme(programme: Programme, *, by: Person | None = None) -> Programme:
    """It is over: from today its terms of retention run. Raises Refused."""
    programme = locked(programme)
    refuse_unless(by is None or policies.can_end(by, programme))
    if programme.pairs.exclude(status=Pair.Status.CLOSED).exists():
        raise Refused(_("Close its pairs first."))
    for applicant in (*programme.mentors.filter(matches__status__in=Match.LIVE).distinct().order_by("pk"),
                      *programme.mentees.filter(choices__status=Choice.Status.OFFERED).distinct().order_by("pk")):
        drop_matches(applicant, by=by)
    programme.move_to(Status.ENDED, ended_at=clock.now())
    journal.write("mentoring.end_programme", programme, by=by, network_id=programme.network_id)
    return programme


@transaction.atomic
def write_charter(programme: Programme, *, party: str, body_fr: str, body_en: str = "", by: Person | None = None) -> Charter:
    """A new version of what one party promises; the one before stays as it was signed. The same words are no new version."""
    programme = locked(programme)
    refuse_unless(by is None or policies.can_edit(by, programme))
    last = programme.charters.filter(party=party).order_by("-version").first()
    said = {"body_fr": body_fr.replace("\r\n", "\n").strip(), "body_en": body_en.replace("\r\n", "\n").strip()}
    if not said["body_fr"]:
        raise Refused(_("Write the charter in French at least."), field="body_fr")
    if last and (last.body_fr, last.body_en) == (said["body_fr"], said["body_en"]):
        return last
    charter = Charter.objects.create(programme=programme, party=party, version=last.version + 1 if last else 1, **said)
    journal.write("mentoring.write_charter", programme, by=by, network_id=programme.network_id, version=charter.version)
    return charter


def charter_of(programme: Programme, party: str) -> Charter | None:
    """What this party is asked to promise today."""
    return programme.charters.filter(party=party).order_by("-version").first()


@transaction.atomic
def keep_phases(programme: Programme, *, phases: Sequence[dict[str, Any]], by: Person | None = None) -> None:
    """The phases, in this order: [{"title", "weeks", "activities"}]."""
    programme = locked(programme)
    refuse_unless(by is None or policies.can_edit(by, programme))
    programme.phases.all().delete()
    for number, phase in enumerate(phases, start=1):
        Phase.objects.create(programme=programme, number=number, **phase)
    journal.write("mentoring.keep_phases", programme, by=by, network_id=programme.network_id)


@transaction.atomic
def keep_resources(programme: Programme, *, resources: Sequence[dict[str, str]], by: Person | None = None) -> None:
    """What it recommends to its pairs, in this order: [{"title", "words", "link"}]."""
    programme = locked(programme)
    refuse_unless(by is None or policies.can_edit(by, programme))
    Programme.objects.filter(pk=programme.pk).update(resources=list(resources))
    journal.write("mentoring.keep_resources", programme, by=by, network_id=programme.network_id)


@transaction.atomic
def keep_module(programme: Programme, *, module: Module | None = None, by: Person | None = None, **said: Any) -> Module:
    """One part of the training, new or changed: title, words, minutes, questions. Who passed it before has passed it."""
    programme = locked(programme)
    refuse_unless(by is None or policies.can_edit(by, programme))
    if module is None:
        last = programme.modules.order_by("-number").first()
        module = Module.objects.create(programme=programme, number=last.number + 1 if last else 1, **said)
    else:
        for name, value in said.items():
            setattr(module, name, value)
        module.save(update_fields=list(said))
    journal.write("mentoring.keep_module", programme, by=by, network_id=programme.network_id, number=module.number)
    return module


@transaction.atomic
def succeed(gone: Network, *, heir: Network, by: Person | None = None) -> int:
    """A network closes: its programmes go on under its heir, with who applied. Returns how many programmes."""
    programmes = list(Programme.objects.filter(network=gone).exclude(status=Status.ENDED).order_by("pk"))
    keys = [one.pk for one in programmes]
    Programme.objects.filter(pk__in=keys).update(network=heir)
    counting.carry_to(counting.running().filter(programme__in=keys).order_by("pk"), heir)
    for model in (Mentee, Mentor, Pair, Scenario, Match, Choice):
        model._default_manager.filter(programme__in=keys).update(network=heir)
    for one in programmes:
        one.groups.update(network=heir)
        journal.write("mentoring.succeed", one, by=by, network_id=gone.pk, into=heir)
    return len(programmes)


@transaction.atomic
def forget_authors(rows: Any, *, by: Person | None = None) -> int:
    """Who wrote the impact assessment of programmes long over is no longer named; that it was made stays. Returns how many."""
    return Programme.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(dpia_by="–")
