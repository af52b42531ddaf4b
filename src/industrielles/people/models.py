"""Nouns: a person, the codes she signs in with."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal

from .queries import LoginCodeQuerySet, PersonQuerySet


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """People; there is no password to set."""


class Person(AbstractBaseUser):
    """Somebody the collective knows by her e-mail address. An erased person keeps her row and nothing in it."""

    personal = Personal(
        ("email", "first_name", "last_name", "phone"), until="five years after she left, or at once when she asks", ground="contract"
    )

    code = CodeField()
    email = models.EmailField(_("e-mail address"), unique=True, null=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    is_active = models.BooleanField(default=True)
    met_at = models.DateTimeField(default=clock.now, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    password = None  # type: ignore[assignment]

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="person_erased_is_empty",
                condition=Q(erased_at=None) | Q(email=None, first_name="", last_name="", phone="", is_active=False),
            ),
            models.CheckConstraint(name="person_living_has_email", condition=~Q(erased_at=None) | Q(email__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.full_name or self.code

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def public_name(self) -> str:
        """First name and initial, all that the public ever reads: “Nadia B.”."""
        return f"{self.first_name} {self.last_name[0].upper()}." if self.last_name else self.first_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end when the address changes or the person is erased; there is no password to follow."""
        return salted_hmac(
            "industrielles.people.session", f"{self.pk}:{self.email}:{self.is_active}", secret=secret, algorithm="sha256"
        ).hexdigest()


class LoginCode(models.Model):
    """A code mailed to sign in: hashed, for one browser, ten minutes, five tries counted in the database (trust M12, 25).

    An address has a few places for codes, each free again after an hour: so no more than that are mailed in an hour, whoever asks.
    The last is kept for browsers where this person has entered before, so that a stranger cannot lock her out (trust 26).
    """

    personal = Personal(("email",), until="one day", ground="legitimate interest")
    LIFE = dt.timedelta(minutes=10)
    TRIES = 5
    REST = dt.timedelta(hours=1)
    PLACES = 2  # for any browser
    OWN_PLACE = 2  # for a browser where she has entered before
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
