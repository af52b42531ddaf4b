"""Nouns: clearances, bans, reports with their evidence, authorisations of parents."""
from __future__ import annotations

from .authorisations import Agreement, Authorisation, Guardian, Part
from .bans import Ban, Recognition
from .clearances import Clearance
from .reports import Alert, Evidence, Reading, Report

__all__ = ["Agreement", "Alert", "Authorisation", "Ban", "Clearance", "Evidence", "Guardian", "Part", "Reading", "Recognition", "Report"]
