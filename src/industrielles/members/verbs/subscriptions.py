"""The news asked for by somebody outside: asked, confirmed from her own mail box (double opt-in), ended."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock, links
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.models import Letter
from industrielles.network.models import Network
from industrielles.people import consents
from industrielles.people.models import Person
from industrielles.people.verbs import checked

from ..models import Subscription

CONFIRM = "members.subscribe"  # purpose of the link
LIFE = dt.timedelta(days=7)
PLACES = 3  # letters of confirmation to one address in an hour, whoever asks for them (trust 26)


@transaction.atomic
def subscribe(email: str, *, network: Network, language: str = "fr", by: Person | None = None) -> None:
    """Somebody of fifteen or more asks for the news of a network: a letter asks her to confirm. The answer and the work are the same
    whoever asks, known or not. Raises Refused for what is no address."""
    address = checked(email)
    subscription = _asked(address, network, language)
    with translation.override(language):
        confirm_at = reverse("members:confirm", args=[links.sign(CONFIRM, subscription.code)])
    hour, reader = f"{clock.now():%Y%m%d%H}", hashed(address)
    for place in range(PLACES):
        key = f"members.subscribe/{reader}/{hour}/{place}"
        if not Letter.objects.filter(key=key).exists():
            letters.queue("members/letters/confirm", to=address, language=language, key=key, reply_to=network.contact_email,
                          context={"network": network.name, "url": confirm_at, "days": LIFE.days})
            return


def _asked(address: str, network: Network, language: str) -> Subscription:
    """The row of this address, made when there is none: the unique key decides among those who ask at once."""
    names = {"network": network, "address_hash": hashed(address), "ended_at": None}
    said = {"email": address, "language": language, "version": consents.asked(consents.Purpose.NEWS), "asked_at": clock.now()}
    try:
        with transaction.atomic():
            return Subscription.objects.get_or_create(**names, defaults=said)[0]
    except IntegrityError:
        return Subscription.objects.get(**names)


@transaction.atomic
def confirm(subscription: Subscription, *, by: Person | None = None) -> Subscription:
    """She says so again from her own mail box: what she had stopped comes again. Confirmed twice, it is confirmed once. Raises Refused
    when it has ended meanwhile."""
    waiting = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None, ended_at=None)
    confirmed = waiting.update(confirmed_at=max(clock.now(), subscription.asked_at))
    subscription.refresh_from_db()
    if subscription.ended_at:
        raise Refused(_("This request has ended: ask for the news again."))
    if confirmed:
        letters.accept_news(subscription.email, network_id=subscription.network_id)
        journal.write("members.confirm", subscription, by=by, as_="reader", network_id=subscription.network_id)
    return subscription


@transaction.atomic
def end(subscriptions: Any, *, by: Person | None = None) -> int:
    """These subscriptions end: the address goes, the day stays. Returns how many."""
    ended = 0
    for one in subscriptions.filter(ended_at=None).order_by("pk"):
        if Subscription.objects.filter(pk=one.pk, ended_at=None).update(ended_at=clock.now(), email=""):
            journal.write("members.unsubscribe", one, by=by, as_="reader", network_id=one.network_id)
            ended += 1
    return ended


@transaction.atomic
def forget_subscriptions(subscriptions: Any, *, by: Person | None = None) -> int:
    """Those never confirmed, or silent for too long, end. Returns how many."""
    return end(subscriptions, by=by)
