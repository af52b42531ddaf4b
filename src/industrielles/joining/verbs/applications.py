"""Somebody asks to join, confirms it by mail, or is forgotten."""
from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.letters.models import Suppression
from industrielles.network import verbs as network
from industrielles.network.models import Membership, Network
from industrielles.people import consents as texts
from industrielles.people import verbs as people
from industrielles.people.keys import mail_key, name_key, phone_key
from industrielles.people.models import Person
from industrielles.people.queries import normalised
from industrielles.safeguarding import verbs as safeguarding

from .. import addresses
from ..models import Application, Frame, Line, Link, Merge
from ..queries import network_for
from ._newcomers import hold, note_offers

Status = Application.Status
MOST_UNCONFIRMED, HOUR = 3, dt.timedelta(hours=1)  # letters to one address by somebody who has proved nothing yet
SAID = ("first_name", "last_name", "phone", "situation", "gender", "job", "job_form", "level", "diploma", "branch", "employer", "commune",
        "department", "names_her")


@transaction.atomic
def apply(email: str, *, request_key: uuid.UUID, network: Network | None = None, offers: Iterable[str] = (), consents: Iterable[str] = (),
          language: str = "fr", via: str = Application.Via.FORM, link: Link | None = None, frame: Frame | None = None,
          life: dt.timedelta = Application.LIFE, by: Person | None = None, **said: Any) -> Application:
    """Somebody of 18 or more wishes to join `network` (None: the one of her territory); a letter asks her to confirm within `life`.
    `said`: fields of SAID; `consents`: purposes of people.consents she said yes to. Sent again under one `request_key`, it is one
    application. Nothing here tells whether the address is known: who already belongs to that network is sent another letter.
    Raises Refused (field "email") for what is no address, TypeError for a field that is not hers to say."""
    if unknown := set(said) - set(SAID):
        raise TypeError(f"Nobody says {', '.join(sorted(unknown))} when joining.")
    address = people.checked(email)
    sent = Application.objects.filter(request_key=request_key).first()
    if sent:
        return sent
    network = network or (link.network if link else frame.network if frame else network_for(said["department"]))
    crowded = Application.objects.unconfirmed_from(address, within=HOUR).count() >= MOST_UNCONFIRMED
    now = clock.now()
    application = Application(
        request_key=request_key, email=address, network=network, link=link, frame=frame, via=via, language=language,
        offers=[one for one in Application.Offer.values if one in set(offers)], consents={one: texts.asked(one) for one in consents},
        sent_at=now, lapses_at=now + life, **said)
    _key(application)
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError:
        return Application.objects.get(request_key=request_key)
    journal.write("joining.apply", application, by=by, network_id=network.pk)
    _ask_to_confirm(application, silent=crowded and by is None, by=by)
    return application


def _key(application: Application) -> None:
    application.name_key = name_key(application.first_name, application.last_name)
    application.mail_key, application.phone_key = mail_key(application.email), phone_key(application.phone)


def _ask_to_confirm(application: Application, *, silent: bool, by: Person | None) -> None:
    """The letter that makes it hers; to who is a member of that network already, the way to sign in."""
    member = Membership.objects.current().filter(person__email=application.email, network=application.network).exists()
    invited = "joining/letters/invited" if application.via == Application.Via.SHEET else "joining/letters/confirm"
    with translation.override(application.language):
        letters.queue(
            "joining/letters/already" if member else invited, to="" if silent else application.email, language=application.language,
            key=f"joining.application/{application.code}/confirm", reply_to=application.network.contact_email, context={
                "name": application.first_name, "network": application.network.name, "confirm": addresses.confirm(application),
                "refuse": addresses.refuse(application), "login": reverse("people:login"), "by": by.full_name if by else "",
                "days": (application.lapses_at - application.sent_at).days})


@transaction.atomic
def confirm(application: Application, *, by: Person | None = None) -> Application:
    """She holds the mailbox: she is a member from today, and waits for a word of welcome. What she consented to and offered is noted.
    Confirmed twice, it is once. Raises Refused when she waited too long or was erased since."""
    application = hold(application)
    if application.status != Status.UNCONFIRMED:
        return application
    if application.has_lapsed or not application.email:
        raise Refused(_("This link is too old. Fill in the form again: it takes three minutes."))
    node = application.network if application.network.closed_on is None else network_for(application.department)
    person = people.meet(
        application.email, first_name=application.first_name, last_name=application.last_name, phone=application.phone,
        language=application.language, by=None)
    known = Membership.objects.of(person).filter(network=node).exists()
    people.describe(person, gender=application.gender, department=application.department, by=None)
    membership = network.join(person, network=node, by=None)
    now = clock.now()
    decided = {"decided_at": now} if known else {}
    application.move_to(Status.WELCOMED if known else Status.WAITING, person=person, network=node, confirmed_at=now, **decided)
    _use(application.link_id)
    _consent(application, person)
    note_offers(application, membership)
    _recognise(application)
    journal.write("joining.confirm", application, by=None, as_="applicant", network_id=node.pk, person=person)
    if not known:
        _say_what_follows(application)
    return application


def _recognise(application: Application) -> None:
    """Whoever comes in, by whichever way: does she look like somebody who may not come back? Who answers for the network is told; she is
    told nothing, and comes in as anybody does."""
    person = application.person
    if person is not None:
        for email, phone in dict.fromkeys([(application.email, application.phone), (person.email or "", person.phone)]):
            safeguarding.flag(person, network=application.network, email=email, phone=phone, by=None)


