"""Letters about demands: to her, to who answers."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from industrielles.kit import clock, links
from industrielles.kit.retention import declared
from industrielles.letters import verbs as letters
from industrielles.network.models import Network
from industrielles.network.queries import coordinators_of
from industrielles.people.models import Person

from . import register
from .models import Demand

CONFIRM = "rights.demand"
LIFE = dt.timedelta(days=2)  # of a link mailed to an address; what it shows is read for as long
LONGER = dt.timedelta(days=7)


def address_of(demand: Demand) -> str:
    """Where an answer goes."""
    return (demand.person.email if demand.person else demand.email) or ""


def who_answers(network: Network | None, *, but: Person | None = None) -> Any:
    """The coordinators of the network; those of the umbrella when there is none. Not herself."""
    found = coordinators_of(network or Network.objects.filter(parent=None).first())
    return found.exclude(pk=but.pk) if but else found


def confirm(demand: Demand, *, silent: bool) -> None:
    """The letter that lets her confirm from her mailbox."""
    with translation.override(demand.language):
        address = reverse("rights:by_link", args=[links.sign(CONFIRM, demand.code)])
        what = demand.get_kind_display()
    letters.queue("rights/letters/confirm", to="" if silent else demand.email, language=demand.language,
                  key=f"demand/{demand.code}/confirm", context={"address": address, "what": what})


def received(demand: Demand) -> None:
    """To her: it has come, she will be answered by this day. To those who answer: it waits."""
    letters.queue("rights/letters/received", to=address_of(demand), language=demand.language, key=f"demand/{demand.code}/received",
                  context=_said(demand))
    to_answer(demand, "new")


def to_answer(demand: Demand, when: str) -> int:
    """To each who answers: it waits (`when`: "new", "soon", "late"). Returns how many letters."""
    waiting = who_answers(demand.network, but=demand.person)
    for one in waiting:
        with translation.override(one.language):
            context = {**_said(demand), "when": when, "address": reverse("rights:demand", args=[demand.code])}
        key = f"demand/{demand.code}/{when}/{demand.due_on}/{one.code}"
        letters.queue("rights/letters/to_answer", to=one.email or "", language=one.language, key=key, context=context)
    return len(waiting)


def answered(demand: Demand) -> None:
    """What was done, or why not, and to whom one may complain."""
    if demand.answer:
        letters.queue("rights/letters/answered", to=address_of(demand), language=demand.language, key=f"demand/{demand.code}/answered",
                      context={**_said(demand), "answer": demand.answer, "refused": demand.status == Demand.Status.REFUSED})


def erased(person: Person, *, to: str) -> None:
    """The last letter, to the address that is kept nowhere once it has left: what was erased, what stays, until when and by what law."""
    with translation.override(person.language):
        context = {"day": timezone.localtime(clock.now()), **register.kept_of_erased()}
        letters.queue("rights/letters/erased", to=to, language=person.language, key=f"{letters.LAST}{person.code}", context=context)


def delayed(demand: Demand) -> None:
    """It takes longer, and why."""
    letters.queue("rights/letters/delayed", to=address_of(demand), language=demand.language, key=f"demand/{demand.code}/delayed",
                  context={**_said(demand), "reason": demand.delay_reason})


def _said(demand: Demand) -> dict[str, object]:
    rule = declared().get(demand.rule)
    with translation.override(demand.language):
        return {"what": str(demand.get_kind_display()), "until": demand.due_on, "which": str(rule.label) if rule else ""}
