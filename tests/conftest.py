"""What every test may count on: strict surroundings (tests/strict.py), both databases, times and mails under control."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.test import SimpleTestCase

from tests import strict
from tests.mailbox import Mailbox

hypothesis.settings.register_profile("house", deadline=None, print_blob=True, derandomize=strict.ON_RECORD)
hypothesis.settings.register_profile("long", deadline=None, print_blob=True, max_examples=10_000)
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    strict.forbid_network()
    strict.empty_only_what_is_filled()
    strict.force_login_passes_both_steps()


def pytest_collection_finish() -> None:
    strict.leave_the_house_alone()


def pytest_itemcollected(item: pytest.Item) -> None:
    """What asks nothing of the database need not run with each: `once`."""
    asks = {"db", "transactional_db", "django_db_setup", "live_server"} & set(getattr(item, "fixturenames", ()))
    if not (asks or item.get_closest_marker("django_db") or issubclass(getattr(item, "cls", None) or object, SimpleTestCase)):
        item.add_marker("once")


def pytest_report_header() -> list[str]:
    from django.db import connection

    return [f"database: {connection.vendor}; order of unordered rows: seed {strict.seed()}"]


@pytest.fixture(autouse=True)
def _strict(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rows asked for without an order come in any order; the language is French; nothing of a test's thread stays open."""
    from django.utils import translation

    with strict.any_order(), translation.override("fr"):
        yield


@pytest.fixture
def held_mail(settings: Any) -> Iterator[Any]:
    """The marker by which a restored installation sends nothing; removed afterwards."""
    marker = settings.DATA_DIR / "MAIL_HELD"
    marker.touch()
    yield marker
    marker.unlink(missing_ok=True)


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A real mail server on loopback; letters are sent to it by the code the worker runs."""
    box = Mailbox()
    box.controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield box
    box.controller.stop()
