"""What this room counts. Encounters and people outside classes have facts of their own: the figures of class visits are not mixed."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from industrielles.ledger.facts import Fact

CLASSES_MET = Fact("engagements.classes", unit="class", label=_("classes met"))
PEOPLE_REACHED = Fact("engagements.people", unit="person", label=_("people met"))
ENCOUNTERS = Fact("engagements.encounters", unit="encounter", label=_("encounters outside classes"))
AUDIENCE_REACHED = Fact("engagements.audience", unit="person", label=_("people reached outside classes"))
MEDIA_AUDIENCE = Fact("engagements.media", unit="person", label=_("audience declared by media, never added to people"))
