"""Who would receive a letter to many, today; and what each reads."""
from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from industrielles.letters.addresses import hashed
from industrielles.letters.models import Refusal
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent, Person

from .models import Issue, Subscription
from .search import found_by

# Where a consent to the news is hers for sure: said by herself, from an address she has shown to be hers (double opt-in, rules M-1).
HERSELF = ("join", "profile", "letter", "account")


def people(issue: Issue, by: Person) -> Any:
    """The members it is for: of the selection, in the network or below it, within the right of who sends; for news, those who agreed."""
    members: Any = found_by(by, issue.query)
    members = members.under(issue.network)
    if issue.is_news:
        members = members.introduced()  # whom a network added by her address said yes to others, not to it
    found = Person.objects.living().filter(memberships__in=members.order_by().values("pk")).exclude(email=None).distinct()
    if not issue.is_news:
        return found
    agreed = Consent.objects.to(Purpose.NEWS, issue.network_id).filter(person=OuterRef("pk"), source__in=HERSELF)
    return found.filter(Exists(agreed))


def outsiders(issue: Issue) -> Any:
    """Those outside who asked for the news of this network, when it is for everybody."""
    live = Subscription.objects.live().filter(network=issue.network)
    return live if issue.is_news and not issue.query else live.none()


def count(issue: Issue, by: Person) -> int:
    """How many it is for; an address that is known twice counts twice, and is written to once."""
    return people(issue, by).count() + outsiders(issue).count()


def refused(issue: Issue, address: str, *, agreed_at: Any) -> bool:
    """Whether the reader of an address stopped these news after she had agreed to them."""
    last = Refusal.objects.filter(Q(network_id=0) | Q(network_id=issue.network_id), address_hash=hashed(address)).order_by("-since").first()
    return last is not None and (agreed_at is None or last.since >= agreed_at)


def agreed_at(issue: Issue, person: Person) -> Any:
    """When she last agreed to the news of this network, herself; None when she does not."""
    given = Consent.objects.to(Purpose.NEWS, issue.network_id).filter(person=person, source__in=HERSELF)
    return given.order_by("-given_at").values_list("given_at", flat=True).first()


def context(issue: Issue, language: str) -> dict[str, Any]:
    """What the template of the letter needs."""
    subject, text = issue.said(language)
    return {"subject": subject, "text": text, "network": issue.network.name, "news": issue.is_news, "reason": issue.reason}
