"""The few entries of each menu. An entry whose door is closed to the reader is not shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.joining.policies import is_member
from industrielles.kit.doors import signed_in
from industrielles.mentoring.policies import takes_part, watches_mentoring
from industrielles.network.policies import coordinates, has_networks
from industrielles.pool.policies import has_territory
from industrielles.safeguarding.policies import is_referent, keeps_clearances, treats_reports


@dataclass(frozen=True)
class Entry:
    """A link of a menu; `current` on the pages below its address."""

    label: str
    address: str
    current: bool = False


def _entries(request: HttpRequest, pairs: list[tuple[str, str]]) -> list[Entry]:
    """The entries of a menu; current is the nearest address above this page, of its own room: every page of coordination is below the
    requests, which are not the room of all."""
    addresses = {name: reverse(name) for name, _label in pairs}
    room = request.resolver_match.namespace if request.resolver_match else ""
    own = [name for name in addresses if name.split(":")[0] == room and name != "website:home"]
    above = [name for name in own if request.path.startswith(addresses[name])]
    here = max(above, key=lambda name: len(addresses[name]), default="")
    return [Entry(label, addresses[name], name == here) for name, label in pairs]


def _person(request: HttpRequest) -> Any:
    """Who reads; None for a visitor, and when the request was refused before we knew."""
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def main_menu(request: HttpRequest) -> list[Entry]:
    """Above every public page: five at most."""
    person = _person(request)
    pairs = [("pool:directory", _("Women of industry")), ("dashboards:figures", _("Figures"))]
    if person and coordinates(person):
        pairs.append(("engagements:desk", _("Coordination")))
    elif person and is_referent(person):
        pairs.append(("safeguarding:reports", _("Safeguarding")))
    pairs.append(("website:mine", _("My page")) if person else ("people:login", _("Sign in")))
    return _entries(request, pairs)


# Under “More” in coordination, and on one's own pages: (address, label, who sees it), in this order. Each room's page has its line here.
Line = tuple[str, Any, Callable[[Any], bool]]
DESK: list[Line] = [
    ("engagements:desk", gettext_lazy("Requests"), coordinates),
    ("members:members", gettext_lazy("Members"), coordinates),
    ("dashboards:figures", gettext_lazy("Figures"), signed_in),
    ("website:mine", gettext_lazy("My page"), signed_in),
]
DESK_MORE: list[Line] = [
    ("joining:newcomers", gettext_lazy("Newcomers"), coordinates),
    ("members:issues", gettext_lazy("News"), coordinates),
    ("mentoring:desk", gettext_lazy("Mentoring"), watches_mentoring),
    ("pool:team", gettext_lazy("Team"), coordinates),
    ("pool:ambassadors", gettext_lazy("Ambassadors"), coordinates),
    ("pool:coverage", gettext_lazy("Coverage"), coordinates),
    ("network:organisations", gettext_lazy("Organisations"), coordinates),
    ("safeguarding:reports", gettext_lazy("Safeguarding reports"), treats_reports),
    ("safeguarding:clearances", gettext_lazy("Papers seen"), keeps_clearances),
    ("rights:demands", gettext_lazy("Personal data"), coordinates),
    ("rights:journal", gettext_lazy("Journal"), coordinates),
    ("network:networks", gettext_lazy("Networks"), has_networks),
    ("pool:directory", gettext_lazy("Women of industry"), signed_in),
]
MINE: list[Line] = [
    ("website:mine", gettext_lazy("My page"), signed_in),
    ("pool:profile", gettext_lazy("My profile"), is_member),
    ("pool:territory", gettext_lazy("My territory"), has_territory),
    ("pool:networks", gettext_lazy("My networks"), signed_in),
    ("mentoring:mine", gettext_lazy("My mentoring"), takes_part),
    ("joining:links", gettext_lazy("My invitations"), is_member),
    ("people:account", gettext_lazy("My account"), signed_in),
]
ACCOUNT: list[Line] = [  # all below the address of the account
    ("people:account", gettext_lazy("My details"), signed_in),
    ("people:security", gettext_lazy("Security"), signed_in),
    ("rights:data", gettext_lazy("My data"), signed_in),
    ("rights:consents", gettext_lazy("My consents"), signed_in),
    ("letters:preferences", gettext_lazy("My letters"), signed_in),
]


def desk_menu(request: HttpRequest) -> list[Entry]:
    """Above the pages of coordination: five at most, the others under “More”."""
    return _entries(request, _open_to(request, DESK))


def desk_more(request: HttpRequest) -> list[Entry]:
    """The other pages of coordination that this person may open."""
    return _entries(request, _open_to(request, DESK_MORE))


def my_menu(request: HttpRequest) -> list[Entry]:
    """Above one's own pages: six at most. “My account” is where one is on all its pages, of whichever room."""
    entries, account = _entries(request, _open_to(request, MINE)), reverse("people:account")
    return [replace(one, current=True) if one.address == account and request.path.startswith(account) else one for one in entries]


def account_menu(request: HttpRequest) -> list[Entry]:
    """Under it, the pages of the account; nothing elsewhere."""
    return _entries(request, _open_to(request, ACCOUNT)) if request.path.startswith(reverse("people:account")) else []


def _open_to(request: HttpRequest, lines: list[Line]) -> list[tuple[str, str]]:
    """The lines whose door is open to the reader; each policy is asked once a page, whatever the menus that name it."""
    person, asked = _person(request), request.__dict__.setdefault("doors_of_menus", {})
    for _name, _label, policy in lines:
        if policy not in asked:
            asked[policy] = policy(person)
    return [(name, str(label)) for name, label, policy in lines if asked[policy]]


def footer(request: HttpRequest) -> list[tuple[str, list[Entry]]]:
    """Columns under every public page: (title, entries). Also the page “Plan du site”."""
    own = ("website:mine", _("My page")) if _person(request) else ("people:login", _("Sign in"))
    return [
        (_("For you who are at school"), _entries(
            request, [("pool:directory", _("Meet women of industry")), ("mentoring:programmes", _("Have a mentor"))])),
        (
            _("For teachers and companies"),
            _entries(
                request,
                [
                    ("engagements:ask", _("Invite a woman of industry")),
                    ("engagements:open_places", _("Open places")),
                    ("network:faces", _("The networks")),
                    ("network:partners", _("They are with us")),
                    ("joining:join", _("Join the collective")),
                    ("members:subscribe", _("Receive the news")),
                    own,
                ],
            ),
        ),
        (
            _("The project"),
            _entries(
                request,
                [
                    ("dashboards:figures", _("Our results")),
                    ("website:accessibility", _("Accessibility: not compliant")),
                    ("places:sources", _("Reference data")),
                    ("website:privacy", _("Personal data")),
                    ("website:legal", _("Legal notice")),
                    ("website:help", _("Help and contact")),
                    ("safeguarding:help", _("Report something")),
                    ("website:sitemap", _("Site map")),
                    ("website:display", _("Light or dark display")),
                ],
            ),
        ),
    ]
