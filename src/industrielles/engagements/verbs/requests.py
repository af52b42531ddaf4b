"""What its asker and its coordinator do with a request."""
from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.places.calendar import school_year
from industrielles.places.models import Commune, Department, School
from industrielles.pool.models import Branch

from .. import addresses, policies, telling
from ..models import ClassGroup, Engagement, Invitation, Partner, Slot
from ..queries import network_for
from ._dates import Dates, Window, set_dates
from ._turns import NOBODY, forget_read, free, hold, of, withdraw_open

Status = Engagement.Status
MOST_DATES = 3
MOST_UNCONFIRMED, HOUR = 3, dt.timedelta(hours=1)  # letters to one address by somebody who has proved nothing yet
# What its asker may change; once somebody has accepted, only what does not change what she accepted.
CHANGEABLE_LATE = ("headcount", "girls", "aims", "room", "title", "paid_words", "contact_name", "contact_role", "contact_phone")
CHANGEABLE = (*CHANGEABLE_LATE, "level", "remote", "minutes", "branch", "audience", "answer_by", "sought", "languages", "paid", "hour")


@transaction.atomic
def ask(*, request_key: uuid.UUID, school: School | None, school_name: str, department: Department, commune: Commune | None, level: str,
        class_labels: Sequence[str], headcount: int, girls: int | None, remote: bool, dates: Dates, window: Window, minutes: int, aims: str,
        branch: Branch | None, contact_name: str, contact_role: str, contact_email: str, contact_phone: str, language: str,
        room: str = "", reach: str = "", network: Network | None = None, by: Person | None = None) -> Engagement:
    """A teacher asks for a visit; the link mailed to her confirms it. Sent again under one `request_key`, it stays one request. `reach`
    (of Slot): she publishes the place. `by` a coordinator who types it for her: confirmed at once, in `network`. Raises Refused beside the
    field that is wrong."""
    sent = Engagement.objects.filter(request_key=request_key).first()
    if sent:
        return sent
    network = network or network_for(department)
    refuse_unless(by is None or Network.objects.run_by(by).filter(pk=network.pk).exists())
    refuse_class(headcount, girls)
    refuse_dates(dates, window)
    if by is None:
        refuse_sender(contact_email)
    place = next((one for one in (school, commune) if one is not None and one.latitude is not None), None)
    engagement = Engagement(
        request_key=request_key, network=network, school=school, school_name=school_name, department=department, commune=commune,
        latitude=place.latitude if place else None, longitude=place.longitude if place else None, level=level, headcount=headcount,
        girls=girls, remote=remote, minutes=minutes, aims=aims, branch=branch, room=room, contact_name=contact_name,
        contact_role=contact_role, contact_email=contact_email, contact_phone=contact_phone, language=language, sent_at=clock.now())
    try:
        with transaction.atomic():
            engagement.save()
    except IntegrityError:  # the same form, sent at the same moment
        return Engagement.objects.get(request_key=request_key)
    Partner.objects.create(engagement=engagement, network=network, since=clock.now())
    Slot.objects.bulk_create([Slot(engagement=engagement, reach=reach)] if reach else [])
    set_dates(engagement, dates, window)
    _set_classes(engagement, class_labels, (dates[0][0] if dates else window[0] if window else clock.today()))
    journal.write("engagements.ask", engagement, by=by, as_="" if by else "teacher", network_id=network.pk)
    return send_for_confirmation(engagement, by)


def send_for_confirmation(engagement: Engagement, by: Person | None) -> Engagement:
    """Its asker confirms it from her mailbox; a coordinator who types it confirms it at once."""
    if by is not None:
        return confirm(engagement, by=by)
    telling.asker("engagements/letters/confirm", engagement, key="confirm", confirm=lambda: addresses.confirm(engagement))
    return engagement


def refuse_sender(email: str) -> None:
    """Raise Refused without an address, or while too many requests of the last hour wait to be confirmed there: nobody fills the mailbox
    of somebody else (trust 26)."""
    if not email:
        raise Refused(_("Write the e-mail address at which we can reach you."), field="contact_email")
    if Engagement.objects.unconfirmed_from(email, within=HOUR).count() >= MOST_UNCONFIRMED:
        raise Refused(_("Several requests already wait at this address: open our letters and confirm them first."), field="contact_email")


def refuse_class(headcount: int, girls: int | None) -> None:
    """Raise Refused for a class that cannot be."""
    if not 1 <= headcount <= 400:
        raise Refused(_("Write the number of pupils, from 1 to 400."), field="headcount")
    if girls is not None and not 0 <= girls <= headcount:
        raise Refused(_("There are more girls than pupils."), field="girls")


