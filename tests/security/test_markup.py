"""Hostile words in every free text of the database: on every page of everybody they are words and nothing else (trust 32)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import Error, models, transaction
from django.template import engines

from .land import Land, Opened

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MARK = "xqz"  # in every payload: where it stands in a page says whether it is only a word
PAYLOADS = [
    "<b xqz>",
    "<xqz>",
    '"xqz=1 ',
    "'xqz=1 ",
    "<script>xqz()</script>",
    "<img src=x onerror=xqz()>",
    '"><svg/onload=xqz()>',
    "'><svg onload=xqz()>",
    "</title><script>xqz()</script>",
    "</textarea><script>xqz()</script>",
    "</script><script>xqz()</script>",
    "</style><xqz>",
    "<!--<xqz-->",
    "--><xqz>",
    "javascript:xqz()",
    "data:text/html,<xqz>",
    "<a href=javascript:xqz()>",
    "<iframe srcdoc='<xqz>'>",
    "&lt;xqz&gt;",
    "{{ xqz }}{% xqz %}",
    "`${xqz()}`",
    "\u2028<xqz>",
    "<math><mi xlink:href='javascript:xqz()'>",
    "]]><xqz>",
    "=xqz|'/c calc'!A1",
    "%3Cxqz%3E",
    "<form action=//xqz.example>",
    "</select><xqz>",
]
# Texts that are names for the machine, not words for people: codes, paths, digests, addresses, what is looked up.
KEPT = re.compile(
    r"(^|_)(code|slug|path|session|digest|hash|key|sha256|seal|previous|salt|version|language|fact|rule|verb|template|colour(_2)?|"
    r"email|address|reply_to|zone|timezone|provider|subject|once|folded|query|segment|mark|tile|siren|uai|department|indicator|"
    r"source|kind|type|frame|seed|browser|place|credential_id|message_id|feed_key|text|html|school_year|postcodes?|country)$"
)
ROOMS = ("joining", "members", "rights", "engagements", "pool", "network", "people", "places")


def planted() -> int:
    """Write hostile words into each free text of each row, as many as fit; returns how many columns took them."""
    taken, turn = 0, 0
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS:
            continue
        for column in model._meta.fields:
            if not isinstance(column, (models.CharField, models.TextField)) or column.choices or column.unique or KEPT.search(column.name):
                continue
            for row in model._base_manager.exclude(**{column.name: ""}).values_list("pk", column.name)[:12]:
                turn += 1
                taken += written(model, column, row[0], hostile(turn, column.max_length or 2000))
    return taken


def hostile(turn: int, room: int) -> str:
    """Payloads one after the other, beginning with another each time, as many as there is room for."""
    said = ""
    for one in PAYLOADS[turn % len(PAYLOADS) :] + PAYLOADS[: turn % len(PAYLOADS)]:
        if len(said) + len(one) <= room:
            said += one
    return said


def written(model: Any, column: Any, pk: int, words: str) -> int:
    try:
        with transaction.atomic():
            return model._base_manager.filter(pk=pk).update(**{column.name: words})
    except Error:  # the database keeps this column: a number, one of a list, what is never changed
        return 0


class Reader(HTMLParser):
    """Notes whatever is more than a word: a tag, an attribute, a script, an address that runs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.inside = ""
        self.met = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        if MARK in tag or any(MARK in name for name, _ in attrs):
            self.faults.append(f"<{tag} {attrs}>")
        if tag == "script" and not any(name == "src" for name, _ in attrs):
            self.faults.append("a script inside the page")
        for name, value in attrs:
            said = re.sub(r"\s", "", value or "").lower()
            runs = name in ("href", "src", "action", "formaction", "xlink:href", "data") and said.startswith(
                ("javascript:", "data:text", "vbscript:")
            )
            if name.startswith("on") or name == "srcdoc" or runs or (name == "style" and MARK in said):
                self.faults.append(f"<{tag} {name}={value!r}>")
            self.met |= MARK in said

    def handle_data(self, data: str) -> None:
        self.met |= MARK in data
        if MARK in data and self.inside in ("script", "style"):
            self.faults.append(f"inside <{self.inside}>: {data[:80]}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.faults.append(f"<!--{data[:80]}-->")


def read(land: Land, opened: list[Opened]) -> tuple[list[str], int]:
    """Each page again; what is wrong with it, and how many pages said hostile words at all."""
    faults, met = [], 0
    for page in opened:
        answer = land.client(page.who, raise_request_exception=False).get(page.path)
        if answer.status_code >= 500 and page.name != "readyz":
            faults.append(f"{page.who} at {page.path}: {answer.status_code}")
        if answer.get("Content-Type", "").startswith(("text/html", "image/svg")):
            reader = Reader()
            reader.feed(answer.content.decode())
            faults += [f"{page.who} at {page.path}: {fault}" for fault in reader.faults]
            met += reader.met
    return faults, met


def test_hostile_words_are_only_words_on_every_page(land: Land, found: Any) -> None:
    assert len(PAYLOADS) >= 25 and planted() > 150
    faults, met = read(land, list({(page.who, page.name): page for opened, _ in found.values() for page in opened}.values()))
    assert not faults, "\n".join(faults)
    assert met > 100


def test_the_walk_catches_a_page_that_escapes_nothing(land: Land, found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: templates without their escaping."""
    planted()
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    faults, _ = read(land, [page for page in found["coordinator"][0] if page.name in ("engagements:request", "members:members")])
    assert any("onerror" in fault or "onload" in fault for fault in faults) and any("a script inside" in fault for fault in faults)
