"""What somebody asks about what is held of her: answered at once when it can be, by a coordinator otherwise, always within its time."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.kit.retention import declared
from industrielles.network.models import Network
from industrielles.people import verbs as people
from industrielles.people.models import Person

from .. import policies, telling
from ..models import Demand, Hold
from ..models.demands import months_after

Status, Kind = Demand.Status, Demand.Kind
MONTHS, MORE_MONTHS = 1, 2  # to answer, and more with a reason (GDPR art. 12(3))
AT_ONCE = (Kind.ACCESS, Kind.PORTABILITY)
REMINDED_BEFORE = dt.timedelta(days=7)
MOST_LETTERS = 3  # to one address in an hour


@transaction.atomic
def demand(person: Person, *, kind: str, key: uuid.UUID, words: str = "", rule: str = "", by: Person | None = None) -> Demand:
    """She asks something about her data; sent twenty times, it is one demand. To see and to receive are answered at once, by what she
    has before her eyes; the rest waits for her coordinators, who are told. Raises Refused when a correction says nothing (field)."""
    if by is not None and by.pk != person.pk:
        raise Refused(_("Nobody asks for somebody else."))
    if kind == Kind.RECTIFICATION and not words.strip():
        raise Refused(_("Say what to correct."), field="words")
    made, new = Demand.objects.get_or_create(key=key, defaults={
        "kind": kind, "person": person, "language": person.language, "network": _network_of(person), "rule": rule,
        "words": words.strip(), "received_at": clock.now(), "due_on": months_after(clock.today(), MONTHS)})
    if new:
        journal.write("rights.demand", made, by=by or person, network_id=made.network_id, person=person)
        if kind in AT_ONCE:
            _close(made, Status.ANSWERED, by=None)
        elif kind != Kind.ERASURE and not rule:
            telling.received(made)
    return made


@transaction.atomic
def object_to(person: Person, *, rule: str, key: uuid.UUID, words: str = "", by: Person | None = None) -> Demand:
    """She objects to one processing of legitimate interest (GDPR art. 21): it stops at once when nothing stands against it, else her
    coordinators answer. Raises Refused for a processing of another ground."""
    found = declared().get(rule)
    if found is None or not policies.can_object_to(found):
        raise Refused(_("One may object to what rests on our legitimate interest only."), field="rule")
    made = demand(person, kind=Kind.OBJECTION, key=key, words=words, rule=rule, by=by)
    if made.status != Status.RECEIVED:
        return made
    if found.stop and not Hold.objects.of_person(person):
        try:
            with transaction.atomic():
                import_string(found.stop)(person.email or "", by=None)
                _close(made, Status.ANSWERED, by=None)
                return made
        except Refused as refusal:
            Demand.objects.filter(pk=made.pk).update(words=f"{made.words}\n{refusal}".strip()[:1000])
    telling.received(made)
    return made


@transaction.atomic
def erase_account(person: Person, *, by: Person | None = None) -> Demand:
    """She erases her account: done at once, everywhere, and a last letter says what goes and what stays; or, when a court or an inquiry
    holds it back, answered by her coordinators. Asked twice, it is one demand."""
    waiting = Demand.objects.hers(person).open().filter(kind=Kind.ERASURE).first()
    if waiting:
        return waiting
    made = demand(person, kind=Kind.ERASURE, key=uuid.uuid4(), by=by)
    if made.status == Status.RECEIVED and not Hold.objects.of_person(person):
        address = person.email or ""
        _close(made, Status.ANSWERED, by=None)
        people.erase(person, by=by)
        telling.erased(person, to=address)
    elif made.status == Status.RECEIVED:
        telling.received(made)
    return made


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> None:
    """Part of erasing a person: what she wrote in her demands goes, that she asked stays. Raises Refused while she is on hold."""
    if Hold.objects.of_person(person):
        raise Refused(_("Somebody asked that nothing of hers be emptied: lift it first."))
    hers = Demand.objects.hers(person)
    for one in hers.open():
        _close(one, Status.ANSWERED, by=None, tell=False)
    hers.update(words="", answer="", delay_reason="", email="")
    for one in Demand.objects.of_address(person.email or "-"):
        clear_demands(Demand.objects.filter(pk=one.pk), by=by)


@transaction.atomic
def ask_by_address(email: str, *, kind: str, key: uuid.UUID, words: str = "", language: str = "fr", by: Person | None = None) -> Demand:
    """Somebody without account asks: a letter to the address lets her confirm. The same is done whether or not we know it, no more than
    three letters an hour. Raises Refused for what is no address, or when a correction says nothing."""
    address = people.checked(email)
    if kind == Kind.RECTIFICATION and not words.strip():
        raise Refused(_("Say what to correct."), field="words")
    now = clock.now()
    recent = Demand.objects.of_address(address).filter(received_at__gt=now - dt.timedelta(hours=1)).exclude(key=key).count()
    made, new = Demand.objects.get_or_create(key=key, defaults={
        "kind": kind, "status": Status.SENT, "email": address, "language": language, "words": words.strip(), "received_at": now,
        "due_on": months_after(clock.today(), MONTHS)})
    if new:
        telling.confirm(made, silent=recent >= MOST_LETTERS)
    return made


@transaction.atomic
def confirm(made: Demand, *, by: Person | None = None) -> Demand:
    """She has opened the letter and says that it is she. To see and to receive: done by the page. To erase or object: what rests on her
    address is emptied at once; what stands against it, and a correction, wait for a coordinator. Confirmed twice, it is done once."""
    made = locked(made)
    if made.status != Status.SENT:
        return made
    made.move_to(Status.RECEIVED)
    journal.write("rights.demand", made, as_="address")
    if made.kind in AT_ONCE:
        _close(made, Status.ANSWERED, by=None)
    elif made.kind in (Kind.ERASURE, Kind.OBJECTION):
        try:
            with transaction.atomic():
                for dotted in settings.ERASERS_BY_ADDRESS:
                    import_string(dotted)(made.email, by=None)
                _close(made, Status.ANSWERED, by=None)
        except Refused as refusal:
            Demand.objects.filter(pk=made.pk).update(words=f"{made.words}\n{refusal}".strip()[:1000])
            telling.received(made)
    else:
        telling.received(made)
    return made


@transaction.atomic
def answer(made: Demand, *, words: str, refused: bool = False, by: Person | None = None) -> Demand:
    """A coordinator says what was done, or why not; a letter tells her. Answered twice, the second is told so. Raises Refused."""
    if not (by is None or policies.can_answer(by, made)):
        raise Refused(_("This demand is not yours to answer."))
    if not words.strip():
        raise Refused(_("Write what was done, or why it is refused."), field="words")
    _close(made, Status.REFUSED if refused else Status.ANSWERED, by=by, words=words.strip())
    return made


@transaction.atomic
def delay(made: Demand, *, reason: str, by: Person | None = None) -> Demand:
    """Two months more, once, with the reason, told to her within the first month (GDPR art. 12(3)). Raises Refused."""
    if not (by is None or policies.can_answer(by, made)):
        raise Refused(_("This demand is not yours to answer."))
    if not reason.strip():
        raise Refused(_("Say why it takes longer: she will read it."), field="reason")
    if clock.today() > made.due_on:
        raise Refused(_("The month is over: it is too late to ask for more time. Answer now."), field="reason")
    later = months_after(made.due_on, MORE_MONTHS)
    fresh = Demand.objects.open().filter(pk=made.pk, delayed_at=None)
    if fresh.update(delayed_at=clock.now(), delay_reason=reason.strip(), due_on=later):
        made.refresh_from_db()
        journal.write("rights.delay", made, by=by, network_id=made.network_id, until=later)
        telling.delayed(made)
        return made
    raise Refused(_("More time was already taken, or it was answered."), field="reason")


@transaction.atomic
def remind_demand(made: Demand, *, by: Person | None = None) -> int:
    """Tell again those who must answer: a week before the day, and once it is past. Returns how many letters."""
    return telling.to_answer(made, "late" if made.is_late else "soon")


@transaction.atomic
def clear_demands(old: Any, *, by: Person | None = None) -> int:
    """What was asked and answered is forgotten; that it was in time stays. Returns how many."""
    return old.update(words="", answer="", delay_reason="", email="", person=None, cleared_at=clock.now())


@transaction.atomic
def clear_unconfirmed(typed: Any, *, by: Person | None = None) -> int:
    """Addresses typed and never confirmed go. Returns how many."""
    return typed.delete()[0]


@transaction.atomic
def export_journal(entries: Any, *, by: Person) -> Entry:
    """Somebody takes lines of the journal away: that is written too, with how many."""
    return journal.write("rights.export_journal", by, by=by, rows=len(entries))


def _close(made: Demand, status: str, *, by: Person | None, words: str = "", tell: bool = True) -> None:
    made.move_to(status, answered_at=clock.now(), answered_by=by, answer=words)
    journal.write("rights.answer", made, by=by, network_id=made.network_id, person=made.person_id)
    if tell:
        telling.answered(made)


def _network_of(person: Person) -> Network | None:
    """Whose coordinators answer her: her oldest current network that has some, else the umbrella's."""
    for one in person.memberships.filter(ended_on=None).select_related("network").order_by("started_on", "pk"):
        if telling.who_answers(one.network, but=person):
            return one.network
    return None


@transaction.atomic
def succeed(gone: Network, *, heir: Network, by: Person | None = None) -> int:
    """A network closes: its heir answers what was asked of it, within the same time. Returns how many demands."""
    found = Demand.objects.filter(network=gone, status__in=(Status.SENT, Status.RECEIVED)).order_by("pk")
    keys = list(found.values_list("pk", flat=True))
    for one in found:
        journal.write("rights.succeed", one, by=by, network_id=gone.pk, into=heir)
    return Demand.objects.filter(pk__in=keys).update(network=heir)


@transaction.atomic
def unite(gone: Person, *, kept: Person, by: Person | None = None) -> int:
    """Two accounts are one person: what one asked is asked by the other, within the same time. Returns how many demands."""
    hers = Demand.objects.hers(gone) | Demand.objects.of_address(gone.email or "-").exclude(status=Status.SENT)
    keys = list(hers.order_by().values_list("pk", flat=True))
    return Demand.objects.filter(pk__in=keys).update(person=kept, email="")
