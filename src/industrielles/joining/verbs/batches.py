"""A file of people: read, told, carried out line by line by the worker, forgotten."""
from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.letters import verbs as letters
from industrielles.network import verbs as network
from industrielles.network.models import Network
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.places.models import Commune

from .. import policies
from ..files import COLUMNS
from ..foreseeing import CLOSED, FAULTS, NOT_YOURS, Foreseen, foresee
from ..models import Application, Batch, Line
from ._newcomers import note_contribution
from .applications import _key, _recognise, apply

SLICE = 100  # lines in one turn of the worker
Status = Batch.Status


@transaction.atomic
def read_batch(node: Network, *, file_name: str, header: list[str], rows: Iterable[tuple[int, list[str], str]], by: Person) -> Batch:
    """Keep the lines of a file that was read (joining.files.read): nobody is invited yet. Raises Refused."""
    refuse_unless(policies.can_import(by, node))
    batch = Batch.objects.create(network=node, sent_by=by, file_name=file_name[:120], header=header, read_at=clock.now())
    lines = [Line(batch=batch, number=number, cells=cells, reason=FAULTS.get(fault, "")) for number, cells, fault in rows]
    Line.objects.bulk_create(lines, batch_size=500)
    batch.size = len(lines)
    batch.save(update_fields=["size"])
    journal.write("joining.read_batch", batch, by=by, network_id=node.pk, lines=len(lines))
    return batch


@transaction.atomic
def start(batch: Batch, *, columns: dict[str, int], are_members: bool = False, by: Person) -> Batch:
    """Carry the file out in the background; `columns`: what we read -> number of its column; `are_members`: the coordinator states that
    all of them already are members of her association, and know that it takes part. Started twice, it is started once. Raises Refused."""
    refuse_unless(policies.can_start(by, batch))
    wrong = set(columns) - set(COLUMNS) or [n for n in columns.values() if not 0 <= n < len(batch.header)]
    if wrong or "email" not in columns:
        raise Refused(_("Say which column holds the e-mail addresses."), field="email")
    batch.move_to(Status.RUNNING, columns=columns, are_members=are_members, started_at=clock.now())
    journal.write("joining.start", batch, by=by, network_id=batch.network_id, lines=batch.size, members=int(are_members))
    return batch


@transaction.atomic
def drop(batch: Batch, *, by: Person) -> Batch:
    """Give a file up before anything was done: its lines go at once. Raises Refused."""
    refuse_unless(policies.can_start(by, batch))
    batch.move_to(Status.DROPPED, ended_at=clock.now(), emptied_at=clock.now())
    batch.lines.all().delete()
    journal.write("joining.drop", batch, by=by, network_id=batch.network_id)
    return batch


def carry_out(*, by: Person | None = None) -> int:
    """One slice of the oldest file under way; that of somebody whose roles are at rest waits. The right of who sent it is asked again;
    each line is one transaction whose first statement takes it, so that a worker killed anywhere loses nothing and does nothing twice.
    Returns how many lines were done."""
    batch = Batch.objects.to_carry_out(clock.now()).select_related("network", "sent_by").first()
    if batch is None:
        return 0
    may = policies.can_start(batch.sent_by, batch)
    if not may:
        _stop(batch)
    numbers = list(batch.lines.undone().values_list("number", flat=True)[:SLICE]) if may else []
    foreseen = {one.number: one for one in foresee(batch, batch.columns, are_members=batch.are_members)} if numbers else {}
    done = sum(_carry_out_one(batch, foreseen[number]) for number in numbers)
    if len(numbers) < SLICE and not batch.lines.undone().exists():
        _end(batch)
    return done


@transaction.atomic
def _carry_out_one(batch: Batch, one: Foreseen) -> int:
    taken = batch.lines.filter(number=one.number, outcome="").update(outcome=one.outcome, reason=one.reason)
    if taken and one.outcome in (Line.Outcome.INVITED, Line.Outcome.MEMBER):
        _bring_in(batch, one)
    return taken


