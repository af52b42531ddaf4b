"""Who may, in this room: `can_<verb>(person, subject)`. Whether it is possible now is the verb's business."""
from __future__ import annotations

from typing import Any

from industrielles.network.models import Membership, Network
from industrielles.network.policies import runs

from .models import Application, Batch, Frame, Link


def can_read(person: Any, application: Application | None) -> bool:
    """Runs her network, or the one asked to receive her."""
    return application is not None and Application.objects.visible_to(person).filter(pk=application.pk).exists()


def can_welcome(person: Any, application: Application | None) -> bool:
    """Runs the network she came to."""
    return application is not None and runs(person, application.network)


can_hand = can_decline = can_welcome


def can_take(person: Any, application: Application | None) -> bool:
    """Runs the network asked to receive her."""
    return application is not None and application.sent_to is not None and runs(person, application.sent_to)


def can_give_back(person: Any, application: Application | None) -> bool:
    """Either side ends the asking."""
    return can_take(person, application) or can_welcome(person, application)


def is_member(person: Any, subject: Any = None) -> bool:
    """Belongs to a network: may invite others to it."""
    return bool(getattr(person, "pk", None)) and person.is_active and Membership.objects.of(person).exists()


def can_invite(person: Any, network: Network) -> bool:
    """A member of this network, or who runs it."""
    return is_member(person) and (Membership.objects.of(person).filter(network=network).exists() or runs(person, network))


def can_revoke(person: Any, link: Link | None) -> bool:
    """Whoever made the invitation, or runs its network."""
    return link is not None and (link.made_by_id == getattr(person, "pk", None) or runs(person, link.network))


def can_frame(person: Any, network: Network | None) -> bool:
    """Runs the network whose form is shown elsewhere, or into which people are imported."""
    return runs(person, network)


can_import = can_frame


def can_close(person: Any, frame: Frame | None) -> bool:
    """Runs the network of the frame."""
    return frame is not None and runs(person, frame.network)


def can_start(person: Any, batch: Batch | None) -> bool:
    """Runs the network of the file."""
    return batch is not None and runs(person, batch.network)


def can_merge(person: Any, people: Any) -> bool:
    """Runs a network to which each of the two belongs now."""
    mine = Membership.objects.visible_to(person).current()
    return bool(people) and all(mine.filter(person=one).exists() for one in people)
