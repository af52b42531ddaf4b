"""A member invites others by a link."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.network.models import Network
from industrielles.network.policies import runs
from industrielles.people.models import Person

from .. import policies
from ..models import Link

MOST_LIVE = 20  # links of one person that still work


@transaction.atomic
def invite(network: Network, *, label: str = "", uses: int = Link.USUAL_USES, days: int = Link.USUAL_DAYS,
           by: Person) -> Link:
    """A link to join this network: for so many people, for so many days. Raises Refused: not a member, too many, too long."""
    refuse_unless(policies.can_invite(by, network))
    if network.closed_on is not None:
        raise Refused(_("This network is closed."))
    if not 1 <= uses <= Link.MOST_USES:
        raise Refused(_("Write a number from 1 to %(most)s.") % {"most": Link.MOST_USES}, field="uses")
    if not 1 <= days <= Link.MOST_DAYS:
        raise Refused(_("Write a number from 1 to %(most)s.") % {"most": Link.MOST_DAYS}, field="days")
    if Link.objects.live().filter(made_by=by).count() >= MOST_LIVE:
        raise Refused(_("You already have %(most)s invitations that work: take one back first.") % {"most": MOST_LIVE})
    link = Link.objects.create(
        network=network, made_by=by, of_network=runs(by, network), label=label.strip()[:80], uses=uses, uses_left=uses,
        expires_on=clock.today() + dt.timedelta(days=days), made_at=clock.now())
    journal.write("joining.invite", link, by=by, network_id=network.pk, uses=uses)
    return link


@transaction.atomic
def revoke(link: Link, *, by: Person) -> Link:
    """The link no longer opens anything. Taken back twice, it is once. Raises Refused."""
    refuse_unless(policies.can_revoke(by, link))
    if Link.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=clock.now()):
        journal.write("joining.revoke", link, by=by, network_id=link.network_id)
    link.refresh_from_db()
    return link


@transaction.atomic
def clear_links(rows: Any, *, by: Person | None = None) -> int:
    """Forget for whom old invitations were. Returns how many."""
    return Link.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(label="")
