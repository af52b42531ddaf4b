"""Doors: who may enter, what a refusal becomes, what caches may keep."""
from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.generic import View

from industrielles.config import urls
from industrielles.kit.doors import Door, anyone, signed_in
from industrielles.kit.refusals import Refused
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.test_doors")]


class Refuses(Door, View):
    """A door whose verb always says no."""

    policy = staticmethod(anyone)

    def get(self, request: HttpRequest) -> HttpResponse:
        raise Refused("Pas maintenant.")

    post = get


class Private(Door, View):
    policy = staticmethod(signed_in)

    def get(self, request: HttpRequest) -> HttpResponse:
        request.signed_link = request.GET.get("link")  # type: ignore[attr-defined]
        return HttpResponse("entrez")


class Open(Private):
    policy = staticmethod(anyone)


class Closed(Private):
    @staticmethod
    def policy(person: Any, subject: Any) -> bool:
        return False


class Nameless(Door, View):
    """Names no policy."""


urlpatterns = [path("refuses/", Refuses.as_view()), path("private/", Private.as_view()), path("open/", Open.as_view()),
               path("closed/", Closed.as_view()), path("nameless/", Nameless.as_view()), *urls.urlpatterns]


@pytest.fixture
def member() -> Client:
    client = Client()
    client.force_login(PersonFactory())
    return client


def test_a_refused_act_is_told_on_the_page_it_came_from() -> None:
    answer = Client().post("/refuses/")
    assert (answer.status_code, answer["Location"]) == (302, "/refuses/")


def test_a_page_that_refuses_to_be_shown_is_not_asked_for_again_and_again() -> None:
    visitor = Client()
    answer = visitor.get("/refuses/", follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Pas maintenant." in answer.content.decode()


def test_who_has_not_signed_in_is_sent_to_sign_in_and_who_may_not_finds_nothing(member: Client) -> None:
    for door in ("/private/", "/closed/"):
        assert Client().get(door)["Location"] == f"/entrer/?next={door}"
    assert member.get("/private/").status_code == 200
    assert member.get("/closed/").status_code == 404


def test_a_door_without_a_policy_opens_to_nobody() -> None:
    with pytest.raises(ImproperlyConfigured, match="Nameless"):
        Client().get("/nameless/")


def test_pages_of_a_person_or_of_a_link_are_kept_by_no_cache_and_no_index(member: Client) -> None:
    for answer in (member.get("/open/"), Client().get("/open/?link=1")):
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "Cache-Control" not in Client().get("/open/")


def test_who_sends_a_form_signed_out_comes_back_to_the_page_of_the_form() -> None:
    visitor = Client(SERVER_NAME="localhost")
    from_here = visitor.post("/private/", headers={"referer": "http://localhost/open/?a=1"})
    from_elsewhere = visitor.post("/private/", headers={"referer": "http://evil.example/open/"})
    assert from_here["Location"] == "/entrer/?next=/open/"
    assert from_elsewhere["Location"] == "/entrer/?next=/mon-espace/"
