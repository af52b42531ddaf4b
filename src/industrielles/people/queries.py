"""Questions about people."""
from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models


class PersonQuerySet(models.QuerySet):
    def living(self) -> PersonQuerySet:
        """People who are still there: neither erased nor closed."""
        return self.filter(erased_at=None, is_active=True)

    def with_a_second_step(self) -> PersonQuerySet:
        """People who have an application or a passkey."""
        app, passkey = (models.Exists(apps.get_model("people", name).objects.filter(person=models.OuterRef("pk")))
                        for name in ("Authenticator", "Passkey"))
        return self.filter(app | passkey)

    def known_as(self, email: str) -> PersonQuerySet:
        """The person of this address, whatever its capitals."""
        return self.filter(email=normalised(email))

    def of_hash(self, address_hash: str) -> PersonQuerySet:
        """The person whose address has this keyed hash (letters.addresses); nobody for none."""
        return self.filter(address_hash=address_hash) if address_hash else self.none()

    def like(self, *, names: Any, mails: Any, phones: Any) -> PersonQuerySet:
        """People with one of these keys (people.keys), whatever else they are; an empty key is nobody's."""
        wanted = {"name_key": names, "mail_key": mails, "phone_key": phones}
        keyed = [models.Q(**{f"{field}__in": keys}) for field, asked in wanted.items() if (keys := {key for key in asked if key})]
        return self.filter(reduce(or_, keyed)) if keyed else self.none()


class ConsentQuerySet(models.QuerySet):
    def live(self) -> ConsentQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def to(self, purpose: str, network_id: int | None = None) -> ConsentQuerySet:
        """Live, for this purpose; for this network, or for all."""
        found = self.live().filter(purpose=purpose)
        return found if network_id is None else found.filter(network_id__in=(0, network_id))


class LoginCodeQuerySet(models.QuerySet):
    def live(self, email: str, browser: str, now: dt.datetime) -> LoginCodeQuerySet:
        """Codes of this address that this browser may still try."""
        browsers = [browser, ""] if browser else [""]
        code: Any = self.model
        return self.filter(email=email, browser__in=browsers, used_at=None, tries__lt=code.TRIES, made_at__gt=now - code.LIFE)


class SignInQuerySet(models.QuerySet):
    def of(self, person: Any) -> SignInQuerySet:
        """This person's own, the last seen first."""
        return self.filter(person=person).order_by("-seen_at", "-pk")

    def on(self, session: str) -> SignInQuerySet:
        """The one of this session (its keyed hash)."""
        return self.filter(session=session)


class MentionQuerySet(models.QuerySet):
    def of(self, whom: set[str]) -> MentionQuerySet:
        """Of these (keyed hashes)."""
        return self.filter(who__in=whom)

    def in_session(self, session: str) -> MentionQuerySet:
        """What this session (its keyed hash) speaks of."""
        return self.filter(session=session)


def normalised(email: str) -> str:
    """An address as it is kept and compared: trimmed and lower-case."""
    return email.strip().lower()
