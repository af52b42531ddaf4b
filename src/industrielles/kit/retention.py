"""How long what is known of people is kept: rules each room declares in its `retention.py`, read and applied by the room `rights`.

    RULES = (
        Rule("engagements.askers", _("Teachers and others who asked for somebody"), trigger=_("the last visit they asked for"),
             days=3 * 365, least=365, most=5 * 365, action=Action.ERASE, ground=Ground.LEGITIMATE_INTEREST,
             models=("engagements.Engagement",), due="industrielles.engagements.retention.askers_due",
             apply="industrielles.engagements.verbs.forget_askers"),
    )

A model names the rule that holds it: `personal = Personal(("contact_email",), rule="engagements.askers")`.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What becomes of what is due."""

    EMPTY = "empty", _("the words go, the row stays for what was counted")
    DELETE = "delete", _("the row is deleted")
    ERASE = "erase", _("the person is erased everywhere")
    NONE = "none", _("kept, because the law says so or because nothing personal is left")


class Ground(models.TextChoices):
    """The legal ground of keeping it (GDPR art. 6)."""

    CONTRACT = "contract", _("contract: the statutes she joined under")
    CONSENT = "consent", _("consent")
    LEGITIMATE_INTEREST = "legitimate interest", _("legitimate interest")
    LEGAL_OBLIGATION = "legal obligation", _("legal obligation")


@dataclass(frozen=True)
class Rule:
    """One line of the register: whose data, from when, how many days (within `least` and `most`), what then, on what ground.

    `due(before)` (dotted path) gives the queryset of rows whose trigger came before this moment; `apply(rows, by=None)` (dotted path to a
    verb) does the action and returns how many. Both may be run again after a kill: what was done is no longer due.
    """

    code: str
    label: Any
    trigger: Any
    days: int
    least: int
    most: int
    action: Action
    ground: Ground
    models: tuple[str, ...]
    due: str = ""
    apply: str = ""
    people: Any = ""  # categories of people, for the register of processing (GDPR art. 30)
    purpose: Any = ""  # why it is held
    readers: Any = ""  # who reads it
    data: Any = ""  # what is held, in words for everybody; the names of the fields otherwise
    person: str = ""  # from a row that is due to her: "person", "role_model__person", "pk"; a person on hold keeps hers
    stop: str = ""  # verb (address, by=) that ends this processing when she objects (GDPR art. 21), if nothing stands against it

    @property
    def is_personal(self) -> bool:
        """Whether what goes says something about somebody; what does not is never emptied without a visa in public archives."""
        return any(model.personal.fields for model in self.holders)

    @property
    def holders(self) -> list[Any]:
        """The models it holds."""
        return [apps.get_model(label) for label in self.models]


def declared() -> dict[str, Rule]:
    """Every rule of every room (settings.RETENTION), by code. Raises ValueError for a code declared twice."""
    found: dict[str, Rule] = {}
    for dotted in settings.RETENTION:
        for rule in import_string(dotted):
            if rule.code in found:
                raise ValueError(f"Two rules are called {rule.code}.")
            found[rule.code] = rule
    return found
