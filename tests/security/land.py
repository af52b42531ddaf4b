"""Who is there and what they hold: two networks full of canaries (tests/canaries.py), the umbrella, and the real keys of letters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from industrielles.kit.doors import anyone
from industrielles.network.roles import Role
from industrielles.people.models import Person
from tests import canaries
from tests.canaries import Address, Side

from .forms import Form, Page
from .writes import undone, watched

OURS = ("coordinator", Role.MEMBER, Role.STATISTICIAN, "role model", "ambassador", "newcomer")
THEIRS = ("their coordinator", "their member", "their role model", "their ambassador", "their statistician")
EVERYBODY = ("nobody", *OURS, *THEIRS, "umbrella")
KEYS = ("token", "key")  # parameters that are the right itself: whoever holds them acts
ALL_PAGES = ("nobody", "coordinator")  # who opens the pages open to all: they are the same for the others
MOST = 3  # pages of one address a visitor opens: requests have several stages, one row of each is enough
TRIES = 2  # rows on which a form is tried before it is left


@dataclass(frozen=True)
class Sent:
    """A request as it was sent."""

    who: str
    name: str  # of the address
    path: str
    body: dict[str, list[str]]
    fields: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()  # what it wrote

    @property
    def keyed(self) -> bool:
        """Whether its address carries its own right."""
        return bool({*resolve(urlsplit(self.path).path).kwargs} & {*KEYS})

    def __str__(self) -> str:
        return f"{self.who} → {self.path} {dict(list(self.body.items())[:4])}"


@dataclass
class Land:
    """Both networks, who walks in them, and the cookies of each."""

    ours: Side
    theirs: Side
    people: dict[str, Person]
    keys: dict[str, dict[str, str]] = field(default_factory=dict)  # real keys of ours, by address or by room
    cookies: dict[str, Any] = field(default_factory=dict)

    def client(self, who: str, **options: Any) -> Client:
        """A browser of hers, signed in, with both steps."""
        client = Client(**options)
        if who in self.people:
            if who not in self.cookies:
                first = Client()
                first.force_login(self.people[who])
                self.cookies[who] = first.cookies[settings.SESSION_COOKIE_NAME].value
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return client

    def filled(self, address: Address, side: Side | None = None, *, keys: bool = True) -> str:
        """The path of an address for the rows of a side, with real keys for those who hold them."""
        side = side or self.ours
        kwargs = address.filled(side)
        if keys and side is self.ours and {*address.parameters} & {*KEYS}:
            kwargs |= self.keys.get(address.name) or self.keys[address.name.partition(":")[0]]
        return reverse(address.name, kwargs=kwargs)


@dataclass
class Opened:
    """A page that somebody could open."""

    who: str
    name: str
    path: str
    headers: dict[str, str]
    writes: list[tuple[str, str]]
    text: str = ""

    @property
    def is_page(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")


def harvest(land: Land, who: str) -> tuple[list[Opened], list[Form]]:
    """Every page this visitor can open, by all addresses and every link found on the way; and every form found in them."""
    client, pages, forms = land.client(who), [], []
    opened: Counter[str] = Counter()
    left = [land.filled(address, keys=who == "nobody") for address in canaries.addresses() if who in ALL_PAGES or not is_public(address)]
    known = set(left)
    while left:
        path = left.pop(0)
        with watched() as writes:
            answer = client.get(path)
            if answer.streaming:
                answer.getvalue()
        if answer.status_code != 200:
            continue
        pages.append(Opened(who, name_of(path), path, {name.lower(): value for name, value in answer.headers.items()}, list(writes)))
        if not pages[-1].is_page:
            continue
        pages[-1].text = answer.content.decode()
        page = Page(pages[-1].text)
        for form in page.forms:
            form.action = form.action or path
            forms.append(form)
        for link in page.links:
            name = name_of(link)
            if name and link not in known and opened[name] < MOST and not keyed(link):
                known.add(link)
                opened[name] += 1
                left.append(link.partition("#")[0])
    return pages, forms


def is_public(address: Address) -> bool:
    return getattr(getattr(address.view, "view_class", None), "policy", None) is anyone


@cache
def door(name: str) -> Any:
    """The view of an address."""
    return next(address.view for address in canaries.addresses() if address.name == name).view_class


@cache
def public_names() -> set[str]:
    return {address.name for address in canaries.addresses() if is_public(address)}


def name_of(link: str) -> str:
    """The name of the address a link leads to; "" for another site, a file, a part of the page."""
    if not link.startswith("/") or link.startswith("//"):
        return ""
    try:
        return resolve(urlsplit(link).path).view_name
    except Resolver404:
        return ""


def keyed(link: str) -> bool:
    return bool({*resolve(urlsplit(link).path).kwargs} & {*KEYS})


def tries(land: Land, who: str, forms: list[Form]) -> list[Sent]:
    """Send each form once as its reader would; those that change something, with what they changed. Nothing of it stays."""
    kept: dict[tuple[Any, ...], Sent] = {}
    count: Counter[Any] = Counter()
    for form in forms:
        kind = (name_of(form.action), form.names, [one[:2] for one in form.buttons].__repr__())
        known = form.method != "post" or not kind[0] or kind in kept or count[kind] >= TRIES
        if known or (who not in ALL_PAGES and kind[0] in public_names()):
            continue
        count[kind] += 1
        sent = sent_with(land, who, kind[0], form)
        if sent:
            kept[kind] = sent
    return list(kept.values())


def sent_with(land: Land, who: str, name: str, form: Form) -> Sent | None:
    """The request by which this form changes something: with every box ticked, or none."""
    for ticked in (True, False) if form.boxes else (True,):
        body = form.filled(ticked=ticked)
        for button, value, _ in form.buttons[:1]:
            body |= {button: [value]} if button else {}
        with undone() as writes:
            answer = land.client(who).post(form.action, body)
        if answer.status_code < 400 and writes:
            return Sent(who, name, form.action, body, form.names, tuple(sorted({table for _, table in writes})))
    return None
