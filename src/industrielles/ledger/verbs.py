"""Everything that changes what was counted: record, reverse, and the tree it is summed over."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.kit.refusals import Refused

from .facts import Amount, Fact
from .models import Entry, Lineage, OrganiserMember, OrganiserScope, OrganiserSet
from .queries import month_of


class AlreadyRecorded(Refused):
    """This fact of this source and revision was counted before; nothing was added."""


@transaction.atomic
def record(fact: Fact, amounts: Iterable[Amount], *, on: dt.date, source: models.Model, organisers: Iterable[int], method: str,
           department: str = "", kind: str = "", revision: int = 1) -> list[Entry]:
    """Count a fact once per source and revision. `on`: the local day; `organisers`: ids of the networks that did it together,
    each grafted before. Raises AlreadyRecorded; ValueError for an impossible amount, method or network."""
    amounts = list(amounts)
    refuse_impossible(amounts, method)
    hold_source(source)
    standing = _standing(fact, source).exclude(revision=revision)
    if standing.exists():
        raise ValueError(f"{fact.code} of {source!r} still stands in another revision: reverse it first.")
    common = {
        "fact": fact.code, "source_type": source._meta.label_lower, "source_key": str(source.pk), "revision": revision, "on": on,
        "month": month_of(on), "organisers": together(organisers), "department": department, "kind": kind, "method": method,
        "recorded_at": clock.now(),
    }
    entries = [Entry(**common, line=line, quantity=one.quantity, audience=one.audience, gender=one.gender, tally=one.tally)
               for line, one in enumerate(amounts)]
    try:
        with transaction.atomic():
            return Entry.objects.bulk_create(entries)
    except IntegrityError:
        raise AlreadyRecorded(_("This was already counted.")) from None


def refuse_impossible(amounts: Sequence[Amount], method: str) -> None:
    """Raise ValueError for no amount at all, a negative one, or a word that is not one of Entry's."""
    if not amounts or any(one.quantity < 0 for one in amounts):
        raise ValueError(f"Count at least one amount, none below zero: {amounts}")
    strangers = {one.audience for one in amounts} - {"", *Entry.Audience.values}
    strangers |= {one.gender for one in amounts} - {"", *Entry.Gender.values}
    if strangers or method not in Entry.Method.values:
        raise ValueError(f"The ledger does not know {strangers or method!r}.")


@transaction.atomic
def reverse(fact: Fact, source: models.Model, revision: int = 1, on: dt.date | None = None) -> list[Entry]:
    """Take back what was recorded, line by line, once, with the same dimensions. `on`: the day it is taken off (by default the
    recorded day, so that the figure of that day is put right). Raises Refused when there is nothing left to take back."""
    hold_source(source)
    recorded = list(_standing(fact, source).filter(revision=revision).order_by("line"))
    nothing = Refused(_("There is nothing counted here to take back."))
    if not recorded:
        raise nothing
    try:
        with transaction.atomic():
            return Entry.objects.bulk_create([_opposite(entry, on or entry.on) for entry in recorded])
    except IntegrityError:
        raise nothing from None


@transaction.atomic
def carry_on(fact: Fact, source: models.Model, *, on: dt.date, organisers: Iterable[int], tally: int | None = None) -> list[Entry]:
    """What stands is taken off on a day, and stands again from that day on: organised by these networks, of this number when one is given.
    Its past stays as it was. Raises Refused when nothing stands."""
    hold_source(source)
    standing = list(_standing(fact, source).order_by("line"))
    if not standing:
        raise Refused(_("There is nothing counted here to take back."))
    last = standing[0]
    reverse(fact, source, last.revision, on=max(on, last.on))
    amounts = [Amount(one.quantity, one.audience, one.gender, one.tally if tally is None else tally) for one in standing]
    return record(fact, amounts, on=max(on, last.on), source=source, organisers=organisers, method=last.method,
                  department=last.department, kind=last.kind, revision=last.revision + 1)


