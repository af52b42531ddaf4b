"""For a role model who has signed in: requests near her, her own visits."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from industrielles.kit.doors import Door, FormDoor, signed_in
from industrielles.pool.models import RoleModel

from .. import agenda, policies
from .. import verbs as engagements
from ..forms.answers import ForwardForm
from ..forms.slots import NearFilters
from ..models import Engagement

MOST, PAGE = 200, 12


class Near(Door, TemplateView):
    """“Requests near you”: open requests of her networks and places to take in her territory, nearest first."""

    policy = staticmethod(signed_in)
    template_name = "engagements/near.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        profile = agenda.profile_of(self.request.user)
        filters = NearFilters(self.request.GET)
        found = agenda.near(profile, MOST, narrow=filters.narrow) if profile else []
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "profile": profile, "filters": filters, "page": page, "found": page.object_list, "narrowed": bool(filters.chosen())}


class PutForward(FormDoor, FormView):
    """She puts herself forward for a request, on one of its dates; the coordinator decides."""

    policy = staticmethod(policies.can_put_forward)
    template_name = "engagements/put_forward.html"
    form_class = ForwardForm

    @cached_property
    def subject(self) -> Engagement:
        return get_object_or_404(Engagement.objects.open_to(self.request.user), code=self.kwargs["code"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"engagement": self.subject}

    def form_valid(self, form: ForwardForm) -> HttpResponse:
        hers = RoleModel.objects.current().filter(person=self.request.user, network__partners__engagement=self.subject)
        engagements.put_forward(
            self.subject, role_model=hers.order_by("pk")[0], starts_at=form.starts_at, words=form.cleaned_data["words"],
            by=self.request.user, anyway=form.cleaned_data["anyway"])
        messages.success(self.request, _("Thank you! The coordination is told, and answers you by e-mail."))
        return redirect(reverse("engagements:near"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"visit": self.subject}


class MyVisits(Door, TemplateView):
    """Her visits: those to come, those to tell, those told."""

    policy = staticmethod(signed_in)
    template_name = "engagements/my_visits.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | agenda.visits_of(self.request.user)
