"""Newcomers who may be somebody already there: same name in the same department, an address or a telephone that differs by its writing."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from industrielles.network.models import Membership
from industrielles.people.models import Person
from industrielles.pool.models import RoleModel

from .models import Application, Merge

MOST = 5  # shown for one newcomer


@dataclass(frozen=True)
class Alike:
    """Somebody a newcomer may be: `why`, in words; `asked`: both addresses were asked already."""

    code: str
    name: str
    network: str
    email: str
    since: Any
    why: str
    asked: bool


def found_for(newcomers: list[Application], *, networks: set[int]) -> dict[int, list[Alike]]:
    """For each application (by key) the people of these networks whom she may be; `networks`: those (keys) that who looks runs, and no
    others are looked at. Five questions, and the rows of those who share a key with one of them, however many members there are."""
    if not newcomers:
        return {}
    sharing = Person.objects.like(names={one.name_key for one in newcomers}, mails={one.mail_key for one in newcomers},
                                  phones={one.phone_key for one in newcomers}).values_list("pk", flat=True)
    members = list(Membership.objects.current().introduced().filter(network__in=networks, person__in=list(sharing)).select_related(
        "person", "network").order_by("started_on", "pk"))
    places = _places({row.person_id for row in members}, networks)
    by: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for row in members:
        by["mail", row.person.mail_key].append(row)
        by["phone", row.person.phone_key].append(row)
        for department in places.get(row.person_id, ()):
            by["name", f"{row.person.name_key}/{department}"].append(row)
    asked = set(Merge.objects.open().filter(network__in=networks).values_list("kept_id", "gone_id"))
    return {one.pk: _of(one, by, asked) for one in newcomers}


def _places(people: set[int], networks: set[int]) -> dict[int, set[str]]:
    """The departments each of these people is known in: of her profile, or of what she said when she came."""
    found: dict[int, set[str]] = defaultdict(set)
    profiles = RoleModel.objects.filter(network__in=networks, person__in=people).values_list("person_id", "department_id")
    said = Application.objects.filter(network__in=networks, person__in=people).exclude(
        department=None).values_list("person_id", "department_id")
    for pk, department in [*profiles, *said]:
        found[pk].add(department)
    return found


def _of(one: Application, by: dict[tuple[str, str], list[Membership]], asked: set[Any]) -> list[Alike]:
    reasons = (
        ("mail", one.mail_key, _("same address, written otherwise")),
        ("phone", one.phone_key, _("same telephone")),
        ("name", f"{one.name_key}/{one.department_id}" if one.name_key else "", _("same name, same department")),
    )
    found: dict[int, Alike] = {}
    for kind, key, why in reasons:
        for row in by.get((kind, key), ()) if key else ():
            pk, she = row.person_id, row.person
            if pk != one.person_id and pk not in found:
                pairs = {(pk, one.person_id), (one.person_id, pk)}
                found[pk] = Alike(
                    she.code, she.full_name, row.network.name, she.email or "", row.started_on, why, bool(pairs & asked))
    return list(found.values())[:MOST]
