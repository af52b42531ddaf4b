"""A letter of the tests, and a real mail server on loopback."""
from __future__ import annotations

import asyncio
import email
import gc
import threading
import warnings
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from industrielles.letters import verbs as letters
from industrielles.letters.models import Letter

CONTEXT = {"job": "régleuse", "place": "Collège Lucie-Aubrac", "word": "", "subject": ""}


class FreePort(Controller):
    """Listens on a port that the machine chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Server:
    """Accepts mails on a free port of 127.0.0.1, or answers as told: `answers` by stage ("rcpt", "data") -> SMTP reply."""

    def __init__(self) -> None:
        self.received: list[Message] = []
        self.recipients: list[str] = []
        self.answers: dict[str, str] = {}
        self.pause = 0.0
        self.at_data: Callable[[], None] = lambda: None
        self.lock = threading.Lock()
        self.controller = FreePort(self, hostname="127.0.0.1", port=0)
        self.port = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if "rcpt" in self.answers:
            return self.answers["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if "data" in self.answers:
            return self.answers["data"]
        with self.lock:
            self.received.append(email.message_from_bytes(envelope.content))
            self.recipients.extend(envelope.rcpt_tos)
        self.at_data()
        await asyncio.sleep(self.pause)
        return "250 OK"

    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.received]


@pytest.fixture
def templates(settings: Any) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    """A running mail server, to which the settings lead."""
    it = Server()
    it.controller.start()
    it.port = it.controller.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", it.port, 2
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield it
    it.controller.stop()
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        gc.collect()  # connections that a test broke off on purpose


def queue(key: str = "visit/1", to: str = "prof@example.org", **more: Any) -> Letter:
    context = {**CONTEXT, **more.pop("context", {})}
    return letters.queue("letters/letters/tests", to=to, language=more.pop("language", "fr"), key=key, context=context, **more)
