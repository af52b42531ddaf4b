"""Questions about people."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models


class PersonQuerySet(models.QuerySet):
    def living(self) -> PersonQuerySet:
        """People who are still there: neither erased nor closed."""
        return self.filter(erased_at=None, is_active=True)

    def known_as(self, email: str) -> PersonQuerySet:
        """The person of this address, whatever its capitals."""
        return self.filter(email=normalised(email))


class LoginCodeQuerySet(models.QuerySet):
    def live(self, email: str, browser: str, now: dt.datetime) -> LoginCodeQuerySet:
        """Codes of this address that this browser may still try."""
        browsers = [browser, ""] if browser else [""]
        code: Any = self.model
        return self.filter(email=email, browser__in=browsers, used_at=None, tries__lt=code.TRIES, made_at__gt=now - code.LIFE)


def normalised(email: str) -> str:
    """An address as it is kept and compared: trimmed and lower-case."""
    return email.strip().lower()
