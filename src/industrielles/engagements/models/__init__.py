"""Nouns: an engagement from the asking to the report, its partners, dates, invitations, lendings, reports."""
from __future__ import annotations

from .invitations import Invitation, Lending
from .reports import Report
from .requests import ClassGroup, Engagement, Partner, ProposedDate
from .slots import Slot

__all__ = ["ClassGroup", "Engagement", "Invitation", "Lending", "Partner", "ProposedDate", "Report", "Slot"]
