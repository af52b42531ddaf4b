"""The words of a refusal of right, for the verbs of this room alone."""
from __future__ import annotations

from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused


def refuse_unless(may: bool) -> None:
    """Raises Refused when she may not."""
    if not may:
        raise Refused(_("This is not within your right."))
