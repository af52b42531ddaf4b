"""Nouns: a sign-in that is still open, whom a session speaks of, an account elsewhere that opens hers, an address that changed."""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal

from ..queries import MentionQuerySet, SignInQuerySet
from .persons import Person


class SignIn(models.Model):
    """A browser where somebody is signed in: which, in coarse words, since when, seen when (to the hour), second step when.

    `session` is a keyed hash of the key in her cookie (people.sessions): nobody enters with what the database holds. `tries`: codes typed
    at the second step since the last right one; the fifth wrong one ends the sign-in."""

    personal = Personal(("person", "browser"), rule="people.sign_ins")
    TRIES = 5
    LIFE = dt.timedelta(days=7)  # the longest a session lives, however often it is used
    SEEN_EVERY = dt.timedelta(hours=1)

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_ins")
    session = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60)
    started_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)
    second_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-seen_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["seen_at"], name="sign_ins_seen")]

    def __str__(self) -> str:
        return self.browser


class Mention(models.Model):
    """A session speaks of somebody: it is hers, or her address was typed in it. Only a keyed hash says of whom, and the session is found
    by it when she is erased. `people.sessions` writes it with the session, and it goes with the session."""

    personal = Personal(("who",), rule="people.sessions")

    session = models.ForeignKey("sessions.Session", on_delete=models.CASCADE, related_name="mentions", db_index=False)
    who = models.CharField(max_length=40)

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "who"], name="mention_once")]
        indexes: ClassVar = [models.Index(fields=["who"], name="mentions_who")]

    def __str__(self) -> str:
        return self.who[:8]


class Identity(models.Model):
    """An account elsewhere that opens hers: the provider's own number for her, and nothing else of what it knows."""

    personal = Personal(("person", "subject"),
                        rule="people.factors")

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identities")
    provider = models.CharField(max_length=20)
    subject = models.CharField(max_length=255)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["provider", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["provider", "subject"], name="identity_once")]

    def __str__(self) -> str:
        return self.provider


class AddressChange(models.Model):
    """She changed her e-mail address. For seven days a link sent to the old one takes it back."""

    personal = Personal(("person", "old_email", "new_email"),
                        rule="people.address_changes")
    UNDO = dt.timedelta(days=7)

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="address_changes")
    old_email = models.EmailField()
    new_email = models.EmailField()
    changed_at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="address_change_dates", condition=Q(undone_at=None) | Q(undone_at__gte=F("changed_at"))),
        ]

    def __str__(self) -> str:
        return f"address changed on {self.changed_at:%Y-%m-%d}"
