"""What this room counts."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from industrielles.ledger.facts import Fact

CLASSES_MET = Fact("engagements.classes", unit="class", label=_("classes met"))
PEOPLE_REACHED = Fact("engagements.people", unit="person", label=_("people met"))
