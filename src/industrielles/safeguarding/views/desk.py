"""Doors of referents and coordinators: papers that were seen, what parents allow, who may not come back."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit.doors import Door, FormDoor
from industrielles.network.models import Network

from .. import policies, verbs
from ..forms import BanForm, ClearanceForm, SettleForm
from ..models import Authorisation, Ban, Clearance, Recognition
from ..queries import answered_for, names_of

MOST = 300


class Desk(Door):
    """Base: which tabs this person has."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        person = self.request.user
        return super().get_context_data(  # type: ignore[misc]
            treats=policies.treats_reports(person), keeps=policies.keeps_clearances(person), referent=policies.is_referent(person),
            **context)


def networks_of(person: Any) -> Any:
    """Networks she runs or answers for."""
    return (Network.objects.run_by(person) | answered_for(person)).open().distinct().order_by("path")


class Clearances(Desk, FormDoor, FormView):
    """Papers that were seen in her networks, those that end first; one more."""

    policy = staticmethod(policies.keeps_clearances)
    template_name = "safeguarding/desk/clearances.html"
    form_class = ClearanceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"networks": networks_of(self.request.user)}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Clearance.objects.visible_to(self.request.user).standing().select_related("person", "network", "seen_by")
        return super().get_context_data(rows=list(found.order_by("until", "pk")[:MOST]), **context)

    def form_valid(self, form: ClearanceForm) -> HttpResponse:
        said = form.cleaned_data
        verbs.clear(said["email"], network=said["network"], kind=said["kind"], seen_on=said["seen_on"], until=said["until"],
                    outcome=said["outcome"], by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("Written down. Give the paper back: nothing of it is kept."))
        return HttpResponseRedirect(reverse("safeguarding:clearances"))


class WithdrawClearance(Door, View):
    """It was written by mistake."""

    policy = staticmethod(policies.can_withdraw_clearance)
    http_method_names = ("post",)

    @cached_property
    def subject(self) -> Clearance | None:
        return Clearance.objects.visible_to(self.request.user).filter(code=self.kwargs["code"]).first()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verbs.withdraw_clearance(self.subject, by=request.user)
        messages.success(request, _("It allows nothing any more."))
        return HttpResponseRedirect(reverse("safeguarding:clearances"))


class Authorisations(Desk, Door, TemplateView):
    """What was asked of parents in her networks, and what they allow."""

    policy = staticmethod(policies.keeps_clearances)
    template_name = "safeguarding/desk/authorisations.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Authorisation.objects.visible_to(self.request.user).select_related("person", "network")
        rows: Any = found.prefetch_related("guardians__agreements").order_by("-asked_at", "-pk")[:MOST]
        return super().get_context_data(rows=list(rows), **context)


class Recognitions(Desk, FormDoor, FormView):
    """Who looks like somebody who may not come back; for referents, who may not, and one more."""

    policy = staticmethod(policies.keeps_clearances)
    template_name = "safeguarding/desk/recognitions.html"
    form_class = BanForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"networks": answered_for(self.request.user).open().order_by("path")}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        person = self.request.user
        found = Recognition.objects.visible_to(person).select_related("network", "settled_by", "ban").order_by("-noticed_at", "-pk")
        rows = list(found[:MOST])
        names = names_of(rows)
        return super().get_context_data(
            rows=[(one, names[one.pk], one.ban.banned_by_id != person.pk or policies.can_settle(person, one)) for one in rows],
            outcomes=Recognition.Outcome.choices,
            bans=list(Ban.objects.visible_to(person).live().select_related("network", "banned_by")[:MOST]), **context)

    def form_valid(self, form: BanForm) -> HttpResponse:
        said = form.cleaned_data
        if not policies.can_ban(self.request.user, said["network"]):
            raise Http404
        verbs.ban(said["network"], reason=said["reason"], email=said["email"], phone=said["phone"], name=said["name"],
                  born_on=said["born_on"], by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("Written down. What you typed is not kept: only what recognises her."))
        return HttpResponseRedirect(reverse("safeguarding:recognitions"))


class Settle(Door, View):
    """It is she, or somebody else."""

    policy = staticmethod(policies.can_settle)
    http_method_names = ("post",)

    @cached_property
    def subject(self) -> Recognition | None:
        return Recognition.objects.visible_to(self.request.user).filter(code=self.kwargs["code"]).first()

    def get_refused_url(self) -> str:
        return reverse("safeguarding:recognitions")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SettleForm(request.POST)
        if not form.is_valid():
            raise Http404
        verbs.settle(self.subject, outcome=form.cleaned_data["outcome"], by=request.user)
        messages.success(request, _("Your answer is kept."))
        return HttpResponseRedirect(reverse("safeguarding:recognitions"))


class Lift(Door, View):
    """She may come back."""

    policy = staticmethod(policies.can_lift)
    http_method_names = ("post",)

    @cached_property
    def subject(self) -> Ban | None:
        return Ban.objects.visible_to(self.request.user).filter(code=self.kwargs["code"]).first()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verbs.lift(self.subject, by=request.user)
        messages.success(request, _("She may come back."))
        return HttpResponseRedirect(reverse("safeguarding:recognitions"))
