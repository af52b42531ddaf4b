"""Who may, in this room: whoever runs a network reads its members, writes to them, takes them away in a file."""
from __future__ import annotations

from typing import Any

from industrielles.network.models import Network
from industrielles.network.policies import runs, runs_some

from .models import Issue, SavedView

can_search = can_export = can_write_news = runs_some  # her subject: the networks she runs, read once for the whole page


def can_change_view(person: Any, view: SavedView | None) -> bool:
    """Hers, while she runs its network."""
    return view is not None and view.owner_id == getattr(person, "pk", None) and runs(person, view.network)


def can_lead_issue(person: Any, issue: Issue | None) -> bool:
    """Runs the network in whose name it is written."""
    return issue is not None and issue.network.closed_on is None and runs(person, issue.network)


def may_subscribe(person: Any, network: Network | None) -> bool:
    """Anybody, to the news of a network that is open."""
    return network is not None and network.closed_on is None
