"""To read changes nothing (trust 29, 30), and every change asks for its token; each page carries the headers that protect it (18)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests import canaries
from tests.test_isolation import changes

from .land import Land, Opened, Sent, door, is_public, keyed
from .writes import MARKS, undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Forms that know no session, so that no token of a session can protect them: each carries its own.
NO_SESSION = {
    "letters:stop": "one click from a mail program (RFC 8058); the address is signed",
    "joining:framed": "shown inside a partner's page; the form carries a signed token",
}
OPEN = {"members:subscribe", "members:subscribe_to", "website:gallery"}  # by a policy that lets everybody in
SAME_FOR_ALL = {"network:colours": "a style sheet", "places:communes": "towns of France", "places:schools": "schools of France"}
LETTERS = {"members:preview", "letters:page"}  # a letter as its reader gets it, in a frame: styles inside, no script, nothing fetched


def pages(found: dict[str, Any]) -> list[Opened]:
    return [page for opened, _ in found.values() for page in opened]


def test_no_page_changes_anything_when_it_is_read(found: dict[str, Any]) -> None:
    """Every page, by address and by link, as everybody: nothing written but the marks of passage that tests/security/writes.py names."""
    faults = [f"{page.who} reads {page.path}: {page.writes}" for page in pages(found) if page.writes]
    assert not faults, "\n".join(faults)
    assert len(pages(found)) > 400 and len(MARKS) == 5


def test_what_is_sent_in_an_address_is_not_done(land: Land, recorded: list[Sent]) -> None:
    """Every recorded change asked for by GET, and by GET with the names by which some servers take another method."""
    before, faults = canaries.rows(), []
    for sent in recorded:
        with undone() as writes:
            client = land.client(sent.who)
            client.get(
                f"{sent.path}{'&' if '?' in sent.path else '?'}{urlencode({**sent.body, '_method': 'POST'}, doseq=True)}",
                headers={"X-HTTP-Method-Override": "POST"},
            )
        faults += [f"{sent} by GET: {writes}"] if writes else []
    assert not faults, "\n".join(faults)
    assert changes(before, canaries.rows()) == {}


def test_the_watch_sees_a_page_that_writes(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: a page that changes a row when it is read."""
    shown = door("website:home").get

    def get(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        type(land.ours.network).objects.filter(pk=land.ours.network.pk).update(mission_fr="lue")
        return shown(self, request, *args, **kwargs)

    monkeypatch.setattr(door("website:home"), "get", get, raising=False)
    with undone() as writes:
        assert land.client("nobody").get("/").status_code == 200
    assert writes == [("UPDATE", "network_network")]


def forged(land: Land, sent: Sent, **extra: Any) -> tuple[int, list[Any]]:
    """The same change, sent from elsewhere."""
    client = land.client(sent.who, enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = 32 * "k"
    with undone() as writes:
        answer = client.post(sent.path, {**sent.body, **extra.pop("data", {})}, **extra)
    return answer.status_code, list(writes)


TOKEN = {"data": {"csrfmiddlewaretoken": 32 * "k"}}
ELSEWHERE: list[dict[str, Any]] = [
    {},
    {"headers": {"origin": "https://evil.example"}, **TOKEN},
    {"headers": {"origin": "null"}, **TOKEN},
    {"data": {"csrfmiddlewaretoken": 32 * "x"}},
    {"headers": {"origin": "http://testserver.evil.example"}, **TOKEN},
]


def csrf_faults(land: Land, recorded: list[Sent]) -> list[str]:
    faults = []
    for sent in (one for one in recorded if one.name not in NO_SESSION):
        for how in ELSEWHERE:
            status, writes = forged(land, sent, **{**how, "data": {**how.get("data", {})}})
            faults += [f"{sent} with {how}: {status}, {writes}"] if status != 403 or writes else []
    return faults


def test_no_change_without_the_token_nor_from_another_site(land: Land, recorded: list[Sent]) -> None:
    faults = csrf_faults(land, list({one.name: one for one in recorded}.values()))
    assert not faults, "\n".join(faults)
    here = [
        forged(land, sent, headers={"origin": "http://testserver"}, data={"csrfmiddlewaretoken": 32 * "k"})
        for sent in recorded
        if sent.name in ("people:account", "engagements:close", "members:edit")
    ]
    assert here and all(status < 400 and writes for status, writes in here)  # and with its token, from here, it is done


def test_the_walk_catches_a_site_without_tokens(land: Land, recorded: list[Sent]) -> None:
    """Positive control: the middleware is gone."""
    with override_settings(MIDDLEWARE=[one for one in settings.MIDDLEWARE if "Csrf" not in one]):
        assert csrf_faults(land, [one for one in recorded if one.name in ("people:account", "engagements:close")])


def header_faults(opened: list[Opened]) -> list[str]:
    """Headers that are not there."""
    faults = []
    public = {address.name for address in canaries.addresses() if is_public(address)} | OPEN
    for page in opened:
        cache = page.headers.get("cache-control", "")
        said = {
            "CSP": is_strict(page.headers.get("content-security-policy", ""), letter=page.name in LETTERS),
            "nosniff": page.headers.get("x-content-type-options") == "nosniff",
            "referrer": page.headers.get("referrer-policy") in ("same-origin", "no-referrer"),
            "frame": page.name == "joining:framed"
            or page.headers.get("x-frame-options") in ("DENY", "SAMEORIGIN" if page.name in LETTERS else "DENY"),
            "no-store": "no-store" in cache
            or page.name in SAME_FOR_ALL
            or (page.who == "nobody" and page.name in public and not keyed(page.path)),
            "noindex": not keyed(page.path) or "noindex" in page.headers.get("x-robots-tag", ""),
        }
        faults += [f"{page.who} at {page.path}: no {name}" for name, right in said.items() if not right]
    return faults


def is_strict(policy: str, *, letter: bool) -> bool:
    """Nothing but what a line names, scripts of ours alone, nothing inline."""
    said = {name: values for name, *values in (part.split() for part in policy.split(";") if part.strip())}
    inline = [name for name, values in said.items() if any("unsafe" in value for value in values)]
    return (
        said.get("default-src") == ["'none'"]
        and said.get("script-src", ["'self'"]) == ["'self'"]
        and inline == (["style-src"] if letter else [])
    )


def test_every_page_and_file_carries_its_headers(found: dict[str, Any]) -> None:
    faults = header_faults(pages(found))
    assert not faults, "\n".join(faults)


def test_the_walk_of_headers_catches_those_that_are_gone(land: Land) -> None:
    """Positive control: without the middlewares that write them."""
    gone = ("csp", "XFrame", "DoorMiddleware", "SecurityMiddleware")
    with override_settings(MIDDLEWARE=[one for one in settings.MIDDLEWARE if not any(name in one for name in gone)]):
        answer = land.client("coordinator").get("/mon-compte/")
        headers = {name.lower(): value for name, value in answer.headers.items()}
    assert len(header_faults([Opened("coordinator", "people:account", "/mon-compte/", headers, [])])) == 5


def test_a_page_kept_by_the_browser_of_one_is_not_given_to_another(land: Land) -> None:
    """The same addresses as coordinator, as coordinator of theirs, then as nobody (trust 11): no answer of one reaches the next."""
    for path in ("/mon-espace/", "/coordination/", "/coordination/membres/"):
        answers = [land.client(who).get(path) for who in ("coordinator", "their coordinator", "nobody")]
        assert "ocelot" in answers[0].content.decode().lower() or path == "/mon-espace/"
        assert "ocelot" not in answers[1].content.decode().lower() and "Cookie" in answers[0]["Vary"]
        assert answers[2].status_code == 302
    assert isinstance(land.client("nobody"), Client)
