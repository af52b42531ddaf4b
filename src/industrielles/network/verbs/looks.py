"""Seeing somebody's pages with her eyes, to help her."""
from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people.models import Person

from .. import policies, telling
from ..models import Look, Membership


@transaction.atomic
def look(membership: Membership, *, reason: str, by: Person) -> Look:
    """See her pages as she does, for thirty minutes, without changing anything. She is told by letter, who and why, and reads it on her
    page. Asked twice at once, it is one. Raises Refused: not within one's right, no reason."""
    refuse_unless(policies.can_look(by, membership))
    if len(reason.strip()) < 5:
        raise Refused(_("Say why, in a few words she will read."), field="reason")
    person, now = membership.person, clock.now()
    before = list(Look.objects.by(by).filter(ended_at=None))  # read once: another window may begin one between two readings
    for one in before:
        if one.person_id == person.pk and one.ends_at > now:
            return one
    for one in before:
        _end(one)
    try:
        with transaction.atomic():
            made = Look.objects.create(person=person, helper=by, network_id=membership.network_id, reason=reason.strip(), started_at=now)
    except IntegrityError:  # the same form, sent at the same moment
        return Look.objects.by(by).get(ended_at=None)
    journal.write("network.look", made, by=by, network_id=made.network_id, person=person)
    telling.seen(made)
    return made


@transaction.atomic
def come_back(look: Look, *, by: Person | None = None) -> Look:
    """One is oneself again. Twice is once."""
    refuse_unless(by is None or look.helper_id == by.pk)
    if _end(look):
        journal.write("network.come_back", look, by=by, network_id=look.network_id, person=look.person_id)
    return look


def _end(look: Look) -> bool:
    """Whether it was this call that ended it: one conditional UPDATE decides. It never lasted longer than its half hour."""
    look.ended_at = min(clock.now(), look.ends_at)
    return bool(Look.objects.filter(pk=look.pk, ended_at=None).update(ended_at=look.ended_at))


@transaction.atomic
def clear_looks(rows: Any, *, by: Person | None = None) -> int:
    """Forget these looks; the journal keeps that they were. Returns how many."""
    return rows.delete()[0]
