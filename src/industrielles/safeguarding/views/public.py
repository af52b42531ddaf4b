"""Doors open to all: where to call, how to report."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.generic import FormView, TemplateView

from industrielles.kit.doors import Door, FormDoor, anyone
from industrielles.network.models import Network

from .. import verbs
from ..forms import ReportForm


class Help(FormDoor, FormView):
    """The numbers to call, always; below, a form that asks for nothing but words. Without account too."""

    policy = staticmethod(anyone)
    template_name = "safeguarding/help.html"
    form_class = ReportForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"signed_in": self.request.user.is_authenticated}

    def form_valid(self, form: ReportForm) -> HttpResponse:
        said, person = form.cleaned_data, self.request.user if self.request.user.is_authenticated else None
        network = said["network"] or Network.objects.open().get(kind=Network.Kind.UMBRELLA)
        verbs.report(network, key=said["key"], words=said["words"], urgent=said["urgent"], reporter_email=said.get("reporter_email", ""),
                     language=(get_language() or "fr")[:2], by=person)
        return HttpResponseRedirect(f"{reverse('safeguarding:reported')}{'?urgent=1' if said['urgent'] else ''}")


class Reported(Door, TemplateView):
    """It has come; the numbers again."""

    policy = staticmethod(anyone)
    template_name = "safeguarding/reported.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(urgent=request.GET.get("urgent") == "1"))
