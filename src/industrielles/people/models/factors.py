"""Nouns: what somebody proves herself with at the second step of signing in."""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal

from .persons import Person


class Authenticator(models.Model):
    """An application that shows six digits, new every thirty seconds (RFC 6238). Its secret is stored nowhere: it is derived from `seed`
    and from the secret key of the installation (people.totp). A step is used once: `last_step` only rises.

    Twenty codes an hour are compared and no more, whoever sends them. Passkeys and recovery codes do not count there, so that nobody who
    uses that number up keeps her out."""

    personal = Personal(("person",), rule="people.factors")
    TRIES = 20
    REST = dt.timedelta(hours=1)

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="authenticator")
    seed = models.CharField(max_length=40)
    last_step = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    tries_from = models.DateTimeField(default=clock.now)
    added_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"application of {self.added_at:%Y-%m-%d}"


class Passkey(models.Model):
    """A key kept by a telephone, a computer or a USB stick (WebAuthn level 2): what is kept here is public, and opens nothing elsewhere."""

    personal = Personal(("person", "name"), rule="people.factors")
    MOST = 10

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)  # base64url; at most 1023 bytes (WebAuthn, 4)
    public_data = models.BinaryField()  # attested credential data: identifier and public key
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)  # where it was made: “Firefox, Android”
    added_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of ten codes on paper, each good once: kept as a keyed hash. One more may be told her by telephone when she has lost everything:
    it works from a moment to another, and lets her put a new application in the place of all she had."""

    personal = Personal(("person",), rule="people.factors")
    HOW_MANY = 10

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)
    works_from = models.DateTimeField(null=True)  # told by telephone; None: on her paper
    works_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "digest"], name="recovery_code_once"),
            models.CheckConstraint(name="recovery_code_dates", condition=Q(works_from=None, works_until=None)
                                   | Q(works_from__isnull=False, works_until__gt=F("works_from"))),
        ]

    def __str__(self) -> str:
        return f"recovery code {self.pk}"
