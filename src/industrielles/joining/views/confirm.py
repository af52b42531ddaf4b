"""Doors that a mailed link opens: a GET shows a button, a POST acts."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from industrielles.kit import links
from industrielles.kit.doors import Door, anyone, holds_the_link

from .. import verbs as joining
from ..addresses import CONFIRM, GONE, KEPT, LIFE, REFUSE, read_invited
from ..models import Application, Link, Merge


class LinkDoor(Door):
    """A door that a mailed link opens. Altered, too old, or of something that is gone: one page, that says what to do."""

    needs_person = False
    policy = staticmethod(holds_the_link)
    purposes: tuple[str, ...] = ()
    purpose = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        try:
            known = self.subject
        except links.BadLink as bad:
            return render(request, "joining/bad_link.html", {"expired": bad.expired}, status=410 if bad.expired else 404)
        if known is None:
            return render(request, "joining/bad_link.html", {"expired": True}, status=410)
        return super().dispatch(request, *args, **kwargs)

    def read(self) -> str:
        """The code that the token in the address names. Raises BadLink."""
        bad = links.BadLink()
        for purpose in self.purposes:
            try:
                code, _version = links.read(purpose, self.kwargs["token"], max_age=LIFE[purpose])
            except links.BadLink as refused:
                bad = refused if refused.expired else bad
                continue
            self.purpose = purpose
            return code
        raise bad


class Confirm(LinkDoor, TemplateView):
    """She confirms that she wishes to join."""

    purposes = (CONFIRM,)
    template_name = "joining/confirm.html"

    @cached_property
    def subject(self) -> Application | None:
        return Application.objects.behind_link().filter(code=self.read()).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.subject
        assert one is not None
        waits = one.status == Application.Status.UNCONFIRMED
        return super().get_context_data(
            application=one, waits=waits and not one.has_lapsed, lapsed=waits and one.has_lapsed, invited=one.via == Application.Via.SHEET,
            meets=Application.Offer.VISITS in one.offers, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.subject is not None
        joining.confirm(self.subject)
        return redirect(request.path)


class Refuse(LinkDoor, TemplateView):
    """Somebody her association invited says no."""

    purposes = (REFUSE,)
    template_name = "joining/refuse.html"

    @cached_property
    def subject(self) -> Application | None:
        return Application.objects.behind_link().filter(code=self.read()).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.subject is not None
        return super().get_context_data(application=self.subject, waits=self.subject.status == Application.Status.UNCONFIRMED, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.subject is not None
        joining.refuse(self.subject)
        return redirect("joining:refused")


class Refused(Door, TemplateView):
    """It is noted."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "joining/refused.html"


class Invited(LinkDoor, TemplateView):
    """Who invites, to which network, and the way in."""

    template_name = "joining/invited.html"

    @cached_property
    def subject(self) -> Link | None:
        return Link.objects.behind_link().filter(code=read_invited(self.kwargs["token"])).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.subject is not None
        begin = f"{reverse('joining:step', args=[1])}?lien={self.kwargs['token']}"
        live = self.subject.is_live and self.subject.network.closed_on is None
        return super().get_context_data(link=self.subject, live=live, begin=begin, **kwargs)


class SamePerson(LinkDoor, TemplateView):
    """One of two mailboxes says whether both accounts are hers."""

    purposes = (KEPT, GONE)
    template_name = "joining/merge.html"

    @cached_property
    def subject(self) -> Merge | None:
        return Merge.objects.behind_link().filter(code=self.read()).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.subject
        assert one is not None
        said = one.kept_agreed_at if self.purpose == KEPT else one.gone_agreed_at
        waits = one.status == Merge.Status.ASKED and not said
        return super().get_context_data(merging=one, open=waits, said=said, kept=self.purpose == KEPT, **kwargs)


class Agree(SamePerson, View):
    """Yes: both are me."""

    http_method_names = ["post"]
    different = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.subject is not None
        if self.different:
            joining.differ(self.subject)
        else:
            joining.agree(self.subject, kept=self.purpose == KEPT)
        return redirect("joining:merge_answered")


class Differ(Agree):
    """No: we are two people."""

    different = True


class MergeAnswered(Door, TemplateView):
    """Her answer is noted."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "joining/merge_answered.html"
