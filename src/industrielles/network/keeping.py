"""How long what is known of the people of organisations is kept, and what is held of one of them."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.personal import Sheet
from industrielles.kit.retention import Action, Ground, Rule
from industrielles.people.models import Person

from .models import Declaration, LogoRelease, Referent


def referents_due(before: dt.datetime) -> Any:
    """Who answered for an organisation until before this moment, and whose words are still here."""
    return Referent.objects.unforgotten().filter(ended_on__lt=timezone.localdate(before))


def releases_due(before: dt.datetime) -> Any:
    """Agreements withdrawn, or over, before this moment."""
    day = timezone.localdate(before)
    return LogoRelease.objects.filter(Q(withdrawn_on__lt=day) | Q(withdrawn_on=None, until__lt=day))


def declarations_due(before: dt.datetime) -> Any:
    """What was settled before this moment; what nobody settled, of who left before it. A member's words wait for who runs her network,
    as long as she is there."""
    left = Q(settled_at=None, membership__ended_on__lt=timezone.localdate(before))
    return Declaration.objects.filter(Q(settled_at__lt=before) | left)


RULES = (
    Rule("network.referents", _("Referents of organisations"), trigger=_("the day she stopped answering for it"), days=1096, least=365,
         most=1096, action=Action.EMPTY, ground=Ground.LEGITIMATE_INTEREST, models=("network.Referent",),
         due="industrielles.network.keeping.referents_due", apply="industrielles.network.verbs.forget_referents",
         people=_("Referents of companies, schools and associations"), purpose=_("to know whom to call in an organisation"),
         readers=_("the coordinators of the network"), data=_("name, role, address, telephone, when and how she agreed")),
    Rule("network.logo_releases", _("Agreements to show a logo"), trigger=_("the end of the agreement"), days=1826, least=365, most=3653,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("network.LogoRelease",),
         due="industrielles.network.keeping.releases_due", apply="industrielles.network.verbs.clear_releases",
         people=_("Who agreed in the name of an organisation"), purpose=_("to prove that a logo was shown with their agreement"),
         readers=_("the coordinators of the network"), data=_("her name and her role there, the dates")),
    Rule("network.declarations", _("Where members say they work"),
         trigger=_("the day it was linked to an organisation or set aside; else the day she left the network"),
         days=365, least=31, most=1096, action=Action.DELETE, ground=Ground.CONTRACT, models=("network.Declaration",),
         person="membership__person", due="industrielles.network.keeping.declarations_due",
         apply="industrielles.network.verbs.clear_declarations", people=_("Members"),
         purpose=_("to know which organisations members come from"),
         readers=_("herself and the coordinators of her network"), data=_("what she wrote")),
)


def sheets(person: Person) -> list[Sheet]:
    """Where she said she works, and the organisations she answers for."""
    said = Declaration.objects.filter(membership__person=person).select_related("network").order_by("declared_at", "pk")
    held = Referent.objects.filter(person=person).select_related("organisation").order_by("started_on", "pk")
    return [
        Sheet(pgettext("file name", "employers"), gettext("Where I said I work"),
              (gettext("words"), gettext("network"), gettext("from")),
              tuple((one.words, one.network.name, timezone.localdate(one.declared_at)) for one in said)),
        Sheet(pgettext("file name", "referent"), gettext("Organisations I answer for"),
              (gettext("organisation"), gettext("role"), gettext("from"), gettext("until")),
              tuple((one.organisation.name, one.role, one.started_on, one.ended_on) for one in held)),
    ]
