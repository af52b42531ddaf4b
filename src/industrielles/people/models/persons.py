"""Nouns: a person."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.letters.addresses import hashed
from industrielles.places.models import Department
from industrielles.places.search import indexed

from ..keys import mail_key, name_key, phone_key
from ..queries import PersonQuerySet

# What somebody is found by, and what it follows: `save` keeps it true.
FOUND_BY = {"search_name": {"first_name", "last_name", "email"}, "name_key": {"first_name", "last_name"}, "mail_key": {"email"},
            "phone_key": {"phone"}, "address_hash": {"email"}}


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """People; there is no password to set."""


class Person(AbstractBaseUser):
    """Somebody the collective knows by her e-mail address. An erased person keeps her row and nothing in it."""

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        OTHER = "other", _("Non-binary or other")
        UNSAID = "unsaid", _("Prefer not to say")

    personal = Personal(("email", "first_name", "last_name", "phone", "gender", "department", *FOUND_BY), rule="network.members",
                        also=("network.contacts",))

    code = CodeField()
    email = models.EmailField(_("e-mail address"), unique=True, null=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    # Said by herself if she likes, for the figures of the collective and for nothing else: nobody reads them beside her name.
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department"))
    is_active = models.BooleanField(default=True)
    search_name = models.TextField(blank=True, editable=False)  # names and address, folded
    name_key = models.CharField(max_length=160, blank=True, editable=False)  # these three: whom a newcomer looks like (people.keys)
    mail_key = models.CharField(max_length=254, blank=True, editable=False)
    phone_key = models.CharField(max_length=9, blank=True, editable=False)
    address_hash = models.CharField(max_length=64, blank=True, editable=False)  # what a link that stops the news says (letters.addresses)
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
                condition=Q(erased_at=None) | Q(email=None, first_name="", last_name="", phone="", gender="", department=None,
                                             is_active=False),
            ),
            models.CheckConstraint(name="person_living_has_email", condition=~Q(erased_at=None) | Q(email__isnull=False)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["name_key"], name="persons_name"),
            models.Index(fields=["mail_key"], name="persons_mail"),
            models.Index(fields=["phone_key"], name="persons_phone"),
            models.Index(fields=["address_hash"], name="persons_address"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.code

    def save(self, *, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """What she is found by follows what she is called, whoever saves."""
        self.be_found()
        if update_fields is not None:
            named = set(update_fields)
            update_fields = named | {found_by for found_by, follows in FOUND_BY.items() if follows & named}
        super().save(update_fields=update_fields, **kwargs)

    def be_found(self) -> None:
        """Sets what she is found by; for rows that are written without `save`."""
        said, email = [self.first_name, self.last_name, self.email], self.email or ""
        self.search_name = indexed(*filter(None, said)) if any(said) else ""
        self.name_key = name_key(self.first_name, self.last_name)
        self.mail_key, self.phone_key = mail_key(email), phone_key(self.phone)
        self.address_hash = hashed(email) if email else ""

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
