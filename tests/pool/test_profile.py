"""A role model's own pages, and an ambassador's."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from industrielles.kit import clock
from industrielles.pool.availability import EVERY_WEEKDAY
from industrielles.pool.models import RoleModel
from tests.factories.network import MembershipFactory, NetworkFactory
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, DepartmentFactory
from tests.factories.pool import AmbassadorFactory, BranchFactory, OffDaysFactory, RoleModelFactory

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _first_of_october(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    with clock.at(MORNING):
        yield


@pytest.fixture
def nadia(client: Client) -> RoleModel:
    role_model = RoleModelFactory(commune=CommuneFactory(code="59350", name="Lille"), half_days=EVERY_WEEKDAY)
    client.force_login(role_model.person)
    return role_model


def filled(role_model: RoleModel, **changes: Any) -> dict[str, Any]:
    """What the profile page sends when nothing is changed."""
    return {
        "job": role_model.job,
        "words": role_model.words,
        "branch": role_model.branch_id,
        "level": role_model.level,
        "tile": role_model.tile,
        "formats": role_model.formats,
        "audiences": role_model.audiences,
        "town": "Lille (59000)",
        "commune": "59350",
        "form": role_model.form,
        "languages": role_model.languages,
        "topics": role_model.topics,
        "radius_km": "40",
        **changes,
    }


def week(**changes: Any) -> dict[str, Any]:
    """What the page of her availability sends."""
    return {"half_days": ["1", "2"], "monthly_limit": "2", "yearly_limit": "6", **changes}


def test_saving_writes_what_she_says_and_nothing_else(client: Client, nadia: RoleModel) -> None:
    extra = {
        "network": NetworkFactory().pk,
        "published_on": "",
        "person": 1,
        "ambassador": 1,
        "is_staff": "1",
        "ended_on": "2026-01-01",
        "search_text": "x",
    }
    answer = client.post(nadia.get_profile_url(), filled(nadia, job="Soudeuse sous-marine", radius_km="environ 60 km", **extra))
    assert answer.status_code == 302
    after = RoleModel.objects.get(pk=nadia.pk)
    assert (after.job, after.radius_km, after.half_days) == ("Soudeuse sous-marine", 60, EVERY_WEEKDAY)
    assert (after.network_id, after.person_id, after.published_on, after.ended_on) == (
        nadia.network_id,
        nadia.person_id,
        nadia.published_on,
        None,
    )


def test_a_town_is_understood_from_the_list_or_from_words(client: Client, nadia: RoleModel) -> None:
    isere = DepartmentFactory(code="38", name="Isère")
    CommuneFactory(code="38185", name="Grenoble", postcodes="38000 38100", department=isere)
    CommuneFactory(code="38421", name="Saint-Martin-d'Hères", postcodes="38400", department=isere)
    CommuneFactory(code="38186", name="Grenoble-les-Bois", postcodes="38390", department=isere)
    CommuneFactory(code="59534", name="Saint-Martin-sur-Écaillon", postcodes="59213")
    for sent, code in (
        ({"town": "grenoble", "commune": ""}, "38185"),
        ({"town": "38400", "commune": ""}, "38421"),
        ({"town": "Lille (59000)", "commune": "59350"}, "59350"),
        ({"town": "Grenoble", "commune": "59350"}, "38185"),
    ):
        assert client.post(nadia.get_profile_url(), filled(nadia, **sent)).status_code == 302
        assert RoleModel.objects.get(pk=nadia.pk).commune_id == code
    for town in ("Saint-Martin", "Nulle-Part", "x"):
        answer = client.post(nadia.get_profile_url(), filled(nadia, town=town, commune=""))
        assert answer.status_code == 422
        assert f'value="{town}"' in answer.content.decode()
    assert (
        "Saint-Martin-sur-Écaillon (Nord"
        in client.post(nadia.get_profile_url(), filled(nadia, town="saint martin", commune="")).content.decode()
    )


def test_what_does_not_pass_comes_back_whole(client: Client, nadia: RoleModel) -> None:
    answer = client.post(nadia.get_profile_url(), filled(nadia, job="", radius_km="loin", formats=["99999"]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="loin"' in page and 'id="erreurs"' in page
    assert RoleModel.objects.get(pk=nadia.pk).job == nadia.job


def test_each_form_of_the_page_has_its_verb(client: Client, nadia: RoleModel) -> None:
    base = nadia.get_profile_url()
    assert client.post(base + "pause/", {"until": "2026-12-01"}).status_code == 302
    assert RoleModel.objects.get(pk=nadia.pk).paused_until == dt.date(2026, 12, 1)
    assert client.post(base + "pause/", {"until": "2026-09-01"}).status_code == 422
    client.post(base + "reprendre/")
    assert RoleModel.objects.get(pk=nadia.pk).paused_until is None
    assert client.post(base + "jours/", {"starts_on": "2026-10-20", "ends_on": "", "free": "yes"}).status_code == 302
    assert client.post(base + "jours/", {"starts_on": "2026-10-20", "ends_on": "2026-10-01"}).status_code == 422
    row = nadia.off_days.get()
    assert (row.ends_on, row.free) == (dt.date(2026, 10, 20), True)
    for nonsense in ("9" * 30, "9" * 5000, "x", ""):
        assert client.post(base + "jours/retirer/", {"days": nonsense}).status_code == 302
    client.post(base + "jours/retirer/", {"days": row.pk})
    assert not nadia.off_days.exists()
    client.post(base + "retirer/")
    assert not RoleModel.objects.published().exists()
    client.post(base + "publier/")
    assert RoleModel.objects.published().exists()
    client.post(base + "arreter/")
    assert not RoleModel.objects.current().exists()


def test_a_photo_needs_her_consent(client: Client, nadia: RoleModel) -> None:
    def photo() -> BytesIO:
        out = BytesIO()
        Image.new("RGB", (400, 300)).save(out, "JPEG")
        out.name, _ = "nadia benali.jpg", out.seek(0)
        return out

    path = nadia.get_profile_url() + "photo/"
    assert client.post(path, {"photo": photo()}).status_code == 422
    assert client.post(path, {"photo": photo(), "consent": "on"}).status_code == 302
    assert "benali" not in RoleModel.objects.get(pk=nadia.pk).photo.name
    assert client.get(nadia.get_profile_url()).status_code == 200
    assert f"/professionnelles/{nadia.code}/photo/" in client.get("/professionnelles/").content.decode()
    client.post(path + "retirer/")
    assert not RoleModel.objects.get(pk=nadia.pk).photo


def test_somebody_else_s_profile_does_not_exist(client: Client, nadia: RoleModel) -> None:
    other = RoleModelFactory(job="Verrière")
    days = OffDaysFactory(role_model=other)
    base = other.get_profile_url()
    for end in ("", "apercu/", "pause/"):
        assert client.get(base + end).status_code == 404
    for end in ("", "publier/", "retirer/", "pause/", "reprendre/", "jours/", "jours/retirer/", "photo/", "photo/retirer/", "arreter/"):
        assert client.post(base + end, filled(other, job="Volée", until="2027-01-01", days=days.pk)).status_code == 404
    client.post(nadia.get_profile_url() + "jours/retirer/", {"days": days.pk})
    after = RoleModel.objects.get(pk=other.pk)
    assert (after.job, after.published_on, after.paused_until, after.off_days.count()) == ("Verrière", other.published_on, None, 1)


def test_a_member_becomes_a_role_model_in_three_answers(client: Client) -> None:
    membership, lille = MembershipFactory(), CommuneFactory(code="59350", name="Lille")
    client.force_login(membership.person)
    page = client.get("/mon-profil/").content.decode()
    assert membership.network.name in page
    answer = client.post("/mon-profil/", {"job": "Fraiseuse", "branch": BranchFactory().pk, "level": "cap", "town": "Lille", "commune": ""})
    made = RoleModel.objects.get()
    assert answer.headers["Location"] == made.get_profile_url()
    assert (made.person, made.network, made.commune, made.published_on) == (membership.person, membership.network, lille, None)
    assert client.get("/mon-profil/").headers["Location"] == made.get_profile_url()
    assert client.get(made.get_profile_url() + "apercu/").status_code == 200


def test_a_role_model_of_two_networks_chooses(client: Client, nadia: RoleModel) -> None:
    other = RoleModelFactory(membership__person=nadia.person, job="Conférencière")
    page = client.get("/mon-profil/").content.decode()
    assert nadia.get_profile_url() in page and other.get_profile_url() in page


def test_who_is_no_member_has_no_profile(client: Client) -> None:
    client.force_login(PersonFactory())
    assert client.get("/mon-profil/").status_code == 404
    assert client.get("/mon-territoire/").status_code == 404


def test_an_ambassador_sees_the_role_models_entrusted_to_her_and_no_other(client: Client) -> None:
    charge = AmbassadorFactory(departments=[DepartmentFactory()])
    hers = RoleModelFactory(network=charge.network, ambassador=charge, job="Ajusteuse")
    RoleModelFactory(network=charge.network, job="Forgeronne")
    RoleModelFactory(ambassador=None, job="Typographe")
    client.force_login(charge.person)
    page = client.get("/mon-territoire/").content.decode()
    assert "Ajusteuse" in page and hers.person.email in page
    assert "Forgeronne" not in page and "Typographe" not in page
    charge.ended_on = clock.today()
    charge.save()
    assert client.get("/mon-territoire/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_territory_asks_as_many_questions_for_one_as_for_three(client: Client, django_assert_max_num_queries: Any, count: int) -> None:
    charge = AmbassadorFactory(departments=[DepartmentFactory()])
    RoleModelFactory.create_batch(count, network=charge.network, ambassador=charge)
    client.force_login(charge.person)
    with django_assert_max_num_queries(24):
        client.get("/mon-territoire/")
