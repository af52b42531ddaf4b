"""A partner shows our form in its own page."""
from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.network.models import Network
from industrielles.people.models import Person

from .. import policies
from ..models import Frame

HOUR = dt.timedelta(hours=1)
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}|localhost|127\.0\.0\.1")


@transaction.atomic
def frame(network: Network, *, partner: str, origins: Iterable[str], by: Person) -> Frame:
    """A form for the page of a partner; `origins`: the sites that may show it. Raises Refused (fields "partner", "origins")."""
    refuse_unless(policies.can_frame(by, network))
    if not partner.strip():
        raise Refused(_("Write the name of the partner."), field="partner")
    sites = list(dict.fromkeys(origin(one) for one in origins if one.strip()))
    if not 1 <= len(sites) <= Frame.MOST_ORIGINS:
        raise Refused(_("Write one to five sites, one on each line."), field="origins")
    made = Frame.objects.create(network=network, partner=partner.strip()[:120], origins=sites, made_by=by, made_at=clock.now())
    journal.write("joining.frame", made, by=by, network_id=network.pk)
    return made


def origin(written: str) -> str:
    """The origin of a site as browsers compare it: “https://www.example.org”, whatever page of it was pasted. Raises Refused."""
    said = written.strip()
    try:
        parts = urlsplit(said if "://" in said else f"https://{said}")
        host, port = (parts.hostname or "").encode("idna").decode("ascii").lower(), parts.port
    except (UnicodeError, ValueError):
        host, port, parts = "", None, urlsplit("https:")
    secure = parts.scheme == "https" or (parts.scheme == "http" and not settings.PRODUCTION and host in ("localhost", "127.0.0.1"))
    if not secure or parts.username or not HOST.fullmatch(host):
        raise Refused(_("“%(site)s” is no address of a site: write it as https://www.example.org") % {"site": said[:80]}, field="origins")
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


@transaction.atomic
def close(frame: Frame, *, by: Person) -> Frame:
    """The partner's page shows nothing any more. Closed twice, it is once. Raises Refused."""
    refuse_unless(policies.can_close(by, frame))
    if Frame.objects.filter(pk=frame.pk, closed_at=None).update(closed_at=clock.now()):
        journal.write("joining.close", frame, by=by, network_id=frame.network_id)
    frame.refresh_from_db()
    return frame


@transaction.atomic
def admit(frame: Frame, *, by: Person | None = None) -> None:
    """Count one form sent through this frame; two conditional UPDATEs decide, however many come at once.
    Raises Refused when more were sent in an hour than people send by hand."""
    now, this = clock.now(), Frame.objects.filter(pk=frame.pk)
    if this.filter(hour_from__lte=now - HOUR).update(hour_from=now, sent_this_hour=1):
        return
    if not this.filter(hour_from__gt=now - HOUR, sent_this_hour__lt=Frame.MOST_AN_HOUR).update(sent_this_hour=F("sent_this_hour") + 1):
        raise Refused(_("Many people are joining at this moment: try again in an hour."))
