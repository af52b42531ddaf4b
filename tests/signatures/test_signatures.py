"""Signing a text: what is sealed, that any change is seen, that who signed can be forgotten, that two at once are two in a chain."""
from __future__ import annotations

import datetime as dt
import json
import re
import threading
import zlib
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Max

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.signatures import checkup, retention, sealing
from industrielles.signatures import verbs as signatures
from industrielles.signatures.models import Challenge, Document, Paper, Signature, Signer
from industrielles.signatures.texts import Text, blocks
from tests.at_once import at_once
from tests.factories.signatures import SHOWN, TEXT, PaperFactory, SignatureFactory, hand

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
OTHER = Text("essai", "2027-01", TEXT.title, {"fr": "Je promets davantage."})


@pytest.mark.django_db
def test_sign_keeps_the_text_the_moments_and_the_network_only() -> None:
    with clock.at(NOON):
        signed = signatures.sign(TEXT, hand=hand(), proof=Signature.Proof.CODE)
    assert (signed.document.body, signed.document.sha256) == (TEXT.body["fr"], TEXT.digest("fr"))
    assert (signed.shown_at, signed.decided_at, signed.signer.email, signed.signer.address) == (
        SHOWN, NOON, "nadia@exemple.invalid", "192.0.2.0/24")
    assert signatures.verify(sealing.evidence(signed)) == [] == checkup.faults()


@pytest.mark.django_db
def test_sign_done_twice_is_done_once_and_a_new_version_is_another() -> None:
    first, again = SignatureFactory(key="59"), SignatureFactory(key="59")
    new = SignatureFactory(key="59", text=OTHER)
    assert first == again
    assert (new.number, new.previous) == (2, first.seal)
    assert list(Document.objects.order_by("version").values_list("version", flat=True)) == ["2026-11", "2027-01"]


@pytest.mark.django_db
def test_refuse_is_kept_with_its_words_and_she_may_sign_later() -> None:
    said = signatures.refuse(TEXT, hand=hand(), proof=Signature.Proof.SESSION, words="Trop long.")
    assert (said.outcome, said.signer.words, said.signer.ended_at) == ("refused", "Trop long.", said.decided_at)
    assert signatures.sign(TEXT, hand=hand(), proof=Signature.Proof.CODE).outcome == "signed"
    assert signatures.verify(sealing.evidence(said)) == []


@pytest.mark.django_db
def test_several_parties_sign_in_their_order() -> None:
    with pytest.raises(Refused):
        signatures.sign(TEXT, hand=hand(party="company", rank=2), proof=Signature.Proof.CODE)
    signatures.sign(TEXT, hand=hand(party="school"), proof=Signature.Proof.CODE)
    assert signatures.sign(TEXT, hand=hand(party="company", rank=2), proof=Signature.Proof.CODE).rank == 2


@pytest.mark.django_db
def test_verify_sees_any_byte_that_was_changed() -> None:
    evidence = sealing.evidence(SignatureFactory())
    assert signatures.verify(evidence) == []
    missed = [place for place in range(len(evidence)) if not signatures.verify(flipped(evidence, place))]
    assert missed == []


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.django_db
def test_verify_refuses_what_says_the_same_in_other_bytes_and_what_is_nothing() -> None:
    evidence = sealing.evidence(SignatureFactory())
    others = (b"", b"[]", b"\xff", b'{"format":"industrielles.signature/1"}')
    for content in (json.dumps(json.loads(evidence)).encode(), evidence + b"\n", *others):
        assert signatures.verify(content), content


