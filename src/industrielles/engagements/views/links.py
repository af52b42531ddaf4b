"""Doors opened by a signed link: a teacher and a role model need no account."""
from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from industrielles.kit import links
from industrielles.kit.doors import Door, OnItsClock, holds_the_link

from ..addresses import ANSWER, LIFE
from ..models import Engagement, Invitation


class LinkDoor(OnItsClock, Door):
    """A door that a mailed link opens. A link that is altered, too old or replaced gets a page that says so and what to do."""

    needs_person = False
    policy = staticmethod(holds_the_link)
    purposes: tuple[str, ...] = ()

    @property
    def engagement(self) -> Engagement:
        """The engagement this door is about: its department says what time it is."""
        return self.subject

    @property
    def zone(self) -> ZoneInfo:
        return self.engagement.zone

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        try:
            _known = self.engagement
        except links.BadLink as bad:
            context = {"expired": bad.expired, "for_role_model": ANSWER in self.purposes}
            return render(request, "engagements/bad_link.html", context, status=410 if bad.expired else 404)
        return super().dispatch(request, *args, **kwargs)

    def read(self) -> tuple[str, int]:
        """(code, version) of the token in the address. Raises BadLink."""
        token, bad = self.kwargs["token"], links.BadLink()
        for purpose in self.purposes:
            try:
                return links.read(purpose, token, max_age=LIFE[purpose])
            except links.BadLink as refused:
                bad = refused if refused.expired else bad
        raise bad


def engagement_of(code: str, version: int) -> Engagement:
    """The engagement a link names. Raises BadLink when a colleague has taken over since, Http404 when it is gone."""
    engagement = get_object_or_404(Engagement.objects.behind_link(), code=code)
    if engagement.link_version != version or engagement.forgotten_at:
        raise links.BadLink(expired=True, code=code)
    return engagement


def invitation_of(code: str) -> Invitation:
    """The invitation a link names. Raises Http404 when it is gone."""
    return get_object_or_404(Invitation.objects.behind_link(), code=code)


def answered_by(code: str, version: int) -> Invitation:
    """The same for her who answers it. Raises BadLink when she has left or was erased since: nobody answers in her place."""
    invitation = invitation_of(code)
    if invitation.link_version != version or not invitation.role_model.person.is_active:
        raise links.BadLink(expired=True, code=code)
    return invitation
