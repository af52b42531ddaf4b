"""No address of ours sends a visitor to another site (trust 31), and none believes the name a request gives it (trust 24)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseRedirect

from industrielles.letters.models import Letter

from .land import Land, Sent, door, name_of
from .test_reading import pages
from .writes import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
AWAY = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "//evil.example/%2e%2e",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "http:\\\\evil.example",
    "//evil.example\\@testserver",
    "//testserver@evil.example",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "/%09/evil.example",
    "/%5cevil.example",
    "//evil。example",
    "/\u2028/evil.example",
    "javascript:alert(1)",
    "javascript://testserver/%0aalert(1)",
    "data:text/html,x",
    "vbscript:x",
    " //evil.example",
    "\x00//evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "http://[::1]evil.example/",
]
WHERE = (
    "next",
    "back",
    "to",
    "then",
    "url",
    "return",
    "redirect",
    "retour",
    "suite",
    "lien",
)  # a parameter of these names, on every address
READ = {"website:display": "next", "people:login": "next", "engagements:close": "next"}  # those that are read, found in the forms
HOSTS: list[dict[str, str]] = [
    {"host": "evil.example"},
    {"host": "testserver.evil.example"},
    {"host": "testserver@evil.example"},
    {"host": "evil.example:80"},
    {"x-forwarded-host": "evil.example"},
    {"forwarded": "host=evil.example;proto=https"},
    {"x-host": "evil.example"},
    {"x-original-url": "http://evil.example/"},
    {"x-forwarded-server": "evil.example"},
    {"x-rewrite-url": "/evil.example"},
]


def leads_away(answer: Any) -> bool:
    """As browsers read it: backslashes are slashes, blanks and control characters are nothing (WHATWG, URL)."""
    said = "".join(one for one in answer.get("Location", "") if one > " ").replace("\\", "/")
    parts = urlsplit(said)
    return bool(said) and (
        said.startswith("//") or parts.scheme not in ("", "http", "https") or (parts.netloc or "testserver") != "testserver"
    )


def walked(land: Land, sent: list[Sent], targets: list[str]) -> list[str]:
    faults = []
    for one in sent:
        for target in targets:
            for body, query in (({**one.body, **dict.fromkeys(WHERE, target)}, {}), (one.body, dict.fromkeys(WHERE, target))):
                with undone():
                    answer = land.client(one.who).post(one.path, body, query_params=query)
                faults += [f"{one} with {target!r}: {answer['Location']!r}"] if leads_away(answer) else []
    return faults


def redirecting(recorded: list[Sent], found: Any) -> list[Sent]:
    """Requests whose form carries where to go next, and the choice of a theme, which changes no row."""
    display = next(form for form in found["nobody"][1] if name_of(form.action) == "website:display")
    sent = Sent("nobody", "website:display", display.action, display.filled(), display.names)
    return [sent, *{one.name: one for one in recorded if "next" in one.body}.values()]


def test_no_parameter_leads_to_another_site(land: Land, recorded: list[Sent], found: Any) -> None:
    """Thirty-odd addresses in every form that says where to go next, and a sample of them in every other form and page."""
    where = redirecting(recorded, found)
    assert len(AWAY) >= 30 and {*READ} <= {one.name for one in where}
    faults = walked(land, [one for one in where if one.name in READ], AWAY)
    faults += walked(land, list({one.name: one for one in recorded}.values()), ["//evil.example"])
    for page in {page.name: page for page in pages(found)}.values():
        answer = land.client(page.who).get(page.path, dict.fromkeys(WHERE, "//evil.example"))
        faults += [f"{page.path} leads to {answer['Location']}"] if leads_away(answer) else []
    assert not faults, "\n".join(faults)


def test_the_page_asked_for_before_signing_in_is_one_of_ours(land: Land) -> None:
    """What is kept in the session of who signs in, whatever the link said."""
    from industrielles.people.views.arrivals import ours

    request: Any = land.client("nobody").get("/entrer/").wsgi_request
    assert [one for one in AWAY if leads_away({"Location": ours(request, one)})] == []


def test_the_walk_catches_a_form_that_goes_where_it_is_told(
    land: Land, recorded: list[Sent], found: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Positive control: the page she came from, whoever's it is."""
    monkeypatch.setattr(door("website:display"), "form_valid", lambda self, form: HttpResponseRedirect(form.cleaned_data["next"]))
    display = [one for one in redirecting(recorded, found) if one.name == "website:display"]
    assert walked(land, display, ["//evil.example"])


def poisoned(land: Land, recorded: list[Sent]) -> list[str]:
    """Each request that makes a letter, under another name: refused, or done with links to us."""
    faults = []
    for sent in recorded:
        for headers in HOSTS:
            with undone():
                last = Letter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
                answer = land.client(sent.who).post(sent.path, sent.body, headers=headers)
                letters = Letter.objects.filter(pk__gt=last).values_list("subject", "text", "html")
                told = " ".join([*map(str, letters), answer.content.decode(errors="replace"), answer.get("Location", "")])
            faults += [f"{sent} with {headers}: {answer.status_code}"] if "host" in headers and answer.status_code != 400 else []
            faults += [f"{sent} with {headers} tells evil.example"] if "evil.example" in told else []
    return faults


def test_no_letter_and_no_page_bears_the_name_a_request_gives(land: Land, recorded: list[Sent]) -> None:
    writing = [sent for sent in {one.name: one for one in recorded}.values() if "letters_letter" in sent.tables]
    assert len(writing) > 12
    faults = poisoned(land, writing)
    assert not faults, "\n".join(faults)


def test_the_walk_catches_links_made_from_the_request(land: Land, recorded: list[Sent], settings: Any) -> None:
    """Positive control: every name is believed."""
    settings.ALLOWED_HOSTS, settings.USE_X_FORWARDED_HOST = ["*"], True
    assert poisoned(land, [one for one in recorded if one.name == "people:login"][:1])
