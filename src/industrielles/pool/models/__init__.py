"""Nouns: industry branches, what members bring, role models with their story and their availability, ambassadors."""
from __future__ import annotations

from .ambassadors import Ambassador, Training
from .branches import Branch
from .calendars import BusyDay, Calendar
from .contributions import Contribution
from .portraits import Line
from .rates import Rate
from .role_models import UNTIL_SHE_SAYS, OffDays, RoleModel

__all__ = [
    "UNTIL_SHE_SAYS", "Ambassador", "Branch", "BusyDay", "Calendar", "Contribution", "Line", "OffDays", "Rate", "RoleModel", "Training",
]
