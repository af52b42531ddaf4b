"""Five hundred public pages in a minute from one place, and no more (trust 8); an ordinary visitor costs no query."""
from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.test import Client, RequestFactory

from industrielles.kit import clock
from industrielles.pool import throttle
from industrielles.pool.models import Rate
from tests.at_once import at_once
from tests.factories.pool import RoleModelFactory

NOW = dt.datetime(2026, 10, 5, 8, 0, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _nobody_came() -> Any:
    throttle.forget()
    with clock.at(NOW):
        yield
    throttle.forget()


@pytest.mark.django_db
def test_five_hundred_views_in_a_minute_meet_a_429_and_the_next_minute_is_open(client: Client, settings: Any) -> None:
    path = RoleModelFactory().get_absolute_url()
    request = RequestFactory().get(path, REMOTE_ADDR="127.0.0.1")
    seen = [throttle.is_too_much(request) for _n in range(throttle.MOST - 1)]
    assert not any(seen)
    refused = client.get(path)
    assert refused.status_code == 429 and refused.headers["Retry-After"] == "60"
    assert client.get("/professionnelles/").status_code == 429
    assert client.get("/").status_code == 200
    assert client.get(path, REMOTE_ADDR="203.0.113.9").status_code == 200
    with clock.at(NOW + dt.timedelta(minutes=1)):
        assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_an_ordinary_visitor_costs_no_query_and_a_robot_two_for_each_step(django_assert_num_queries: Any) -> None:
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        for _n in range(throttle.STEP - 1):
            throttle.is_too_much(request)
    throttle.is_too_much(request)
    with django_assert_num_queries(2):
        for _n in range(throttle.STEP):
            throttle.is_too_much(request)
    assert Rate.objects.get().pages == 2 * throttle.STEP
    assert "127.0.0.1" not in str(Rate.objects.values_list())


@pytest.mark.django_db
def test_several_processes_count_together() -> None:
    """Another process has no memory of ours: the database has."""
    request = RequestFactory().get("/")
    for _process in range(throttle.MOST // throttle.STEP):
        throttle.forget()
        last = [throttle.is_too_much(request) for _n in range(throttle.STEP)]
    assert last[-1] and not any(last[:-1])


@pytest.mark.parametrize(("proxies", "forwarded", "found"), [
    (0, "203.0.113.1", "198.51.100.7"), (1, "203.0.113.1", "203.0.113.1"), (1, "6.6.6.6, 203.0.113.1", "203.0.113.1"),
    (2, "6.6.6.6, 203.0.113.1, 10.0.0.1", "203.0.113.1"), (2, "203.0.113.1", "198.51.100.7"), (1, "", "198.51.100.7")])
def test_an_address_that_somebody_writes_herself_is_not_believed(settings: Any, proxies: int, forwarded: str, found: str) -> None:
    settings.PROXIES = proxies
    assert throttle.address_of(RequestFactory().get("/", REMOTE_ADDR="198.51.100.7", headers={"X-Forwarded-For": forwarded})) == found


@pytest.mark.django_db(transaction=True)
def test_counts_of_many_at_once_are_all_kept() -> None:
    minute = NOW.replace(second=0)
    at_once(*[lambda: throttle.counted("x" * 32, minute, 20)] * 8)
    assert Rate.objects.get().pages == 160


@pytest.mark.django_db(transaction=True)
def test_a_count_read_then_written_would_be_lost() -> None:
    """The positive control of the race above."""
    Rate.objects.create(place="x" * 32, minute=NOW, pages=0)
    gate = threading.Barrier(4)

    def careless() -> None:
        row = Rate.objects.get()
        gate.wait()
        row.pages += 20
        row.save()

    at_once(*[careless] * 4)
    assert Rate.objects.get().pages < 80
