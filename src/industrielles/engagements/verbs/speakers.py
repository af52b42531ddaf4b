"""Somebody asks for a speaker: a round table, a conference, an interview, a discovery half-day, a company visit."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.places.models import Commune

from ..models import Engagement, Partner
from ..queries import network_for
from ._dates import Dates, Window, set_dates
from .requests import refuse_dates, refuse_sender, send_for_confirmation

Kind = Engagement.Kind
MOST_PEOPLE = 20_000
TOLD = (  # what she says in words, kept as she said it
    "title", "audience", "headcount", "wanted_post", "branch", "hour", "languages", "sought", "paid", "paid_words", "remote", "minutes",
    "room", "aims", "contact_name", "contact_role", "contact_email", "contact_phone", "language")


@transaction.atomic
def ask_speaker(*, request_key: uuid.UUID, kind: str, organisation: str, commune: Commune, dates: Dates, window: Window,
                answer_by: dt.date | None, seats: int = 1, network: Network | None = None, by: Person | None = None,
                **told: Any) -> Engagement:
    """Ask for somebody who speaks. `told`: of TOLD. The link mailed to her confirms it; sent again under one `request_key`, it stays one
    request; typed by a coordinator (`by`), it is confirmed at once. Raises Refused beside the field that is wrong."""
    sent = Engagement.objects.filter(request_key=request_key).first()
    if sent:
        return sent
    if unknown := set(told) - set(TOLD):
        raise ValueError(f"Not asked of an organiser: {sorted(unknown)}")
    network = network or network_for(commune.department)
    refuse_unless(by is None or Network.objects.run_by(by).filter(pk=network.pk).exists())
    refuse_dates(dates, window)
    refuse_brief(kind, seats, told.get("headcount", 0))
    refuse_answer_by(answer_by, dates, window)
    if by is None:
        refuse_sender(told.get("contact_email", ""))
    engagement = Engagement(
        request_key=request_key, kind=kind, network=network, school_name=organisation.strip()[:200], department=commune.department,
        commune=commune, latitude=commune.latitude, longitude=commune.longitude, seats=seats, answer_by=answer_by, sent_at=clock.now(),
        consented_at=clock.now() if by is None else None, **told)
    try:
        with transaction.atomic():
            engagement.save()
    except IntegrityError:  # the same form, sent at the same moment
        return Engagement.objects.get(request_key=request_key)
    Partner.objects.create(engagement=engagement, network=network, since=clock.now())
    set_dates(engagement, dates, window)
    journal.write("engagements.ask_speaker", engagement, by=by, as_="" if by else "organiser", network_id=network.pk)
    return send_for_confirmation(engagement, by)


def refuse_brief(kind: str, seats: int, headcount: int) -> None:
    """Raise Refused for a kind that teachers ask for otherwise, too many speakers, or an audience that cannot be."""
    if kind not in Kind.values or kind == Kind.CLASS_VISIT:
        raise Refused(_("Choose what you ask for."), field="kind")
    most = Engagement.MOST_SEATS if kind in Engagement.SEATED_KINDS else 1
    if not 1 <= seats <= most:
        raise Refused(_("From one to six speakers."), field="seats")
    if not 0 <= headcount <= MOST_PEOPLE:
        raise Refused(_("Write a number of people up to 20,000."), field="headcount")


def refuse_answer_by(answer_by: dt.date | None, dates: Dates, window: Window) -> None:
    """Raise Refused for an answer needed in the past, or after the last day it could be."""
    last = max([day for day, _moment in dates] + ([window[1]] if window else []))
    if answer_by is not None and answer_by < clock.today():
        raise Refused(_("This day is past: give a day from today on."), field="answer_by")
    if answer_by is not None and answer_by > last:
        raise Refused(_("This is after the last day you propose."), field="answer_by")
