"""What the networks do by themselves."""
from __future__ import annotations

from industrielles.kit import clock
from industrielles.people import verbs as people
from industrielles.people.models import Person

from .models import Membership

KEPT_YEARS = 5  # after she left: the time in which somebody may be asked to account for it (C. civ. 2224)


def forget_departed() -> int:
    """Erase the people who left every network five years ago or longer. Returns how many."""
    today = clock.today()
    day = today.replace(year=today.year - KEPT_YEARS, day=min(today.day, 28))
    gone = Person.objects.filter(pk__in=Membership.objects.departed(day).values("person")).order_by("pk")
    for person in gone:
        people.erase(person, by=None)
    return len(gone)
