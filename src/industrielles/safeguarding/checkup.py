"""What `doctor` asks this room: nothing here may ever be true."""
from __future__ import annotations

from django.utils.translation import gettext as _

from . import telling
from .models import Report


def faults() -> list[str]:
    """Open reports of which nobody can be told, in words; empty when all is well."""
    waiting = Report.objects.open().select_related("network", "accused").order_by("pk")
    return [_("Safeguarding report %(code)s: nobody is left who could be told of it, but whoever accused somebody. Name a safeguarding "
              "referent, or give the umbrella another contact address.") % {"code": one.code} for one in waiting if telling.unheard(one)]
