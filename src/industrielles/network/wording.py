"""What was done to an organisation, in words, for its history."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "network.know": _("noted it"), "network.amend": _("corrected it"), "network.absorb": _("made it one with another row"),
    "network.hide_logo": _("took its logo off"),
}
