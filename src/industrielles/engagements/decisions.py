"""What a coordinator has to decide today, most pressing first: one sentence and one button each."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.network.models import Network

from . import stages
from .models import Engagement, Lending
from .tables import Card, board

MOST = 10


@dataclass(frozen=True)
class Decision:
    """`words`: what happens; `action`: the verb of the button; `address`: where it is done; `code`: of the request, when there is one."""

    rank: int
    words: str
    place: str
    action: str
    address: str
    is_urgent: bool = False


def today(cards: Sequence[Card], lendings: Iterable[Lending]) -> list[Decision]:
    """The ten most pressing, of the requests in progress and of what other networks ask."""
    found = [decision for card in cards for decision in _of(card)] + [_lending(lending) for lending in lendings]
    return sorted(found, key=lambda one: one.rank)[:MOST]


def waiting(person: Any) -> tuple[int, int]:
    """What waits for somebody who runs a network: (decisions of today, requests nobody was proposed for). For her own page."""
    networks = list(Network.objects.run_by(person))
    if not networks:
        return 0, 0
    columns = board(Engagement.objects.visible_to(person), {one.pk for one in networks})
    todo = today([card for column in columns for card in column.cards], Lending.objects.asked_of(networks))
    return len(todo), next(column.count for column in columns if column.stage == stages.DISPATCH)


def _of(card: Card) -> list[Decision]:
    if card.to_replace:
        return [_decision(card, 0, _("She cannot come any more"), _("Find somebody else"), urgent=True)]
    if card.volunteers:
        count = len(card.volunteers)
        words = ngettext("%(n)s volunteer", "%(n)s volunteers", count) % {"n": count}
        return [_decision(card, 1, words, _("Choose"))]
    if card.seats_unasked:
        return [_decision(card, 2, card.age, _("Propose somebody"), urgent=True)]
    if card.differs:
        return [_decision(card, 3, _("Two different counts"), _("Keep one count"))]
    if not card.is_urgent:
        return []
    kinds: dict[str, tuple[int, str, str]] = {
        stages.DISPATCH: (4, card.age, _("Propose somebody")), stages.PROPOSED: (5, card.age, _("Propose somebody else")),
        stages.REPORT: (6, _("No report after 48 hours"), _("Tell what took place")),
    }
    rank, words, action = kinds[card.stage]
    return [_decision(card, rank, words, action, urgent=True)]


def _decision(card: Card, rank: int, words: str, action: str, *, urgent: bool = False) -> Decision:
    address = reverse("engagements:request", args=[card.engagement.code])
    return Decision(rank, words, f"{card.engagement.name}, {card.town}", action, address, urgent)


def _lending(lending: Lending) -> Decision:
    words: Any = _("%(network)s asks you to lend somebody") % {"network": lending.network}
    return Decision(2, words, str(lending.engagement.department), _("Answer"), reverse("engagements:lending", args=[lending.code]))
