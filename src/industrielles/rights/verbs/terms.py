"""How long is decided within bounds; what is held back is not emptied."""
from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.kit.retention import Rule, declared
from industrielles.people.models import Person

from .. import policies
from ..models import Hold, Term


def days_of(rule: Rule) -> int:
    """For how many days this is kept today: as decided, within the bounds of the rule; as declared otherwise."""
    latest = Term.objects.of(rule.code).first()
    return min(max(latest.days, rule.least), rule.most) if latest else rule.days


@transaction.atomic
def set_term(code: str, *, days: int, reason: str, by: Person | None = None) -> Term:
    """Keep what this rule holds for this many days. Raises Refused outside its bounds, without a reason, or for no rule (field)."""
    rule = declared().get(code)
    if rule is None or not (by is None or policies.can_set_terms(by)):
        raise Refused(_("This rule does not exist."))
    if not rule.least <= days <= rule.most:
        raise Refused(_("Write a number of days from %(least)s to %(most)s.") % {"least": rule.least, "most": rule.most}, field="days")
    if not reason.strip():
        raise Refused(_("Say why: whoever checks will ask."), field="reason")
    term = Term.objects.create(rule=code, days=days, reason=reason.strip(), set_by=by, set_at=clock.now())
    journal.write("rights.set_term", term, by=by, days=days)
    return term


@transaction.atomic
def hold(*, reason: str, rule: str = "", person: Person | None = None, by: Person | None = None) -> Hold:
    """Nothing of this rule, or of this person, is emptied until it is lifted. Held twice, it is held once. Raises Refused."""
    if not (by is None or policies.can_set_terms(by)) or bool(rule) == bool(person) or (rule and rule not in declared()):
        raise Refused(_("Choose a rule, or write the address of somebody."), field="rule")
    if not reason.strip():
        raise Refused(_("Say why: whoever checks will ask."), field="reason")
    try:
        with transaction.atomic():
            held = Hold.objects.create(rule=rule, person=person, reason=reason.strip(), held_by=by, held_at=clock.now())
    except IntegrityError:
        return Hold.objects.live().get(rule=rule, person=person)
    journal.write("rights.hold", held, by=by, person=person)
    return held


@transaction.atomic
def lift(held: Hold, *, by: Person | None = None) -> Hold:
    """It is emptied again when its day comes. Lifted twice, it is lifted once. Raises Refused."""
    if not (by is None or policies.can_set_terms(by)):
        raise Refused(_("This rule does not exist."))
    if Hold.objects.live().filter(pk=held.pk).update(lifted_at=max(clock.now(), held.held_at), lifted_by=by):
        journal.write("rights.lift", held, by=by)
    held.refresh_from_db()
    return held


@transaction.atomic
def clear_holds(holds: Any, *, by: Person | None = None) -> int:
    """Forget who was held back and why, long after it was lifted. Returns how many."""
    return holds.delete()[0]
