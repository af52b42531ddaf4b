"""Doors to one's own rights: consents, data, objections, erasure."""
from __future__ import annotations

import uuid
from typing import Any

from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor
from industrielles.network.models import Membership, Network
from industrielles.people import consents
from industrielles.people import verbs as people
from industrielles.people.again import Again
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent

from .. import papers, policies, register, sheets, verbs
from ..forms import AskForm, EraseForm, ObjectForm
from ..models import Demand, Hold

LIVE_FOR = 20  # lines of a sheet shown on the page; all are in the file


class Consents(Door, TemplateView):
    """Each purpose with its text: given when, for which network; given or taken back by one button."""

    policy = staticmethod(policies.has_account)
    template_name = "rights/consents.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        mine = list(Network.objects.joined_by(self.request.user).order_by("path"))
        said = list(Consent.objects.filter(person=self.request.user).order_by("-pk"))
        there = Network.objects.ever().filter(pk__in={one.network_id for one in said})
        names = {one.pk: one for one in (*there, *mine)}
        return super().get_context_data(
            purposes=[_purpose(purpose, said, mine, names) for purpose in Purpose],
            past=[(one, names.get(one.network_id)) for one in said if one.withdrawn_at], **context)


def _purpose(purpose: Purpose, said: list[Consent], mine: list[Network], names: dict[int, Network]) -> dict[str, Any]:
    live = [one for one in said if one.purpose == purpose and one.withdrawn_at is None]
    left = [one.pk for one in mine if one.pk not in {said.network_id for said in live}]
    if any(one.network_id == 0 for one in live):
        left = []  # she said it for all of them
    return {
        "code": purpose.value, "label": purpose.label, "text": consents.text(purpose),
        "live": [(one, names.get(one.network_id), one.version != consents.asked(purpose)) for one in live],
        "left": [(pk, names.get(pk)) for pk in left]}


class Say(Door, View):
    """Base: one consent, named by what is sent: its purpose and, when it is of one network, its slug."""

    policy = staticmethod(policies.has_account)
    http_method_names = ("post",)

    @cached_property
    def named(self) -> tuple[str, int]:
        purpose, slug = self.request.POST.get("purpose", ""), self.request.POST.get("network", "")
        if purpose not in Purpose.values:
            raise Http404
        node = Network.objects.ever().filter(slug=slug).first() if slug else None
        if slug and node is None:
            raise Http404
        return purpose, node.pk if node else 0

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(reverse("rights:consents"))

    def get_refused_url(self) -> str:
        return reverse("rights:consents")


class Give(Say):
    """She says yes."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        purpose, network = self.named
        if network and not Membership.objects.of(request.user).filter(network=network).exists():
            raise Http404
        people.consent(request.user, purpose=purpose, network_id=network, source="account", by=request.user)  # type: ignore[arg-type]
        return self.back(_("Noted: you agree. You can take it back here at any time."))


class TakeBack(Say):
    """She takes it back: what it allowed stops at once."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        purpose, network = self.named
        people.withdraw_consent(request.user, purpose=purpose, network_id=network, by=request.user)  # type: ignore[arg-type]
        return self.back(_("Taken back. What it allowed has stopped."))


class MyData(FormDoor, FormView):
    """All that is held of her; what she can do about it; what she asked. The form asks to correct what she cannot correct herself."""

    policy = staticmethod(policies.has_account)
    template_name = "rights/data.html"
    form_class = AskForm

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        held = sheets.everything(self.request.user)  # type: ignore[arg-type]
        shown = [(sheet, sheet.rows[:LIVE_FOR], max(len(sheet.rows) - LIVE_FOR, 0)) for sheet in held]
        demands = list(Demand.objects.hers(self.request.user))
        stopped = {one.rule for one in demands if one.kind == Demand.Kind.OBJECTION}
        return super().get_context_data(
            sheets=[one for one in shown if one[0].rows], empty=[one[0] for one in shown if not one[0].rows], demands=demands[:LIVE_FOR],
            objections=ObjectForm(prefix="", but=stopped), **context)

    def form_valid(self, form: AskForm) -> HttpResponse:
        verbs.demand(self.request.user, kind=Demand.Kind.RECTIFICATION, key=form.cleaned_data["key"],  # type: ignore[arg-type]
                     words=form.cleaned_data["words"], by=self.request.user)
        messages.success(self.request, _("Your demand is with your coordinators. A letter says by when you are answered."))
        return HttpResponseRedirect(reverse("rights:data"))


class TakeAway(Again, Door, View):
    """All of it in one file, made now and kept nowhere."""

    policy = staticmethod(policies.has_account)
    again_at = "rights:data"
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verbs.demand(request.user, kind=Demand.Kind.PORTABILITY, key=uuid.uuid4(), by=request.user)  # type: ignore[arg-type]
        return parcel_of(sheets.everything(request.user))  # type: ignore[arg-type]


def parcel_of(held: Any) -> HttpResponse:
    """The archive, to keep on one's own disk and in no cache."""
    response = HttpResponse(papers.parcel(held), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{pgettext("file name", "my-data")}-{clock.today()}.zip"'
    response["Cache-Control"] = "no-store"
    return response


class Object(FormDoor, FormView):
    """She objects to one use of her data, by one button."""

    policy = staticmethod(policies.has_account)
    form_class = ObjectForm
    http_method_names = ("post",)

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("Choose what you refuse."))
        return HttpResponseRedirect(reverse("rights:data"))

    def form_valid(self, form: ObjectForm) -> HttpResponse:
        rule = form.cleaned_data["rule"]
        self.bound_form = None
        made = verbs.object_to(self.request.user, rule=rule, key=form.cleaned_data["key"], by=self.request.user)  # type: ignore[arg-type]
        done = made.status == Demand.Status.ANSWERED
        words = _("It has stopped.") if done else _("Your coordinators answer you within a month; a letter says so.")
        messages.success(self.request, words)
        return HttpResponseRedirect(reverse("rights:data"))

    def get_refused_url(self) -> str:
        return reverse("rights:data")


class Erase(Again, FormDoor, FormView):
    """Erase her account: what goes at once, what the law keeps and until when, then the act."""

    policy = staticmethod(policies.has_account)
    template_name = "rights/erase.html"
    form_class = EraseForm

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(held=Hold.objects.of_person(self.request.user), **register.kept_of_erased(), **context)

    def form_valid(self, form: EraseForm) -> HttpResponse:
        made = verbs.erase_account(self.request.user, by=self.request.user)  # type: ignore[arg-type]
        if made.status != Demand.Status.ANSWERED:
            messages.success(self.request, _("Your demand is received. Something must be kept for now: your coordinators write to you."))
            return HttpResponseRedirect(reverse("rights:data"))
        auth.logout(self.request)
        messages.success(self.request, _("Your account is erased. A last letter tells you so. Thank you for what you did."))
        return HttpResponseRedirect(reverse("website:home"))
