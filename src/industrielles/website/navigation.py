"""The few entries of each menu. An entry whose door is closed to the reader is not shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from industrielles.network.models import Network
from industrielles.network.policies import runs_the_umbrella


@dataclass(frozen=True)
class Entry:
    """A link of a menu; `current` on the pages below its address."""

    label: str
    address: str
    current: bool = False


def _entries(request: HttpRequest, pairs: list[tuple[str, str]]) -> list[Entry]:
    home = reverse("website:home")
    addresses = [(reverse(name), label) for name, label in pairs]
    above = [address for address, _label in addresses if address != home and request.path.startswith(address)]
    here = max(above, key=len, default="")  # "/coordination/equipe/" is below "/coordination/" too: the nearest one is current
    return [Entry(label, address, address == here) for address, label in addresses]


def _person(request: HttpRequest) -> Any:
    """Who reads; None for a visitor, and when the request was refused before we knew."""
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def main_menu(request: HttpRequest) -> list[Entry]:
    """Above every public page: five at most."""
    person = _person(request)
    pairs = [("pool:directory", _("Women of industry")), ("dashboards:figures", _("Figures"))]
    if person and Network.objects.run_by(person).exists():
        pairs.append(("engagements:desk", _("Coordination")))
    pairs.append(("website:mine", _("My page")) if person else ("people:login", _("Sign in")))
    return _entries(request, pairs)


def desk_menu(request: HttpRequest) -> list[Entry]:
    """Above the pages of coordination: six at most."""
    pairs = [
        ("engagements:desk", _("Requests")),
        ("pool:team", _("Team")),
        *([("network:networks", _("Networks"))] if runs_the_umbrella(_person(request)) else []),
        ("pool:directory", _("Women of industry")),
        ("dashboards:figures", _("Figures")),
        ("website:mine", _("My page")),
    ]
    return _entries(request, pairs)


def footer(request: HttpRequest) -> list[tuple[str, list[Entry]]]:
    """Columns under every public page: (title, entries). Also the page “Plan du site”."""
    own = ("website:mine", _("My page")) if _person(request) else ("people:login", _("Sign in"))
    return [
        (_("For you who are at school"), _entries(request, [("pool:directory", _("Meet women of industry"))])),
        (
            _("For teachers and companies"),
            _entries(
                request,
                [
                    ("engagements:ask", _("Invite a woman of industry")),
                    ("website:join", _("Join the collective")),
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
                    ("website:sitemap", _("Site map")),
                    ("website:display", _("Light or dark display")),
                ],
            ),
        ),
    ]
