"""What this room counts."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from industrielles.ledger.facts import Fact

MEMBERS = Fact("network.members", unit="person", label=_("members by gender"))
