"""A coordinator answers who came: a word of welcome, another network, or no."""
from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.letters import verbs as letters
from industrielles.letters.models import Kind, Letter
from industrielles.network import verbs as network
from industrielles.network.models import Membership, Network
from industrielles.network.queries import coordinators_of
from industrielles.people.consents import Purpose
from industrielles.people.models import Person
from industrielles.pool import verbs as pool

from .. import policies
from ..models import Application, Merge
from ._newcomers import hold, membership_of, note_offers, part
from .batches import settle_batches

Status = Application.Status
HOUR_OF_DIGEST = 8  # in Paris


@transaction.atomic
def welcome(application: Application, *, words: str = "", by: Person | None = None) -> Application:
    """One tap, with a personal word if one likes: she is welcomed by letter. Raises Refused: not within one's right, or done already."""
    application = hold(application)
    refuse_unless(by is None or policies.can_welcome(by, application))
    application.move_to(Status.WELCOMED, decided_at=clock.now(), decided_by=by, word=words.strip()[:600])
    journal.write("joining.welcome", application, by=by, network_id=application.network_id, person=application.person_id)
    _tell(application, "joining/letters/welcome", by=by)
    return application


@transaction.atomic
def decline(application: Application, *, words: str, by: Person | None = None) -> Application:
    """Not in this network: her membership ends today and a letter says why. Raises Refused, also without a reason (field "words")."""
    application = hold(application)
    refuse_unless(by is None or policies.can_decline(by, application))
    if not words.strip():
        raise Refused(_("Say why, in a sentence: she reads it."), field="words")
    application.move_to(Status.DECLINED, decided_at=clock.now(), decided_by=by, word=words.strip()[:600])
    part(application, membership_of(application))
    journal.write("joining.decline", application, by=by, network_id=application.network_id, person=application.person_id)
    _tell(application, "joining/letters/declined", by=by)
    return application


@transaction.atomic
def hand(application: Application, *, to: Network, by: Person | None = None) -> Application:
    """Ask another network to receive her; she stays a member here until it says yes. Raises Refused (field "to")."""
    application = hold(application)
    refuse_unless(by is None or policies.can_hand(by, application))
    if to.pk == application.network_id or to.closed_on is not None:
        raise Refused(_("Choose another network, open."), field="to")
    application.move_to(Status.HANDED, sent_to=to)
    journal.write("joining.hand", application, by=by, network_id=application.network_id, to=to)
    for person in coordinators_of(to):
        with translation.override(person.language):
            letters.queue(
                "joining/letters/handed", to=person.email or "", language=person.language,
                key=f"joining.application/{application.code}/handed/{clock.now():%Y%m%d%H%M}/{person.pk}",
                reply_to=application.network.contact_email, kind=Kind.NEWCOMERS, context={
                    "network": application.network.name, "to": to.name, "newcomer": application.public_name,
                    "desk": reverse("joining:newcomer", args=[application.code])})
    return application


@transaction.atomic
def take(application: Application, *, by: Person | None = None) -> Application:
    """The network asked says yes: she becomes a member there, leaves the first one, and a letter tells her. Raises Refused."""
    application = hold(application)
    refuse_unless(by is None or policies.can_take(by, application))
    to, old = application.sent_to, membership_of(application)
    if to is None or application.status != Status.HANDED or application.person is None:
        raise Refused(_("This has been settled meanwhile."))
    known = Membership.objects.of(application.person).filter(network=to).exists()
    membership = network.join(application.person, network=to, by=None)
    settled = {"decided_at": clock.now(), "decided_by": by} if known else {}
    first = application.network
    application.move_to(Status.WELCOMED if known else Status.WAITING, network=to, sent_to=None, **settled)
    if old:
        pool.hand_contribution(old, new=membership, by=by)
    part(application, old)
    note_offers(application, membership)
    _move_consents(application, first)
    journal.write("joining.take", application, by=by, network_id=to.pk, came_from=first)
    if not known:
        _tell(application, "joining/letters/moved", by=by)
    return application


