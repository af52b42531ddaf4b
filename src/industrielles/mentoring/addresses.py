"""Signed addresses sent by mail, each for one purpose; the page reads its token with the same purpose (kit.links)."""
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from industrielles.kit import links

if TYPE_CHECKING:
    from .models import Group, Mentee, Mentor

MENTEE, PARENT, MENTOR, GROUP, COME = (
    f"mentoring.{what}" for what in ("mentee", "parent", "mentor", "group", "come"))
CHARTER = "mentoring.charter"  # a parent signs for a pair; the row says until when
LIFE = dict.fromkeys((MENTEE, PARENT, MENTOR, GROUP, CHARTER), dt.timedelta(days=30))  # the row says until when it may still be confirmed


def confirm(mentee: Mentee) -> str:
    """Where she says that it is she."""
    return reverse("mentoring:confirm", args=[links.sign(MENTEE, mentee.code)])


def confirm_as_parent(mentee: Mentee) -> str:
    """Where a parent of a girl of 14 says that she may apply."""
    return reverse("mentoring:confirm_as_parent", args=[links.sign(PARENT, mentee.code)])


def confirm_mentor(mentor: Mentor) -> str:
    """Where a mentor says that it is she."""
    return reverse("mentoring:confirm_mentor", args=[links.sign(MENTOR, mentor.code)])


def confirm_group(group: Group) -> str:
    """Where the referent of a school says that it is she."""
    return reverse("mentoring:confirm_group", args=[links.sign(GROUP, group.code)])


def come(group: Group) -> str:
    """The address a school gives to its pupils: the same each time, short enough to be written on a board; the row says until when."""
    return reverse("mentoring:come", args=[Signer(salt=COME).sign(group.code)])


def read_come(token: str) -> str:
    """The code of the group that such an address names. Raises BadLink."""
    try:
        return Signer(salt=COME).unsign(token)
    except BadSignature:
        raise links.BadLink from None
