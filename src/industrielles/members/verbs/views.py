"""Searches kept under a name."""
from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.network.models import Network
from industrielles.network.policies import runs
from industrielles.people.models import Person
from industrielles.places.search import fold

from .. import policies
from ..models import SavedView


@transaction.atomic
def keep_view(name: str, *, network: Network, query: str, shared: bool = False, view: SavedView | None = None, by: Person) -> SavedView:
    """Keep a search under a name, or change `view`. Kept twice under one name by one person, it is the same one, with the latest filters.
    The database decides who has a name that is shared. Raises Refused."""
    refuse_unless(runs(by, network) if view is None else policies.can_change_view(by, view))
    name = " ".join(name.split())
    folded = fold(name)[:120]
    if not folded:
        raise Refused(_("Give it a name: two or three words."), field="name")
    said = {"name": name, "folded": folded, "network": network, "query": query, "shared": shared, "changed_at": clock.now()}
    try:
        with transaction.atomic():
            if view is None:
                view, _made = SavedView.objects.update_or_create(owner=by, folded=folded, defaults=said)
            else:
                SavedView.objects.filter(pk=view.pk).update(**said)
                view.refresh_from_db()
    except IntegrityError:
        raise Refused(_("Another view has this name: choose another one."), field="name") from None
    journal.write("members.keep_view", view, by=by, network_id=network.pk)
    return view


@transaction.atomic
def drop_view(view: SavedView, *, by: Person) -> None:
    """Forget a view; what it found stays. Dropped twice, it is dropped once. Raises Refused."""
    refuse_unless(policies.can_change_view(by, view))
    journal.write("members.drop_view", view, by=by, network_id=view.network_id)
    SavedView.objects.filter(pk=view.pk).delete()
