"""Nouns: networks in a tree, organisations, dated memberships, dated roles; what is proposed, what two people decide, who looked."""
from __future__ import annotations

from .decisions import Decision
from .looks import Look
from .members import Grant, Membership
from .networks import Network
from .organisations import Declaration, LegalEntity, LogoRelease, Organisation, Referent
from .proposals import Proposal

__all__ = [
    "Decision", "Declaration", "Grant", "LegalEntity", "LogoRelease", "Look", "Membership", "Network", "Organisation", "Proposal",
    "Referent",
]
