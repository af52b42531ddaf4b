"""Coordinators are told, once a day, of who applied and waits for them."""
from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from industrielles.kit import clock
from industrielles.letters import verbs as letters
from industrielles.letters.models import Kind, Letter
from industrielles.people.models import Person

from ..models import Mentee, Mentor, Programme
from ._right import coordinators_of

HOUR_OF_DIGEST = 8  # in Paris


@transaction.atomic
def tell_coordinators(*, by: Person | None = None) -> int:
    """For each open or closed programme where a mentor waits for her next step, one letter to each coordinator. Returns how many."""
    sent = 0
    for programme in Programme.objects.public().order_by("pk"):
        waiting = Mentor.objects.filter(programme=programme, status__in=["applied", "interviewed", "references", "signed"]).count()
        fresh = Mentee.objects.live().filter(programme=programme, confirmed_at__gte=clock.now() - dt.timedelta(days=1)).count()
        if not waiting and not fresh:
            continue
        for person in coordinators_of(programme.network):
            sent += _digest(person, programme, waiting, fresh)
    return sent


def _digest(person: Person, programme: Programme, waiting: int, fresh: int) -> int:
    key = f"mentoring.digest/{programme.pk}/{person.pk}/{clock.today():%Y%m%d}"
    if Letter.objects.filter(key=key).exists():
        return 0
    with translation.override(person.language):
        letters.queue(
            "mentoring/letters/applicants", to=person.email or "", language=person.language, kind=Kind.NEWCOMERS, key=key, context={
                "name": person.first_name, "programme": programme.name, "waiting": waiting, "fresh": fresh,
                "desk": reverse("mentoring:programme", args=[programme.code])})
    return 1
