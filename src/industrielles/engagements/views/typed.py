"""A request typed by the coordinator for a teacher who telephones: the teacher's own questions, on one page."""
from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from industrielles.engagements import verbs as engagements
from industrielles.kit.doors import Door
from industrielles.kit.forms import Form
from industrielles.kit.refusals import Refused
from industrielles.network.models import Network
from industrielles.network.policies import runs_some

from ..forms.ask import WhenStep
from ..forms.desk import TypedClass, TypedContact, TypedFor, TypedWish
from . import speakers


class NewRequest(Door, TemplateView):
    """All the questions of a teacher at once; sent, the request is confirmed and awaits dispatch."""

    policy = staticmethod(runs_some)
    template_name = "engagements/desk/new.html"

    @cached_property
    def subject(self) -> list[Network]:
        return list(Network.objects.run_by(self.request.user).open())

    def forms(self, data: Any = None) -> list[tuple[Any, Form]]:
        """(title, form) of each of the teacher's steps, then for which network."""
        last = TypedFor(data, networks=self.subject, initial={"key": uuid.uuid4()})
        return [
            (_("The class"), TypedClass(data)), (_("What they are looking for"), TypedWish(data)), (_("When"), WhenStep(data)),
            (_("Who asks"), TypedContact(data)), (_("For which network"), last)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"forms": self.forms(), "kinds": speakers.kinds(), **kwargs})

    def post(self, request: HttpRequest) -> HttpResponse:
        forms = self.forms(request.POST)
        valid = [form.is_valid() for _title, form in forms]
        if not all(valid):
            return self.again(forms)
        last: Any = forms[-1][1]
        asked = {name: value for _title, form in forms[:-1] for name, value in form.asked().items()}  # type: ignore[attr-defined]
        try:
            engagement = engagements.ask(
                request_key=last.cleaned_data["key"], network=last.network, language=get_language() or "fr", by=request.user, **asked)
        except Refused as refusal:
            place = next((form for _title, form in forms if refusal.field in form.fields), forms[0][1])
            place.add_error(refusal.field if refusal.field in place.fields else None, str(refusal))  # type: ignore[attr-defined]
            return self.again(forms)
        messages.success(request, _("The request is there. Who could go?"))
        return HttpResponseRedirect(reverse("engagements:request", args=[engagement.code]))

    def again(self, forms: list[tuple[Any, Form]]) -> HttpResponse:
        """The page with what was typed and what to correct."""
        wrong = [form for _title, form in forms if form.errors]
        return self.render_to_response(self.get_context_data(forms=forms, wrong=wrong), status=422)
