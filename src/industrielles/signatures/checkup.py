"""What `doctor` asks of the register of signatures."""
from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Signature
from .verbs import faults as faults_of


def faults() -> list[str]:
    """Signatures that no longer verify, and holes in their chain, in words; empty when each can be believed."""
    found, expected = [], 1
    for signature in Signature.objects.select_related("document", "signer").order_by("number").iterator(chunk_size=500):
        if signature.number != expected:
            found.append(_("Signature %(number)s is missing from the register.") % {"number": expected})
        expected = signature.number + 1
        found += [_("Signature %(number)s: %(fault)s") % {"number": signature.number, "fault": fault} for fault in faults_of(signature)]
    return found
