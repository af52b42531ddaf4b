"""Questions about people."""
from __future__ import annotations

from django.db import models


class PersonQuerySet(models.QuerySet):
    def living(self) -> PersonQuerySet:
        """People who are still there: neither erased nor closed."""
        return self.filter(erased_at=None, is_active=True)

    def known_as(self, email: str) -> PersonQuerySet:
        """The person of this address, whatever its capitals."""
        return self.filter(email=normalised(email))


def normalised(email: str) -> str:
    """An address as it is kept and compared: trimmed and lower-case."""
    return email.strip().lower()
