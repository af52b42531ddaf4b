"""Everything that happens to signatures: a code to sign with, yes, no, the paper, the proof, forgetting who."""
from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Max
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.kit.refusals import Refused

from . import sealing
from .models import Challenge, Document, Paper, Signature, Signer
from .texts import Text

DIGITS = 6
MOST_AT_ONCE = 50  # signatures that may be written at the same moment before one gives up
Outcome, Proof = Signature.Outcome, Signature.Proof


@dataclass(frozen=True)
class Hand:
    """Who signs, for what, as what: `person` and `subject` are rows of other rooms. `address`: her IP address, kept as its network.
    `shown_at`: when the text was put before her."""

    person: models.Model
    name: str
    email: str
    subject: models.Model
    party: str
    language: str
    shown_at: dt.datetime
    address: str = ""
    rank: int = 1

    def names(self) -> dict[str, str]:
        """Who she is, as rows of this room name her."""
        return {"signer_type": self.person._meta.label_lower, "signer_key": str(self.person.pk)}


@transaction.atomic
def challenge(text: Text, *, hand: Hand) -> str | None:
    """A code to send to the signer's address; None when three were sent within the hour. Good for this text in this language alone."""
    now, names = clock.now(), hand.names()
    free = set(range(Challenge.PLACES)) - set(
        Challenge.objects.filter(**names, made_at__gt=now - Challenge.REST).values_list("place", flat=True))
    for place in sorted(free):
        Challenge.objects.filter(**names, place=place, made_at__lte=now - Challenge.REST).delete()
        code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        document = text.digest(hand.language)
        try:
            with transaction.atomic():
                Challenge.objects.create(**names, place=place, document_digest=document, digest=_hashed(names, document, code), made_at=now)
        except IntegrityError:
            continue  # another request took this place
        return code
    return None


def _hashed(names: dict[str, str], document: str, code: str) -> str:
    return salted_hmac("industrielles.signatures.code", f"{names['signer_type']}/{names['signer_key']}/{document}/{code}",
                       algorithm="sha256").hexdigest()


@transaction.atomic
def try_code(text: Text, code: str, *, hand: Hand) -> bool:
    """Whether this is the code she was sent, not used, not old. Each wrong try counts: call it outside of the transaction that signs,
    so that a refusal there does not take the count back."""
    now, names, good = clock.now(), hand.names(), False
    digest = _hashed(names, text.digest(hand.language), "".join(code.split()))
    live = Challenge.objects.filter(**names, used_at=None, made_at__gt=now - Challenge.LIFE, tries__lt=Challenge.TRIES)
    for one in live.order_by("pk"):
        counted = Challenge.objects.filter(pk=one.pk, used_at=None, tries__lt=Challenge.TRIES).update(tries=F("tries") + 1)
        if counted and constant_time_compare(one.digest, digest):
            good |= bool(Challenge.objects.filter(pk=one.pk, used_at=None).update(used_at=now))
    return good


@transaction.atomic
def sign(text: Text, *, hand: Hand, proof: str) -> Signature:
    """She says yes to this text: the document word for word, the evidence sealed and chained. Signed twice, it is signed once.
    `proof`: how it is known that it is she (Signature.Proof). Raises Refused when somebody before her has not signed."""
    _refuse_before_her_turn(text, hand)
    return _written(text, hand, Outcome.SIGNED, proof, "")


@transaction.atomic
def refuse(text: Text, *, hand: Hand, proof: str, words: str = "") -> Signature:
    """She says no: kept with the same care. She may still sign later."""
    return _written(text, hand, Outcome.REFUSED, proof, words.strip()[:500])


def _refuse_before_her_turn(text: Text, hand: Hand) -> None:
    """When several parties sign, each waits for those of a lower rank: rank n needs n-1 signed before."""
    before = Signature.objects.about(hand.subject).signed(text.kind, text.version).filter(rank__lt=hand.rank)
    if before.values("rank").distinct().count() < hand.rank - 1:
        raise Refused(_("Somebody else signs before you: you will be told when it is your turn."))


def _written(text: Text, hand: Hand, outcome: str, proof: str, words: str) -> Signature:
    once = {"kind": text.kind, "version": text.version, "subject_type": hand.subject._meta.label_lower,
            "subject_key": str(hand.subject.pk), "party": hand.party, "outcome": outcome}
    for _attempt in range(MOST_AT_ONCE):
        standing = Signature.objects.filter(**once).first()
        if standing:
            return standing
        try:
            with transaction.atomic():
                return _next(text, hand, once, proof, words)
        except IntegrityError:
            continue  # another signature took this number, or it was signed twice: look again
    raise Refused(_("Too many people sign at this moment: try again in a minute."))


