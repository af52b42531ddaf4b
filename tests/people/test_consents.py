"""Consents: one by one, dated, to a text that is never edited."""
from __future__ import annotations

import hashlib
from typing import Any

import pytest

from industrielles.journal.models import Entry
from industrielles.kit.refusals import Refused
from industrielles.people import consents
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent, Person
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

# What each text said when it was first shown (SHA-256 of the English, first 12): somebody said yes to exactly this.
SHOWN = {
    (Purpose.DIRECTORY, "2026-11"): "403a7b4ae57b",
    (Purpose.PHOTO, "2026-11"): "f30f795d7abe",
    (Purpose.NEWS, "2026-11"): "d751621362cb",
    (Purpose.MEDIA, "2026-11"): "f53a0304be8a",
    (Purpose.CONTACT, "2026-11"): "fc6f2e158868",
}


def test_a_text_somebody_read_is_never_edited() -> None:
    from django.utils import translation

    with translation.override(None):
        now = {(purpose, version): hashlib.sha256(str(text).encode()).hexdigest()[:12]
               for purpose, versions in consents.TEXTS.items() for version, text in versions}
    assert now == SHOWN


def test_consent_is_said_once_for_one_text_and_withdrawn_once() -> None:
    her = PersonFactory()
    given = people.consent(her, purpose=Purpose.NEWS, network_id=7, source="join", by=her)
    assert people.consent(her, purpose=Purpose.NEWS, network_id=7, source="profile", by=her) == given
    assert (given.version, given.language, given.source) == ("2026-11", "fr", "join")
    assert people.withdraw_consent(her, purpose=Purpose.NEWS, by=her) == 1
    assert people.withdraw_consent(her, purpose=Purpose.NEWS, by=her) == 0
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == ["people.consent", "people.withdraw_consent"]


def test_consent_is_hers_alone() -> None:
    her, other = PersonFactory(), PersonFactory()
    with pytest.raises(Refused):
        people.consent(her, purpose=Purpose.MEDIA, source="join", by=other)
    assert not Consent.objects.exists()


def test_consent_to_a_new_text_ends_the_old_one(monkeypatch: pytest.MonkeyPatch) -> None:
    her = PersonFactory()
    old = people.consent(her, purpose=Purpose.MEDIA, source="join", by=her)
    monkeypatch.setitem(consents.TEXTS, Purpose.MEDIA, [*consents.TEXTS[Purpose.MEDIA], ("2027-01", "Another text.")])
    new = people.consent(her, purpose=Purpose.MEDIA, source="profile", by=her)
    old.refresh_from_db()
    assert (old.withdrawn_at is not None, new.version) == (True, "2027-01")
    assert list(Consent.objects.to(Purpose.MEDIA)) == [new]


stopped: list[tuple[int, str, int]] = []


def stop(person: Person, *, purpose: str, network_id: int) -> None:
    """A room that stops something when a consent is taken back."""
    stopped.append((person.pk, purpose, network_id))


def test_withdraw_consent_stops_at_once_what_it_allowed(settings: Any) -> None:
    settings.CONSENT_WITHDRAWN = [f"{__name__}.stop"]
    stopped.clear()
    her = PersonFactory()
    for node in (7, 8):
        people.consent(her, purpose=Purpose.NEWS, network_id=node, source="join", by=her)
    assert people.withdraw_consent(her, purpose=Purpose.NEWS, network_id=7, by=her) == 1
    assert stopped == [(her.pk, "news", 7)]
    assert people.withdraw_consent(her, purpose=Purpose.NEWS, network_id=7, by=her) == 0
    assert len(stopped) == 1
