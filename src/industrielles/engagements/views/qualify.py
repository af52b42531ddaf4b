"""A school that its teacher wrote freely: the coordinator finds it in the directory, or at least its town."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from industrielles.engagements import verbs as engagements
from industrielles.kit.doors import FormDoor

from .. import policies
from ..forms.qualify import QualifyForm
from .dispatch import OneRequest


class Qualify(OneRequest, FormDoor, FormView):
    """Which school it is: distances to those who could go are known from then on."""

    policy = staticmethod(policies.can_own)
    template_name = "engagements/desk/qualify.html"
    form_class = QualifyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"engagement": self.subject}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(engagement=self.subject, **kwargs)

    def form_valid(self, form: QualifyForm) -> HttpResponse:
        engagements.qualify(self.subject, school=form.place, commune=form.commune, by=self.request.user)
        messages.success(self.request, _("The school is noted: distances are known."))
        return HttpResponseRedirect(self.get_refused_url())