def _next(text: Text, hand: Hand, once: dict[str, str], proof: str, words: str) -> Signature:
    said = {"name": hand.name[:160], "email": hand.email, "address": sealing.coarse(hand.address), "words": words,
            "salt": secrets.token_hex(16)}
    last = Signature.objects.aggregate(last=Max("number"))["last"] or 0
    before = Signature.objects.filter(number=last).values_list("seal", flat=True).first() or ""
    signature = Signature(
        **once, **hand.names(), number=last + 1, document=document(text, hand.language), rank=hand.rank, proof=proof,
        signer_digest=sealing.digest_of(said), shown_at=hand.shown_at, decided_at=max(clock.now(), hand.shown_at), previous=before)
    signature.seal = sealing.seal(sealing.canonical(sealing.sealed_part(signature)))
    signature.save(force_insert=True)
    Signer.objects.create(signature=signature, **said, ended_at=signature.decided_at if signature.outcome == Outcome.REFUSED else None)
    return signature


@transaction.atomic
def document(text: Text, language: str) -> Document:
    """The text kept word for word, once. Raises ValueError when a version that was signed has been edited since."""
    kept, _made = Document.objects.get_or_create(
        kind=text.kind, version=text.version, language=language,
        defaults={"title": text.title[language], "body": text.body[language], "sha256": text.digest(language)})
    if kept.sha256 != text.digest(language):
        raise ValueError(f"{text.kind} {text.version} was signed and is edited: write a new version.")
    return kept


@transaction.atomic
def keep_paper(signature: Signature, pdf: bytes) -> Paper:
    """Keep the signed document as it was printed; the first one stays."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    made = {"pdf": pdf, "sha256": sha256, "seal": sealing.seal(_of_paper(signature.code, sha256))}
    return Paper.objects.get_or_create(signature=signature, defaults=made)[0]


def _of_paper(code: str, sha256: str) -> bytes:
    return f"paper/{code}/{sha256}".encode()


def verify(content: bytes) -> list[str]:
    """What is wrong with a file handed over: the JSON evidence or the PDF of a signature made here; in words, empty when not one byte
    was changed. The document it names, the row kept and the chain are looked at too."""
    if content.startswith(b"%PDF"):
        paper = Paper.objects.filter(sha256=hashlib.sha256(content).hexdigest()).select_related("signature__document").first()
        if paper is None or not sealing.holds(_of_paper(paper.signature.code, paper.sha256), paper.seal):
            return [_("This PDF is not, byte for byte, one that was signed here.")]
        return faults(paper.signature)
    found = sealing.faults_of(content)
    if found:
        return found
    code = json.loads(content)["code"]
    signature = Signature.objects.select_related("document", "signer").filter(code=code).first()
    return faults(signature) if signature else [_("This signature is not in the register.")]


def faults(signature: Signature) -> list[str]:
    """What is wrong with a signature as it is kept: its seal, its document, who signed, its place in the chain."""
    found, kept = sealing.faults_of(sealing.evidence(signature)), signature.document
    if Text(kept.kind, kept.version, {kept.language: kept.title}, {kept.language: kept.body}).digest(kept.language) != kept.sha256:
        found.append(_("The document is not the one that was signed."))
    before = Signature.objects.filter(number=signature.number - 1).values_list("seal", flat=True).first() or ""
    if before != signature.previous:
        found.append(_("The signature before it in the register is missing or was changed."))
    return found


@transaction.atomic
def end(subject: models.Model) -> int:
    """What was signed for this row ends now: from today the law counts the years of proof. Returns how many signers that concerns."""
    return Signer.objects.of_subject(subject).filter(ended_at=None).update(ended_at=clock.now())


@transaction.atomic
def resume(subject: models.Model) -> int:
    """What was signed for this row goes on. Returns how many signers that concerns."""
    return Signer.objects.of_subject(subject).filter(signature__outcome=Outcome.SIGNED).update(ended_at=None)


@transaction.atomic
def forget(signers: Iterable[Any], by: Any = None) -> int:
    """Who signed goes, with the paper that names her; that somebody signed stays, and still verifies. Returns how many."""
    keys = [one.pk for one in signers]
    Paper.objects.filter(signature__signer__in=keys).delete()
    return Signer.objects.filter(pk__in=keys).delete()[1].get("signatures.Signer", 0)


@transaction.atomic
def clear_codes(rows: Iterable[Any], by: Any = None) -> int:
    """These codes go. Returns how many."""
    return Challenge.objects.filter(pk__in=[one.pk for one in rows]).delete()[0]
