"""One passage of a rule over what came due: begun, done by slices, sealed. Killed anywhere, it goes on where it was."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.kit.retention import Action, Rule, declared
from industrielles.people.models import Person

from .. import policies
from ..models import Hold, Sweep
from .terms import days_of

SLICE = 200  # rows in one transaction: a writer of SQLite holds the database


def before(rule: Rule) -> dt.datetime:
    """What came due before this moment is past its term."""
    return clock.now() - dt.timedelta(days=days_of(rule))


def due(rule: Rule, moment: dt.datetime | None = None) -> Any:
    """Rows past the term of this rule, without those of people on hold; None for a rule that empties nothing."""
    if rule.action == Action.NONE or not rule.due:
        return None
    rows = import_string(rule.due)(moment or before(rule))
    return rows.exclude(**{f"{rule.person}__in": Hold.objects.people()}) if rule.person else rows


@transaction.atomic
def begin_sweep(code: str, *, by: Person | None = None) -> Sweep | None:
    """The passage under way of this rule, or a new one; None when nothing is due, or when it is on hold. In public archives a rule that
    holds nothing personal is proposed for a visa, once, and waits."""
    rule = declared()[code]
    under_way = Sweep.objects.filter(rule=code, finished_at=None).first()
    if Hold.objects.live().filter(rule=code).exists() or (under_way and under_way.awaiting_visa):
        return None
    if under_way:
        return under_way
    moment = before(rule)
    rows = due(rule, moment)
    if rows is None or not rows.exists():
        return None
    wait = settings.PUBLIC_ARCHIVES and not rule.is_personal
    try:
        with transaction.atomic():
            passage = Sweep.objects.create(rule=code, days=days_of(rule), before=moment, started_at=clock.now(), awaiting_visa=wait)
    except IntegrityError:
        return None  # another worker has just begun it
    return None if wait else passage


@transaction.atomic
def sweep_slice(passage: Sweep, *, by: Person | None = None) -> int:
    """The next rows of a passage, with their count, in one transaction. Returns how many were looked at; 0: none is left."""
    passage = locked(passage)
    rule = declared()[passage.rule]
    rows = due(rule, passage.before)
    if passage.finished_at or passage.awaiting_visa or rows is None:
        return 0
    keys = list(rows.filter(pk__gt=passage.reached).order_by("pk").values_list("pk", flat=True)[:SLICE])
    if keys:
        done = import_string(rule.apply)(rows.model._base_manager.filter(pk__in=keys), by=by)
        Sweep.objects.filter(pk=passage.pk).update(done=F("done") + done, reached=keys[-1])
    return len(keys)


@transaction.atomic
def finish_sweep(passage: Sweep, *, by: Person | None = None) -> Sweep:
    """Seal it: from now on it is a certificate."""
    passage = locked(passage)
    if passage.finished_at is None:
        passage.finished_at = clock.now()
        passage.digest = passage.seal()
        passage.save(update_fields=["finished_at", "digest"])
        journal.write("rights.sweep", passage, by=by, rows=passage.done)
    return passage


@transaction.atomic
def give_visa(passage: Sweep, *, visa: str, by: Person | None = None) -> Sweep:
    """The archives agree to the destruction (C. patrim. L212-2): it may go on. Raises Refused without their reference (field "visa")."""
    if not (by is None or policies.can_set_terms(by)):
        raise Refused(_("This rule does not exist."))
    if not visa.strip():
        raise Refused(_("Write the reference of the visa."), field="visa")
    if Sweep.objects.filter(pk=passage.pk, awaiting_visa=True).update(awaiting_visa=False, visa=visa.strip(), visa_by=by):
        journal.write("rights.give_visa", passage, by=by)
    passage.refresh_from_db()
    return passage
