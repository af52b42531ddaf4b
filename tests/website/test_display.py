"""Light or dark: chosen by the visitor, written by the server."""

import pytest

pytestmark = pytest.mark.django_db


def test_theme_is_kept_and_written_by_the_server(client):
    response = client.post("/affichage/", {"theme": "dark", "next": "/donnees/"})
    assert (response.status_code, response["Location"]) == (302, "/donnees/")
    assert response.cookies["theme"]["httponly"] and response.cookies["theme"]["samesite"] == "Lax"
    assert '<html lang="fr" data-theme="dark">' in client.get("/donnees/").content.decode()


def test_theme_of_the_device_comes_back(client):
    client.post("/affichage/", {"theme": "dark"})
    client.post("/affichage/", {"theme": ""})
    assert "data-theme" not in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_display_leads_nowhere_else(client, address):
    assert client.post("/affichage/", {"theme": "light", "next": address})["Location"] == "/"


def test_unknown_theme_is_refused_in_words(client):
    response = client.post("/affichage/", {"theme": "pink"})
    assert response.status_code == 422
    assert "Choisissez une des réponses proposées" in response.content.decode()


def test_forged_cookie_is_not_written_into_the_page(client):
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get("/").content.decode()


def test_looking_at_the_choice_changes_nothing(client):
    assert not client.get("/affichage/?theme=dark").cookies.get("theme")
