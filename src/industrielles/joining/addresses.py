"""Signed addresses sent by mail or shown on paper, each for one purpose; the page reads its token with the same purpose (kit.links)."""
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from industrielles.kit import links

if TYPE_CHECKING:
    from .models import Application, Link, Merge

CONFIRM, REFUSE, INVITE, KEPT, GONE = "joining.confirm", "joining.refuse", "joining.invite", "joining.merge.kept", "joining.merge.gone"
LIFE = {CONFIRM: dt.timedelta(days=30), REFUSE: dt.timedelta(days=400),
        KEPT: dt.timedelta(days=30), GONE: dt.timedelta(days=30)}


def confirm(application: Application) -> str:
    """Where somebody confirms that she wishes to join."""
    return reverse("joining:confirm", args=[links.sign(CONFIRM, application.code)])


def refuse(application: Application) -> str:
    """Where somebody her association invited says no, for good."""
    return reverse("joining:refuse", args=[links.sign(REFUSE, application.code)])


def invited(link: Link) -> str:
    """Where an invitation leads."""
    return reverse("joining:invited", args=[Signer(salt=INVITE).sign(link.code)])


def read_invited(token: str) -> str:
    """The code of the invitation that a token names: the same token each time, short enough for a square; the row says until when.
    Raises BadLink."""
    try:
        return Signer(salt=INVITE).unsign(token)
    except BadSignature:
        raise links.BadLink from None


def merge(merging: Merge, *, kept: bool) -> str:
    """Where one of two mailboxes says whether both are one person."""
    return reverse("joining:merge", args=[links.sign(KEPT if kept else GONE, merging.code)])
