"""For a role model who has signed in: requests near her, her own visits."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from industrielles.kit.doors import Door, FormDoor, signed_in
from industrielles.pool.models import RoleModel

from .. import addresses, policies, suggestions
from .. import verbs as engagements
from ..forms.answers import ForwardForm
from ..models import Engagement, Invitation

SHOWN = 12


def profile_of(person: Any) -> RoleModel | None:
    """The role model this person is, if she is one."""
    return RoleModel.objects.current().filter(person=person).select_related("commune", "network").order_by("pk").first()


class Near(Door, TemplateView):
    """“Requests near you”: open requests of her networks, nearest first."""

    policy = staticmethod(signed_in)
    template_name = "engagements/near.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        profile = profile_of(self.request.user)
        found = suggestions.nearby(profile, SHOWN) if profile else []
        return super().get_context_data(**kwargs) | {"profile": profile, "found": found}


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
            by=self.request.user)
        messages.success(self.request, _("Thank you! The coordination is told, and answers you by e-mail."))
        return redirect(reverse("engagements:near"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"visit": self.subject}


class MyVisits(Door, TemplateView):
    """Her visits: those to come, those to tell, those told."""

    policy = staticmethod(signed_in)
    template_name = "engagements/my_visits.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | visits_of(self.request.user)


def visits_of(person: Any) -> dict[str, list[tuple[Engagement, str]]]:
    """Her accepted visits with the address of each: `coming` soonest first, `to_tell`, `told` latest first."""
    rows = Invitation.objects.to(person).filter(status=Invitation.Status.ACCEPTED).select_related(
        "engagement__department", "engagement__commune", "engagement__school").order_by("engagement__starts_at", "pk")
    found: dict[str, list[tuple[Engagement, str]]] = {"coming": [], "to_tell": [], "told": []}
    for invitation in rows:
        visit = invitation.engagement
        if visit.status == Engagement.Status.CONFIRMED:
            kind, path = ("to_tell", addresses.answer_report(invitation)) if visit.is_over else ("coming", addresses.answer(invitation))
            found[kind].append((visit, path))
        elif visit.status in (Engagement.Status.HELD, Engagement.Status.NOT_HELD):
            found["told"].insert(0, (visit, addresses.answer_report(invitation)))
    return found
