"""A network asks another to lend somebody: what the one asked reads, and answers."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from industrielles.engagements import verbs as engagements
from industrielles.kit.doors import FormDoor

from .. import policies, tables
from ..forms.desk import LendingAnswerForm
from ..models import Lending


class AnswerLending(FormDoor, FormView):
    """The request in short, without the teacher's name or address, and yes or no."""

    policy = staticmethod(policies.can_answer_lending)
    template_name = "engagements/desk/lending.html"
    form_class = LendingAnswerForm

    @cached_property
    def subject(self) -> Lending:
        found = Lending.objects.visible_to(self.request.user).filter(code=self.kwargs["code"])
        lending = found.select_related("network", "lender", "engagement__commune", "engagement__department", "engagement__branch").first()
        if lending is None:
            raise Http404
        return lending

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        card = tables.Card(self.subject.engagement, (), tables.working_days_ago(tables.PATIENCE))
        return super().get_context_data(lending=self.subject, card=card, **kwargs)

    def form_valid(self, form: LendingAnswerForm) -> HttpResponse:
        words = form.cleaned_data["words"]
        if form.cleaned_data["answer"] == "agree":
            lending = engagements.agree_lending(self.subject, words=words, by=self.request.user)
            messages.success(self.request, _("Thank you. You may now propose somebody of your network."))
            return HttpResponseRedirect(reverse("engagements:request", args=[lending.engagement.code]))
        engagements.refuse_lending(self.subject, words=words, by=self.request.user)
        messages.success(self.request, _("Your answer has been passed on."))
        return HttpResponseRedirect(reverse("engagements:desk"))
