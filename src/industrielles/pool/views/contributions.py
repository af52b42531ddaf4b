"""Door of a member on what she brings to one of her networks."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from industrielles.kit.doors import FormDoor, signed_in
from industrielles.network.models import Membership

from .. import policies, verbs
from ..forms.contributions import ContributionForm
from ..models import Contribution, RoleModel
from .profile import person_of


class Contribute(FormDoor, FormView):
    """What I bring: my job, where I am, what I would like to do."""

    policy = staticmethod(policies.can_contribute)
    template_name = "pool/contribution.html"
    form_class = ContributionForm

    @cached_property
    def subject(self) -> Membership:
        found = Membership.objects.of(self.request.user) if signed_in(self.request.user) else None
        member = found.filter(network__slug=self.kwargs["slug"]).select_related("network").first() if found is not None else None
        if member is None:
            raise Http404
        return member

    @cached_property
    def contribution(self) -> Contribution | None:
        hers = Contribution.objects.of(person_of(self.request)).filter(membership=self.subject)
        return hers.select_related("branch", "department").first()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "contribution": self.contribution}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        offers = self.contribution.offers if self.contribution else []
        met = RoleModel.objects.current().filter(membership=self.subject).exists()
        return super().get_context_data(
            member=self.subject, role_model=met, to_begin=Contribution.Offer.VISITS in offers and not met, **context)

    def form_valid(self, form: ContributionForm) -> HttpResponse:
        verbs.contribute(self.subject, **form.cleaned_data, by=person_of(self.request))
        messages.success(self.request, _("Saved. The coordination of your network reads it."))
        return HttpResponseRedirect(reverse("pool:contribute", args=[self.subject.network.slug]))
