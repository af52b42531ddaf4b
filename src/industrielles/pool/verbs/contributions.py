"""A member says what she brings to her network."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.network.models import Membership
from industrielles.people.models import Person
from industrielles.places.models import Department
from industrielles.places.search import indexed

from .. import policies
from ..models import Branch, Contribution


@transaction.atomic
def contribute(
    membership: Membership, *, situation: str = "", job: str = "", position: str = "", branch: Branch | None = None,
    department: Department | None = None, offers: Iterable[str] = (), by: Person | None = None,
) -> Contribution:
    """Her job, where she is, what she would like to do, in this network: the last word counts. Raises Refused once she has left."""
    refuse_unless(by is None or policies.can_contribute(by, membership))
    membership = locked(membership)
    if membership.ended_on:
        raise Refused(_("This person is no longer a member of the network."))
    wished, words = set(offers), " ".join(job.split())[:120]
    found_by = [words, *((branch.name_fr, branch.name_en) if branch else ())]
    said: dict[str, Any] = {
        "situation": situation, "job": words, "position": position, "branch": branch, "department": department,
        "offers": [one for one in Contribution.Offer.values if one in wished], "changed_at": clock.now(),
        "search_text": indexed(*found_by) if any(found_by) else ""}
    made, _new = Contribution.objects.update_or_create(membership=membership, defaults={**said, "network_id": membership.network_id})
    journal.write("pool.contribute", made, by=by, network_id=made.network_id, person=membership.person_id)
    return made


@transaction.atomic
def hand_contribution(old: Membership, *, new: Membership, by: Person | None = None) -> None:
    """What she said in one network she says in the other, where she had said nothing yet. Both columns in one statement: the database
    lets no row point across networks, not even for an instant."""
    if not Contribution.objects.filter(membership=new).exists():
        Contribution.objects.filter(membership=old).update(membership=new, network=new.network_id)


@transaction.atomic
def clear_contributions(rows: Any, *, by: Person | None = None) -> int:
    """What somebody who left had said goes. Returns how many."""
    return Contribution.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()[0]
