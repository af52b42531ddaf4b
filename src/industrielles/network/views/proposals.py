"""Doors of a network somebody proposes: proposing, confirming, answering a question; and those of the umbrella, which answers."""
from __future__ import annotations

import datetime as dt
import uuid
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import links
from industrielles.kit.doors import Door, FormDoor, anyone
from industrielles.network import verbs as network

from .. import policies, telling
from ..forms.proposals import DeclineForm, InquireForm, ProposeForm, ReplyForm
from ..models import Proposal

PAGE = 30
LIFE = dt.timedelta(days=60)  # of a link


class Propose(FormDoor, FormView):
    """Propose a network: one page, no account."""

    policy = staticmethod(anyone)
    template_name = "network/propose.html"
    form_class = ProposeForm
    request: HttpRequest

    def get_initial(self) -> dict[str, Any]:
        person: Any = self.request.user
        hers = {name: getattr(person, name) for name in ("first_name", "last_name", "email")} if person.is_authenticated else {}
        return {**super().get_initial(), **hers, "key": uuid.uuid4()}

    def form_valid(self, form: ProposeForm) -> HttpResponse:
        said = dict(form.cleaned_data)
        by = self.request.user if self.request.user.is_authenticated else None
        network.propose(request_key=said.pop("key"), language=(get_language() or "fr")[:2], **said, by=by)
        return HttpResponseRedirect(reverse("network:proposed"))


class Proposed(Door, TemplateView):
    """What comes next."""

    policy = staticmethod(anyone)
    template_name = "network/proposed.html"


class ByLink(Door):
    """Base of the doors a mailed link opens. One that is altered or too old gets a page that says so."""

    policy = staticmethod(anyone)
    needs_person = False
    purpose = ""
    request: Any

    @cached_property
    def subject(self) -> Proposal:
        code, _version = links.read(self.purpose, self.kwargs["token"], max_age=LIFE)
        proposal = Proposal.objects.behind_link(code).first()
        if proposal is None:
            raise links.BadLink(expired=True)
        return proposal

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        try:
            self.subject  # noqa: B018
        except links.BadLink as bad:
            return render(request, "network/bad_link.html", {"expired": bad.expired}, status=410 if bad.expired else 404)
        return super().dispatch(request, *args, **kwargs)


class Confirm(ByLink, TemplateView):
    """The mailed link: a page with a button, because scanners of mail open links; the button confirms."""

    purpose = telling.CONFIRM
    template_name = "network/confirm.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(proposal=self.subject, fresh=self.subject.status == Proposal.Status.SENT, **context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        network.confirm(self.subject)
        return HttpResponseRedirect(request.path)


class Reply(ByLink, FormDoor, FormView):
    """The answer to a question of the umbrella."""

    purpose = telling.REPLY
    template_name = "network/reply.html"
    form_class = ReplyForm

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(proposal=self.subject, asked=self.subject.status == Proposal.Status.ASKED, **context)

    def form_valid(self, form: ReplyForm) -> HttpResponse:
        network.reply(self.subject, answer=form.cleaned_data["answer"])
        return HttpResponseRedirect(self.request.path)


class Proposals(Door, TemplateView):
    """Networks that are proposed: those to answer first."""

    policy = staticmethod(policies.runs_the_umbrella)
    template_name = "network/proposals.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Proposal.objects.visible_to(self.request.user).prefetch_related("departments").to_answer_first()
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, proposals=list(page), **context)


class OneProposal(FormDoor, FormView):
    """A proposal, and what the umbrella may answer; when one of its forms does not pass, the whole page comes back with it."""

    policy = staticmethod(policies.can_answer_proposal)
    template_name = "network/proposal.html"
    form_class: type[Any] = InquireForm
    section = ""
    request: HttpRequest

    @cached_property
    def subject(self) -> Proposal:
        found = Proposal.objects.visible_to(self.request.user).filter(code=self.kwargs["code"]).select_related("network").first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=None))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        sent = context.pop("form", None)
        return super().get_context_data(
            proposal=self.subject, form=sent, open=self.subject.status in Proposal.OPEN,
            departments=list(self.subject.departments.order_by("pk")),
            inquire_form=sent if sent and self.section == "inquire" else InquireForm(),
            decline_form=sent if sent and self.section == "decline" else DeclineForm(), **context)

    def get_refused_url(self) -> str:
        return reverse("network:proposal", args=[self.subject.code])

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(self.get_refused_url())


class Read(OneProposal):
    """The page of a proposal."""

    http_method_names = ["get", "head"]


class Inquire(OneProposal):
    """A question to its author."""

    http_method_names = ["post"]
    section = "inquire"

    def form_valid(self, form: InquireForm) -> HttpResponse:
        network.inquire(self.subject, question=form.cleaned_data["question"], by=self.request.user)
        return self.back(_("Your question has left; her answer appears here."))


class Decline(OneProposal):
    """No, with words."""

    http_method_names = ["post"]
    form_class = DeclineForm
    section = "decline"

    def form_valid(self, form: DeclineForm) -> HttpResponse:
        network.decline(self.subject, words=form.cleaned_data["words"], by=self.request.user)
        return self.back(_("The proposal is declined; a letter tells its author."))


class Approve(OneProposal, View):
    """Yes: the network is founded."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        made = network.approve(self.subject, by=request.user)
        messages.success(request, _("%(network)s is founded; a letter tells its coordinator to sign in.") % {"network": made.name})
        return HttpResponseRedirect(reverse("network:describe", args=[made.slug]))
