"""What a page asks once."""
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from industrielles.kit.once import Once, forget, once
from industrielles.people import verbs as people
from industrielles.people.models import Person
from tests.factories.network import NetworkFactory, coordinator_of


def asked_in(method, times=2, between=lambda: None):
    """How often a view that wants the same thing several times really asks."""
    asked = []

    def view(request):
        for _n in range(times):
            once("key", lambda: asked.append(1))
            between()
        return HttpResponse()

    Once(view)(RequestFactory().generic(method, "/"))
    return len(asked)


@pytest.mark.parametrize(("method", "expected"), [("GET", 1), ("HEAD", 1), ("POST", 2)])
def test_once_asks_once_on_a_page_that_reads_and_each_time_elsewhere(method, expected):
    assert asked_in(method) == expected


def test_once_asks_again_after_a_change():
    assert asked_in("GET", between=forget) == 2


def test_once_keeps_nothing_for_the_next_page():
    assert (asked_in("GET"), asked_in("GET")) == (1, 1)
    before = []
    once("key", lambda: before.append(1))
    once("key", lambda: before.append(1))
    assert len(before) == 2


@pytest.mark.django_db
def test_once_forgets_what_a_verb_changes():
    """What is journalled has changed something, even on a page that reads."""
    by = coordinator_of(NetworkFactory())
    assert asked_in("GET", between=lambda: people.meet(f"x{Person.objects.count()}@exemple.fr", by=by)) == 2
