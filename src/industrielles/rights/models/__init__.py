"""Nouns: terms and what they emptied, demands of people, those who process for us, breaches."""
from __future__ import annotations

from .breaches import Breach
from .demands import Demand
from .processors import Processor
from .terms import Hold, Sweep, Term

__all__ = ["Breach", "Demand", "Hold", "Processor", "Sweep", "Term"]
