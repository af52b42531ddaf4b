"""What the program writes down while it works, and what it says when it breaks: no address, no key, no code, no name (trust 44)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.utils.module_loading import import_string

from industrielles.kit.doors import Door
from tests import canaries

from .land import Land, Sent
from .writes import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECRET = re.compile(r"[\w=-]+:[\w-]{4,8}:[\w-]{27,}|[\w.+-]+@[\w-]+\.\w+|csrfmiddlewaretoken|sessionid")
BROKEN = "ocelot@exemple.invalid"


def _said_anew(record: logging.LogRecord) -> bool:
    """The words of a fault are kept with its record: written by another formatter before, they are made again."""
    record.exc_text = None
    return True


@contextmanager
def logged() -> Iterator[StringIO]:
    """Everything that goes to the console, written as the product writes it."""
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(import_string(settings.LOGGING["formatters"]["discreet"]["()"])())
    handler.addFilter(_said_anew)
    root = logging.getLogger()
    root.addHandler(handler)
    level, root.level = root.level, logging.WARNING
    try:
        yield text
    finally:
        root.removeHandler(handler)
        root.level = level


def faults_of(text: str, land: Land) -> list[str]:
    """Secrets in a text."""
    secrets = {land.ours.marker, *(kwargs.get("token") or kwargs["key"] for kwargs in land.keys.values())}
    return [secret for secret in secrets if secret in text] + SECRET.findall(text)


def test_nothing_is_logged_about_anybody_while_everything_works(land: Land, recorded: list[Sent]) -> None:
    with logged() as text:
        for sent in {one.name: one for one in recorded}.values():
            with undone():
                land.client(sent.who).post(sent.path, {**sent.body, "email": ["pas une adresse ocelot"]})
        for address in canaries.addresses():
            if address.parameters:
                land.client("nobody" if {*address.parameters} & {"token", "key"} else "their coordinator").get(land.filled(address))
    assert faults_of(text.getvalue(), land) == []


def broken_pages(land: Land, monkeypatch: pytest.MonkeyPatch, fault: Exception) -> tuple[str, str]:
    """What is logged and what is shown when every door fails."""

    def fail(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        raise fault

    shown = []
    monkeypatch.setattr(Door, "dispatch", fail)
    with logged() as text:
        for address in canaries.addresses():
            if {*address.parameters} & {"token", "key"} or address.name in ("people:account", "members:members"):
                answer = land.client("coordinator", raise_request_exception=False).get(f"{land.filled(address)}?q={BROKEN}")
                assert answer.status_code in (404, 410, 500), address.name  # 410: what it was for is over, said before the door
                if answer.status_code == 500:  # the others did not break: their link to another language keeps what she typed
                    shown.append(answer.content.decode().replace(land.filled(address), ""))
    return text.getvalue(), " ".join(shown)


def test_a_page_that_breaks_tells_nobody_what_was_in_it(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses with a key in them, and a fault of the database that quotes a row."""
    said, shown = broken_pages(land, monkeypatch, IntegrityError(f"Key (email)=({BROKEN}) already exists."))
    assert "Internal Server Error" in said and faults_of(said, land) == []
    assert "Traceback" not in shown and BROKEN not in shown and "IntegrityError" not in shown


def test_the_reading_of_logs_catches_what_is_told(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: the formatter of everybody else."""
    monkeypatch.setitem(settings.LOGGING["formatters"]["discreet"], "()", "logging.Formatter")
    said, _ = broken_pages(land, monkeypatch, IntegrityError(f"Key (email)=({BROKEN}) already exists."))
    assert BROKEN in said and len(faults_of(said, land)) > 10
