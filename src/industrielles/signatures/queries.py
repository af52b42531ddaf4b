"""Questions about signatures."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models


class SignatureQuerySet(models.QuerySet):
    def about(self, subject: models.Model) -> SignatureQuerySet:
        """Of this row."""
        return self.filter(subject_type=subject._meta.label_lower, subject_key=str(subject.pk))

    def signed_by(self, person: models.Model) -> SignatureQuerySet:
        """By this person, whatever they are for; the latest first."""
        return self.filter(signer_type=person._meta.label_lower, signer_key=str(person.pk)).order_by("-number")

    def signed(self, kind: str = "", version: str = "") -> SignatureQuerySet:
        """Those that say yes, of this kind and version if they are given."""
        chosen = {name: value for name, value in (("kind", kind), ("version", version)) if value}
        return self.filter(outcome="signed", **chosen)

    def without_paper(self) -> SignatureQuerySet:
        """Signed by somebody still known, and not drawn as a PDF yet."""
        return self.filter(outcome="signed", paper=None, signer__isnull=False).select_related("document", "signer").order_by("number")


class SignerQuerySet(models.QuerySet):
    def ended_before(self, moment: dt.datetime) -> SignerQuerySet:
        """Of what ended before this moment."""
        return self.filter(ended_at__lt=moment)

    def of_subject(self, subject: Any) -> SignerQuerySet:
        """Who signed for this row."""
        return self.filter(signature__subject_type=subject._meta.label_lower, signature__subject_key=str(subject.pk))
