"""What somebody may send, sent again by everybody else (trust 9, 28, 36): refused, and nothing of ours moves."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.urls import resolve

from industrielles.kit.doors import Door
from industrielles.mentoring import policies as mentoring
from industrielles.network.models import Grant
from industrielles.network.roles import Role
from industrielles.safeguarding import policies as safeguarding
from tests import canaries
from tests.test_isolation import changes, leaks

from .land import EVERYBODY, THEIRS, Land, Sent, door
from .writes import undone

pytestmark = pytest.mark.django_db
# Who sends it again: one of each kind. A member and a newcomer are alike, and so are the members of another network.
VISITORS = tuple(one for one in EVERYBODY if one not in (Role.MEMBER, "their ambassador", "their statistician", "their member"))
RUNS, UMBRELLA = {"coordinator"}, {"umbrella"}
MEMBERS = {"coordinator", Role.MEMBER, Role.STATISTICIAN, "role model", "ambassador", "newcomer"}
ALL = {*EVERYBODY}
SIGNED_IN = ALL - {"nobody"}
HERSELF = frozenset({"herself"})  # nobody but her: what she sends is about her own row
# Who may, of everybody here, by policy: written by hand from the words of docs/permissions.md, for the rows of our network. A new policy
# that a form meets must be given a line.
MAY: dict[str, set[str] | frozenset[str]] = {
    **dict.fromkeys(("kit.anyone", "members.may_subscribe"), ALL),
    **dict.fromkeys(("kit.signed_in", "rights.has_account", "joining.is_member", "pool.has_profile"), SIGNED_IN),
    "kit.holds_the_link": ALL,
    **dict.fromkeys(
        (
            "engagements.can_dispatch",
            "engagements.can_own",
            "joining.can_close",
            "joining.can_start",
            "joining.can_welcome",
            "members.can_change_view",
            "members.can_lead_issue",
            "network.can_know",
            "network.can_qualify",
            "pool.can_lead",
            "pool.can_train",
            "rights.can_answer",
            "pool.can_appoint",
            "joining.can_read",
            "joining.can_revoke",
            *(f"mentoring.{name}" for name in dir(mentoring) if name.startswith("can_")),
            *(f"safeguarding.{name}" for name in dir(safeguarding) if name.startswith("can_")),
        ),
        RUNS,
    ),
    **dict.fromkeys(
        (
            "network.runs_some",
            "network.coordinates",
            "network.has_networks",
            "pool.reads_coverage",
            "mentoring.runs_mentoring",
            "mentoring.watches_mentoring",
            "safeguarding.keeps_clearances",
            "safeguarding.treats_reports",
        ),
        RUNS | UMBRELLA | {"their coordinator"},
    ),
    **dict.fromkeys(("network.can_describe", "network.can_close", "network.can_welcome"), RUNS | UMBRELLA),
    **dict.fromkeys(
        (
            "network.can_answer_proposal",
            "network.can_move_here",
            "network.runs_the_umbrella",
            "rights.can_set_terms",
            "dashboards.can_set_target",
            "network.can_second",
            "network.can_set_aside",
        ),
        UMBRELLA,
    ),
    "network.can_declare": MEMBERS,
    "pool.can_contribute": MEMBERS,
    "network.can_look": RUNS,
    "network.can_vouch": UMBRELLA,
    "network.can_lose_step": HERSELF,
    "engagements.can_answer_lending": RUNS,
    "joining.can_give_back": RUNS,
    "joining.can_take": RUNS,
    "engagements.can_report": RUNS | {"role model"},
    "pool.has_territory": {"ambassador", "their ambassador"},
    "engagements.can_put_forward": {"role model"},
    "engagements.can_take_place": {"role model"},
    **dict.fromkeys(("pool.is_herself", "pool.can_sign_charter", "engagements.can_answer", "people.is_herself",
                    "mentoring.lives", "mentoring.is_hers", "mentoring.is_mentee_of", "mentoring.can_answer", "mentoring.can_choose",
                    "safeguarding.is_hers"), HERSELF),
    "pool.is_hers_or_run": HERSELF | RUNS,
}
REFUSED = {302, 404, 405}


def policy_of(name: str) -> str:
    policy = door(name).policy
    return f"{policy.__module__.split('.')[1]}.{policy.__name__}"


def may(sent: Sent, who: str) -> bool:
    allowed = MAY[policy_of(sent.name)]
    return who == sent.who or who in allowed


def about_herself(sent: Sent) -> bool:
    """Whether the door has no row in its address: everybody who may enter finds her own things behind it."""
    return not resolve(urlsplit(sent.path).path).kwargs


def replayed(land: Land, recorded: list[Sent], among: tuple[str, ...] = VISITORS) -> list[str]:
    """Each request as everybody who may not, and as whoever may at home: what went wrong."""
    faults = []
    for sent in {(one.name, one.fields): one for one in recorded if not one.keyed}.values():
        for who in among:
            if who in THEIRS and land.theirs.network.slug in resolve(urlsplit(sent.path).path).kwargs.values():
                continue  # what the umbrella did in their network is theirs to do
            if not may(sent, who) and not (about_herself(sent) and MAY[policy_of(sent.name)] is HERSELF):
                faults += refused(land, sent, who)
            elif who in THEIRS and about_herself(sent) and policy_of(sent.name) not in ("kit.anyone", "members.may_subscribe"):
                faults += at_home(land, sent, who)
    return faults


def refused(land: Land, sent: Sent, who: str) -> list[str]:
    """Somebody who may not sends it: nothing is written, nothing of ours is read."""
    with undone() as writes:
        answer = land.client(who, raise_request_exception=False).post(sent.path, sent.body)
    faults = [f"{who} sends what {sent}: {answer.status_code}"] if answer.status_code not in REFUSED else []
    faults += [f"{who} sends what {sent}: writes {writes}"] if writes else []
    if who in THEIRS or who in ("nobody", "umbrella"):
        faults += [f"{who} sends what {sent}: reads {leak}" for leak in leaks(answer, land.ours, typed=f"{sent.path} {sent.body}")]
    return faults


def at_home(land: Land, sent: Sent, who: str) -> list[str]:
    """Somebody of theirs sends our body to a door of her own: no row of ours moves."""
    with undone() as writes:
        before = canaries.rows(land.ours) if sent.body else {}
        land.client(who).post(sent.path, sent.body)
        moved = changes(before, canaries.rows(land.ours)) if writes and before else {}
    return [f"{who} sends what {sent}: {moved}"] if moved else []


def test_no_request_of_ours_works_for_anybody_who_may_not(land: Land, recorded: list[Sent]) -> None:
    unknown = {policy_of(sent.name) for sent in recorded} - {*MAY}
    assert not unknown, "Say who may, in MAY."
    faults = replayed(land, recorded)
    assert not faults, "\n".join(faults)


def test_the_replay_catches_a_house_that_asks_nobody(land: Land, recorded: list[Sent], monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: no door asks its policy, rows are found whoever looks, no verb asks again. Doors alone are not enough."""

    def enter(self: Any, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return super(Door, self).dispatch(request, *args, **kwargs)  # type: ignore[misc]

    monkeypatch.setattr(Door, "dispatch", enter)
    names = ("joining:close", "members:edit", "network:end_referent")
    some = [one for one in recorded if one.name in names]
    assert not any("writes" in fault for fault in replayed(land, some, ("their coordinator",)))
    for kind in {type(model._default_manager.all()) for model in apps.get_models()}:
        if hasattr(kind, "visible_to"):
            monkeypatch.setattr(kind, "visible_to", lambda self, *args, **kwargs: self)
    for name, module in [*sys.modules.items()]:
        if name.startswith("industrielles.") and ".verbs" in name and hasattr(module, "refuse_unless"):
            monkeypatch.setattr(module, "refuse_unless", lambda *args, **kwargs: None)
    assert any("writes" in fault for fault in replayed(land, some, ("their coordinator",)))


# What stays open to whoever has an account and to everybody, once a role is gone.
STAYS = {policy for policy, who in MAY.items() if who in (ALL, SIGNED_IN)} | {
    "people.is_herself",
    "network.can_declare",
    "pool.can_contribute",
    "joining.can_revoke",
    "website.in_development",
}
# Grants end, and what hangs on a charge or a profile ends by its own verb: these doors are hers as long as the row is.
BY_ROW = {
    "role model": {
        "pool.is_herself",
        "pool.is_hers_or_run",
        "engagements.can_put_forward",
        "engagements.can_take_place",
        "engagements.can_answer",
        "engagements.can_report",
    }
}


def demoted(land: Land, found: dict[str, Any], recorded: list[Sent], who: str, *, really: bool = True) -> list[str]:
    """She opened all this a moment ago. Her roles end; what still opens, and what she can still send."""
    faults, client = [], land.client(who)
    with undone():
        if really:
            Grant.objects.filter(membership__person=land.people[who]).update(ended_on=canaries.MORNING.date())
        closed = [page for page in found[who][0] if policy_of(page.name) not in STAYS | BY_ROW.get(who, set())]
        assert closed
        for page in closed:
            answer = client.get(page.path)
            faults += [f"{who}, demoted, opens {page.path}: {answer.status_code}"] if answer.status_code not in REFUSED else []
        for sent in recorded:
            if sent.who == who and policy_of(sent.name) not in STAYS | BY_ROW.get(who, set()):
                with undone() as writes:
                    answer = client.post(sent.path, sent.body)
                faults += [f"{who}, demoted, still sends {sent}"] if writes or answer.status_code not in REFUSED else []
    return faults


@pytest.mark.parametrize("who", ["coordinator", "umbrella"])
def test_a_role_taken_back_is_gone_at_the_next_request(land: Land, found: Any, recorded: list[Sent], who: str) -> None:
    faults = demoted(land, found, recorded, who)
    assert not faults, "\n".join(faults)


def test_the_walk_of_the_demoted_catches_a_role_that_stays(land: Land, found: Any, recorded: list[Sent]) -> None:
    """Positive control: the same walk while the role is still hers."""
    faults = demoted(land, {**found, "umbrella": (found["umbrella"][0][-40:], [])}, recorded[-20:], "umbrella", really=False)
    assert any("opens" in fault for fault in faults) and any("sends" in fault for fault in faults)


def test_the_key_of_one_address_opens_no_other(land: Land) -> None:
    """A link for one purpose, put into every address that asks for another; and each link with one letter changed."""
    faults, client = [], land.client("nobody")
    keys = {name: kwargs["token"] for name, kwargs in land.keys.items() if "token" in kwargs}
    keys = {name if ":" in name else f"{name}:*": key for name, key in keys.items()}
    for address in (one for one in canaries.addresses() if "token" in one.parameters):
        own = resolve(land.filled(address)).kwargs["token"]
        wrong = [(name, key) for name, key in keys.items() if purpose_of(name) != purpose_of(address.name)]
        turn = len(address.name) % 4  # a quarter of the keys at each address: each key meets many addresses
        for name, key in [*wrong[turn::4], ("altered", own[:-1] + ("A" if own[-1] != "A" else "E"))]:
            with undone() as writes:
                path = land.filled(address).replace(own, key)
                answers = [client.get(path).status_code, client.post(path, {}).status_code]
            if name.startswith("engagements:answer") and address.name == "engagements:answer_report":
                continue  # who may answer an invitation may tell what became of it
            shown = {200} if address.name in SHOWN_TO_ALL else set()
            bad = writes or {answers[0]} - {404, 405, 410} - shown or {answers[1]} - {404, 405, 410}
            faults += [f"the key of {name} at {address.name}: {answers}, writes {writes}"] if bad else []
    assert not faults, "\n".join(faults)


def purpose_of(name: str) -> str:
    """Keys of the same letter open the pages of one request, one invitation, one merge."""
    room, _, page = name.partition(":")
    return f"{room}:{PURPOSES.get(name) or page.partition('_')[0]}"


SHOWN_TO_ALL = {"people:trust", "people:undo_address"}  # a button, the same whatever the key: only pressing it says whether it is good
PURPOSES = {
    "engagements:*": "follow",
    "engagements:publish_places": "follow",
    "engagements:unpublish_places": "follow",
    "engagements:answer_report": "report",
    "engagements:date_answer": "date",
    **dict.fromkeys(("safeguarding:*", "safeguarding:guardian", "safeguarding:refuse", "safeguarding:revoke", "safeguarding:change_part"),
                    "guardian"),
    "mentoring:*": "come",
    "joining:*": "merge",
    "joining:agree": "merge",
    "joining:differ": "merge",
}


def test_most_addresses_that_take_a_form_are_recorded(recorded: list[Sent]) -> None:
    """Of those that are not: five steps, files, keys made by a device, and what waits for something that is not the case here."""
    assert len({one.name for one in recorded}) > 90
