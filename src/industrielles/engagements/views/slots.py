"""Places that role models take by themselves: published behind the asker's link, taken and given back by who has signed in."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from industrielles.kit.doors import Door, FormDoor, anyone
from industrielles.pool.models import RoleModel

from .. import addresses, policies
from .. import verbs as engagements
from ..forms.answers import ForwardForm
from ..forms.slots import PublishForm
from ..models import Engagement, Invitation, Slot
from .follow import FollowDoor, FollowForm

PAGE = 20


class PublishPlaces(FollowForm):
    """Who asks publishes places: what is shown, to whom, and who confirms."""

    template_name = "engagements/publish_places.html"
    form_class = PublishForm
    title = gettext_lazy("Let them take a place")
    button = gettext_lazy("Publish")
    done = gettext_lazy("The places are published. We write to you each time one is taken.")

    def act(self, form: PublishForm) -> None:
        engagements.publish_places(self.subject, **form.told())


class UnpublishPlaces(FollowDoor, View):
    """No more places are taken by oneself."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        engagements.unpublish_places(self.subject)
        messages.success(request, _("The places are no longer published. Those who took one still come."))
        return redirect(addresses.follow(self.subject))


class TakePlace(FormDoor, FormView):
    """She takes a published place, on one of its days."""

    policy = staticmethod(policies.can_take_place)
    template_name = "engagements/take_place.html"
    form_class = ForwardForm

    @cached_property
    def subject(self) -> Engagement:
        return get_object_or_404(Engagement.objects.places_for(self.request.user), code=self.kwargs["code"])

    @cached_property
    def hers(self) -> Invitation | None:
        """The place she has taken, or her offer that waits to be confirmed."""
        live = (*Invitation.OPEN, Invitation.Status.ACCEPTED)
        return self.subject.invitations.filter(role_model__person=self.request.user, status__in=live).order_by("pk").first()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"engagement": self.subject}

    def form_valid(self, form: ForwardForm) -> HttpResponse:
        profiles = RoleModel.objects.current().filter(person=self.request.user)
        here = profiles.filter(network__partners__engagement=self.subject).order_by("pk").first()
        there = here or profiles.filter(network__departments=self.subject.department_id).order_by("pk").first()
        taken = engagements.take_place(
            self.subject, role_model=there, starts_at=form.starts_at, words=form.cleaned_data["words"], by=self.request.user,
            anyway=form.cleaned_data["anyway"])
        if taken.status == Invitation.Status.ACCEPTED:
            messages.success(self.request, _("The place is yours. You both receive a confirmation by e-mail, with a calendar file."))
            return redirect("engagements:my_visits")
        messages.success(self.request, _("Thank you! The coordination is told, and answers you by e-mail."))
        return redirect("engagements:near")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = self.hers
        accepted = mine is not None and mine.status == Invitation.Status.ACCEPTED
        return super().get_context_data(**kwargs) | {
            "visit": self.subject, "slot": self.subject.open_slot, "accepted": accepted,
            "waiting": mine is not None and mine.status == Invitation.Status.FORWARD}


class GiveBack(Door, View):
    """She gives her place back."""

    policy = staticmethod(policies.can_answer)
    http_method_names = ["post"]

    @cached_property
    def subject(self) -> Invitation:
        hers = Invitation.objects.to(self.request.user).filter(engagement__code=self.kwargs["code"])
        ended = (Invitation.Status.ACCEPTED, Invitation.Status.RELEASED)
        return get_object_or_404(hers.filter(status__in=ended, engagement__slot__isnull=False).order_by("-pk")[:1])

    def get_refused_url(self) -> str:
        return reverse("engagements:my_visits")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        engagements.give_back(self.subject, by=request.user)
        messages.success(request, _("Your place is free again. Thank you for having said so."))
        return redirect("engagements:near")


class OpenPlaces(Door, TemplateView):
    """Places whose askers agreed that everybody reads them: a kind, a town, days; no name of a school or a person."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "engagements/open_places.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Engagement.objects.published().filter(slot__reach=Slot.Reach.PUBLIC).select_related("commune", "department", "slot")
        page = Paginator(found.prefetch_related("proposed_dates").order_by("slot__published_at", "pk"), PAGE).get_page(
            self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page": page}
