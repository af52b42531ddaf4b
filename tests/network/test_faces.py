"""What everybody sees of a network: its page, its colours, its logo, a word to it."""
from __future__ import annotations

import io
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network import colours, logos
from industrielles.network import verbs as network
from industrielles.network.models import Network
from tests.factories.network import NetworkFactory, coordinator_of, umbrella
from tests.factories.places import DepartmentFactory, RegionFactory

pytestmark = pytest.mark.django_db
MISSION = "Nous visitons les classes.\n\nDepuis 2019, <b>partout</b>."


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 120), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB" if kind == "JPEG" else "RGBA", size, "#1B5E3F").save(out, kind, **options)
    return out.getvalue()


def test_a_page_shows_the_mission_escaped_in_its_colours_and_no_address(client: Client) -> None:
    node = NetworkFactory(departments=[DepartmentFactory(code="59", name="Nord")])
    network.present(node, mission_fr=MISSION, colour="#1b5e3f", colour_2="f7bc2e", by=coordinator_of(node))
    page = client.get(f"/reseaux/{node.slug}/").content.decode()
    assert "Nous visitons les classes." in page and "&lt;b&gt;partout" in page and "Nord" in page
    assert node.contact_email not in page and "@" not in re.sub(r"@media|@font", "", page)
    sheet = re.search(r'href="(/reseaux/couleurs/[^"]+)"', page)[1]  # type: ignore[index]
    answer = client.get(sheet)
    assert answer.headers["Content-Type"].startswith("text/css") and "--reseau:#1B5E3F;--sur-reseau:#FFFFFF" in answer.content.decode()
    assert f"/rejoindre/?reseau={node.slug}" in page


@pytest.mark.parametrize("name", ["red", "1B5E3F;}body{display:none", "1B5E3F-1B5E3F-1B5E3F", "808080", "../../x"])
def test_no_other_sheet_is_served(client: Client, name: str) -> None:
    assert client.get(f"/reseaux/couleurs/{name}.css").status_code == 404


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_taken_is_read_in_both_themes(number: int) -> None:
    colour = f"#{number:06X}"
    near = colours.nearest_readable(colour)
    assert colours.text_on(near)[1] >= 4.5 and (near == colour) is colours.is_readable(colour)
    for theme, ground in colours.PAGES.items():
        assert colours.contrast(colours.text_in(near, theme), ground) >= 4.5


def test_an_unreadable_colour_is_refused_with_its_ratio_and_the_nearest_shade(client: Client) -> None:
    node = NetworkFactory()
    client.force_login(coordinator_of(node))
    answer = client.post(f"/coordination/reseaux/{node.slug}/presentation/", {"mission_fr": MISSION, "colour": "#8A8080"})
    page = answer.content.decode()
    near = colours.nearest_readable("#8A8080")
    assert answer.status_code == 422 and near in page and "Nous visitons les classes." in page and "4,5" in page
    assert re.search(r"contraste de \d,\d", page)
    assert client.post(f"/coordination/reseaux/{node.slug}/presentation/", {"colour": "vert"}).status_code == 422
    assert client.post(f"/coordination/reseaux/{node.slug}/presentation/", {"mission_fr": MISSION, "colour": near}).status_code == 302
    node.refresh_from_db()
    assert (node.colour, node.mission_fr) == (near, MISSION.replace("\n", "\r\n")) or node.mission_fr == MISSION


def test_a_preview_saves_nothing(client: Client) -> None:
    node = NetworkFactory()
    client.force_login(coordinator_of(node))
    answer = client.post(f"/coordination/reseaux/{node.slug}/presentation/", {"mission_fr": MISSION, "colour": "#1B5E3F", "preview": "1"})
    assert answer.status_code == 200 and "1B5E3F.css" in answer.content.decode()
    node.refresh_from_db()
    assert (node.mission_fr, node.colour) == ("", "")


