"""A portrait is public by her consent, and stops being so at once, everywhere, wherever she takes it back."""
from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent
from industrielles.pool import verbs as pool
from industrielles.pool.completeness import completeness
from industrielles.pool.models import Line, RoleModel
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory
from tests.factories.pool import LineFactory, RoleModelFactory

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _first_of_october(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    with clock.at(MORNING):
        yield


@pytest.fixture
def nadia() -> RoleModel:
    return RoleModelFactory(
        published_on=None, commune=CommuneFactory(code="59350", name="Lille"),
        membership__person=PersonFactory(first_name="Nadia", last_name="Benali"))


def photo() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (400, 300)).save(out, "JPEG")
    out.seek(0)
    return out


def everywhere(client: Client, role_model: RoleModel) -> tuple[int, bool, bool, int]:
    """(portrait, in the directory, found by her job, photo), as a visitor meets them."""
    client.logout()
    there = role_model.get_absolute_url()
    listed, found = (client.get(f"/professionnelles/{query}").content.decode() for query in ("", "?q=robots"))
    return client.get(there).status_code, there in listed, there in found, client.get(f"{there}photo/").status_code


def test_publish_keeps_her_consent_and_unpublish_takes_it_back_everywhere(client: Client, nadia: RoleModel) -> None:
    pool.add_photo(nadia, file=photo(), by=nadia.person)
    assert everywhere(client, nadia) == (404, False, False, 404)
    pool.publish(nadia, by=nadia.person)
    pool.publish(nadia, by=nadia.person)
    kept = Consent.objects.to(Purpose.DIRECTORY, nadia.network_id).get()
    assert (kept.person, kept.source, kept.network_id) == (nadia.person, "profile", nadia.network_id)
    assert everywhere(client, nadia) == (200, True, True, 200)
    pool.unpublish(nadia, by=nadia.person)
    assert everywhere(client, nadia) == (410, False, False, 404)
    assert not Consent.objects.to(Purpose.DIRECTORY).exists()
    assert nadia.code not in client.get("/plan/").content.decode()


@pytest.mark.parametrize("network", [0, 1, None])
def test_a_consent_taken_back_elsewhere_unpublishes(client: Client, nadia: RoleModel, network: int | None) -> None:
    pool.publish(nadia, by=nadia.person)
    if network == 0:  # given for all networks together
        Consent.objects.update(network_id=0)
    people.withdraw_consent(nadia.person, purpose=Purpose.DIRECTORY, network_id=nadia.network_id if network else network, by=nadia.person)
    assert everywhere(client, nadia)[:3] == (410, False, False)


def test_a_consent_of_another_network_changes_nothing_here(client: Client, nadia: RoleModel) -> None:
    pool.publish(nadia, by=nadia.person)
    other = NetworkFactory()
    people.consent(nadia.person, purpose=Purpose.DIRECTORY, source="account", network_id=other.pk, by=nadia.person)
    people.withdraw_consent(nadia.person, purpose=Purpose.DIRECTORY, network_id=other.pk, by=nadia.person)
    people.consent(nadia.person, purpose=Purpose.NEWS, source="account", network_id=nadia.network_id, by=nadia.person)
    people.withdraw_consent(nadia.person, purpose=Purpose.NEWS, by=nadia.person)
    assert everywhere(client, nadia)[:3] == (200, True, True)
    assert pool.stop_showing(nadia.person, Purpose.DIRECTORY, other.pk) == 0


def test_a_photo_without_consent_is_hers_alone(client: Client, nadia: RoleModel) -> None:
    pool.publish(nadia, by=nadia.person)
    pool.add_photo(nadia, file=photo(), by=nadia.person)
    path = f"{nadia.get_absolute_url()}photo/"
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    people.withdraw_consent(nadia.person, purpose=Purpose.PHOTO, by=nadia.person)
    assert client.get(path).status_code == 404 == client.get(path, headers={"If-None-Match": tag}).status_code
    assert "/photo/" not in client.get(nadia.get_absolute_url()).content.decode()
    client.force_login(nadia.person)
    assert client.get(path).status_code == 200
    client.post(f"{nadia.get_profile_url()}photo/montrer/")
    assert everywhere(client, nadia)[3] == 200
    client.force_login(nadia.person)
    client.post(f"{nadia.get_profile_url()}photo/cacher/")
    assert everywhere(client, nadia)[3] == 404 and not Consent.objects.to(Purpose.PHOTO).exists()


def test_hide_photo_and_show_photo_refuse_what_is_not_hers(nadia: RoleModel) -> None:
    with pytest.raises(Refused):
        pool.show_photo(nadia, by=nadia.person)  # there is none
    with pytest.raises(Refused):
        pool.show_photo(nadia, by=PersonFactory())
    with pytest.raises(Refused):
        pool.hide_photo(nadia, by=PersonFactory())


