"""The charter an ambassador signs: a code to her address, yes, no, her paper."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.letters import verbs as letters
from industrielles.people.models import Person
from industrielles.signatures import sealing
from industrielles.signatures import verbs as signatures
from industrielles.signatures.models import Challenge, Signature
from industrielles.signatures.texts import Text, asked

from .. import policies
from ..charter import CHARTER
from ..models import Ambassador

PARTY = "ambassador"


def hand_of(ambassador: Ambassador, *, shown_at: dt.datetime, address: str = "") -> signatures.Hand:
    """She who signs, in the language she reads."""
    person, text = ambassador.person, asked(CHARTER)
    return signatures.Hand(
        person=person, name=person.full_name or person.email or "", email=person.email or "", subject=ambassador, party=PARTY,
        language=text.language((get_language() or "fr")[:2]), shown_at=shown_at, address=address)


@transaction.atomic
def send_charter_code(ambassador: Ambassador, *, shown_at: dt.datetime, by: Person | None = None) -> bool:
    """Mail her a code to sign with; False when three were sent within the hour. Raises Refused for anybody but herself."""
    refuse_unless(by is None or policies.can_sign_charter(by, ambassador))
    hand = hand_of(ambassador, shown_at=shown_at)
    code = signatures.challenge(asked(CHARTER), hand=hand)
    if code is None:
        return False
    minutes = int(Challenge.LIFE.total_seconds() // 60)
    key = sealing.seal(f"{ambassador.code}/{code}/{shown_at.isoformat()}".encode())
    letters.queue("pool/letters/charter_code", to=hand.email, language=hand.language, key=f"pool.charter_code/{key}",
                  context={"code": code, "minutes": minutes, "network": ambassador.network.name})
    return True


def sign_charter(ambassador: Ambassador, *, code: str, shown_at: dt.datetime, address: str = "", by: Person | None = None) -> Signature:
    """She signs the charter of today with the code she was mailed; `address`: her IP address, kept as its network. A wrong code counts
    one try, whatever follows. Signed twice, it is signed once. Raises Refused (field "code")."""
    refuse_unless(by is None or policies.can_sign_charter(by, ambassador))
    text, hand = asked(CHARTER), hand_of(ambassador, shown_at=shown_at, address=address)
    standing = Signature.objects.about(ambassador).signed(text.kind, text.version).first()
    if standing:
        return standing
    if not signatures.try_code(text, code, hand=hand):
        raise Refused(_("This code is not the one we sent last, or it is too old: ask for another one."), field="code")
    return _signed(ambassador, text, hand, by)


@transaction.atomic
def _signed(ambassador: Ambassador, text: Text, hand: signatures.Hand, by: Person | None) -> Signature:
    signature = signatures.sign(text, hand=hand, proof=Signature.Proof.CODE)
    ambassador.refresh_from_db()
    if ambassador.status == Ambassador.Status.NAMED:
        ambassador.move_to(Ambassador.Status.SIGNED, status_on=signature.decided_at.date())
    journal.write("pool.sign_charter", ambassador, by=by, network_id=ambassador.network_id, signature=signature.code)
    return signature


@transaction.atomic
def refuse_charter(ambassador: Ambassador, *, words: str = "", shown_at: dt.datetime, address: str = "", by: Person | None = None) -> Any:
    """She does not sign; it is kept, and her network is told so as to call her. She may sign later. Refused twice, it is told once."""
    refuse_unless(by is None or policies.can_sign_charter(by, ambassador))
    refused = signatures.refuse(
        asked(CHARTER), hand=hand_of(ambassador, shown_at=shown_at, address=address), proof=Signature.Proof.SESSION, words=words)
    node = ambassador.network
    with translation.override("fr"):
        member = reverse("pool:member", args=[node.slug, ambassador.person.code])
    letters.queue("pool/letters/charter_refused", to=node.contact_email, language="fr", key=f"pool.charter_refused/{refused.code}",
                  context={"name": ambassador.person.full_name, "words": words.strip(), "member": member})
    journal.write("pool.refuse_charter", ambassador, by=by, network_id=node.pk, signature=refused.code)
    return refused


@transaction.atomic
def hand_paper(signature: Signature, *, pdf: bytes, by: Person | None = None) -> Any:
    """Keep her signed charter as printed, and send it to her with its evidence. Done twice, it is done once."""
    paper = signatures.keep_paper(signature, pdf)
    signer, language = signature.signer, signature.document.language
    letters.queue(
        "pool/letters/charter_signed", to=signer.email, language=language, key=f"pool.charter_signed/{signature.code}",
        context={"name": signer.name, "title": signature.document.title}, attachments=[
            (f"charte-{signature.code}.pdf", bytes(paper.pdf), "application/pdf"),
            (f"preuve-{signature.code}.json", sealing.evidence(signature), "application/json")])
    return paper