def _use(link: int | None) -> None:
    """One use less, if one is left: one conditional UPDATE decides. Who comes too late is no less welcome."""
    Link.objects.filter(pk__in=[link] if link else [], uses_left__gt=0).update(uses_left=F("uses_left") - 1)


def _consent(application: Application, person: Person) -> None:
    """What she said yes to, if the text she read is still the one asked; she is asked again otherwise."""
    own = application.network_id
    with translation.override(application.language):
        for purpose, version in sorted(application.consents.items()):
            if purpose in texts.TEXTS and version == texts.asked(purpose):
                people.consent(person, purpose=purpose, source="join", network_id=own, by=person)
                if purpose == texts.Purpose.NEWS:
                    letters.accept_news(application.email, network_id=own)


def _say_what_follows(application: Application) -> None:
    with translation.override(application.language):
        letters.queue(
            "joining/letters/confirmed", to=application.email, language=application.language,
            key=f"joining.application/{application.code}/confirmed", reply_to=application.network.contact_email, context={
                "name": application.first_name, "network": application.network.name, "offers": application.offered,
                "meets": Application.Offer.VISITS in application.offers, "login": reverse("people:login")})


@transaction.atomic
def refuse(application: Application, *, by: Person | None = None) -> None:
    """Somebody her association invited says no: what was imported of her goes, and nobody imports her address again.
    Who has an account keeps receiving what concerns it. Refused twice, it is once."""
    application = hold(application)
    if application.status != Status.UNCONFIRMED or not application.email:
        return
    if not Person.objects.living().known_as(application.email).exists():
        letters.suppress(application.email, Suppression.Reason.ASKED)
    journal.write("joining.refuse", application, by=None, as_="applicant", network_id=application.network_id)
    _forget_lines([application.email])
    _forget_letters([application])
    application.delete()


def _forget_letters(found: list[Application]) -> None:
    """What was or would be sent about these applications is kept no longer."""
    keys = [f"joining.application/{one.code}/" for one in found]
    for key in keys:
        letters.withdraw(key)
    if keys:
        letters.forget_below(*keys)


@transaction.atomic
def clear_unconfirmed(rows: Any, *, by: Person | None = None) -> int:
    """Delete the applications that nobody confirmed in time, with the letters that name her. Returns how many."""
    found = list(rows)
    _forget_letters(found)
    return Application.objects.filter(pk__in=[one.pk for one in found], status=Status.UNCONFIRMED).delete()[0]


@transaction.atomic
def empty_decided(rows: Any, *, by: Person | None = None) -> int:
    """The words of applications long decided go; that somebody came, where, by which way and of which gender stays, for the figures."""
    return _empty(Application.objects.filter(pk__in=list(rows.values_list("pk", flat=True))))


def _empty(rows: Any) -> int:
    blank: dict[str, Any] = dict.fromkeys(Application.WORDS, "")
    return rows.update(**blank, commune=None, person=None, offers=[], consents={}, emptied_at=clock.now())


@transaction.atomic
def erase_declined(rows: Any, *, by: Person | None = None) -> int:
    """Who was declined and belongs nowhere is erased everywhere. Returns how many applications."""
    found = list(rows.select_related("person"))
    for one in found:
        person = one.person
        if person and not person.erased_at and not person.memberships.exclude(network_id=one.network_id).exists() \
                and not person.memberships.filter(ended_on=None).exists():
            people.erase(person, by=None)
    _empty(Application.objects.filter(pk__in=[one.pk for one in found]))
    return len(found)


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> None:
    """A person is erased: her applications are emptied, those never confirmed go, her invitations end, lines that name her are blank."""
    for one in Application.objects.filter(person=person, status__in=[Status.WAITING, Status.HANDED]).order_by("pk"):
        if one.status == Status.HANDED:
            one.move_to(Status.WAITING, sent_to=None)
        one.move_to(Status.DECLINED, decided_at=clock.now())
    unclaimed = Q(email=person.email, person=None) if person.email else Q(pk__in=[])
    hers = Application.objects.filter(Q(person=person) | unclaimed)
    hers.filter(status=Status.UNCONFIRMED).delete()
    if person.email:
        _forget_lines([person.email])
    _empty(hers)
    now = clock.now()
    person.links.filter(revoked_at=None, of_network=False).update(revoked_at=now)  # those of her network go on without her
    person.links.update(label="")
    Merge.objects.filter(Q(kept=person) | Q(gone=person)).delete()


@transaction.atomic
def forget_address(address: str, *, by: Person | None = None) -> int:
    """Somebody without an account asks to be forgotten: what was said with her address and never confirmed goes, with its letters; lines
    of files that hold it are blank. Returns how many applications."""
    found = list(Application.objects.filter(email=normalised(address), person=None)) if address else []
    _forget_letters(found)
    if address:
        _forget_lines([address])
    rows = Application.objects.filter(pk__in=[one.pk for one in found])
    rows.filter(status=Status.UNCONFIRMED).delete()
    _empty(rows)
    return len(found)


def _forget_lines(emails: list[str]) -> None:
    """Blank the lines of spreadsheets that hold one of these addresses, however it was written."""
    wanted = {normalised(one) for one in emails}
    for line in Line.objects.exclude(cells=[]).filter(batch__emptied_at=None).iterator(chunk_size=500):
        if any(normalised(str(cell)) in wanted for cell in line.cells):
            Line.objects.filter(pk=line.pk).update(cells=[], reason="")

