"""What becomes of searches, letters and readers when a network closes."""
from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.letters import verbs as letters
from industrielles.network.models import Network
from industrielles.network.queries import heir_of
from industrielles.people.models import Person

from ..models import Issue, SavedView, Subscription

Status = Issue.Status


@transaction.atomic
def succeed(gone: Network, *, heir: Network, by: Person | None = None) -> int:
    """A network closes: its letters that are leaving stop, its drafts and its searches are its heir's; a search whose name is taken there
    is its owner's alone. Who asked for its news from outside is told by `let_go`. Returns how many letters stopped."""
    under_way = list(Issue.objects.filter(network=gone, status=Status.SENDING).order_by("pk"))
    for issue in under_way:
        locked(issue).move_to(Status.STOPPED, ended_at=clock.now())
        taken = letters.withdraw(f"members.issue/{issue.code}/")
        journal.write("members.stop", issue, by=by, network_id=gone.pk, withdrawn=taken)
    Issue.objects.filter(network=gone, status=Status.DRAFT).update(network=heir)
    taken_names = SavedView.objects.filter(network=heir, shared=True).values_list("folded", flat=True)
    SavedView.objects.filter(network=gone, shared=True, folded__in=list(taken_names)).update(shared=False)
    SavedView.objects.filter(network=gone).update(network=heir)
    journal.write("members.succeed", gone, by=by, network_id=gone.pk, into=heir)
    return len(under_way)


@transaction.atomic
def let_go(subscription: Subscription, *, by: Person | None = None) -> None:
    """Somebody outside had asked for the news of a network that is closed: they end, her address goes, and a letter says where to ask for
    those of its heir. She asked for the news of that one: nobody asks in her place. Let go twice, she is told once."""
    email, gone, heir = subscription.email, subscription.network, heir_of(subscription.network)
    if not Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(ended_at=clock.now(), email=""):
        return
    journal.write("members.unsubscribe", subscription, by=by, network_id=gone.pk)
    if subscription.confirmed_at:
        with translation.override(subscription.language):
            letters.queue(
                "members/letters/closed", to=email, language=subscription.language, key=f"members.subscription/{subscription.code}/closed",
                context={"network": gone.name, "heir": heir.name if heir else "",
                         "page": reverse("members:subscribe_to", args=[heir.slug]) if heir else reverse("members:subscribe")})
