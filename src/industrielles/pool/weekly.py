"""What an ambassador has to do this week, computed from what stands: nothing is stored, and what was done is no longer there."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.kit import clock
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent
from industrielles.signatures.models import Signature
from industrielles.signatures.texts import asked

from . import territories
from .charter import CHARTER
from .models import Ambassador, RoleModel
from .territories import Ground

SILENT = dt.timedelta(days=365)  # without a visit held or to come: time to call her
NEW = dt.timedelta(days=30)
LATE = dt.timedelta(days=7)  # a request that waits longer is said first
SHOWN = 5


@dataclass(frozen=True)
class Task:
    """One thing to do: in words, why, where. `rows` are lines (words, address) of whom or what it is about, at most five."""

    words: str
    why: str
    address: str = ""
    label: str = ""
    urgent: bool = False
    rows: Sequence[tuple[str, str]] = ()


def charters_to_sign(charges: Sequence[Ambassador]) -> list[Ambassador]:
    """Charges for which she has not signed the charter of today."""
    subjects = [str(one.pk) for one in charges]
    done = Signature.objects.signed(CHARTER, asked(CHARTER).version).filter(
        subject_type="pool.ambassador", subject_key__in=subjects).values_list("subject_key", flat=True)
    return [one for one in charges if str(one.pk) not in set(done)]


def tasks(charges: Sequence[Ambassador], people: Sequence[RoleModel], ground: Ground, *, schools: int) -> list[Task]:
    """Everything to do, the most pressing first. `people`: whom she animates, with their load; `schools`: how many were never met."""
    found = [*_charter(charges), *_requests(ground), *_newcomers(charges, ground), *_overloaded(people), *_silent(people),
             *_unfinished(people)]
    if schools:
        found.append(Task(
            ngettext("Go to %(n)s lycée that nobody has met", "Choose among %(n)s lycées that nobody has met", schools) % {"n": schools},
            _("Your network visited none of them for three years. The nearest to your role models come first."),
            reverse("pool:schools"), _("See the lycées")))
    return found


def _charter(charges: Sequence[Ambassador]) -> list[Task]:
    found = []
    for charge in charters_to_sign(charges):
        again = _("The charter has a new version: read it and sign it again.")
        first = _("It says what you do, what you protect, and what the collective does for you.")
        found.append(Task(_("Sign the charter of %(network)s") % {"network": charge.network.name}, again if charge.has_signed else first,
                          reverse("pool:charter", args=[charge.code]), _("Read and sign"), urgent=True))
    return found


def _requests(ground: Ground) -> list[Task]:
    waiting = list(territories.open_requests(ground)[:SHOWN + 1])
    if not waiting:
        return []
    late = waiting[0].confirmed_at is not None and clock.now() - waiting[0].confirmed_at > LATE
    rows = [(_("%(place)s, for %(days)s") % {"place": one.place, "days": _since(one.confirmed_at)}, "") for one in waiting[:SHOWN]]
    n = territories.open_requests(ground).count()
    return [Task(
        ngettext("Help %(n)s request to find somebody", "Help %(n)s requests to find somebody", n) % {"n": n},
        _("Call the role model you think of, then your coordinator: she invites her in one click."), urgent=late, rows=rows)]


def _since(moment: dt.datetime | None) -> str:
    days = (clock.now() - moment).days if moment else 0
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else _("today")


def _newcomers(charges: Sequence[Ambassador], ground: Ground) -> list[Task]:
    signed = {one.network_id for one in charges if one.has_signed}
    agreed = Consent.objects.to(Purpose.CONTACT).filter(Q(network_id=0) | Q(network_id=OuterRef("network")), person=OuterRef("person"))
    new = RoleModel.objects.current().filter(ground.within(), Exists(agreed), network__in=sorted(signed), made_at__gte=clock.now() - NEW)
    new = new.exclude(person__in=[one.person_id for one in charges]).exclude(person__phone="")
    found = list(new.select_related("person", "department").order_by("-made_at", "-pk")[:SHOWN])
    words = _("%(name)s, %(job)s, %(department)s")
    rows = [(words % {"name": one.person.full_name, "job": one.job, "department": one.department.name},
             f"tel:{_dialled(one.person.phone)}") for one in found]
    return [Task(
        ngettext("Call %(n)s newcomer", "Call %(n)s newcomers", len(found)) % {"n": len(found)},
        _("They agreed to be called. A word of welcome in the first month, and they stay."), rows=rows)] if found else []


def _dialled(phone: str) -> str:
    return "".join(one for one in phone if one.isdigit() or one == "+")


def _overloaded(people: Sequence[RoleModel]) -> list[Task]:
    found = [one for one in people if one.visits >= max(one.monthly_limit, 1)]  # type: ignore[attr-defined]
    rows = [(_("%(name)s: %(n)s visits this month") % {"name": one.person.full_name, "n": one.visits}, "")  # type: ignore[attr-defined]
            for one in found[:SHOWN]]
    return [Task(ngettext("Spare %(n)s role model", "Spare %(n)s role models", len(found)) % {"n": len(found)},
                 _("They do this month as much as they said, or more: thank them, and think of others."), rows=rows)] if found else []


def _silent(people: Sequence[RoleModel]) -> list[Task]:
    found = [one for one in people if is_silent(one)]
    rows = [(one.person.full_name, f"mailto:{one.person.email}") for one in found[:SHOWN]]
    return [Task(ngettext("Write to %(n)s role model nobody hears of", "Write to %(n)s role models nobody hears of", len(found))
                 % {"n": len(found)}, _("No visit for a year, and none to come. Ask how she is before asking for anything."), rows=rows)] \
        if found else []


def is_silent(role_model: Any) -> bool:
    """Not paused, here for a year, and without a visit held in the year nor one this month."""
    since = clock.now() - SILENT
    last = role_model.last_visit
    return not role_model.is_paused and role_model.made_at < since and (last is None or last < since) and not role_model.visits


def _unfinished(people: Sequence[RoleModel]) -> list[Task]:
    found = [one for one in people if not one.words or one.published_on is None]
    rows = [(one.person.full_name, f"mailto:{one.person.email}") for one in found[:SHOWN]]
    return [Task(ngettext("Help %(n)s role model finish her profile", "Help %(n)s role models finish their profiles", len(found))
                 % {"n": len(found)}, _("Without a sentence to the pupils, or not published: only she can do it, your call helps."),
                 rows=rows)] if found else []
