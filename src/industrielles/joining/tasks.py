"""What this room does by itself."""
from __future__ import annotations

from django.utils import timezone

from industrielles.kit import clock

from . import verbs
from .verbs.welcome import HOUR_OF_DIGEST


def tell_coordinators() -> int:
    """Once a day, from eight in the morning in Paris: who waits for a word of welcome. Returns how many letters."""
    return verbs.tell_coordinators() if timezone.localtime(clock.now()).hour >= HOUR_OF_DIGEST else 0


def carry_out() -> int:
    """A slice of the file under way. Returns how many lines were done."""
    return verbs.carry_out()
