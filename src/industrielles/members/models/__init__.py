"""Nouns: saved views, exports, news and their recipients, subscriptions."""
from __future__ import annotations

from .exports import Export
from .news import Issue, Recipient
from .subscriptions import Subscription
from .views import SavedView

__all__ = ["Export", "Issue", "Recipient", "SavedView", "Subscription"]