def refuse_dates(dates: Dates, window: Window) -> None:
    """Raise Refused unless there is something to choose from, all of it ahead. Holidays are the asker's business (queries.remarks)."""
    today = clock.today()
    if not dates and window is None:
        raise Refused(_("Give at least one date, or a period."), field="dates")
    if len(dates) > MOST_DATES:
        raise Refused(_("Give three dates at most."), field="dates")
    if any(day <= today for day, _moment in dates):
        raise Refused(_("One of the dates is past or too soon: choose days from tomorrow."), field="dates")
    if window and window[1] < window[0]:
        raise Refused(_("The last day comes before the first."), field="window_to")
    if window and window[1] <= today:
        raise Refused(_("This period is past: choose days from tomorrow."), field="window_to")


def _set_classes(engagement: Engagement, labels: Iterable[str], day: dt.date) -> None:
    """Put these class groups in place of those before; labels only, never names."""
    engagement.class_groups.all().delete()
    once = dict.fromkeys(label.strip()[:40] for label in labels if label.strip())
    ClassGroup.objects.bulk_create([ClassGroup(engagement=engagement, label=label, school_year=school_year(day)) for label in once])
    forget_read(engagement)


@transaction.atomic
def confirm(engagement: Engagement, *, by: Person | None = None) -> Engagement:
    """The asker confirms by the mailed link, or the coordinator who typed it: now the request exists for its network. Twice is once."""
    engagement = hold(engagement)
    if engagement.status not in (Status.SENT, Status.CANCELLED):
        return engagement
    engagement.move_to(Status.REQUESTED, confirmed_at=clock.now())
    journal.write("engagements.confirm", engagement, by=by, as_="" if by else "teacher", network_id=engagement.network_id)
    telling.asker("engagements/letters/received", engagement, key="received")
    telling.coordinators("engagements/letters/new_request", engagement, [engagement.network], key="new")
    return engagement


