"""What a programme recommends to its pairs: written by its coordinator, shown on the pair's page with where it leads."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit.refusals import Refused
from industrielles.mentoring import ready, resources
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.quiz import Unclear
from tests.factories.mentoring_life import pair
from tests.factories.network import coordinator_of
from tests.factories.people import PersonFactory

TEXT = ("# Visiter une usine\nDes portes ouvertes près de chez toi.\nToute l’année.\nhttps://www.exemple.fr/visites?ville=lille\n\n"
        "# Un livre")
ROWS = [{"title": "Visiter une usine", "words": "Des portes ouvertes près de chez toi. Toute l’année.",
         "link": "https://www.exemple.fr/visites?ville=lille"}, {"title": "Un livre", "words": "", "link": ""}]


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_resources_are_written_as_one_reads_them() -> None:
    assert resources.read(TEXT) == ROWS and resources.read(resources.written(ROWS)) == ROWS and resources.read("") == []
    assert [one["host"] for one in resources.shown(ROWS)] == ["exemple.fr", ""]


@pytest.mark.parametrize("link", [
    "http://exemple.fr/", "javascript://exemple.fr/%0aalert(1)", "https://onisep.fr@exemple.fr/", "https://exemple.fr:8443/",
    "https://127.0.0.1/", "https://localhost/", "https://exémple.fr/", "https://exemple.fr/\"onclick=", "https://[::1]/",
    "ftp://exemple.fr/", "https:///x.fr"])
def test_a_link_that_is_no_plain_https_address_is_refused_and_never_shown_as_one(link: str) -> None:
    with pytest.raises(Unclear):
        resources.read(f"# Titre\n{link}")
    assert resources.shown([{"title": "Titre", "words": "", "link": link}])[0]["host"] == ""


@pytest.mark.parametrize("text", ["des mots sans titre", "# Deux\nhttps://a.fr/\nhttps://b.fr/", "# Trop\n" * 13])
def test_unclear_resources_are_refused(text: str) -> None:
    with pytest.raises(Unclear):
        resources.read(text)


def test_ready_programmes_come_with_three_public_resources_each() -> None:
    for one in ready.TEMPLATES.values():
        assert len(one.resources) == 3 and all(resources.host_of(each.link) for each in one.resources)


def test_those_of_the_templates_lead_to_a_front_page_or_nowhere() -> None:
    """Pages move, front pages stay: what is proposed ready made still leads somewhere in five years."""
    links = {one.link for template in ready.TEMPLATES.values() for one in template.resources}
    assert "https://www.onisep.fr/" in links
    assert {link for link in links if link and link != f"https://www.{resources.host_of(link)}/"} == set()


@pytest.mark.django_db
def test_a_coordinator_writes_them_and_both_read_them_with_where_they_lead() -> None:
    made = pair()
    coordinator, address = coordinator_of(made.network), reverse("mentoring:resources", args=[made.programme.code])
    desk = signed_in(coordinator)
    assert "https://www.onisep.fr/" in desk.get(address).content.decode()  # those of the template, to begin with
    assert desk.post(address, {"text": "# Titre\nhttp://exemple.fr/"}).status_code == 422
    assert desk.post(address, {"text": TEXT}).status_code == 302
    assert Entry.objects.get(verb="mentoring.keep_resources").by_id == coordinator.pk
    for side in ("mentee", "mentor"):
        page = signed_in(made.person_of(side)).get(reverse("mentoring:pair", args=[made.code])).content.decode()
        assert 'href="https://www.exemple.fr/visites?ville=lille" rel="external noopener noreferrer"' in page and "(exemple.fr)" in page
        assert "Un livre" in page and "onisep" not in page
    for stranger in (made.mentor.person, PersonFactory()):
        assert signed_in(stranger).get(address).status_code == 404
        with pytest.raises(Refused):
            mentoring.keep_resources(made.programme, resources=[], by=stranger)