def _move_consents(application: Application, first: Network) -> None:
    """What she agreed to with the first network she agreed to with a text that names none: it follows her to the second."""
    assert application.person is not None
    live = application.person.consents.live()
    there = set(live.filter(network_id=application.network_id).values_list("purpose", flat=True))
    live.filter(network_id=first.pk).exclude(purpose__in=there).update(network_id=application.network_id)


@transaction.atomic
def give_back(application: Application, *, by: Person | None = None) -> Application:
    """The network asked says no, or the first one changes its mind: she waits where she was. Raises Refused."""
    application = hold(application)
    refuse_unless(by is None or policies.can_give_back(by, application))
    if application.status != Status.HANDED:
        raise Refused(_("This has been settled meanwhile."))
    to = application.sent_to_id
    application.move_to(Status.WAITING, sent_to=None)
    journal.write("joining.give_back", application, by=by, network_id=application.network_id, to=to)
    return application


def _tell(application: Application, template: str, *, by: Person | None) -> None:
    """A letter to who came, in her language, answered by her network."""
    with translation.override(application.language):
        letters.queue(
            template, to=application.email, language=application.language,
            key=f"joining.application/{application.code}/{template.rpartition('/')[2]}/{application.network_id}",
            reply_to=application.network.contact_email, context={
                "name": application.first_name, "network": application.network.name, "words": application.word,
                "by": by.full_name if by else "", "begin": reverse("people:login"),
                "meets": Application.Offer.VISITS in application.offers})


@transaction.atomic
def tell_coordinators(*, by: Person | None = None) -> int:
    """Each morning, one letter to each coordinator who has newcomers waiting: how many, since when. Returns how many letters."""
    waiting: dict[int, list[Application]] = {}
    for one in Application.objects.filter(status=Status.WAITING).select_related("network").order_by("confirmed_at", "pk"):
        waiting.setdefault(one.network_id, []).append(one)
    sent = 0
    for found in waiting.values():
        for person in coordinators_of(found[0].network):
            sent += _digest(person, found)
    return sent


def _digest(person: Person, found: list[Application]) -> int:
    key = f"joining.waiting/{found[0].network_id}/{person.pk}/{clock.today():%Y%m%d}"
    if Letter.objects.filter(key=key).exists():
        return 0
    with translation.override(person.language):
        letters.queue(
            "joining/letters/waiting", to=person.email or "", language=person.language, kind=Kind.NEWCOMERS,
            key=key, context={
                "count": len(found), "network": found[0].network.name, "oldest": found[0].days_waiting, "name": person.first_name,
                "names": [one.public_name for one in found[:5]], "desk": reverse("joining:newcomers")})
    return 1


@transaction.atomic
def succeed(gone: Network, *, heir: Network, by: Person | None = None) -> int:
    """A network closes: who had asked to join it is welcomed by its heir; its invitations and its partners' pages lead there.
    Returns how many newcomers."""
    Application.objects.filter(sent_to=gone, status=Status.HANDED).update(sent_to=heir)
    for one in Application.objects.filter(network=heir, sent_to=heir, status=Status.HANDED).order_by("pk"):
        one.move_to(Status.WAITING, sent_to=None)
    waiting = Application.objects.filter(network=gone, status__in=[Status.WAITING, Status.HANDED]).order_by("pk")
    for one in waiting:
        if one.status == Status.HANDED:
            one.move_to(Status.WAITING, sent_to=None)
        known = one.person is not None and Membership.objects.of(one.person).filter(network=heir).exists()
        if known:
            one.move_to(Status.WELCOMED, network=heir, decided_at=clock.now())
        else:
            Application.objects.filter(pk=one.pk).update(network=heir)
        journal.write("joining.succeed", one, by=by, network_id=gone.pk, into=heir)
    for one in Application.objects.filter(network=gone, status=Status.UNCONFIRMED).order_by("pk"):
        agreed = {purpose: version for purpose, version in one.consents.items() if purpose != Purpose.NEWS}  # the news of that one only
        Application.objects.filter(pk=one.pk).update(network=heir, consents=agreed)
    Merge.objects.filter(network=gone, status=Merge.Status.ASKED).update(network=heir)
    settle_batches(gone)
    gone.links.filter(revoked_at=None).update(network=heir)
    gone.frames.filter(closed_at=None).update(network=heir)
    return len(waiting)
