"""What took place, told by those who were there; counted once, whoever organised, and put right by a revision that reverses the first."""
from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.ledger import verbs as ledger
from industrielles.ledger.facts import Amount, Fact
from industrielles.ledger.models import Entry
from industrielles.people.models import Person

from .. import facts, policies, telling
from ..models import Engagement, Report
from ._turns import hold

Status = Engagement.Status
Outcome = Report.Outcome
MOST_PEOPLE = 2000
MOST_CLASSES = 20
MOST_AUDIENCE = 20_000


@transaction.atomic
def report(engagement: Engagement, *, key: uuid.UUID, side: str, outcome: str, people: int, girls: int, boys: int, method: str,
           classes: int | None = None, teacher_present: str = "", words: str = "", smile: int | None = None, link: str = "",
           media_audience: int | None = None, by: Person | None = None) -> Report:
    """Tell what took place. The first report stands and is counted; a later one of the same side corrects it; another count of the other
    side is kept and shown to the coordinators. Sent again under one `key`, it is one report. `classes`: those announced unless said
    otherwise, none beside a class visit. `media_audience`: of an article or a programme, as declared; never added to people. Raises
    Refused before the visit's end."""
    told = Report.objects.filter(key=key).first()
    if told:
        return told
    engagement = hold(engagement)
    refuse_unless(by is None or policies.can_report(by, engagement))
    _refuse_early(engagement)
    held = outcome == Outcome.HELD
    classes = _classes(engagement, classes)
    if held:
        _refuse_numbers(engagement, people, girls, boys, classes)
        teacher_present = _adult(engagement, side, teacher_present)
    try:
        with transaction.atomic():
            told = Report.objects.create(
                engagement=engagement, key=key, side=side, outcome=outcome, people=people if held else 0, girls=girls if held else 0,
                boys=boys if held else 0, method=method, classes=classes, teacher_present=teacher_present[:120], words=words, smile=smile,
                link=link[:300] if held else "", media_audience=media_audience if held else None,
                told_at=clock.now(), told_by=by)
    except IntegrityError:  # the same form, sent at the same moment
        return Report.objects.get(key=key)
    journal.write("engagements.report", engagement, by=by, as_="" if by else side, network_id=engagement.network_id, report=told)
    standing = engagement.standing_report
    same = standing is not None and standing.count == told.count
    alike = standing is not None and same and (standing.method, standing.media_audience) == (told.method, told.media_audience)
    if standing is None or (standing.side == side and not alike):
        _stand(engagement, told)
    elif standing.side == side:
        engagement.standing_report = told
        engagement.save(update_fields=["standing_report"])
    elif not same:
        telling.coordinators("engagements/letters/counts_differ", engagement, [engagement.network], key=f"counts-differ/{told.pk}",
                             first=lambda: in_words(standing), second=lambda: in_words(told))
    return told


def _refuse_numbers(engagement: Engagement, people: int, girls: int, boys: int, classes: int) -> None:
    """Raise Refused, beside the field, for numbers that cannot be of such a meeting."""
    if engagement.is_class_visit:
        refuse_count(people, girls, boys, classes)
    else:
        refuse_audience(engagement, people, girls, boys)


def _classes(engagement: Engagement, classes: int | None) -> int:
    """How many classes a report counts: those announced unless told; none where no class was visited."""
    if not engagement.is_class_visit:
        return 0
    return min(max(1, len(engagement.class_groups.all())), MOST_CLASSES) if classes is None else classes


def _adult(engagement: Engagement, side: str, name: str) -> str:
    """The adult of the school who was in the room: the teacher who tells, unless she names somebody. Raises Refused beside the field."""
    name = name.strip() or (engagement.contact_name if side == Report.Side.TEACHER and engagement.is_class_visit else "")
    if side == Report.Side.ROLE_MODEL and not name and engagement.is_class_visit:
        raise Refused(_("Write the name of the adult of the school who was in the room."), field="teacher_present")
    return name


@transaction.atomic
def settle(engagement: Engagement, *, report: Report, by: Person) -> Engagement:
    """The coordinator keeps one of the counts told. Twice is once."""
    engagement = hold(engagement)
    refuse_unless(policies.can_own(by, engagement))
    if engagement.standing_report is None or not engagement.reports.of_this_visit().filter(pk=report.pk).exists():
        raise Refused(_("This report belongs to another visit."))
    if report.pk != engagement.standing_report_id:
        _stand(engagement, report)
    engagement.settled_at = clock.now()
    engagement.save(update_fields=["settled_at"])
    journal.write("engagements.settle", engagement, by=by, network_id=engagement.network_id, report=report)
    return engagement