@pytest.mark.django_db
def test_verify_knows_a_paper_byte_for_byte() -> None:
    paper = PaperFactory(pdf=b"%PDF-1.7 signed")
    assert signatures.verify(bytes(paper.pdf)) == []
    assert signatures.verify(b"%PDF-1.7 signeD")
    assert signatures.keep_paper(paper.signature, b"%PDF-1.7 another").sha256 == paper.sha256


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"number": 7}, {"outcome": "refused"}, {"version": "1"}, {"signer_digest": "0" * 64}])
def test_the_database_refuses_to_change_a_signature(change: dict[str, Any]) -> None:
    signed = SignatureFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.filter(pk=signed.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.update(body="Autre chose.")
    assert checkup.faults() == []


@pytest.mark.django_db
def test_the_register_tells_a_changed_signer_and_a_text_edited_in_the_code() -> None:
    signed = SignatureFactory()
    Signer.objects.filter(signature=signed).update(name="Une autre")
    assert len(checkup.faults()) == 1
    with pytest.raises(ValueError, match="edited"):
        signatures.document(Text("essai", "2026-11", TEXT.title, {"fr": "Retouché."}), "fr")


@pytest.mark.django_db
def test_forget_takes_who_signed_and_leaves_a_proof_that_verifies() -> None:
    paper = PaperFactory()
    signed = paper.signature
    assert signatures.end(signed.signer.signature.document) == 0  # of something else
    with clock.at(NOON):
        assert signatures.end(hand(signed.subject_key).subject) == 1
    assert not retention.signers_due(NOON).exists()
    assert signatures.resume(hand(signed.subject_key).subject) == 1
    with clock.at(NOON):
        signatures.end(hand(signed.subject_key).subject)
    assert signatures.forget(retention.signers_due(NOON + dt.timedelta(seconds=1))) == 1
    assert not Paper.objects.exists()
    kept = Signature.objects.get()
    assert b"nadia" not in sealing.evidence(kept)
    assert signatures.verify(sealing.evidence(kept)) == [] == checkup.faults()


@pytest.mark.django_db
def test_a_code_is_good_once_for_one_text_and_is_lost_after_five_tries() -> None:
    code = signatures.challenge(TEXT, hand=hand())
    assert code is not None
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert not signatures.try_code(OTHER, code, hand=hand())
    assert not signatures.try_code(TEXT, code, hand=hand("60"))
    assert signatures.try_code(TEXT, f" {code[:3]} {code[3:]}", hand=hand())
    assert not signatures.try_code(TEXT, code, hand=hand())
    code = signatures.challenge(TEXT, hand=hand())
    assert [signatures.try_code(TEXT, wrong, hand=hand()) for _ in range(Challenge.TRIES)] == [False] * Challenge.TRIES
    assert not signatures.try_code(TEXT, str(code), hand=hand())


@pytest.mark.django_db
def test_codes_are_three_an_hour_fifteen_minutes_long_and_gone_after_a_day() -> None:
    with clock.at(NOON):
        codes = [signatures.challenge(TEXT, hand=hand()) for _ in range(4)]
    assert [code is None for code in codes] == [False, False, False, True]
    with clock.at(NOON + Challenge.LIFE):
        assert not signatures.try_code(TEXT, str(codes[0]), hand=hand())
    assert not retention.codes_due(NOON).exists()
    assert signatures.clear_codes(retention.codes_due(NOON + dt.timedelta(days=1))) == 3


def test_a_body_is_titles_lists_and_paragraphs() -> None:
    assert blocks("## A\nb\nc\n\n- d\n- e\n\n\nf") == [("title", ["A"]), ("text", ["b c"]), ("list", ["d", "e"]), ("text", ["f"])]


@pytest.mark.django_db(transaction=True)
def test_signatures_written_at_once_make_one_chain_without_a_hole() -> None:
    at_once(*(lambda key=key: SignatureFactory(key=key) for key in "1234512"), met=())
    assert list(Signature.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert checkup.faults() == []


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_without_looking_again_collide() -> None:
    """Positive control of the race above: who reads the last number and does not try again is refused by the unique key."""
    looked = threading.Barrier(3)

    def careless(key: str) -> None:
        last = Signature.objects.aggregate(last=Max("number"))["last"] or 0
        looked.wait()
        kept = Document.objects.get_or_create(kind="essai", version="1", language="fr", sha256="0" * 64)[0]
        Signature.objects.create(number=last + 1, document=kept, kind=key, version="1", subject_type="x", subject_key=key, party="x",
                                 outcome="signed", proof="code", signer_type="x", signer_key=key, signer_digest="x", shown_at=NOON)

    met = at_once(*(lambda key=key: careless(key) for key in "123"), met=(IntegrityError,))
    assert any(met)


@pytest.mark.django_db
def test_a_paper_is_a_tagged_pdf_in_the_language_signed() -> None:
    pytest.importorskip("industrielles.kit.printing", exc_type=OSError)
    from industrielles.signatures.printing import paper_of

    signed = SignatureFactory()
    paper = signatures.keep_paper(signed, paper_of(signed))
    pdf = bytes(paper.pdf)
    parts = re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", pdf, re.DOTALL)  # the last byte of one may be a carriage return: lost here
    inside = pdf + b"".join(zlib.decompressobj().decompress(part) for part in parts)
    assert b"/MarkInfo" in inside and b"/StructTreeRoot" in inside and b"/Lang (fr)" in inside
    assert signatures.verify(pdf) == []
