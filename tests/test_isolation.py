"""What is in a network stays in it: every address is walked as everybody who does not belong there (trust 9-12, 29)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from industrielles.kit import clock
from industrielles.letters.models import Letter
from industrielles.network.roles import Role
from tests import canaries
from tests.canaries import Address, Side
from tests.factories.network import NetworkFactory, coordinator_of, umbrella

pytestmark = pytest.mark.django_db
OURS, THEIRS = "ocelot", "zibeline"
VISITORS = ("nobody", "umbrella", "coordinator", Role.MEMBER, Role.STATISTICIAN, "role model", "ambassador")
if connection.vendor != "sqlite":  # 14,000 requests with one database; with the other, the visitors whose questions to it differ most
    VISITORS = ("nobody", "coordinator", "role model")
FINE = {200, 204, 302, 404, 405, 410, 422}  # never 403, which says that something is there; never 500
# Addresses that show something of every network to everybody, or that take what anybody says, and why. All others are closed.
OPEN_TO_ALL = {
    "readyz": "says whether a worker lives",
    "website:home": "figures and faces of all networks",
    "dashboards:figures": "figures of all networks, none below the threshold", "dashboards:csv": "the same, as files",
    "engagements:ask_step": "the form of whoever asks", "engagements:ask_speaker": "the form of whoever asks",
    "joining:step": "the form of whoever joins; it names networks", "joining:framed": "the form shown in a partner's page",
    "members:subscribe": "names the networks that send news", "members:subscribe_to": "news of a network that is open",
    "network:faces": "every network has a face", "network:face": "every network has a face", "network:logo": "the logo of a face",
    "network:colours": "a style sheet, for any colour", "network:write_to": "anybody writes to a network, on its own page",
    "network:partners": "organisations that agreed to be shown", "network:logo_of": "the logo of one that agreed",
    "pool:directory": "role models who agreed to be public", "pool:portrait": "the page of one of them", "pool:photo": "her photo",
    "mentoring:programmes": "programmes that are open, of every network", "mentoring:presented": "one of them, for whoever may apply",
    "mentoring:apply": "the form of whoever applies to one", "mentoring:apply_as_group": "the form of a school that asks for places",
    "mentoring:sent": "tells whoever applied, by her own session, and leads others to the programme",
    "mentoring:forget_draft": "is sent only: empties the draft of her own session",
    "people:app": "draws a fresh secret each time it is opened",
    "people:end": "is sent only: looks among her own browsers", "people:unlink": "is sent only: looks among her own accounts",
    "people:remove_passkey": "is sent only: looks among her own keys",
}
# Who reads the figures of all opens them down to their entries, which bear the code of their source: a name for nothing she may open.
CODES_ARE_SHOWN = {("umbrella", "dashboards:entries")}
# What they name is no row of a network: a kind of meeting, a department of France, a rule of retention (the umbrella's, like its holds).
NO_ROW = re.compile(r"^engagements:new_speaker$|^pool:(candidates|appoint_there)$|^rights:(rule|hold|lift|register_file)$")
# Who founds networks and names who runs them opens the page of each, which tells what is public and nobody's name.
HERS_TO_PLACE = {("umbrella", f"network:{name}") for name in (
    "describe", "welcome", "present", "add_logo", "remove_logo", "move", "end", "proposal", "approve", "inquire", "decline", "decision",
    "second", "set_aside")}
# Forms that know no session and carry a signed token of their own: without it they are refused in words.
OWN_TOKEN = {"joining:framed": 422}
# What somebody may try in the query of any page; the values are theirs, and parts of their words.
QUERIES = ("q", "search", "network", "reseau", "role_model", "avec", "code", "to", "demande", "next", "back")


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> Any:
    """Our network and theirs, both full."""
    settings.MEDIA_ROOT = tmp_path
    with clock.at(canaries.MORNING):
        ours, theirs, lender = canaries.founded(OURS), canaries.founded(THEIRS), NetworkFactory()
        canaries.plant(ours, lender)
        canaries.plant(theirs, lender)
    with clock.at(canaries.EVENING):
        yield ours, theirs


def visitor(who: str, ours: Side) -> Client:
    """A browser of somebody who does not belong to them."""
    client = Client()
    person = {"nobody": None, "umbrella": None, **ours.people}[who]
    if who == "umbrella":
        person = coordinator_of(umbrella())
    if person is not None:
        client.force_login(person)
    return client


def leaks(answer: Any, theirs: Side, typed: str = "", *, codes: bool = True) -> list[str]:
    """What of theirs is in an answer, body and headers; what the visitor typed herself is not counted."""
    text = " ".join([answer.content.decode(errors="replace"), *map(str, answer.headers.items())])
    secrets = {theirs.marker, *(code for code in theirs.codes if codes and code not in typed)}
    return [secret for secret in secrets if secret in text.lower() or secret in text]


def walk(client: Client, side: Side, addresses: list[Address] | None = None, **query: str) -> Iterator[tuple[Address, str, Any]]:
    """Each address with the answer to its GET, for the rows of a side."""
    for address in canaries.addresses() if addresses is None else addresses:
        path = reverse(address.name, kwargs=address.filled(side))
        yield address, path, client.get(path, query)


def about_rows() -> list[Address]:
    """Addresses that name a row."""
    return [address for address in canaries.addresses() if address.parameters]


def faults_of(who: str, address: Address, path: str, answer: Any, theirs: Side, typed: str = "") -> list[str]:
    """What is wrong with an answer to somebody who does not belong to them."""
    told = leaks(answer, theirs, path + typed, codes=(who, address.name) not in CODES_ARE_SHOWN)
    asleep = address.name == "readyz" and answer.status_code == 503  # no worker runs beside the tests
    strange = [] if asleep or answer.status_code in FINE else [f"{who} at {path}: {answer.status_code}"]
    return strange + [f"{who} at {path} reads {leak}" for leak in told]


def changes(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Rows that were not there, or not so, by table."""
    return {
        table: [row for row in after[table] if row not in before[table]] or ["gone"] for table in before if before[table] != after[table]
    }


