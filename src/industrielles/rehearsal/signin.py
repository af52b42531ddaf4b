"""The second step of the demo: whoever coordinates has an application that shows codes; in development the page says what it shows."""
from __future__ import annotations

from collections.abc import Iterable

from industrielles.people import totp
from industrielles.people import verbs as people
from industrielles.people.models import Person


def add_apps(persons: Iterable[Person]) -> None:
    """Each has her application, as if she had scanned the square."""
    for person in persons:
        seed = f"demo-{person.code}"
        people.add_app(person, seed=seed, code=totp.hotp(totp.secret(person.pk, seed), totp.step()), by=person)
