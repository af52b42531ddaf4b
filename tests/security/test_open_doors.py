"""Forms open to all that write to somebody: they tell nobody who is known here, and fill nobody's mailbox (trust 26, 27)."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from industrielles.letters.models import Letter
from industrielles.network.roles import Role
from industrielles.places.towns import named
from tests import canaries
from tests.factories.places import CommuneFactory

from .land import Land, Sent, is_public, name_of
from .writes import undone

pytestmark = pytest.mark.django_db
# Forms open to all in which an address is written, and what a hundred of them may bring to it in an hour (docs/limits.md).
MOST = 3
FIELD = "email"
BY_HAND = {"joining:framed"}  # what a partner's page sends is refused here: tests/joining/test_pages.py fills it


def open_forms(recorded: list[Sent], found: Any) -> dict[str, Sent]:
    """By address: what a stranger sends, wherever an e-mail address is asked for."""
    sent = {one.name: one for one in recorded if one.who == "nobody" and not one.keyed and FIELD in one.body}
    for form in found["nobody"][1]:
        name = name_of(form.action)
        if form.method == "post" and FIELD in form.names and name and name not in sent and "token" not in form.action:
            sent[name] = Sent("nobody", name, form.action, form.filled(), form.names)
    for one in sent.values():
        one.body.update({"commune": ["59350"], "town": [named(CommuneFactory(code="59350"))]} if "commune" in one.body else {})
        one.body.update({"born_on": ["1985-03-18"]} if "born_on" in one.body else {})
    return sent


def masked(text: str) -> str:
    """A page without what differs each time by itself: keys, tokens, the address that was typed."""
    text = re.sub(r'name="(csrfmiddlewaretoken|key|token)" value="[^"]+"', "", text)
    return re.sub(r"[\w.+-]+@exemple\.invalid|[\w=-]+:[\w-]{4,8}:[\w-]{27,}|[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{43}", "~", text)


def answered(land: Land, sent: Sent, address: str) -> tuple[Any, ...]:
    """Everything a stranger sees after sending this form with this address, the page it leads to included."""
    with undone():
        answer = land.client("nobody").post(sent.path, {**sent.body, FIELD: [address]}, follow=True)
        return answer.status_code, [status for _, status in answer.redirect_chain], masked(answer.content.decode())


def known(land: Land) -> list[str]:
    """Addresses of a member, of who coordinates, of a teacher, of a newcomer, of somebody who reads the news."""
    people = [land.people[who].email for who in (Role.MEMBER, "coordinator", "newcomer", "role model")]
    return [*people, land.ours.requests["proposed"].contact_email, f"abonnee.{land.ours.marker}@exemple.invalid"]


def test_no_form_says_whether_an_address_is_known(land: Land, recorded: list[Sent], found: Any) -> None:
    faults = []
    for sent in open_forms(recorded, found).values():
        stranger = answered(land, sent, "inconnue@exemple.invalid")
        faults += [f"{sent.name} is not done: {stranger[0]}"] if stranger[0] != 200 and sent.name not in BY_HAND else []
        faults += [f"{sent.name} knows {address}" for address in known(land) if answered(land, sent, address) != stranger]
    assert not faults, "\n".join(faults)


def flooded(land: Land, sent: Sent, address: str, times: int = 100) -> Counter[str]:
    """How many letters each address is owed after this form was sent that often."""
    with undone():
        last = Letter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for turn in range(times):
            body = {**sent.body, FIELD: [address if turn % 2 else address.upper()]}
            fresh = {name: [f"{turn:08d}-0000-4000-8000-000000000000"] for name in ("key", "request_key") if name in body}
            land.client("nobody").post(sent.path, {**body, **fresh})
        return Counter(found.lower() for found in Letter.objects.filter(pk__gt=last).values_list("address", flat=True) if found)


def test_a_hundred_tries_in_an_hour_bring_three_letters(land: Land, recorded: list[Sent], found: Any) -> None:
    """To somebody known and to a stranger, from a new browser each time, the address in capitals every second time."""
    forms = open_forms(recorded, found)
    assert {"people:login", "members:subscribe", "rights:ask", "engagements:lost_link", "network:propose", "joining:framed"} <= {*forms}
    faults = []
    for sent in forms.values():
        for address, times in ((land.people[Role.MEMBER].email, 100), (land.ours.requests["proposed"].contact_email, 10)):
            owed = flooded(land, sent, address, times)
            faults += [f"{sent.name}: {count} letters to {reader}" for reader, count in owed.items() if reader == address and count > MOST]
    assert not faults, "\n".join(faults)


def test_every_form_open_to_all_is_looked_at(land: Land, recorded: list[Sent], found: Any) -> None:
    """A new open form must be met above, or named here."""
    elsewhere = {
        "engagements:ask_step": "five steps; the last one limits itself (tests/engagements/test_requests.py)",
        "engagements:ask_speaker": "its field is contact_email; same limit (tests/engagements/test_speakers.py)",
        "joining:step": "five steps; the last one limits itself (tests/joining/test_applications.py)",
        "joining:forget_draft": "writes to nobody",
        "engagements:forget_draft": "writes to nobody",
        "people:leave": "writes to nobody",
        "people:code": "takes a code; its tries are counted (tests/people/test_codes.py)",
        "people:depart": "leads to a provider",
        "people:passkey": "takes a key",
        "people:passkey_question": "asks for a key",
        "pool:verify": "reads a file",
        "mentoring:apply": "six pages; the last one limits itself (tests/mentoring)",
        "mentoring:apply_as_group": "its field is contact_email; same limit (tests/mentoring)",
        "mentoring:forget_draft": "writes to nobody",
        "safeguarding:help": "a report is never refused; writes to those who treat it (tests/safeguarding)",
        "website:display": "light or dark",
        "network:write_to": "writes to the network, 20 in an hour (tests/network/test_contacts.py)",
    }
    posts = {
        one.name
        for one in canaries.addresses()
        if is_public(one) and hasattr(one.view.view_class, "post") and not {*one.parameters} & {"token", "key"}
    }
    assert posts - {*open_forms(recorded, found)} - {*elsewhere} == set()


def test_the_walk_catches_a_form_without_limit(land: Land, recorded: list[Sent], found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: as many places for codes as one likes, and a letter to people who are known only."""
    from industrielles.people.models import LoginCode
    from industrielles.people.verbs import codes

    login = open_forms(recorded, found)["people:login"]
    monkeypatch.setattr(LoginCode, "PLACES", 90)
    monkeypatch.setattr(codes, "_free_place", _any_place(codes._free_place))
    owed = flooded(land, login, land.people[Role.MEMBER].email, times=12)
    assert max(owed.values(), default=0) > MOST


def _any_place(taken: Any) -> Any:
    from industrielles.people.models import LoginCode

    turn = iter(range(3, 1000))

    def place(address: str, *, known: bool) -> int:
        number = next(turn)
        LoginCode.objects.create(email=address, place=number, browser="", digest="")
        return number

    return place
