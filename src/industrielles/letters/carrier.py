"""Handing letters to the mail server, and understanding its answer."""
from __future__ import annotations

import base64
import re
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import translation

from . import links
from .addresses import hashed
from .models import Letter
from .writing import page

NOBODY_THERE = {550, 551, 553}  # RFC 5321: no such mailbox
OURS = re.compile(r"\b5\.7\.\d")  # RFC 3463: security or policy, for example “relay denied”: about who sends, not about who reads


class Later(Exception):
    """The mail server did not take this letter now; another try may do."""


class Down(Later):
    """No mail server answers: no other letter will pass either."""


class Never(Exception):
    """The mail server refuses this letter for good; `nobody`: because there is no such mailbox."""

    def __init__(self, words: str, nobody: bool) -> None:
        super().__init__(words)
        self.nobody = nobody


def message(letter: Letter, connection: Any = None) -> EmailMultiAlternatives:
    """The message as it is sent: text and HTML, always under the same Message-ID, marked as written by a machine (RFC 3834); letters to
    many can be stopped from the mail reader, in one click (RFC 2369, RFC 8058)."""
    with translation.override(letter.language):
        stop = links.stop(hashed(letter.address), letter.network_id, kind=letter.kind)
    way_out = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if stop else {}
    mail = EmailMultiAlternatives(
        subject=letter.subject, body=letter.text, from_email=settings.DEFAULT_FROM_EMAIL, to=[letter.address], connection=connection,
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All",
                 "Content-Language": letter.language, **way_out},
    )
    mail.attach_alternative(page(letter), "text/html")
    for one in letter.attachments:
        mail.attach(one["name"], base64.b64decode(one["content"]), one["type"])
    return mail


class Carrier:
    """One connection to the mail server (10 s for each answer), opened for the first letter, opened again when it breaks."""

    def __init__(self) -> None:
        self.connection: Any = None

    def send(self, letter: Letter) -> None:
        """Hand over one letter. Raises Down, Later or Never."""
        mail = message(letter)
        try:
            self.open()
            mail.connection = self.connection
            mail.send()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise understood(error) from error

    def open(self) -> None:
        if self.connection is None:
            self.connection = get_connection()
            try:
                self.connection.open()
            except (smtplib.SMTPException, OSError) as error:
                raise Down(told(error)) from error

    def close(self) -> None:
        connection, self.connection = self.connection, None
        try:
            if connection is not None:
                connection.close()
        except (smtplib.SMTPException, OSError):
            pass  # it is broken already


def understood(error: Exception) -> Exception:
    """What a failure means for this letter: wait, or never again."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        status, words = next(iter(error.recipients.values()))
        if status < 500 or OURS.search(str(words)):
            return Later(f"{status} {words!r}")  # ours to put right: nobody is struck off for it
        return Never(f"{status} {words!r}", nobody=status in NOBODY_THERE)
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500 and not OURS.search(str(error.smtp_error)):
        return Never(told(error), nobody=error.smtp_code in NOBODY_THERE)
    if isinstance(error, smtplib.SMTPResponseException):
        return Later(told(error))  # a sender or a password refused is ours to put right: nothing is lost meanwhile
    silent = isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException)
    return Down(told(error)) if silent else Later(told(error))


def told(error: Exception) -> str:
    """The failure in one line, for whoever looks at the letter."""
    return f"{type(error).__name__}: {error}"
