"""What people write into our forms reaches letters as words: no new header, no other reader, no tag (trust 34)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.template import engines

from industrielles.letters.carrier import message
from industrielles.letters.models import Letter

from .forms import WORDS
from .land import Land, Sent
from .test_markup import Reader
from .writes import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NASTY = [
    "x\r\nBcc: voleur@evil.example\r\n\r\n<b xqz>y</b>",
    "x\nTo: voleur@evil.example",
    "x, voleur@evil.example",
    'x" <voleur@evil.example>,"',
    "x\u2028Bcc: voleur@evil.example",
    "<script>xqz()</script>",
    "=?utf-8?q?=0ABcc:_voleur=40evil.example?=",
    "x%0ABcc:voleur@evil.example",
]
ADDRESSES = [
    "a@exemple.invalid\nBcc: voleur@evil.example",
    "a@exemple.invalid, voleur@evil.example",
    "a@exemple.invalid;voleur@evil.example",
    '"a\nb"@exemple.invalid',
    "<a@exemple.invalid> voleur@evil.example",
    "a@exemple.invalid\u2028voleur@evil.example",
]
HEADERS = {
    "Content-Type",
    "MIME-Version",
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "Content-Transfer-Encoding",
    "Content-Disposition",
    "Reply-To",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
}


def writing(recorded: list[Sent]) -> list[Sent]:
    """One request for each address whose form makes letters."""
    return list({one.name: one for one in recorded if "letters_letter" in one.tables}.values())


def nastily(sent: Sent, words: str, address: str = "") -> dict[str, list[str]]:
    """The same request; every word somebody typed is hostile, and every address when one is given."""
    free = re.compile(
        r"name|words|reason|aims|title|job|employer|school|class|room|role$|label|question|answer$|why|mission|subject|text|partner"
    )
    body = {}
    for name, values in sent.body.items():
        typed = values == [WORDS] or (free.search(name) and values != [""] and name in sent.fields and "slug" not in name)
        body[name] = [address] if address and "email" in name else [words] if typed and name != "role" else values
    return body


def letters_of(land: Land, sent: Sent, body: dict[str, list[str]]) -> tuple[int, list[Letter]]:
    """The letters this request makes."""
    with undone():
        last = Letter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        answer = land.client(sent.who, raise_request_exception=False).post(sent.path, body)
        return answer.status_code, list(Letter.objects.filter(pk__gt=last).exclude(address=""))


def faults_of(letter: Letter) -> list[str]:
    """What is wrong with one letter, as it leaves."""
    made = message(letter)
    sent = made.message()
    faults = [f"{len(made.recipients())} readers"] if len(made.recipients()) != 1 or "evil" in made.recipients()[0] else []
    faults += [f"header {name}" for part in sent.walk() for name, _ in part.items() if name not in HEADERS]
    faults += [f"{name}: {value}" for name, value in sent.items() if name != "Subject" and "evil.example" in str(value)]
    raw = sent.as_string().partition("\n\n")[0]
    faults += ["a line of its own"] if re.search(r"^(Bcc|Cc|To): .*evil", raw, re.M) else []
    reader = Reader()
    reader.feed(str(made.alternatives[0][0]))
    return [f"{letter.template}: {fault}" for fault in faults + reader.faults]


def walked(land: Land, some: list[Sent]) -> tuple[list[str], set[str]]:
    faults, templates = [], set()
    for sent in some:
        for words in NASTY:
            status, letters = letters_of(land, sent, nastily(sent, words))
            faults += [f"{sent}: {status}"] if status >= 500 else []
            templates |= {letter.template for letter in letters}
            faults += [f"{sent}: {fault}" for letter in letters for fault in faults_of(letter)]
        for address in ADDRESSES if any("email" in name for name in sent.body) else ():
            status, letters = letters_of(land, sent, nastily(sent, "Marie", address))
            faults += [f"{sent} to {address!r}: {status}"] if status >= 500 else []
            faults += [f"{sent} to {address!r}: {letter.address!r}" for letter in letters if re.search(r"evil|\s|,|;|<", letter.address)]
    return faults, templates


def test_no_word_becomes_a_header_a_reader_or_a_tag(land: Land, recorded: list[Sent]) -> None:
    faults, templates = walked(land, writing(recorded))
    assert not faults, "\n".join(faults)
    assert len(templates) > 15
    assert not mail.outbox  # nothing leaves while a page is being answered


def test_the_walk_catches_a_letter_written_without_care(land: Land, recorded: list[Sent], monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: words go into the page of a letter as they are, and an address is not looked at."""
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    some = [one for one in writing(recorded) if one.name in ("engagements:close", "joining:decline", "joining:welcome", "network:write_to")]
    faults, _ = walked(land, some)
    assert any("xqz" in fault or "script" in fault for fault in faults)
    bad = Letter(address="a@exemple.invalid, voleur@evil.example", template="x", subject="x", text="x", html="<p>x</p>", language="fr")
    assert _sane(bad) and faults_of(bad)


def _sane(letter: Any) -> bool:
    letter.message_id, letter.attachments, letter.kind = "<x@testserver>", [], "service"
    return True
