"""A school applies for some of its pupils: a headcount and a link, never a name."""
from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.places.models import School

from .. import addresses
from ..models import Group, Programme
from .mentees import HOUR, MOST_UNCONFIRMED


@transaction.atomic
def apply_as_group(programme: Programme, *, contact_name: str, contact_email: str, school_name: str, label: str, headcount: int,
                   request_key: uuid.UUID, school: School | None = None, language: str = "fr", by: Person | None = None) -> Group:
    """The referent of a school asks for places; a letter asks her to confirm. Sent again under one key, it is one group. Raises Refused."""
    address = people.checked(contact_email)
    sent = Group.objects.filter(request_key=request_key).first()
    if sent:
        return sent
    if not programme.takes_applications:
        raise Refused(_("This programme takes no more applications."))
    crowded = Group.objects.filter(contact_email=address, confirmed_at=None, sent_at__gt=clock.now() - HOUR).count() >= MOST_UNCONFIRMED
    group = Group(programme=programme, network=programme.network, contact_name=contact_name.strip(), contact_email=address, school=school,
                  school_name=school_name.strip(), label=label.strip(), headcount=headcount, request_key=request_key, language=language,
                  sent_at=clock.now())
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError:
        return Group.objects.get(request_key=request_key)
    journal.write("mentoring.apply_as_group", group, by=by, network_id=group.network_id)
    _write(group, "mentoring/letters/group_confirm", to="" if crowded else address,
           confirm=addresses.confirm_group(group), days=Group.LIFE.days)
    return group


@transaction.atomic
def confirm_group(group: Group, *, by: Person | None = None) -> Group:
    """She holds the mailbox: the letter with the link for her pupils leaves. Confirmed twice, it is once. Raises Refused when too late."""
    if group.confirmed_at:
        return group
    if group.sent_at + Group.LIFE <= clock.now() or not group.contact_email:
        raise Refused(_("This link is too old: fill in the form again."))
    if Group.objects.filter(pk=group.pk, confirmed_at=None).update(confirmed_at=clock.now()):
        journal.write("mentoring.confirm_group", group, by=by, as_="school", network_id=group.network_id)
        _write(group, "mentoring/letters/group_link", to=group.contact_email, link=settings.BASE_URL + addresses.come(group))
    group.refresh_from_db()
    return group


def _write(group: Group, template: str, *, to: str, **context: Any) -> None:
    with translation.override(group.language):
        letters.queue(
            template, to=to, language=group.language, key=f"mentoring/{group.code}/{template.rpartition('/')[2]}",
            reply_to=group.network.contact_email, context={
                "name": group.contact_name, "programme": group.programme.name, "label": group.label, "until": group.programme.apply_until,
                "network": group.network.name, **context})
