"""Doors of a lost second step: she asks before she is past it, stops what she did not ask, and two others vouch for her."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from industrielles.kit import links
from industrielles.kit.doors import Door, FormDoor, anyone
from industrielles.network import verbs as network
from industrielles.people.policies import ASK

from .. import policies, telling
from ..forms.decisions import LostStepForm, VouchForm
from ..models import Decision
from .decisions import OneDecision, Read


class LostStep(FormDoor, FormView):
    """“I have lost my telephone and have no code left”: asked between the first step and the second."""

    policy = staticmethod(policies.can_lose_step)
    before_step = ASK
    template_name = "network/lost_step.html"
    form_class = LostStepForm
    request: Any

    @cached_property
    def subject(self) -> Decision | None:
        return Decision.objects.about_step(self.request.user).first() if self.request.user.is_authenticated else None

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(decision=self.subject, **context)

    def form_valid(self, form: LostStepForm) -> HttpResponse:
        network.lose_step(self.request.user, words=form.cleaned_data["words"], by=self.request.user)
        return HttpResponseRedirect(reverse("network:lost_step"))


class StopStep(Door, TemplateView):
    """The link of the letter: a button by which she says that she lost nothing."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "network/stop_step.html"

    @cached_property
    def subject(self) -> Decision:
        code, _version = links.read(telling.STOP, self.kwargs["token"], max_age=Decision.LIFE + Decision.STEP_DELAY + Decision.STEP_LIFE)
        found = Decision.objects.behind_link(code).first()
        if found is None:
            raise links.BadLink(expired=True)
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        try:
            self.subject  # noqa: B018
        except links.BadLink as bad:
            return render(request, "network/bad_link.html", {"expired": bad.expired}, status=410 if bad.expired else 404)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        network.stop_step(self.subject)
        return self.render_to_response(self.get_context_data(stopped=True))


class Vouch(FormDoor, OneDecision, FormView):
    """One who coordinates the collective says how she knows; the second one is shown the code to tell by telephone, once."""

    policy = staticmethod(policies.can_vouch)
    http_method_names = ["post"]
    template_name = Read.template_name
    form_class = VouchForm

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context = super().get_context_data(**context)
        decision, person = self.subject, self.request.user
        return context | {
            "decision": decision, "awaits": decision.is_open, "vouching": context["form"],
            "vouches": decision.is_open and policies.can_vouch(person, decision), "sets_aside": policies.can_set_aside(person, decision)}

    def form_valid(self, form: VouchForm) -> HttpResponse:
        code = network.vouch(self.subject, how=form.cleaned_data["how"], by=self.request.user)
        if not code:
            return HttpResponseRedirect(self.get_refused_url())
        self.__dict__.pop("subject")
        return self.render_to_response(self.get_context_data(form=form, told=code))