def test_only_who_runs_it_presents_it(client: Client) -> None:
    node, other = NetworkFactory(), coordinator_of(NetworkFactory())
    for act in (lambda: network.present(node, mission_fr="x", by=other), lambda: network.remove_logo(node, by=other),
                lambda: network.add_logo(node, logo=io.BytesIO(picture()), by=other)):
        with pytest.raises(Refused):
            act()
    client.force_login(other)
    assert client.post(f"/coordination/reseaux/{node.slug}/presentation/", {"mission_fr": "x"}).status_code == 404


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_again_shown_and_taken_off(client: Client, settings: Any, tmp_path: Any, kind: str) -> None:
    settings.MEDIA_ROOT = tmp_path
    node = NetworkFactory()
    client.force_login(coordinator_of(node))
    where = f"/coordination/reseaux/{node.slug}/logo/"
    assert client.post(where, {"logo": io.BytesIO(picture(kind))}).status_code == 302
    answer = client.get(f"/reseaux/{node.slug}/logo/")
    drawn = Image.open(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "image/webp" and drawn.format == "WEBP" and drawn.width <= 480
    client.post(where, {"logo": io.BytesIO(picture(kind, (200, 200)))})
    client.post(f"{where}retirer/")
    assert client.get(f"/reseaux/{node.slug}/logo/").status_code == 404


BAD = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "html": b"<html>", "empty": b"",
    "cut": picture()[:60], "gif": b"GIF89a" + bytes(200), "polyglot": b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "heavy": b"\xff\xd8\xff" + bytes(logos.MOST_BYTES),
    "small": picture(size=(20, 20)), "bomb": picture(size=(5000, 5000), compress_level=9)}


@pytest.mark.parametrize("what", sorted(BAD))
def test_what_is_no_logo_is_refused_in_words(client: Client, settings: Any, tmp_path: Any, what: str) -> None:
    settings.MEDIA_ROOT = tmp_path
    node = NetworkFactory()
    client.force_login(coordinator_of(node))
    file = io.BytesIO(BAD[what])
    file.name = "logo.png"
    answer = client.post(f"/coordination/reseaux/{node.slug}/logo/", {"logo": file})
    assert answer.status_code == 422 and 'class="erreur' in answer.content.decode()
    node.refresh_from_db()
    assert not node.logo and not list(tmp_path.rglob("*.webp"))


def test_networks_are_shown_by_department_then_region_then_all_of_france(client: Client) -> None:
    region = RegionFactory()
    nord, aisne = DepartmentFactory(code="59", name="Nord", region=region), DepartmentFactory(code="02", name="Aisne", region=region)
    near, national = NetworkFactory(name="Réseau du Nord", departments=[nord]), NetworkFactory(name="Réseau national")
    umbrella().departments.add(aisne)

    def shown(query: str) -> list[str]:
        page = client.get(f"/reseaux/{query}").content.decode()
        return [one.name for one in (near, national) if one.name in page]

    assert shown("") == shown("?departement=59") == shown("?departement=zz") == ["Réseau du Nord", "Réseau national"]
    assert "Aucun réseau n’agit encore dans l’Aisne." in client.get(f"/reseaux/?departement={aisne.pk}").content.decode()
    assert shown(f"?departement={aisne.pk}") == ["Réseau du Nord", "Réseau national"]
    far = DepartmentFactory(code="974", name="La Réunion", region=RegionFactory(code="04", name="La Réunion"))
    assert shown(f"?departement={far.pk}") == ["Réseau national"]


def test_the_public_list_asks_as_much_for_one_as_for_three(client: Client) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/reseaux/")
        return len(asked)

    NetworkFactory(departments=[DepartmentFactory()]), NetworkFactory()
    first = questions()
    NetworkFactory(departments=[DepartmentFactory()]), NetworkFactory(), NetworkFactory()
    assert questions() == first < 25


def test_a_closed_network_says_so_and_takes_no_word(client: Client) -> None:
    node, heir = NetworkFactory(), NetworkFactory()
    Network.objects.filter(pk=node.pk).update(closed_on=clock.today(), merged_into=heir)
    answer = client.get(f"/reseaux/{node.slug}/")
    assert answer.status_code == 410 and heir.name in answer.content.decode()
    assert client.get(f"/reseaux/{node.slug}/ecrire/").status_code == 404


def test_a_word_is_carried_once_to_the_contact_address(client: Client) -> None:
    node = NetworkFactory()
    said = {"name": "Zoé\r\nBcc: x@y.fr", "email": "zoe@exemple.invalid", "message": "Bonjour à toutes.\nMerci.", "key": str(uuid.uuid4())}
    for _ in range(2):
        client.post(f"/reseaux/{node.slug}/ecrire/", said)
    letter = Letter.objects.get()
    assert (letter.address, letter.reply_to) == (node.contact_email, "zoe@exemple.invalid")
    assert "Bonjour à toutes." in letter.text and "\n" not in letter.subject
    assert client.post(f"/reseaux/{node.slug}/ecrire/", {**said, "email": "pas"}).status_code == 422


def test_words_to_one_network_are_bounded(client: Client) -> None:
    node = NetworkFactory()
    for number in range(20):
        network.write_to(node, key=uuid.uuid4(), name="A", email=f"a{number}@exemple.invalid", message="Bonjour à vous")
    with pytest.raises(Refused):
        network.write_to(node, key=uuid.uuid4(), name="A", email="b@exemple.invalid", message="Bonjour à vous")
