"""What a teacher asks the coordinator on the telephone: other dates, to call it off, to be forgotten."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from industrielles.engagements import verbs as engagements
from industrielles.kit.doors import FormDoor

from .. import policies
from ..forms.desk import CANCEL, WordsForm
from ..forms.follow import PostponeForm
from ..forms.slots import PublishForHerForm
from ..models import Engagement
from .dispatch import Act, FormAct, OneRequest, replaced


class CancelForHer(FormAct):
    """The class no longer wants the visit: whoever was asked or was coming is told."""

    policy = staticmethod(policies.can_own)

    def form(self) -> WordsForm:
        return WordsForm(self.request.POST, auto_id=CANCEL)

    def place(self, context: dict[str, Any]) -> bool:
        return replaced(context["for_her"], "cancel", self.bound)

    def act(self, form: WordsForm) -> str:
        engagements.cancel(self.subject, words=form.cleaned_data["words"], by=self.request.user)
        return _("The visit is called off, and everybody concerned has been written to.")


class DatesForHer(OneRequest, FormDoor, FormView):
    """Other dates: those of the request, or instead of the day that somebody had accepted."""

    policy = staticmethod(policies.can_own)
    template_name = "engagements/desk/dates.html"
    form_class = PostponeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"engagement": self.subject}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(engagement=self.subject, **kwargs)

    def form_valid(self, form: PostponeForm) -> HttpResponse:
        if self.subject.status == Engagement.Status.CONFIRMED:
            words = form.cleaned_data.get("words", "")
            engagements.postpone(self.subject, dates=form.dates, window=form.window, words=words, by=self.request.user)
        else:
            engagements.change(self.subject, fields={}, dates=form.dates, window=form.window, by=self.request.user)
        messages.success(self.request, _("The new dates are noted, and everybody concerned has been written to."))
        return HttpResponseRedirect(self.get_refused_url())


class PlacesForHer(OneRequest, FormDoor, FormView):
    """She agrees on the telephone that role models see the places and take them; a letter says so to her."""

    policy = staticmethod(policies.can_own)
    template_name = "engagements/desk/places.html"
    form_class = PublishForHerForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"engagement": self.subject}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(engagement=self.subject, visit=self.subject, **kwargs)

    def form_valid(self, form: PublishForHerForm) -> HttpResponse:
        engagements.publish_places(self.subject, **form.told(), by=self.request.user)
        messages.success(self.request, _("The places are published, and who asks has been written to."))
        return HttpResponseRedirect(self.get_refused_url())


class EndPlacesForHer(Act):
    """No more places are taken by oneself."""

    policy = staticmethod(policies.can_own)

    def act(self) -> str:
        engagements.unpublish_places(self.subject, by=self.request.user)
        return _("The places are no longer published. Those who took one still come.")


class ForgetAsker(Act):
    """She asks to be forgotten: her name, address and telephone go; what was counted stays."""

    policy = staticmethod(policies.can_own)

    def act(self) -> str:
        engagements.forget_asker(self.subject, by=self.request.user)
        return _("Her name, address and telephone are erased.")
