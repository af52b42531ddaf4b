"""The pages of letters to many: written, seen as they are read, sent, stopped."""
from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from industrielles.members import tasks
from industrielles.members import verbs as members
from industrielles.members.models import Issue
from tests.factories.network import NetworkFactory, coordinator_of

from .conftest import issue, reader

pytestmark = pytest.mark.django_db
SAID = {"stream": "news", "view": "everybody", "subject_fr": "Les nouvelles", "text_fr": "Bonjour.",
        "subject_en": "", "text_en": "", "reason": ""}
XSS = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](https://e\" onclick=\"alert(1))",
       "**<b>**", "![x](https://pixel.invalid/p.png)", "[<script>](https://a.invalid/)", "{{ settings.SECRET_KEY }}{% load x %}",
       "</title><script>", "[x](data:text/html,<script>)", "&lt;script&gt;", "<svg/onload=alert(1)>"]


def test_written_seen_tried_sent_and_stopped(client: Client, network: Any, coordinator: Any) -> None:
    reader(network, "marie@exemple.invalid")
    client.force_login(coordinator)
    assert "Rien d’écrit encore" in client.get("/coordination/nouvelles/").content.decode()
    form = client.get("/coordination/nouvelles/ecrire/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    for _ in range(2):
        answer = client.post("/coordination/nouvelles/ecrire/", SAID | {"key": key[1] if key else ""})
    one = Issue.objects.get()
    page = client.get(answer["Location"]).content.decode()
    assert "Envoyer à 1 personne" in page and "frame-src 'self'" in client.get(answer["Location"])["Content-Security-Policy"]
    assert client.post(f"{answer['Location']}essai/").status_code == 302
    client.post(f"{answer['Location']}envoyer/")
    client.post(f"{answer['Location']}envoyer/")
    one.refresh_from_db()
    assert one.status == "sending" and "en cours d’envoi" in client.get(answer["Location"]).content.decode()
    client.post(f"{answer['Location']}arreter/")
    assert "arrêtée" in client.get("/coordination/nouvelles/").content.decode()
    assert client.post(f"{answer['Location']}modifier/", SAID).status_code == 422


def test_a_form_that_lacks_something_comes_back_whole(client: Client, network: Any, coordinator: Any) -> None:
    client.force_login(coordinator)
    answer = client.post("/coordination/nouvelles/ecrire/", SAID | {"stream": "service", "text_fr": "Gardé tel quel"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Dites pourquoi il doit partir" in page and "Gardé tel quel" in page
    assert client.post("/coordination/nouvelles/ecrire/", SAID | {"text_en": "Hello"}).status_code == 422
    assert client.post("/coordination/nouvelles/ecrire/", {}).status_code == 422 and not Issue.objects.exists()


def test_a_selection_of_the_search_is_written_to(client: Client, network: Any, coordinator: Any) -> None:
    reader(network, first_name="Aminata", last_name="Sow", agrees=False)
    reader(network, first_name="Paule", last_name="Roy", agrees=False)
    client.force_login(coordinator)
    form = client.get("/coordination/nouvelles/ecrire/?search=aminata&courrier=service").content.decode()
    assert "La sélection de votre recherche" in form and "aminata" in form
    answer = client.post("/coordination/nouvelles/ecrire/", SAID | {
        "stream": "service", "reason": "la salle a changé", "view": "selection", "query": "search=aminata&bad=1"})
    one = Issue.objects.get()
    assert (one.query, one.stream) == ("search=aminata", "service")
    assert "<strong>1 membre</strong>" in client.get(answer["Location"]).content.decode()
    view = members.keep_view("Paules", network=network, query="search=paule", by=coordinator)
    client.post(f"{answer['Location']}modifier/", SAID | {"stream": "service", "reason": "autre", "view": view.code})
    one.refresh_from_db()
    assert (one.query, one.segment) == ("search=paule", "Paules")


@pytest.mark.parametrize("payload", XSS)
def test_nothing_written_runs_in_the_preview(client: Client, network: Any, coordinator: Any, payload: str) -> None:
    one = issue(network, coordinator, subject_fr=payload[:120], text_fr=f"{payload}\n\n- {payload}")
    client.force_login(coordinator)
    answer = client.get(f"/coordination/nouvelles/{one.code}/apercu/")
    page = answer.content.decode()
    body = page[page.index("<body"):]
    assert not re.search(r"<(script|img|svg|iframe|b)\b|<[^>]*\son\w+=|href=\"(?!https?://|mailto:)", body, re.I)
    assert "default-src 'none'" in answer["Content-Security-Policy"] and answer["X-Frame-Options"] == "SAMEORIGIN"
    shown = client.get(f"/coordination/nouvelles/{one.code}/").content.decode()
    assert payload not in shown or "<" not in payload


def test_of_another_network_there_is_nothing(client: Client, network: Any, coordinator: Any) -> None:
    elsewhere = NetworkFactory()
    one = issue(elsewhere, coordinator_of(elsewhere), subject_fr="Zibeline")
    client.force_login(coordinator)
    for end in ("", "apercu/", "modifier/"):
        assert client.get(f"/coordination/nouvelles/{one.code}/{end}").status_code == 404
    for end in ("essai/", "envoyer/", "arreter/", "jeter/", "modifier/"):
        assert client.post(f"/coordination/nouvelles/{one.code}/{end}", SAID).status_code == 404
    assert "Zibeline" not in client.get("/coordination/nouvelles/").content.decode()
    assert client.post("/coordination/nouvelles/ecrire/", SAID | {"network": elsewhere.slug}).status_code in (302, 422)
    assert Issue.objects.filter(network=elsewhere).count() == 1


def test_the_list_costs_the_same_whatever_its_length(client: Client, network: Any, coordinator: Any) -> None:
    client.force_login(coordinator)
    counts = []
    for number in (1, 2):
        for n in range(number):
            issue(network, coordinator, subject_fr=f"N{number}{n}")
        with CaptureQueriesContext(connection) as queries:
            client.get("/coordination/nouvelles/")
        counts.append(len(queries))
    assert counts[0] == counts[1] < 25


def test_a_get_changes_nothing(client: Client, network: Any, coordinator: Any) -> None:
    one = issue(network, coordinator)
    client.force_login(coordinator)
    for end in ("essai/", "envoyer/", "arreter/", "jeter/"):
        assert client.get(f"/coordination/nouvelles/{one.code}/{end}").status_code == 405
    assert tasks.send_news() == 0 and Issue.objects.get().status == "draft"