@transaction.atomic
def _stop(batch: Batch) -> None:
    """Who sent it may no longer: what is left is not done, unless her roles have come to rest in this very instant."""
    under_way = Batch.objects.to_carry_out(clock.now()).order_by()
    batch.lines.undone().filter(batch__in=under_way).update(outcome=Line.Outcome.REFUSED, reason=NOT_YOURS)


@transaction.atomic
def settle_batches(gone: Network, *, by: Person | None = None) -> int:
    """A network closes: of its files, those nobody started are given up, the lines of those under way that are left are not done.
    Returns how many files."""
    found = Batch.objects.filter(network=gone, status__in=[Status.READ, Status.RUNNING]).order_by("pk")
    for batch in found:
        if batch.status == Status.READ:
            batch.move_to(Status.DROPPED, ended_at=clock.now(), emptied_at=clock.now())
            batch.lines.all().delete()
            journal.write("joining.drop", batch, by=by, network_id=gone.pk)
        batch.lines.undone().update(outcome=Line.Outcome.REFUSED, reason=CLOSED)
    return len(found)


@transaction.atomic
def _end(batch: Batch) -> None:
    try:
        batch.move_to(Status.DONE, ended_at=clock.now())
    except Refused:
        return  # another worker has said so
    journal.write("joining.carry_out", batch, by=None, network_id=batch.network_id, lines=batch.size)


def _bring_in(batch: Batch, one: Foreseen) -> None:
    """Invite somebody by a letter, or note her as the member she is."""
    assert one.network is not None
    commune = _commune(one.said)
    department = commune.department if commune else one.network.departments.order_by("code").first()
    said: dict[str, Any] = {name: one.said.get(name, "") for name in ("first_name", "last_name", "phone", "job", "employer")}
    said |= {"commune": commune, "department": department}
    key, language = uuid.uuid5(uuid.NAMESPACE_URL, f"joining/{batch.code}/{one.number}"), batch.sent_by.language
    if one.outcome == Line.Outcome.INVITED:
        apply(one.email, request_key=key, network=one.network, via=Application.Via.SHEET, life=Application.LIFE_INVITED, language=language,
              by=batch.sent_by, **said)
        return
    now = clock.now()
    named = {name: said[name] for name in ("first_name", "last_name", "phone")}
    person = people.meet(one.email, **named, language=language, by=batch.sent_by)
    application = Application(
        request_key=key, network=one.network, person=person, status=Application.Status.WELCOMED, via=Application.Via.SHEET, email=one.email,
        language=language, sent_at=now, lapses_at=now, confirmed_at=now, decided_at=now, decided_by=batch.sent_by, **said)
    _key(application)
    application.save()
    membership = network.join(person, network=one.network, called=f"{said['first_name']} {said['last_name']}".strip(), by=batch.sent_by)
    note_contribution(application, membership)
    _recognise(application)
    _tell_member(batch, application)


def _tell_member(batch: Batch, application: Application) -> None:
    """Whom nobody asked is told where her address comes from, and the way out (GDPR art. 14)."""
    with translation.override(application.language):
        letters.queue(
            "joining/letters/noted", to=application.email, language=application.language,
            key=f"joining.application/{application.code}/noted", reply_to=application.network.contact_email, context={
                "name": application.first_name, "network": application.network.name, "by": batch.sent_by.full_name,
                "login": reverse("people:login"), "privacy": reverse("website:privacy")})


def _commune(said: dict[str, str]) -> Commune | None:
    """The only town that these words mean, else none: a guess would send her to somebody else's territory."""
    words = f"{said.get('postcode', '')} {said.get('town', '')}".strip()
    return Commune.objects.select_related("department").meant(words) if words else None


@transaction.atomic
def empty_batches(rows: Any, *, by: Person | None = None) -> int:
    """The lines of files read long ago go; how many they were stays. Returns how many files."""
    keys = list(rows.values_list("pk", flat=True))
    Line.objects.filter(batch__in=keys).update(cells=[])
    return Batch.objects.filter(pk__in=keys).update(emptied_at=clock.now())