def _stand(engagement: Engagement, told: Report) -> None:
    """From now on this report is the one that counts: what was counted before is taken back, once, and the next revision is recorded."""
    counted = engagement.status == Status.HELD
    if counted:
        for fact in _facts_of(engagement, engagement.standing_report):
            ledger.reverse(fact, engagement, engagement.counted_revision)
    held = told.outcome == Outcome.HELD
    changes = {"standing_report": told, "counted_revision": engagement.counted_revision + held}
    status = Status.HELD if held else Status.NOT_HELD
    if status == engagement.status:
        type(engagement).objects.filter(pk=engagement.pk).update(**changes)
        for name, value in changes.items():
            setattr(engagement, name, value)
    else:
        engagement.move_to(status, **changes)
    if held:
        _count(engagement, told)


def _count(engagement: Engagement, told: Report) -> None:
    """The ledger lines of one report: classes met or one encounter, people met by gender, the audience a medium declares; on the day it
    was there, for every network that took part. A panel is one encounter, however many spoke."""
    audience = _audience(engagement)
    day = engagement.starts_at.astimezone(engagement.zone).date()
    organisers = list(engagement.partners.values_list("network_id", flat=True))
    genders = ((Entry.Gender.WOMAN, told.girls), (Entry.Gender.MAN, told.boys), (Entry.Gender.UNSTATED, told.not_stated))
    met = [Amount(number, audience, gender) for gender, number in genders if number]
    amounts = {facts.CLASSES_MET: [Amount(told.classes, audience)], facts.ENCOUNTERS: [Amount(1, audience)], facts.PEOPLE_REACHED: met,
               facts.AUDIENCE_REACHED: met, facts.MEDIA_AUDIENCE: [Amount(told.media_audience or 0)]}
    for fact in _facts_of(engagement, told):
        method = Entry.Method.DECLARED if fact is facts.MEDIA_AUDIENCE else told.method
        ledger.record(fact, amounts[fact], on=day, source=engagement, organisers=organisers, department=engagement.department_id,
                      kind=engagement.kind, method=method, revision=engagement.counted_revision)


def _facts_of(engagement: Engagement, told: Report) -> list[Fact]:
    """What the report of a meeting that took place puts in the ledger."""
    if engagement.is_class_visit:
        return [facts.CLASSES_MET, facts.PEOPLE_REACHED]
    found = [facts.ENCOUNTERS]
    if told.people:
        found.append(facts.AUDIENCE_REACHED)
    if told.media_audience:
        found.append(facts.MEDIA_AUDIENCE)
    return found


def _audience(engagement: Engagement) -> str:
    """Whom the ledger says were met; a mixed audience is of none in particular."""
    if engagement.is_class_visit:
        return Entry.Audience.STUDENTS if engagement.level == Engagement.Level.HIGHER else Entry.Audience.PUPILS
    return "" if engagement.audience == Engagement.Audience.MIXED else engagement.audience


def refuse_count(people: int, girls: int, boys: int, classes: int) -> None:
    """Raise Refused, beside the field, for a count that cannot be."""
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused(_("Write how many people were met, from 1 to 2,000."), field="people")
    if girls < 0 or boys < 0 or girls + boys > people:
        raise Refused(_("Girls and boys together are more than the people met."), field="girls")
    if not 1 <= classes <= MOST_CLASSES:
        raise Refused(_("Write how many classes were met, from 1 to 20."), field="classes")


def refuse_audience(engagement: Engagement, people: int, women: int, men: int) -> None:
    """Raise Refused, beside the field, for an audience that cannot be; only of an interview may nobody have been there."""
    least = 0 if engagement.kind == Engagement.Kind.INTERVIEW else 1
    if not least <= people <= MOST_AUDIENCE:
        raise Refused(_("Write how many people were there, up to 20,000."), field="people")
    if women < 0 or men < 0 or women + men > people:
        raise Refused(_("Women and men together are more than the people who were there."), field="girls")


def in_words(told: Report) -> str:
    """“the teacher: 28 people, 12 girls, 16 boys”, in the language of the moment."""
    if told.outcome != Outcome.HELD:
        return f"{told.get_side_display()}, {told.get_outcome_display()}"
    words = _("%(side)s, %(people)s people, %(girls)s girls, %(boys)s boys") % {
        "side": told.get_side_display(), "people": told.people, "girls": told.girls, "boys": told.boys}
    return words + (_(", %(number)s not stated") % {"number": told.not_stated} if told.not_stated else "")


def _refuse_early(engagement: Engagement) -> None:
    if engagement.status not in Engagement.AGREED:
        raise Refused(_("There is no visit to tell about."))
    if not engagement.is_over:
        raise Refused(_("The visit has not ended yet: come back afterwards."))
