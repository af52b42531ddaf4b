"""Whoever holds a signed charter or its evidence learns whether it is whole; nothing of it is kept."""
from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from industrielles.kit import clock
from industrielles.pool import sheets
from industrielles.pool.charter import CHARTER
from industrielles.pool.models import Ambassador
from industrielles.pool.verbs.charters import hand_of
from industrielles.signatures import sealing
from industrielles.signatures import verbs as signatures
from industrielles.signatures.models import Paper, Signature
from industrielles.signatures.texts import asked
from tests import canaries
from tests.factories.pool import AmbassadorFactory, TrainingFactory

pytestmark = pytest.mark.django_db
PAGE = "/chartes/verifier/"
WHOLE, CHANGED = "il est intact", "ne vous y fiez pas"


@pytest.fixture
def signature() -> Signature:
    return signatures.sign(asked(CHARTER), hand=hand_of(AmbassadorFactory(), shown_at=clock.now()), proof=Signature.Proof.CODE)


def sent(client: Client, content: bytes, name: str = "preuve.json") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def test_evidence_is_whole_and_nothing_is_kept(client: Client, signature: Signature) -> None:
    before = canaries.rows()
    answer = sent(client, sealing.evidence(signature))
    assert answer.status_code == 200 and WHOLE in answer.content.decode() and canaries.rows() == before


def test_each_byte_changed_is_seen(client: Client, signature: Signature) -> None:
    said = json.loads(sealing.evidence(signature))
    for change in ({"code": "AUTRE"}, {"outcome": "refused"}, {"seal": "0" * 64}, {"signer": {**said["signer"], "name": "Une autre"}}):
        page = sent(client, sealing.canonical({**said, **change})).content.decode()
        assert CHANGED in page and WHOLE not in page, change
    assert CHANGED in sent(client, json.dumps(said).encode()).content.decode()


def test_the_paper_is_whole_byte_for_byte(client: Client, signature: Signature) -> None:
    paper = signatures.keep_paper(signature, b"%PDF-1.7 une charte")
    assert WHOLE in sent(client, bytes(paper.pdf), "charte.pdf").content.decode()
    assert CHANGED in sent(client, bytes(paper.pdf) + b" ", "charte.pdf").content.decode()
    assert Paper.objects.count() == 1


@pytest.mark.parametrize("content", [
    b"bonjour", b"[" * 200_000, b"\xff\xfe\x00", b"null", b"{}", b'{"format": 1}', b"1e999", b"NaN", b"%PDF-1.7",
    json.dumps({"format": sealing.FORMAT}).encode(), json.dumps({"format": sealing.FORMAT, "signer": 3, "seal": None}).encode(),
    json.dumps({"format": sealing.FORMAT, "code": "\ud800"}).encode(), json.dumps({"format": sealing.FORMAT, "seal": "é"}).encode(),
])
def test_what_is_none_of_ours_is_said_so_without_a_fault(client: Client, content: bytes) -> None:
    answer = sent(client, content)
    assert answer.status_code == 200 and CHANGED in answer.content.decode()


def test_without_a_file_or_too_large_the_field_says_so(client: Client) -> None:
    assert client.get(PAGE).status_code == 200
    for answer in (client.post(PAGE, {}), sent(client, b""), sent(client, b" " * 5_000_001)):
        assert answer.status_code == 422 and 'aria-invalid="true"' in answer.content.decode()


def test_what_she_signed_and_her_trainings_are_among_her_data(signature: Signature) -> None:
    charge = Ambassador.objects.get()
    TrainingFactory(ambassador=charge, network=charge.network, name="Tenir une classe")
    held = {one.name: one.rows for one in sheets.sheets(charge.person)}
    assert [row[0] for row in held["formations"]] == ["Tenir une classe"]
    assert [(row[4], row[-1]) for row in held["signatures"]] == [(charge.person.full_name, signature.code)]
    assert not any(one.rows for one in sheets.sheets(AmbassadorFactory().person) if one.name in ("formations", "signatures"))
