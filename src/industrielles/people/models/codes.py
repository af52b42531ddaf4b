"""Nouns: the codes somebody signs in with."""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q

from industrielles.kit import clock
from industrielles.kit.personal import Personal

from ..queries import LoginCodeQuerySet


class LoginCode(models.Model):
    """A code mailed to sign in: hashed, for one browser, ten minutes, five tries counted in the database (trust M12, 25).

    An address has a few places for codes, each free again after an hour: so no more than that are mailed in an hour, whoever asks.
    The last is kept for browsers where this person has entered before, or that show a letter she received: a stranger cannot lock her out
    (trust 26).
    """

    personal = Personal(("email",), rule="people.codes")
    LIFE = dt.timedelta(minutes=10)
    TRIES = 5
    REST = dt.timedelta(hours=1)
    PLACES = 2  # for any browser
    OWN_PLACE = 2  # for a browser she has entered from, or where she opened the link of a letter (people.verbs.proven)
    PRINTED_PLACE = 3  # for the command login_code, in development

    email = models.EmailField()
    place = models.PositiveSmallIntegerField()
    browser = models.CharField(max_length=64)  # "": any browser (development only)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True)

    objects = LoginCodeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["email", "place"], name="login_code_places"),
            models.CheckConstraint(name="login_code_tries", condition=Q(tries__gte=0, tries__lte=5)),
        ]
        indexes: ClassVar = [models.Index(fields=["made_at"])]

    def __str__(self) -> str:
        return f"code of {self.made_at:%Y-%m-%d %H:%M}"
