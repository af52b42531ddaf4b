"""What the log says of a fault, and what it must not."""
from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection

from industrielles.config.logs import Discreet
from industrielles.people.models import Person
from tests.factories.people import PersonFactory


@pytest.fixture
def log() -> Any:
    """A log written as in production, and what it wrote."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Discreet())
    logger = logging.getLogger("tests.discreet")
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)


@pytest.mark.django_db
def test_a_fault_of_the_database_is_logged_without_what_was_written(log: Any) -> None:
    logger, written = log
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE UNIQUE INDEX twice ON {Person._meta.db_table} (email)")
    secret, other = PersonFactory(), PersonFactory()
    try:
        try:
            Person.objects.filter(pk=other.pk).update(email=secret.email)
        except IntegrityError as fault:
            quoted = str(fault)
            raise RuntimeError("Nothing personal here.") from fault
    except RuntimeError:
        logger.exception("The job %s failed.", "x")
    said = written.getvalue()
    assert secret.email not in said
    assert quoted not in said
    assert "django.db.utils.IntegrityError" in said
    assert "RuntimeError: Nothing personal here." in said
    assert "test_logs.py" in said
    assert "The job x failed." in said


def test_the_console_is_discreet() -> None:
    formatter = settings.LOGGING["handlers"]["console"]["formatter"]
    assert settings.LOGGING["formatters"][formatter]["()"] == f"{Discreet.__module__}.{Discreet.__qualname__}"


def test_a_line_bears_no_key_and_no_address(log: Any) -> None:
    logger, written = log
    key = "WyI4WkpBQkZSVFRKV1EiLDFd:1xUfnb:sIxVvzWCnrv88V6VViI-GQkupUlbB7gARKRL7CPvOIc"
    logger.error("Internal Server Error: %s", f"/invitations/{key}/bilan/")
    logger.error("Internal Server Error: %s", "/agenda/abcdefghijklmnopqrstuv.ics")
    logger.error("The mailbox marie.dupont@exemple.invalid refuses; see %s", f"https://x.fr/rejoindre/avec/2CTH62SP7VLC:{key.split(':')[2]}/")
    assert written.getvalue().splitlines() == [
        "Internal Server Error: /invitations/…/bilan/", "Internal Server Error: /agenda/….ics",
        "The mailbox …@… refuses; see https://x.fr/rejoindre/avec/…/"]
