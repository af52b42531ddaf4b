"""What is reported: received, told to two people, taken in hand, closed; gone up when nobody took it."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.network.models import Grant, Network
from industrielles.network.roles import STAFF
from industrielles.people.models import Person

from .. import policies, telling
from ..models import Alert, Evidence, Reading, Report
from ..queries import answered_for
from ._right import refuse_unless
from .evidence import preserve

Status, Step = Report.Status, Alert.Step
LEAST_REASON = 4  # letters
HOUR, MOST_UNKNOWN, MOST_URGENT = dt.timedelta(hours=1), 30, 60  # reports by nobody known to one network, in an hour


@transaction.atomic
def report(network: Network, *, key: uuid.UUID, words: str, urgent: bool = False, about: models.Model | None = None,
           thread: models.Model | None = None, accused: Person | None = None, reporter_email: str = "", language: str = "fr",
           by: Person | None = None) -> Report:
    """Somebody (`by`, or nobody known) says that something is not right. At once: two people are alerted of whom the accused is none, what
    is reported is preserved and frozen, the accused is suspended. Sent twenty times, it is one report. Raises Refused when it says
    nothing (field), or when nobody known sends too many in an hour; whoever is signed in never is."""
    if not words.strip() and about is None:
        raise Refused(_("Say what happened, in a few words."), field="words")
    now = clock.now()
    if by is None and not Report.objects.filter(key=key).exists():
        _refuse_flood(network, MOST_URGENT if urgent else MOST_UNKNOWN)
    made, new = Report.objects.get_or_create(key=key, defaults={
        "network": network, "words": words.strip(), "urgent": urgent, "reporter": by, "accused": accused, "language": language,
        "reporter_email": reporter_email.strip(), "received_at": now, "due_at": now + (Report.URGENT_DUE if urgent else Report.DUE),
        "suspended_at": now if accused else None, **_named("about", about), **_named("thread", thread)})
    if not new:
        return made
    journal.write("safeguarding.report", made, by=by, network_id=network.pk, as_="" if by else "reporter")
    _freeze(made, by)  # first: what is written until this very instant is preserved, nothing afterwards
    _preserve_all(made)
    _alert(made, Step.FIRST)
    _stand_in(made)
    telling.thank(made)
    return made


def _refuse_flood(network: Network, most: int) -> None:
    if Report.objects.unknown_since(clock.now() - HOUR).filter(network=network).count() >= most:
        raise Refused(_("Many reports came in this hour, and this one was not sent. What you wrote is still below: send it again in a few "
                        "minutes, sign in and send it, or call 119."))


@transaction.atomic
def accuse(made: Report, *, person: Person, by: Person | None = None) -> Report:
    """Who treats the report says whom it accuses: from now on she reads nothing of it and is suspended, her roles with her; somebody else
    is alerted in her place. Where one person's word is not enough (`_is_enough`), all others are alerted, and her roles rest once one of
    them says the same. Raises Refused when it already accuses somebody else."""
    refuse_unless(by is None or policies.can_read_report(by, made))
    made = locked(made)
    if made.accused_id not in (None, person.pk) or not (made.is_open or made.waits):
        raise Refused(_("This report already says whom it accuses."))
    if made.accused_id is None:
        made.accused, made.suspended_at = person, clock.now()
        made.waits_since = None if by is None or _is_enough(by, person, made) else made.suspended_at
        made.save(update_fields=["accused", "suspended_at", "waits_since"])
        _write_down(made, _("accused"), by)
        _freeze(made, by)
        _alert(made, Step.FIRST, letter=telling.SECOND if made.waits else "")
        _stand_in(made)
    elif made.waits and (by is None or by.pk not in Evidence.objects.accusers(made)):
        made.waits_since = None
        made.save(update_fields=["waits_since"])
        _write_down(made, _("accused, confirmed"), by)
        _freeze(made, by)
        _stand_in(made)
    return made


def _is_enough(by: Person, accused: Person, made: Report) -> bool:
    """Whether her word alone puts the roles of the accused at rest: all of those with power are in the network of the report or below it,
    where she herself runs or answers for safety. So nobody reaches above her, elsewhere, or into rows that would become hers."""
    hers = Q(pk__in=Network.objects.run_by(by)) | Q(pk__in=answered_for(by))
    held = Grant.objects.current().filter(membership__person=accused, role__in=STAFF)
    return by.pk == accused.pk or not held.exclude(network__in=Network.objects.under(made.network).filter(hers)).exists()


def _write_down(made: Report, what: str, by: Person | None) -> None:
    journal.write("safeguarding.accuse", made, by=by, network_id=made.network_id)
    preserve(made, kind=Evidence.Kind.PEOPLE, body=_who(what, made.accused), author=by)


@transaction.atomic
def read_report(made: Report, *, reason: str, by: Person) -> Reading:
    """She says why she opens a report, before she reads it: written down, with the reason. Raises Refused without one (field)."""
    refuse_unless(policies.can_read_report(by, made))
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("Say in a few words why you open it."), field="reason")
    reading = Reading.objects.create(report=made, reader=by, reason=reason.strip(), read_at=clock.now())
    journal.write("safeguarding.read_report", made, by=by, network_id=made.network_id)
    return reading


@transaction.atomic
def take(made: Report, *, by: Person) -> Report:
    """She takes it in hand: its time stops. Raises Refused when somebody else did."""
    refuse_unless(policies.can_read_report(by, made))
    made.move_to(Status.TAKEN, taken_at=clock.now(), taken_by=by)
    journal.write("safeguarding.take", made, by=by, network_id=made.network_id)
    return made


@transaction.atomic
def note(made: Report, *, words: str, by: Person) -> Evidence:
    """A note of the follow-up: added, never changed. Raises Refused when it is empty (field), or the report closed."""
    refuse_unless(policies.can_read_report(by, made))
    made = locked(made)
    if not words.strip():
        raise Refused(_("Write the note."), field="words")
    if not made.is_open:
        raise Refused(_("This report is already closed."))
    piece = preserve(made, kind=Evidence.Kind.NOTE, body=words.strip(), author=by)
    journal.write("safeguarding.note", made, by=by, network_id=made.network_id)
    return piece


@transaction.atomic
def close(made: Report, *, outcome: str, measures: str, resumes: bool, by: Person) -> Report:
    """What was found, what was done, and whether the accused comes back (`resumes`; by herself when nothing was founded); what was frozen
    is told to the rooms (settings.SAFEGUARDING_RELEASES). Raises Refused: not taken in hand, closed already, nothing said (field)."""
    refuse_unless(policies.can_read_report(by, made))
    if not measures.strip():
        raise Refused(_("Say what was done: it is all that stays of this report."), field="measures")
    made.move_to(Status.CLOSED, outcome=outcome, measures=measures.strip(), closed_at=clock.now(), closed_by=by)
    journal.write("safeguarding.close", made, by=by, network_id=made.network_id)
    if resumes or outcome == Report.Outcome.UNFOUNDED:
        _come_back(made, by)
    _release(made, by)
    telling.closed(made)
    return made


@transaction.atomic
def resume(made: Report, *, reason: str, by: Person | None = None) -> Report:
    """The accused is no longer suspended by this report, while it is looked into or afterwards: whoever was alerted may say so at once,
    with a reason that stays sealed with the report. Done twice, it is done once. Raises Refused without a reason (field)."""
    refuse_unless(by is None or policies.can_read_report(by, made))
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("Say in a few words why she may come back."), field="reason")
    made = locked(made)
    if _come_back(made, by):
        preserve(made, kind=Evidence.Kind.NOTE, body=_("May come back: %(reason)s") % {"reason": reason.strip()}, author=by)
        _release(made, by)
    return made


def _come_back(made: Report, by: Person | None) -> bool:
    """Whether this was the time."""
    if not Report.objects.filter(pk=made.pk, suspended_at__isnull=False, resumed_at=None).update(resumed_at=clock.now()):
        return False
    journal.write("safeguarding.resume", made, by=by, network_id=made.network_id)
    made.refresh_from_db()
    return True


def _freeze(made: Report, by: Person | None) -> None:
    for dotted in settings.SAFEGUARDING_FREEZES:
        import_string(dotted)(made, by=by)


def _release(made: Report, by: Person | None) -> None:
    for dotted in settings.SAFEGUARDING_RELEASES:
        import_string(dotted)(made, by=by)


@transaction.atomic
def escalate(made: Report, *, by: Person | None = None) -> bool:
    """Its time is over and nobody took it: everybody above is told, once. Returns whether this was the time."""
    if not Report.objects.late(clock.now()).filter(pk=made.pk).update(escalated_at=clock.now()):
        return False
    made.refresh_from_db()
    journal.write("safeguarding.escalate", made, by=by, network_id=made.network_id)
    _alert(made, Step.AGAIN)
    return True


@transaction.atomic
def clear_reports(old: Any, *, by: Person | None = None) -> int:
    """Words, names and evidence of these go; that there was a report, when and how it ended stays. Returns how many."""
    keys = list(old.values_list("pk", flat=True))
    done = Report.objects.filter(pk__in=keys).update(words="", measures="", reporter_email="", reporter=None, accused=None,
                                                     cleared_at=clock.now())
    for model in (Evidence, Reading, Alert):
        model._default_manager.filter(report__in=keys).delete()
    return done


def _named(what: str, row: models.Model | None) -> dict[str, str]:
    return {f"{what}_type": row._meta.label_lower, f"{what}_key": str(row.pk)} if row is not None else {}


def _preserve_all(made: Report) -> None:
    """What was said, who they were, and what the rooms hold of it (settings.SAFEGUARDING_EVIDENCE: report -> keywords of `preserve`)."""
    preserve(made, kind=Evidence.Kind.WORDS, body=made.words, said_at=made.received_at, author=made.reporter)
    people = [_who(_("reporter"), made.reporter), _who(_("accused"), made.accused)]
    if any(people):
        preserve(made, kind=Evidence.Kind.PEOPLE, body="\n".join(filter(None, people)), said_at=made.received_at)
    for dotted in settings.SAFEGUARDING_EVIDENCE:
        for piece in import_string(dotted)(made):
            preserve(made, **piece)


def _who(what: str, person: Person | None) -> str:
    """Who she was then: the report outlives her account."""
    return f"{what} – {person.full_name} <{person.email or ''}> {person.code}" if person else ""


def _alert(made: Report, step: str, *, letter: str = "") -> None:
    """Write who is told, and tell her: the accused never. `letter`: telling.LEFT or SECOND, where it is not that of the step."""
    told = telling.besides(made) if letter == telling.SECOND else telling.at_first(made) if step == Step.FIRST else telling.above(made)
    for person in told:
        Alert.objects.get_or_create(report=made, person=person, defaults={"step": step, "told_at": clock.now()})
    telling.alert(made, told, letter or step)


def _stand_in(made: Report) -> None:
    """Whom it accuses had roles, which give no right meanwhile: nothing of hers waits for her. Reports she was alerted of or treats go to
    others; where nobody else coordinates or answers for safety, those above are told."""
    if made.accused is None or made.waits:
        return
    hers = Q(status=Status.RECEIVED, alerts__person=made.accused) | Q(status=Status.TAKEN, taken_by=made.accused)
    for one in Report.objects.open().filter(hers).distinct().order_by("pk"):
        _alert(one, Step.AGAIN if one.escalated_at else Step.FIRST, letter=telling.LEFT if one.status == Status.TAKEN else "")
    telling.stand_in(made)
