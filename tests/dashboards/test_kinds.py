"""What took place outside classes: shown by kind, apart from the figures of classes; what media declare, apart from people."""
from __future__ import annotations

import uuid

import pytest
from django.test import Client

from industrielles.engagements import verbs as engagements
from tests.factories.engagements import afterwards, speaker_asked, spokeswoman
from tests.factories.network import coordinator_of

pytestmark = pytest.mark.django_db


def held(kind: str, **told: object) -> object:
    """One encounter, told."""
    engagement = speaker_asked(kind)
    sent = engagements.invite(engagement, role_models=[spokeswoman(engagement)], by=None)[0]
    visit = engagements.accept(sent, starts_at=engagement.proposed_dates.first().starts_at).engagement
    with afterwards(visit):
        engagements.report(visit, **{"key": uuid.uuid4(), "side": "teacher", "outcome": "held", "people": 0, "girls": 0, "boys": 0,
                                     "method": "estimate", **told})
    return visit


def test_the_figures_show_each_kind_and_what_media_declare_and_people_to_who_reads_them(client: Client) -> None:
    table = held("round table", people=6, girls=3, boys=3)
    held("interview", media_audience=42_000)
    with afterwards(table):
        public = client.get("/chiffres/").content.decode()
        file = client.get("/chiffres/donnees/kinds.csv").content.decode("utf-8-sig")
        client.force_login(coordinator_of(table.network))
        hers = client.get(f"/chiffres/?network={table.network.slug}").content.decode()
    assert "Hors classe" in public and "Table ronde" in public and "Interview" in public
    assert "42000" in file.replace("\u202f", "") and "Personnes présentes" not in file
    assert "Personnes présentes" not in public and "Personnes présentes" in hers
