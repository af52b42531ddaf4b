"""Questions to the journal."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models

# A verb that says that somebody came in or read, as the guard of the table also knows it (migration 0003).
TRACE = models.Q(verb__contains=".enter") | models.Q(verb__contains=".read")
# What would say to somebody that a report, or a ban, exists: read by safeguarding referents alone (rights.queries.sealed_for).
# A pair at rest looks the same to everybody else, so that nobody reads the rest that one of the two asked for either.
HOLDS = ("mentoring.freeze", "mentoring.release", "mentoring.end_held", "mentoring.pause", "mentoring.go_on")
SEALED = models.Q(subject_type__in=[f"safeguarding.{one}" for one in ("report", "evidence", "reading", "alert", "ban", "recognition")]
                  ) | models.Q(verb__in=HOLDS)


class Acts(models.QuerySet):
    """What was done, to what, by whom, in which networks; newest first."""

    def of(self, subject: models.Model) -> Acts:
        """Entries about one row, of any room."""
        return self.filter(subject_type=subject._meta.label_lower, subject_key=str(subject.pk))

    def by(self, person: Any) -> Acts:
        """Entries of what this person did herself."""
        return self.filter(by_id=person.pk)

    def traces(self) -> Acts:
        """That somebody came in or read: kept for safety, for a short time."""
        return self.filter(TRACE)

    def acts(self) -> Acts:
        """What somebody did: kept for account."""
        return self.exclude(TRACE)

    def sealed(self) -> Acts:
        """Entries about reports, bans, who was recognised, and what they held."""
        return self.filter(SEALED)

    def unsealed(self) -> Acts:
        """The others: what everybody who runs a network reads."""
        return self.exclude(SEALED)

    def in_networks(self, ids: Iterable[int]) -> Acts:
        """Entries that happened in one of these networks (ids)."""
        return self.filter(network_id__in=ids)

    def about(self, person: Any) -> Acts:
        """Entries whose subject is this person, or that name her among their rows: her account, a role she was given, a look. Nothing
        sealed: neither she nor who helps her learns there of a report."""
        return self.unsealed().filter(models.Q(subject_type="people.person", subject_key=str(person.pk)) | models.Q(ids__person=person.pk))

    def about_these(self, people: Iterable[int]) -> Acts:
        """Entries that concern these people (ids), narrowed from what the reader may see."""
        keys = sorted(people)
        named = models.Q(subject_type="people.person", subject_key__in=[str(key) for key in keys])
        return self.filter(named | models.Q(ids__person__in=keys))

    def in_no_network(self) -> Acts:
        """Entries that concern no network: accounts, the register."""
        return self.filter(network_id=None)

    def saying(self, verbs: Iterable[str]) -> Acts:
        """Entries of one of these verbs."""
        return self.filter(verb__in=list(verbs))

    def done_by(self, people: Iterable[int]) -> Acts:
        """Entries of what these people (ids) did."""
        return self.filter(by_id__in=list(people))

    def since(self, moment: dt.datetime) -> Acts:
        """Written at this moment or later."""
        return self.filter(at__gte=moment)

    def until(self, moment: dt.datetime) -> Acts:
        """Written before this moment."""
        return self.filter(at__lt=moment)

    def below(self, key: int) -> Acts:
        """What was done before this entry, by its key: the next page. Empty when it is there no longer."""
        at = models.Subquery(self.model._base_manager.filter(pk=key).values("at"))
        return self.filter(models.Q(at__lt=at) | models.Q(at=at, pk__lt=key))
