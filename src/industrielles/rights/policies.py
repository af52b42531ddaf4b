"""Who may, in this room: the umbrella's coordinator answers for terms and the register, each coordinator for demands to her networks."""
from __future__ import annotations

from typing import Any

from industrielles.kit.retention import Action, Ground, Rule
from industrielles.network.policies import runs_the_umbrella

from .models import Demand


def can_set_terms(person: Any, subject: Any = None) -> bool:
    """Terms, holds, register, processors, breaches: the umbrella's coordinator."""
    return runs_the_umbrella(person)


def can_answer(person: Any, demand: Demand | None) -> bool:
    """Coordinates the network it was sent to."""
    return demand is not None and Demand.objects.visible_to(person).filter(pk=demand.pk).exists()


def is_hers(person: Any, demand: Demand | None) -> bool:
    """She made it."""
    return demand is not None and demand.person_id is not None and demand.person_id == getattr(person, "pk", None)


def has_account(person: Any, subject: Any = None) -> bool:
    """Signed in, and not erased."""
    return bool(getattr(person, "pk", None)) and person.is_active


def can_object_to(rule: Rule) -> bool:
    """One objects to what rests on legitimate interest, not to a contract nor to the law (GDPR art. 21)."""
    return rule.ground == Ground.LEGITIMATE_INTEREST and rule.action != Action.NONE
