"""Signatures for tests: made by the verb, for the seal and the chain come with it."""
from __future__ import annotations

import datetime as dt
from typing import Any

import factory

from industrielles.places.models import Region
from industrielles.signatures import verbs as signatures
from industrielles.signatures.models import Challenge, Document, Paper, Signature, Signer
from industrielles.signatures.texts import Text

SHOWN = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
TEXT = Text("essai", "2026-11", {"fr": "Un essai", "en": "A trial"}, {"fr": "Je promets.\n\n- Un.\n- Deux.", "en": "I promise."})


def hand(key: str = "59", **fields: Any) -> signatures.Hand:
    """Somebody who signs; a region stands for a person and for what is signed: any row will do."""
    row = Region(pk=key, name="")
    said = {"person": row, "name": "Nadia Benali", "email": "nadia@exemple.invalid", "subject": row, "party": "ambassador",
            "language": "fr", "shown_at": SHOWN, "address": "192.0.2.77"}
    return signatures.Hand(**{**said, **fields})


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    kind, version, language = "essai", factory.Sequence(str), "fr"
    title, body, sha256 = "Un essai", "Je promets.", "0" * 64


class SignatureFactory(factory.django.DjangoModelFactory):
    """SignatureFactory(key="59"): signed by the verb."""

    class Meta:
        model = Signature

    key = factory.Sequence(str)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **fields: Any) -> Signature:
        return signatures.sign(fields.pop("text", TEXT), hand=hand(**fields), proof=Signature.Proof.CODE)


class SignerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Signer

    signature = factory.SubFactory(SignatureFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **fields: Any) -> Signer:
        return fields["signature"].signer


class PaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Paper

    signature = factory.SubFactory(SignatureFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **fields: Any) -> Paper:
        return signatures.keep_paper(fields["signature"], fields.get("pdf", b"%PDF-1.7 essai"))


class ChallengeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Challenge

    signer_type, signer_key = "places.region", factory.Sequence(str)
    document_digest, place, digest = "0" * 64, 0, "0" * 64