def test_nothing_of_theirs_is_in_any_page_export_feed_or_file_and_no_get_changes_a_thing(world: Any) -> None:
    ours, theirs = world
    faults = []
    for who in VISITORS:
        client = visitor(who, ours)
        before = canaries.rows()
        for address, path, answer in walk(client, ours):
            faults += faults_of(who, address, path, answer, theirs)
        for address, path, answer in walk(client, theirs, about_rows()):
            faults += faults_of(who, address, path, answer, theirs)
            closed = who != "nobody" and address.name not in OPEN_TO_ALL and "token" not in address.parameters
            closed = closed and (who, address.name) not in HERS_TO_PLACE and not NO_ROW.match(address.name)
            faults += [f"{who} at {path}: {answer.status_code}, not 404"] if closed and answer.status_code != 404 else []
        faults += [f"{who}, by reading: {change}" for change in changes(before, canaries.rows()).items()]
    assert not faults, "\n".join(faults)


def test_the_walk_finds_what_is_there(world: Any) -> None:
    """Positive control: their own coordinator meets their words on page after page, and what she sends does change their rows."""
    _, theirs = world
    client = Client()
    client.force_login(theirs.people["coordinator"])
    answers = {address.name: answer for address, _, answer in walk(client, theirs)}
    told = {name for name, answer in answers.items() if leaks(answer, theirs)}
    forms = ("mentoring:apply", "mentoring:apply_as_group", "mentoring:presented")
    assert {answers[name].status_code for name in forms} == {200}  # read, not passed by
    assert {"engagements:desk", "engagements:desk_list", "engagements:request", "engagements:lending", "pool:team", "pool:member"} <= told
    assert any("by sending" in fault for fault in post_everywhere("coordinator", about_rows(), theirs, theirs, theirs))


def test_no_question_asked_in_an_address_brings_theirs(world: Any) -> None:
    ours, theirs = world
    faults = []
    pages = [address for address in canaries.addresses() if not address.parameters]
    tried = {
        "coordinator": (theirs.marker[:5], theirs.network.slug, theirs.requests["proposed"].code, theirs.hidden.code),
        "nobody": (theirs.marker[:5], theirs.hidden.code),
        "umbrella": (theirs.marker[:5], theirs.network.slug),
    }
    for who, values in tried.items():
        if who not in VISITORS:
            continue
        client = visitor(who, ours)
        for value in values:
            for address, path, answer in walk(client, ours, pages, **dict.fromkeys(QUERIES, value)):
                faults += faults_of(who, address, f"{path}?…={value}", answer, theirs)
    assert not faults, "\n".join(faults)


