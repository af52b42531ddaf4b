"""What an installation says of its own health, and what people see when the machine fails."""
from __future__ import annotations

import errno
import sqlite3
import threading
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import path

from industrielles.config import urls
from industrielles.config.faults import broken
from industrielles.kit import jobs
from industrielles.kit.doors import Door, anyone
from industrielles.kit.models import Slot

failing: list[BaseException] = []


class Fails(Door):
    """A page that meets whatever fault is in `failing`."""

    policy = staticmethod(anyone)

    @classmethod
    def view(cls, request: Any) -> Any:
        raise failing[-1]


handler500 = broken
urlpatterns = [path("fails/", Fails.view), *urls.urlpatterns]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def test_healthz_answers_without_the_database(visitor: Client) -> None:
    assert visitor.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_readyz_says_what_is_missing(visitor: Client) -> None:
    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "migrations": True, "worker": False}
    jobs.beat()
    assert visitor.get("/readyz").status_code == 200
    jobs.leave()
    assert visitor.get("/readyz").status_code == 503


@pytest.mark.parametrize(("fault", "status"), [
    (OperationalError("database is locked"), 503),
    (OSError(errno.ENOSPC, "No space left on device"), 503),
    (ValueError("nadia@example.org"), 500),
])
@pytest.mark.urls("tests.config.test_health")
def test_a_fault_that_passes_is_a_503_any_other_a_500_and_neither_tells_its_text(
        visitor: Client, fault: BaseException, status: int, caplog: Any) -> None:
    failing.append(fault)
    answer = visitor.get("/fails/")
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert str(fault) not in answer.content.decode()


@pytest.mark.django_db
def test_what_is_too_large_is_refused_before_it_is_read(settings: Any) -> None:
    settings.LARGEST_BODY = 1000
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post("/entrer/", {"file": SimpleUploadedFile("a.jpg", b"x" * 2000)})
    assert answer.status_code == 413
    assert "8 Mo" in answer.content.decode()
    assert visitor.post("/entrer/", {"email": "x"}).status_code == 403


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="one writer at a time is SQLite's way")
def test_a_writer_waits_for_another_and_both_succeed() -> None:
    """Three seconds of somebody else's transaction are waited for: IMMEDIATE and the busy timeout (docs/decisions/0006)."""
    ready = threading.Event()

    def hold() -> None:
        with sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            ready.set()
            threading.Event().wait(1)
            other.execute("COMMIT")
        other.close()

    holder = threading.Thread(target=hold)
    holder.start()
    ready.wait()
    assert jobs.claim("waits", 1) is not None
    holder.join()
    assert Slot.objects.filter(name="waits").count() == 1


def test_a_function_named_in_the_settings_that_does_not_exist_is_found(settings: Any) -> None:
    settings.CHECKUPS = ["industrielles.kit.jobs.dance"]
    assert "industrielles.E001" in [fault.id for fault in checks.run_checks()]


def test_a_function_named_in_the_settings_exists() -> None:
    assert [fault.msg for fault in checks.run_checks() if fault.id == "industrielles.E001"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/professionnelles/%00/", "/demander/1/?avec=%00"])
def test_a_nul_in_an_address_is_no_fault_of_ours(client: Client, address: str) -> None:
    assert client.get(address).status_code in (200, 400, 404)