def test_the_preview_is_the_portrait_to_the_byte(client: Client, nadia: RoleModel) -> None:
    LineFactory(role_model=nadia)
    LineFactory(role_model=nadia, part=Line.Part.DAY, mark="08:30", words="Je fais le tour des cellules.")
    LineFactory(role_model=nadia, part=Line.Part.QUESTION, mark="love", words="Le bruit d’une machine qui va bien.")

    def article(path: str) -> str:
        found = re.search(r"<article.*</article>", client.get(path).content.decode(), re.DOTALL)
        assert found
        return found[0]

    pool.publish(nadia, by=nadia.person)
    public = article(nadia.get_absolute_url())
    client.force_login(nadia.person)
    assert article(f"{nadia.get_profile_url()}apercu/") == public
    assert "Je fais le tour" in public and "8 h 30" in re.sub(r"\s", " ", public)
    assert "Benali" not in public and "Lille" not in public and "@" not in public


def test_tell_writes_her_story_in_order_and_refuses_what_makes_no_sense(nadia: RoleModel) -> None:
    pool.tell(nadia, path=[("2019", "Robots"), ("2014", "Bac pro"), ("", " ")], day=[("13:30", "Fin"), ("05:30", "Début")],
              answers=[("love", "Tout"), ("fail", "Rien")], by=nadia.person)
    assert [(one.part, one.mark) for one in nadia.lines.order_by("part", "place")] == [
        ("day", "05:30"), ("day", "13:30"), ("path", "2014"), ("path", "2019"), ("question", "love"), ("question", "fail")]
    pool.tell(nadia, path=[("2020", "Autre")], by=nadia.person)
    assert nadia.lines.count() == 1
    for wrong in ({"path": [("14", "x")]}, {"path": [("3014", "x")]}, {"day": [("25:00", "x")]}, {"answers": [("nothing", "x")]},
                  {"answers": [("love", "x"), ("love", "y")]}, {"path": [("2001", "x")] * 7}, {"day": [("05:00", "x" * 301)]}):
        with pytest.raises(Refused):
            pool.tell(nadia, **wrong, by=nadia.person)
    with pytest.raises(Refused):
        pool.tell(nadia, by=PersonFactory())
    assert nadia.lines.get().words == "Autre"
    assert Entry.objects.filter(verb="pool.tell").count() == 2


def test_the_page_of_her_story_loses_nothing_and_says_what_is_missing(client: Client, nadia: RoleModel) -> None:
    client.force_login(nadia.person)
    path = f"{nadia.get_profile_url()}recit/"
    sent = {"path_0_mark": "", "path_0_words": "Bac pro", "day_0_mark": "8h", "day_0_words": "Je règle",
            "question_0_mark": "love", "question_0_words": "Tout", "question_1_mark": "love", "question_1_words": "Encore"}
    answer = client.post(path, sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Bac pro" in page and "Encore" in page and not nadia.lines.exists()
    for name in ("path_0_mark", "day_0_mark", "question_1_mark"):
        assert f'id="id_{name}_error"' in page
    sent |= {"path_0_mark": "2014", "day_0_mark": "08:00", "question_1_mark": "fail"}
    for _twice in range(2):
        assert client.post(path, sent).status_code == 302
    assert nadia.lines.count() == 4


def test_completeness_counts_what_is_written_and_links_to_the_rest(client: Client, nadia: RoleModel) -> None:
    before = completeness(nadia)
    assert any("recit" in one.address for one in before.missing)
    pool.tell(nadia, path=[("2014", "Bac pro")], day=[("08:00", "Je règle")], answers=[("love", "Tout")], by=nadia.person)
    pool.add_photo(nadia, file=photo(), by=nadia.person)
    nadia = pool.describe(nadia, fields={"topics": ["path"]}, by=nadia.person)
    after = completeness(nadia)
    assert (after.value, after.missing, after.percent) == (after.goal, [], 100) and before.value == after.goal - 5
    client.force_login(nadia.person)
    for one in before.missing:
        assert client.get(one.address.partition("#")[0]).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_portrait_asks_as_much_for_one_line_as_for_three(
    client: Client, nadia: RoleModel, django_assert_max_num_queries: Any, count: int
) -> None:
    for place in range(count):
        LineFactory(role_model=nadia, place=place, mark=str(2010 + place))
    pool.publish(nadia, by=nadia.person)
    with django_assert_max_num_queries(6):
        client.get(nadia.get_absolute_url())


def test_the_directory_is_narrowed_by_language_and_diploma(client: Client) -> None:
    lina = RoleModelFactory(languages=["fr", "de"], level="cap")
    RoleModelFactory(languages=["fr"], level="doctorate")
    for query in ("?langue=de", "?niveau=cap", "?langue=de&niveau=cap"):
        page = client.get(f"/professionnelles/{query}").content.decode()
        assert page.count('class="carte"') == 1 and lina.get_absolute_url() in page
    assert client.get("/professionnelles/?langue=de&niveau=doctorate").content.decode().count('class="carte"') == 0
