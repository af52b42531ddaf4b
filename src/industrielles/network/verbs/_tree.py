"""The lock of the tree of networks."""
from __future__ import annotations

from ..models import Network


def hold_the_tree() -> None:
    """One change of the tree at a time: the umbrella's row is its lock."""
    list(Network.objects.select_for_update(of=("self",)).filter(kind=Network.Kind.UMBRELLA))
