"""Pages for what goes wrong."""

import pytest
from django.test import Client, RequestFactory

from industrielles.website import errors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("prefix", "words"), [("", "Cette page est introuvable"), ("/en", "This page cannot be found")])
def test_unknown_address_says_what_to_do(client, prefix, words):
    response = client.get(f"{prefix}/nulle-part/")
    html = response.content.decode()
    assert response.status_code == 404
    assert words in html and f"{prefix}/aide/" in html and 'name="q"' in html


def test_form_left_open_too_long_says_nothing_was_recorded():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/affichage/", {"theme": "dark"})
    assert response.status_code == 403
    assert "Rien n’a été enregistré" in response.content.decode()
    assert not response.cookies.get("theme")


@pytest.mark.parametrize(
    ("view", "status"), [(errors.forbidden, 403), (errors.bad_request, 400), (errors.not_found, 404), (errors.too_large, 413)]
)
def test_error_pages_stand_without_session_or_person(view, status):
    assert view(RequestFactory().get("/x/")).status_code == status


def test_breakdown_page_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.broken(RequestFactory().get("/x/"))
    html = response.content.decode()
    assert response.status_code == 500
    assert "Réessayez dans quelques minutes" in html and 'lang="en"' in html
