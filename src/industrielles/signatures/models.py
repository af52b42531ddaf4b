"""Nouns: documents, signatures with their evidence, who signed (apart, so that she can be forgotten), papers, codes.

This room knows no people: a signer and what is signed for are a type and a key.
"""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import NOTHING, Personal

from .queries import SignatureQuerySet, SignerQuerySet


class Document(models.Model):
    """A text as somebody signed it, word for word: kept whatever becomes of the code. Never changed nor removed."""

    personal = NOTHING

    kind = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=160)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "version", "language"], name="document_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version} ({self.language})"


class Signature(models.Model):
    """Somebody signed a document, or refused to. Sealed and chained to the one before; never changed nor removed.

    Who she is stands in `Signer`, of which only a salted digest is sealed: forgetting her leaves the proof that somebody signed.
    """

    class Outcome(models.TextChoices):
        SIGNED = "signed", _("signed")
        REFUSED = "refused", _("not signed")

    class Proof(models.TextChoices):
        CODE = "code", _("a code sent to this address, typed while signing")
        SESSION = "session", _("signed in to her account")
        LINK = "link", _("a link sent to this address")

    personal = Personal(
        ("signer_type", "signer_key"),
        rule="signatures.signers",
    )

    code = CodeField()
    number = models.PositiveBigIntegerField(unique=True)  # 1, 2, 3…: the chain
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signatures")
    kind = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    subject_type = models.CharField(max_length=60)  # what it is signed for: "pool.ambassador"
    subject_key = models.CharField(max_length=40)
    party = models.CharField(max_length=40)  # as what she signs: "ambassador"
    rank = models.PositiveSmallIntegerField(default=1)  # her turn, when several parties sign
    outcome = models.CharField(max_length=8, choices=Outcome)
    proof = models.CharField(max_length=8, choices=Proof)
    signer_type = models.CharField(max_length=60)
    signer_key = models.CharField(max_length=40)
    signer_digest = models.CharField(max_length=64)
    shown_at = models.DateTimeField()
    decided_at = models.DateTimeField(default=clock.now)
    previous = models.CharField(max_length=64)  # the seal of the one before, "" for the first
    seal = models.CharField(max_length=64)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "version", "subject_type", "subject_key", "party", "outcome"], name="signature_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="signature_number"),
        ]
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_key"], name="signature_subject")]

    def __str__(self) -> str:
        return f"signature {self.number}"


class Signer(models.Model):
    """Who signed, as far as the proof needs: name, address, where from. Goes when the law no longer keeps it; the signature stays."""

    personal = Personal(("name", "email", "address", "words"), rule="signatures.signers")

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="signer")
    name = models.CharField(max_length=160)
    email = models.EmailField()
    address = models.CharField(max_length=50, blank=True)  # network only: IPv4 /24, IPv6 /48
    words = models.CharField(max_length=500, blank=True)  # why she refused
    salt = models.CharField(max_length=32)
    ended_at = models.DateTimeField(null=True)  # when what she signed for ended: from then the law counts

    objects = SignerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"signer of {self.signature_id}"


class Paper(models.Model):
    """The signed document as a PDF: its bytes are those that were sealed."""

    personal = Personal(("signature",), rule="signatures.signers")

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="paper")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"paper of {self.signature_id}"


class Challenge(models.Model):
    """A code mailed to somebody who is about to sign: hashed, fifteen minutes, five tries counted in the database."""

    personal = Personal(("signer_type", "signer_key"), rule="signatures.codes")
    LIFE = dt.timedelta(minutes=15)
    REST = dt.timedelta(hours=1)
    TRIES = 5
    PLACES = 3  # codes in an hour

    signer_type = models.CharField(max_length=60)
    signer_key = models.CharField(max_length=40)
    document_digest = models.CharField(max_length=64)
    place = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["signer_type", "signer_key", "place"], name="challenge_places")]
        indexes: ClassVar = [models.Index(fields=["made_at"], name="challenge_age")]

    def __str__(self) -> str:
        return f"code of {self.made_at:%Y-%m-%d %H:%M}"
