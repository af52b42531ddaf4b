"""Doors that a mailed link opens: a GET shows a button, a POST acts."""
from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from industrielles.kit import links
from industrielles.kit.doors import Door, holds_the_link

from .. import addresses
from .. import verbs as mentoring
from ..forms.mentee import STEPS
from ..models import Group, Mentee, Mentor
from .drafts import Draft


class LinkDoor(Door):
    """A door that a mailed link opens. Altered, too old, or of something that is gone: one page, that says what to do."""

    needs_person = False
    policy = staticmethod(holds_the_link)
    purpose = ""
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        try:
            known = self.subject
        except links.BadLink as bad:
            return render(request, "mentoring/bad_link.html", {"expired": bad.expired}, status=410 if bad.expired else 404)
        if known is None:
            return render(request, "mentoring/bad_link.html", {"expired": True}, status=410)
        return super().dispatch(request, *args, **kwargs)

    def read(self) -> str:
        """The code that the token in the address names. Raises BadLink."""
        return links.read(self.purpose, self.kwargs["token"], max_age=addresses.LIFE[self.purpose])[0]


class Confirming(LinkDoor, TemplateView):
    """Base: what somebody sent, confirmed by the link that was mailed, with one button."""

    model: ClassVar[Any]
    confirm: ClassVar[Any]  # the verb

    @cached_property
    def subject(self) -> Any:
        return self.model.objects.behind_link().filter(code=self.read()).first()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.confirm(self.subject)
        return redirect(request.path)


class Confirm(Confirming):
    """She says that it is she, and that she wishes it."""

    purpose, model, confirm = addresses.MENTEE, Mentee, staticmethod(mentoring.confirm_mentee)
    template_name = "mentoring/confirm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.subject
        assert one is not None
        unconfirmed = one.status == Mentee.Status.UNCONFIRMED
        return super().get_context_data(mentee=one, lapsed=unconfirmed and one.has_lapsed, waits=unconfirmed and one.confirmed_at is None,
                                        waits_parent=unconfirmed and one.confirmed_at is not None, **kwargs)


class ConfirmAsParent(Confirming):
    """A parent of a girl of 14 says that she may apply."""

    purpose, model, confirm = addresses.PARENT, Mentee, staticmethod(mentoring.confirm_as_parent)
    template_name = "mentoring/confirm_as_parent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.subject
        assert one is not None
        unconfirmed = one.status == Mentee.Status.UNCONFIRMED
        return super().get_context_data(
            mentee=one, lapsed=unconfirmed and one.has_lapsed, waits=unconfirmed and one.parent_confirmed_at is None, **kwargs)


class ConfirmMentor(Confirming):
    """A mentor says that it is she."""

    purpose, model, confirm = addresses.MENTOR, Mentor, staticmethod(mentoring.confirm_mentor)
    template_name = "mentoring/confirm_mentor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.subject
        assert one is not None
        waits = one.status == Mentor.Status.UNCONFIRMED
        return super().get_context_data(mentor=one, waits=waits and not one.has_lapsed, lapsed=waits and one.has_lapsed, **kwargs)


class ConfirmGroup(Confirming):
    """The referent of a school says that it is she; then the address for her pupils stands here."""

    purpose, model, confirm = addresses.GROUP, Group, staticmethod(mentoring.confirm_group)
    template_name = "mentoring/confirm_group.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.subject is not None
        come = settings.BASE_URL + addresses.come(self.subject) if self.subject.confirmed_at else ""
        return super().get_context_data(group=self.subject, come=come, **kwargs)


class Come(LinkDoor, TemplateView):
    """A girl comes by the address her school gave her: what it is, and the way in."""

    template_name = "mentoring/come.html"

    @cached_property
    def subject(self) -> Group | None:
        found = Group.objects.behind_link().filter(code=addresses.read_come(self.kwargs["token"])).first()
        return found if found and found.is_live else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.subject is not None
        return super().get_context_data(group=self.subject, programme=self.subject.programme, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.subject is not None
        Draft(request.session, "mentee", STEPS, self.subject.programme).come_from(self.subject)
        return redirect("mentoring:apply", self.subject.programme.code, "mentoree", 1)