def test_our_pages_are_the_same_whether_they_have_nothing_or_plenty(settings: Any, tmp_path: Any) -> None:
    """No count, no choice of a list, no page number of ours moves with their rows."""
    settings.MEDIA_ROOT = tmp_path
    with clock.at(canaries.MORNING):
        ours, theirs, lender = canaries.founded(OURS), canaries.founded(THEIRS), NetworkFactory()
        canaries.plant(ours, lender)
    client = visitor("coordinator", ours)
    pages_of(client, ours)  # what she reads is noted once a day, among what she did: the first walk settles it
    before = pages_of(client, ours)
    with clock.at(canaries.MORNING):
        canaries.plant(theirs, lender)
    after = pages_of(client, ours)
    moved = {path: list(difflib.unified_diff(before[path].splitlines(), after[path].splitlines(), n=0, lineterm=""))
             for path in before if before[path] != after[path]}
    assert moved == {}


def pages_of(client: Client, side: Side) -> dict[str, str]:
    """Every page that is not open to all, without what changes by itself."""
    closed = [address for address in canaries.addresses() if address.name not in OPEN_TO_ALL]
    with clock.at(canaries.EVENING):
        return {
            path: re.sub(r'name="(csrfmiddlewaretoken|key|shown)" value="[^"]+"', "", answer.content.decode(errors="replace"))
            for _, path, answer in walk(client, side, closed)
        }


def sent(side: Side) -> dict[str, Any]:
    """Whatever a form may take, filled with what belongs to a side."""
    return {
        "role_model": [side.hidden.code],
        "only": side.hidden.code,
        "report": str(side.report.key),
        "days": str(side.off_days.pk),
        "lender": side.network.code,
        "network": side.network.slug,
        "network_slug": side.network.slug,
        "invitation": side.invitation.code,
        "words": "Bonjour",
        "answer": "agree",
        "until": "2027-06-01",
        "starts_on": "2027-06-01",
        "how": "together",
        "role": Role.MEMBER.value,
        "departments": "59",
    }


def post_everywhere(who: str, addresses: list[Address], side: Side, ours: Side, theirs: Side) -> list[str]:
    """Send a form full of their rows to each address, as somebody of ours; what went wrong. Nothing of it stays."""
    form, before, faults = sent(theirs), canaries.rows(theirs), []
    with transaction.atomic():
        client = visitor(who, ours)
        for address in addresses:
            path = reverse(address.name, kwargs=address.filled(side))
            faults += faults_of(who, address, path, client.post(path, form), theirs, typed=str(form))
        faults += [f"{who}, by sending: {change}" for change in changes(before, canaries.rows(theirs)).items()]
        transaction.set_rollback(True)
    return faults


def test_a_form_sent_to_an_address_of_theirs_changes_nothing(world: Any) -> None:
    ours, theirs = world
    faults = [fault for who in VISITORS for fault in post_everywhere(who, about_rows(), theirs, ours, theirs)]
    assert not faults, "\n".join(faults)


def test_a_form_of_ours_filled_with_rows_of_theirs_touches_none(world: Any) -> None:
    ours, theirs = world
    addresses = [address for address in canaries.addresses() if address.name not in ("rights:erase", "people:leave")]
    faults = [
        fault
        for who in ("coordinator", "umbrella", "ambassador", "role model") if who in VISITORS
        for fault in post_everywhere(who, addresses, ours, ours, theirs)
    ]
    assert not faults, "\n".join(faults)


def test_no_form_works_without_its_token(world: Any) -> None:
    ours, _ = world
    client = Client(enforce_csrf_checks=True)
    client.force_login(ours.people["coordinator"])
    before = canaries.rows()
    for address in canaries.addresses():
        answer = client.post(reverse(address.name, kwargs=address.filled(ours)), sent(ours))
        assert answer.status_code in {403, 404, 405, OWN_TOKEN.get(address.name)}, address.name
    assert canaries.rows() == before


def test_no_letter_to_anybody_else_tells_theirs(world: Any) -> None:
    _, theirs = world
    letters = [letter for letter in Letter.objects.order_by("pk") if theirs.marker not in letter.address]
    lender = theirs.lending.lender.contact_email
    told = [
        (letter.template, letter.address)
        for letter in letters
        if letter.address != lender
        and (theirs.marker in (letter.subject + letter.text + letter.html).lower() or any(code in letter.text for code in theirs.codes))
    ]
    assert letters and told == []


def test_an_address_with_a_parameter_must_be_given_a_sample(world: Any) -> None:
    ours, _ = world
    with pytest.raises(AssertionError, match="give it a line"):
        Address("nowhere:detail", ("code",), None).filled(ours)
