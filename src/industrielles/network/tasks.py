"""What the networks do by themselves."""
from __future__ import annotations

from . import verbs
from .models import Membership, Network

SLICE = 200  # people carried at one turn, each in her own transaction: whoever is killed goes on where she was


def empty_closed() -> int:
    """Let go, or carry to where it goes on, the people of networks that are closed. Returns how many."""
    done = 0
    for network in Network.objects.closing().order_by("pk"):
        for membership in Membership.objects.current_in(network).order_by("pk")[:SLICE - done]:
            verbs.carry(membership, by=None)
            done += 1
    return done


def expire_decisions() -> int:
    """What nobody confirmed in seven days is no longer proposed. Returns how many."""
    return verbs.expire(by=None)


def count_members() -> int:
    """Once a quarter is over, its members are counted by gender. Returns how many figures moved."""
    return verbs.count_members(by=None)
