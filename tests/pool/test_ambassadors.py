"""Ambassadors: from named to active without a step skipped, the charter signed with a mailed code, their week, the lycées never met."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network.roles import Role
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from industrielles.places.models import IndustryTerritory
from industrielles.pool import papers, territories, weekly
from industrielles.pool import verbs as pool
from industrielles.pool.charter import CHARTER
from industrielles.pool.models import Ambassador, RoleModel
from industrielles.signatures import verbs as signatures
from industrielles.signatures.models import Signature
from industrielles.signatures.texts import DECLARED, Text, asked
from tests.factories import engagements as visits
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, DepartmentFactory, SchoolFactory
from tests.factories.pool import AmbassadorFactory, RoleModelFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
HERE = "/mon-territoire/"


@pytest.fixture
def her(client: Client) -> SimpleNamespace:
    """An ambassador of the Nord, signed in; who coordinates her network; another network."""
    commune = CommuneFactory(code="59350", name="Lille")
    node = NetworkFactory(departments=[commune.department])
    member = GrantFactory(network=node, role=Role.AMBASSADOR).membership
    charge = AmbassadorFactory(network=node, membership=member, departments=[commune.department])
    client.force_login(charge.person)
    return SimpleNamespace(network=node, charge=charge, by=coordinator_of(node), commune=commune, person=charge.person)


def mailed(person: Any) -> str:
    text = Letter.objects.filter(address=person.email, template="pool/letters/charter_code").latest("pk").text
    return re.search(r"^\s*(\d{6})\s*$", text, re.MULTILINE)[1]  # type: ignore[index]


def signed(her: SimpleNamespace, **said: Any) -> Signature:
    pool.send_charter_code(her.charge, shown_at=clock.now(), by=her.person)
    return pool.sign_charter(her.charge, **{"code": mailed(her.person), "shown_at": clock.now(), "by": her.person, **said})


def test_no_step_is_skipped_from_named_to_active(her: SimpleNamespace) -> None:
    charge = her.charge
    for act in (lambda: pool.train(charge, name="Premiers pas", on=clock.today(), by=her.by), lambda: pool.activate(charge, by=her.by)):
        with pytest.raises(Refused):
            act()
    signed(her)
    with pytest.raises(Refused):
        pool.activate(Ambassador.objects.get(), by=her.by)
    for _ in range(2):
        training = pool.train(charge, name=" Premiers  pas ", on=clock.today(), by=her.by)
    assert (training.name, training.noted_by, charge.trainings.count()) == ("Premiers pas", her.by, 1)
    for _ in range(2):
        pool.activate(Ambassador.objects.get(), by=her.by)
    assert Ambassador.objects.get().status == Ambassador.Status.ACTIVE
    assert Letter.objects.filter(template="pool/letters/activated").count() == 1
    verbs = ["pool.sign_charter", "pool.train", "pool.activate"]
    assert list(Entry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs


def test_nobody_notes_her_own_training_nor_signs_for_another(her: SimpleNamespace) -> None:
    signed(her)
    for by in (her.person, coordinator_of(NetworkFactory())):
        with pytest.raises(Refused):
            pool.train(her.charge, name="X", on=clock.today(), by=by)
    with pytest.raises(Refused):
        pool.sign_charter(her.charge, code="000000", shown_at=NOW, by=her.by)
    with pytest.raises(Refused):
        pool.train(her.charge, name="X", on=clock.today() + dt.timedelta(1), by=her.by)


def test_she_signs_on_the_page_with_the_code_of_the_letter(client: Client, her: SimpleNamespace) -> None:
    address = f"{HERE}charte/{her.charge.code}/"
    page = client.get(address).content.decode()
    shown = re.search(r'name="shown" value="([^"]+)"', page)[1]  # type: ignore[index]
    assert client.post(f"{address}code/", {"shown": shown}).status_code == 302
    wrong = client.post(address, {"agreed": "on", "code": "12", "shown": shown})
    assert wrong.status_code == 422
    assert Signature.objects.count() == 0
    code = mailed(her.person)
    assert client.post(address, {"code": code, "shown": shown}).status_code == 422  # not ticked
    for _ in range(2):
        assert client.post(address, {"agreed": "on", "code": code, "shown": shown}).status_code == 302
    kept = Signature.objects.get()
    assert (kept.signer.email, kept.version, kept.proof, kept.document.language) == (
        her.person.email, asked(CHARTER).version, "code", "fr")
    assert kept.shown_at <= kept.decided_at
    assert kept.signer.address == "127.0.0.0/24"
    her.charge.refresh_from_db()
    assert her.charge.status == Ambassador.Status.SIGNED


def test_five_wrong_codes_lock_the_right_one_out(client: Client, her: SimpleNamespace) -> None:
    pool.send_charter_code(her.charge, shown_at=NOW, by=her.person)
    code = mailed(her.person)
    for _ in range(5):
        assert client.post(f"{HERE}charte/{her.charge.code}/", {"agreed": "on", "code": f"{(int(code) + 1) % 10**6:06}"}).status_code == 422
    assert client.post(f"{HERE}charte/{her.charge.code}/", {"agreed": "on", "code": code}).status_code == 422
    assert not Signature.objects.exists()


def test_refuse_is_kept_and_her_network_is_told_once(client: Client, her: SimpleNamespace) -> None:
    for _ in range(2):
        client.post(f"{HERE}charte/{her.charge.code}/refuser/", {"words": "Pas le temps."})
    assert Signature.objects.get().outcome == "refused"
    letter = Letter.objects.get(template="pool/letters/charter_refused")
    assert (letter.address, "Pas le temps." in letter.text) == (her.network.contact_email, True)
    her.charge.refresh_from_db()
    assert her.charge.status == Ambassador.Status.NAMED
    assert signed(her).outcome == "signed"
    assert pool.refuse_charter(her.charge, shown_at=NOW, by=her.person).outcome == "refused"


def test_her_paper_comes_by_letter_and_verifies(client: Client, her: SimpleNamespace) -> None:
    pytest.importorskip("industrielles.kit.printing", exc_type=OSError)
    kept = signed(her)
    assert client.get(f"/chartes/{kept.code}/papier/").status_code == 302
    assert (papers.hand_papers(), papers.hand_papers()) == (1, 0)
    letter = Letter.objects.get(template="pool/letters/charter_signed")
    assert [one["type"] for one in letter.attachments] == ["application/pdf", "application/json"]
    pdf, evidence = (client.get(f"/chartes/{kept.code}/{end}/").content for end in ("papier", "preuve"))
    assert signatures.verify(pdf) == [] == signatures.verify(evidence)
    assert pool.hand_paper(kept, pdf=b"%PDF other").sha256 == kept.paper.sha256
    stranger = Client()
    stranger.force_login(coordinator_of(NetworkFactory()))
    assert {stranger.get(f"/chartes/{kept.code}/{end}/").status_code for end in ("papier", "preuve")} == {404}
    hers = Client()
    hers.force_login(her.by)
    assert hers.get(f"/chartes/{kept.code}/papier/").status_code == 200


def test_a_new_version_is_asked_again(her: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    signed(her)
    assert weekly.charters_to_sign([her.charge]) == []
    new = Text(CHARTER, "2027-09", asked(CHARTER).title, {"fr": "Plus court.", "en": "Shorter."})
    monkeypatch.setitem(DECLARED, CHARTER, [*DECLARED[CHARTER], new])
    assert weekly.charters_to_sign([her.charge]) == [her.charge]
    assert signed(her).version == "2027-09"
    her.charge.refresh_from_db()
    assert her.charge.status == Ambassador.Status.SIGNED


def test_leaving_starts_the_years_of_proof_and_coming_back_stops_them(her: SimpleNamespace) -> None:
    kept = signed(her)
    pool.dismiss(her.charge, by=her.by)
    kept.signer.refresh_from_db()
    assert kept.signer.ended_at is not None
    pool.appoint(her.charge.membership, departments=[her.commune.department], by=her.by)
    kept.signer.refresh_from_db()
    assert kept.signer.ended_at is None


def test_her_ground_is_departments_academies_and_industry_territories(her: SimpleNamespace) -> None:
    saint_omer = CommuneFactory(code="62765", name="Saint-Omer", department=DepartmentFactory(code="62", name="Pas-de-Calais"))
    far = CommuneFactory(code="38185", name="Grenoble", department=DepartmentFactory(code="38", name="Isère", academy=None))
    part = IndustryTerritory.objects.create(code="ti-1", name="Audomarois")
    part.communes.add(saint_omer)
    pool.appoint(her.charge.membership, departments=[], academies=[her.commune.department.academy], territories=[part], by=her.by)
    ground = territories.ground_of([Ambassador.objects.of(her.person).with_territory().get()])
    schools = [SchoolFactory(uai=uai, commune=one, department=one.department, academy=one.department.academy)
               for uai, one in (("0590064X", her.commune), ("0620001A", saint_omer), ("0380001A", far))]
    assert set(territories.never_met(ground)) >= {schools[1]}
    assert schools[2] not in set(territories.never_met(ground))
    assert {one.pk for one in territories.departments_of(ground)} >= {"62"}


def test_lycees_of_her_network_s_visits_are_met_and_the_nearest_come_first(client: Client, her: SimpleNamespace) -> None:
    there = {"commune": her.commune, "department": her.commune.department}
    near = SchoolFactory(uai="0590001A", name="Lycée Proche", **there, latitude=50.63, longitude=3.06)
    far = SchoolFactory(uai="0590002B", name="Lycée Loin", **there, latitude=51.03, longitude=2.37)
    RoleModelFactory(network=her.network, commune=her.commune, ambassador=her.charge)
    page = client.get(f"{HERE}lycees/").content.decode()
    assert 0 < page.index(near.name) < page.index(far.name)
    visit = visits.confirmed(network=her.network, school=near).engagement
    visits.told(visit)
    assert near.name not in client.get(f"{HERE}lycees/").content.decode()


def test_her_week_says_what_waits_and_calls_only_who_agreed(client: Client, her: SimpleNamespace) -> None:
    visits.asked(network=her.network, department=her.commune.department)
    one = RoleModelFactory(network=her.network, commune=her.commune, membership__person=PersonFactory(phone="06 39 98 00 01"))
    two = RoleModelFactory(network=her.network, commune=her.commune, membership__person=PersonFactory(phone="06 39 98 00 02"))
    people.consent(one.person, purpose=Purpose.CONTACT, source="join", network_id=her.network.pk)
    silent = RoleModelFactory(network=her.network, commune=her.commune, ambassador=her.charge, made_at=clock.now() - dt.timedelta(days=500))
    page = client.get(HERE).content.decode()
    assert f"charte/{her.charge.code}/" in page and silent.person.email in page
    assert "0639980001" not in page  # the charter first
    signed(her)
    page = client.get(HERE).content.decode()
    assert "tel:0639980001" in page
    assert "0639980002" not in page and two.person.full_name not in page
    people.withdraw_consent(one.person, purpose=Purpose.CONTACT)
    assert "tel:0639980001" not in client.get(HERE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_her_page_asks_few_questions(client: Client, her: SimpleNamespace, count: int) -> None:
    for _ in range(count):
        RoleModelFactory(network=her.network, commune=her.commune, ambassador=her.charge)
        visits.asked(network=her.network, department=her.commune.department)
    for address in (HERE, f"{HERE}lycees/", "/mon-territoire/kit/"):
        with CaptureQueriesContext(connection) as questions:
            assert client.get(address).status_code == 200
        assert len(questions) < 25
        assert len(questions) == SEEN.setdefault(address, len(questions)), address


SEEN: dict[str, int] = {}


def test_who_leads_nothing_sees_none_of_it(her: SimpleNamespace) -> None:
    stranger = Client()
    stranger.force_login(MembershipFactory(network=her.network).person)
    for address in (HERE, f"{HERE}kit/", f"{HERE}lycees/", f"{HERE}charte/{her.charge.code}/"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{HERE}charte/{her.charge.code}/code/").status_code == 404
    assert RoleModel.objects.count() == 0