@transaction.atomic
def change(engagement: Engagement, *, fields: dict[str, Any], dates: Dates | None = None, window: Window = None,
           by: Person | None = None) -> Engagement:
    """Change what was asked. `fields`: of CHANGEABLE, and "class_labels"; `dates` None and `window` None leave the dates as they are.
    Once somebody has accepted, the dates are postponed instead. Raises Refused beside the field, or when it is too late."""
    engagement = hold(engagement)
    refuse_unless(by is None or policies.can_own(by, engagement))
    fields = dict(fields)
    labels = fields.pop("class_labels", None)
    confirmed = engagement.status == Status.CONFIRMED
    if engagement.status not in (Status.SENT, *Engagement.OPEN, Status.CONFIRMED):
        raise Refused(_("This request can no longer be changed."))
    moved = dates is not None or window is not None
    late = {name for name, value in fields.items() if name not in CHANGEABLE_LATE and value != getattr(engagement, name)}
    if confirmed and (late or moved):
        raise Refused(_("Somebody has accepted this visit as it is: ask for another date, or write to her."))
    unknown = set(fields) - set(CHANGEABLE)
    if unknown:
        raise ValueError(f"Not for its asker to change: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(engagement, name, value)
    if engagement.is_class_visit:
        refuse_class(engagement.headcount, engagement.girls)
    if moved:
        refuse_dates(dates or [], window)
        set_dates(engagement, dates or [], window)
    if labels is not None:
        _set_classes(engagement, labels, clock.today())
    engagement.edition += 1
    engagement.save(update_fields=[*fields, "edition"])
    journal.write("engagements.change", engagement, by=by, as_="" if by else "teacher", network_id=engagement.network_id)
    _tell_change(engagement)
    return engagement


def _tell_change(engagement: Engagement) -> None:
    """Those who were asked, or who come, read the request as it is now."""
    answer = Invitation.Status
    for invitation in of(engagement, answer.SENT, answer.COUNTERED, answer.FORWARD, answer.ACCEPTED):
        coming = invitation.status == answer.ACCEPTED
        telling.role_model("engagements/letters/changed", invitation, key=f"changed/{engagement.edition}", coming=coming,
                           calendar="PUBLISH" if coming else "")


@transaction.atomic
def hand_over(engagement: Engagement, *, name: str, email: str, role: str, by: Person | None = None) -> Engagement:
    """A colleague takes over: she receives a link of her own, the links sent before end."""
    engagement = hold(engagement)
    if engagement.status == Status.CANCELLED or engagement.forgotten_at:
        raise Refused(_("This request can no longer be changed."))
    if not name.strip() or not email.strip():
        raise Refused(_("Write your colleague’s name and e-mail address."), field="email" if name.strip() else "name")
    if email.strip().casefold() == engagement.contact_email.casefold():
        raise Refused(_("This is your own address: give your colleague’s."), field="email")
    telling.asker("engagements/letters/handed_over", engagement, key=f"handed-over/{engagement.link_version}", colleague=name)
    before = engagement.asker
    engagement.contact_name, engagement.contact_email, engagement.contact_role, engagement.contact_phone = name, email, role, ""
    engagement.link_version += 1
    engagement.save(update_fields=["contact_name", "contact_email", "contact_role", "contact_phone", "link_version"])
    journal.write("engagements.hand_over", engagement, by=by, as_="" if by else "teacher", network_id=engagement.network_id)
    telling.asker("engagements/letters/handed_to", engagement, key=f"handed-to/{engagement.link_version}", before=before)
    return engagement


@transaction.atomic
def authorise(engagement: Engagement, *, head_name: str, on: dt.date, by: Person | None = None) -> Engagement:
    """The teacher declares that the head of school agreed, and when."""
    engagement = hold(engagement)
    if not head_name.strip():
        raise Refused(_("Write the name of the head of school."), field="head_name")
    if on > clock.today():
        raise Refused(_("This day has not come yet."), field="on")
    engagement.head_name, engagement.head_agreed_on = head_name.strip(), on
    engagement.save(update_fields=["head_name", "head_agreed_on"])
    journal.write("engagements.authorise", engagement, by=by, as_="" if by else "teacher", network_id=engagement.network_id, on=on)
    return engagement


@transaction.atomic
def cancel(engagement: Engagement, *, words: str, by: Person | None = None) -> Engagement:
    """The asker no longer wants the visit: whoever was asked, or was coming, is told. Twice is once."""
    engagement = hold(engagement)
    refuse_unless(by is None or policies.can_own(by, engagement))
    if engagement.status == Status.CANCELLED:
        return engagement
    known = engagement.status != Status.SENT
    freed = free(engagement, template="engagements/letters/cancelled", words=words, by=by)
    telling.asker("engagements/letters/cancel_noted", engagement, key="cancelled", calendar="CANCEL" if freed else "")
    engagement.move_to(Status.CANCELLED, closed_at=clock.now(), closing_words=words[:300], edition=engagement.edition, **NOBODY)
    withdraw_open(engagement, template="engagements/letters/withdrawn", words=words)
    journal.write("engagements.cancel", engagement, by=by, as_="" if by else "teacher", network_id=engagement.network_id)
    if known:
        telling.coordinators("engagements/letters/asker_cancelled", engagement, engagement.networks.order_by("pk"), key="off", words=words)
    return engagement


@transaction.atomic
def postpone(engagement: Engagement, *, dates: Dates, window: Window = None, words: str = "", by: Person | None = None) -> Engagement:
    """The class cannot be there on the agreed day: the request opens again with other dates, and she who was coming is told."""
    engagement = hold(engagement)
    refuse_unless(by is None or policies.can_own(by, engagement))
    if engagement.status != Status.CONFIRMED:
        raise Refused(_("There is no agreed visit to put off."))
    refuse_dates(dates, window)
    set_dates(engagement, dates, window)
    free(engagement, template="engagements/letters/postponed", words=words, by=by)
    telling.asker("engagements/letters/postpone_noted", engagement, key=f"postponed/{engagement.edition}", calendar="CANCEL")
    telling.coordinators("engagements/letters/asker_postponed", engagement, engagement.networks.order_by("pk"),
                         key=f"postponed/{engagement.edition}", words=words)
    engagement.move_to(Status.REQUESTED, edition=engagement.edition, **NOBODY)
    journal.write("engagements.postpone", engagement, by=by, as_="" if by else "teacher", network_id=engagement.network_id)
    return engagement


@transaction.atomic
def close(engagement: Engagement, *, words: str, by: Person) -> Engagement:
    """Nobody can come: the asker is told why, in the coordinator's words."""
    engagement = hold(engagement)
    refuse_unless(policies.can_own(by, engagement))
    if not words.strip():
        raise Refused(_("Say why: the teacher will read it."), field="words")
    engagement.move_to(Status.UNMET, closed_at=clock.now(), closing_words=words.strip()[:300])
    withdraw_open(engagement, template="engagements/letters/withdrawn", words="")
    journal.write("engagements.close", engagement, by=by, network_id=engagement.network_id)
    telling.asker("engagements/letters/unmet", engagement, key=f"unmet/{engagement.edition}", words=words.strip())
    return engagement


@transaction.atomic
def reopen(engagement: Engagement, *, by: Person) -> Engagement:
    """Somebody is looked for again, after a request closed without follow-up or a visit that did not take place; its asker reads it."""
    engagement = hold(engagement)
    refuse_unless(policies.can_own(by, engagement))
    if engagement.status not in (Status.UNMET, Status.NOT_HELD):
        raise Refused(_("This request is not closed."))
    for invitation in engagement.invitations.filter(status=Invitation.Status.ACCEPTED):
        invitation.move_to(Invitation.Status.RELEASED)
    engagement.move_to(Status.REQUESTED, closed_at=None, closing_words="", standing_report=None, settled_at=None,
                       edition=engagement.edition + 1, **NOBODY)
    journal.write("engagements.reopen", engagement, by=by, network_id=engagement.network_id)
    telling.asker("engagements/letters/reopened", engagement, key=f"reopened/{engagement.edition}")
    return engagement