def hold_source(source: models.Model) -> None:
    """Hold what is counted of a source until the end of the transaction: two revisions are never recorded in the same instant.
    PostgreSQL: an advisory lock; SQLite: the transaction itself holds the database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ledger:{source._meta.label_lower}:{source.pk}"])


def _opposite(entry: Entry, on: dt.date) -> Entry:
    same = {f.attname: getattr(entry, f.attname) for f in Entry._meta.concrete_fields if f.name not in ("id", "reverses", "recorded_at")}
    return Entry(**{**same, "quantity": -entry.quantity, "on": on, "month": month_of(on)}, reverses=entry, recorded_at=clock.now())


def _standing(fact: Fact, source: models.Model) -> Any:
    """Lines recorded for this fact of this source and not reversed."""
    return Entry.objects.of(fact).filter(source_type=source._meta.label_lower, source_key=str(source.pk), reverses=None, reversals=None)


@transaction.atomic
def together(nodes: Iterable[int]) -> OrganiserSet:
    """The organiser set of these networks, made with its scope the first time they work together. Raises ValueError for an unknown one."""
    ids = sorted({int(node) for node in nodes})
    key = ",".join(map(str, ids))
    found = OrganiserSet.objects.filter(key=key).first()
    if found:
        return found
    hold_tree()
    known = set(Lineage.objects.filter(node__in=ids, depth=0).values_list("node", flat=True))
    if not ids or known != set(ids):
        raise ValueError(f"Organised by {ids}, of which the ledger knows {sorted(known)}: graft a network when it is made.")
    organisers, made = OrganiserSet.objects.get_or_create(key=key)
    if made:
        OrganiserMember.objects.bulk_create([OrganiserMember(organisers=organisers, node=node) for node in ids])
        _rescope([organisers.pk])
    return organisers


@transaction.atomic
def graft(node: int, parent: int | None = None) -> None:
    """Place a network below another, or at the top; when it moves, all that is below it moves along, and past sums with it.

    Raises Refused when it would stand below itself, ValueError when the ledger does not know the parent."""
    hold_tree()
    below = list(Lineage.objects.filter(ancestor=node)) or [Lineage(node=node, ancestor=node, depth=0)]
    branch = {row.node: row.depth for row in below}
    above = list(Lineage.objects.filter(node=parent)) if parent is not None else []
    if parent in branch:
        raise Refused(_("A network cannot be placed below itself."))
    if parent is not None and not above:
        raise ValueError(f"The ledger does not know the network {parent}: graft it first.")
    if below[0].pk is None:
        below[0].save()
    Lineage.objects.filter(node__in=branch).exclude(ancestor__in=branch).delete()
    Lineage.objects.bulk_create([Lineage(node=one, ancestor=row.ancestor, depth=depth + row.depth + 1)
                                 for one, depth in branch.items() for row in above])
    touched = OrganiserMember.objects.filter(node__in=branch).values_list("organisers", flat=True).distinct()
    _rescope(list(touched))


def hold_tree() -> None:
    """Hold the tree until the end of the transaction: no set is made while a network moves. Its oldest row stands for all of it."""
    Lineage.objects.select_for_update().order_by("pk").first()


def scope_of(sets: Iterable[int]) -> set[tuple[int, int]]:
    """(organiser set, node) for every node under which these sets count, worked out from their members and the tree."""
    ancestors: dict[int, list[int]] = {}
    members = list(OrganiserMember.objects.filter(organisers__in=list(sets)).values_list("organisers", "node"))
    for node, ancestor in Lineage.objects.filter(node__in={member[1] for member in members}).values_list("node", "ancestor"):
        ancestors.setdefault(node, []).append(ancestor)
    return {(organisers, ancestor) for organisers, node in members for ancestor in ancestors.get(node, ())}


def _rescope(sets: list[int]) -> None:
    """Write the scope of these sets anew: only what changed."""
    wanted = scope_of(sets)
    present = {(row.organisers_id, row.node): row.pk for row in OrganiserScope.objects.filter(organisers__in=sets)}
    OrganiserScope.objects.filter(pk__in=[pk for pair, pk in present.items() if pair not in wanted]).delete()
    OrganiserScope.objects.bulk_create([OrganiserScope(organisers_id=s, node=n) for s, n in sorted(wanted - present.keys())])
