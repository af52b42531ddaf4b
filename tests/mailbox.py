"""A mail server on loopback that keeps what it is given, and a post office that lets the queued letters go."""
from __future__ import annotations

import email
import email.policy
import re
import socket
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


def free_port() -> int:
    """A port nobody listens on: the controller knocks at the port it was given, so 0 will not do."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Mailbox:
    """Every letter that left, as its readers get it."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        letter["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.letters.append(letter)
        return "250 Kept"

    @property
    def port(self) -> int:
        """Where the mail server listens."""
        assert self.controller.server
        return int(self.controller.server.sockets[0].getsockname()[1])

    def deliver(self) -> None:
        """Send what is due, as the worker does."""
        from industrielles.letters import tasks

        tasks.deliver()

    def to(self, address: str, *, subject: str = "") -> list[EmailMessage]:
        """Letters received at this address (after sending what is due), oldest first, whose subject contains `subject`."""
        self.deliver()
        return [letter for letter in self.letters if address in letter["X-Envelope-To"] and subject in str(letter["Subject"])]

    def latest(self, address: str, *, subject: str = "") -> EmailMessage:
        """The last letter received at this address. Fails, with the list of what came, when there is none."""
        found = self.to(address, subject=subject)
        came = [(letter["X-Envelope-To"], str(letter["Subject"])) for letter in self.letters]
        assert found, f"no letter {subject!r} to {address}; came: {came}"
        return found[-1]


def text_of(letter: EmailMessage) -> str:
    """The text part."""
    part = letter.get_body(("plain",))
    assert part, "no text part"
    return str(part.get_content())


def html_of(letter: EmailMessage) -> str:
    """The HTML part."""
    part = letter.get_body(("html",))
    assert part, "no HTML part"
    return str(part.get_content())


def links_of(letter: EmailMessage) -> list[str]:
    """Addresses in the text part, in order."""
    return re.findall(r"https?://[^\s<>\"')]+", text_of(letter))
